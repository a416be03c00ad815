"""Passion and quarrel told apart in words; what is worth kindling comes with the most mutual talk first."""

import pandas as pd

from lib.conversations.passion import dominance_said, liveliness_by_conversation, liveliness_said, worth_kindling


def talk(name: str, authors: list[str], heats: list[float]) -> pd.DataFrame:
    """A chat in which each message answers the one before it."""
    return pd.DataFrame(
        {
            "channel": "discord",
            "conversation_id": name,
            "message_id": [f"{name}{n}" for n in range(len(authors))],
            "parent_id": [None, *(f"{name}{n}" for n in range(len(authors) - 1))],
            "author_id": authors,
            "is_brand": False,
            "heat": heats,
        }
    )


CIRCLE = talk("circle", list("abcdefabcdef"), [0.05] * 12)
SMALLER = talk("smaller", list("abcdeabcde"), [0.05] * 10)
QUARREL = talk("quarrel", list("abababcabab"), [0.1, 0.1, 0.2, 0.3, 0.4, 0.5, 0.1, 0.6, 0.7, 0.8, 0.9])
FRIENDS = talk("friends", list("abababcabab"), [0.01, 0.02, 0.02, 0.03, 0.04, 0.1, 0.1, 0.1, 0.12, 0.12, 0.12])
FEW = talk("few", list("abcab"), [0.9] * 5)


def test_each_conversation_is_called_what_it_is() -> None:
    found = liveliness_by_conversation(pd.concat([CIRCLE, SMALLER, QUARREL, FRIENDS, FEW]))
    said = {key[1]: liveliness_said(one) for key, one in found.items()}
    assert said["circle"] == "healthy passion: 6 people answer each other"
    assert said["quarrel"].startswith("a quarrel: two write 91")
    assert said["friends"] == said["few"] == liveliness_said(None) == ""
    assert worth_kindling(found) == [("discord", "circle"), ("discord", "smaller")]


def test_who_dominates_is_said_where_there_is_somebody_to_dominate() -> None:
    found = liveliness_by_conversation(pd.concat([QUARREL, FEW, talk("pair", list("ab" * 5), [0.1] * 10)]))
    assert dominance_said(found["discord", "quarrel"]).startswith("the two liveliest write 91")
    assert dominance_said(found["discord", "few"]) == dominance_said(found["discord", "pair"]) == ""
