"""The liveliest conversations of Today, and those worth kindling."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.conversations import queries
from lib.conversations.lively import CANDIDATES, to_read
from lib.conversations.passion import Liveliness, liveliness_by_conversation, liveliness_said, worth_kindling
from lib.ui import session
from lib.ui.ask import ask
from lib.ui.filters import Filter
from lib.ui.given_back import kept_by_version
from lib.ui.markup import show, tag
from lib.ui.panels import show_title
from lib.ui.rows import show_lively
from lib.words import _, number

_SHOWN, _KINDLED = 3, 2


@dataclass(frozen=True)
class Lively:
    """Conversations with their opening words: the liveliest, and those worth kindling (of so many); the liveliness of
    each candidate by channel and conversation_id."""

    liveliest: list[dict[str, Any]]
    kindling: list[dict[str, Any]]
    worth: int
    kinds: dict[tuple[str, str], Liveliness]

    def said(self, row: dict[str, Any]) -> str:
        """Passion or quarrel, in words."""
        return liveliness_said(self.kinds.get(_key(row)))


def lively(chosen: Filter) -> Lively:
    """The liveliest conversations of the period, and what makes each of them lively."""
    now = session.in_force()
    return _lively(str(now.path), now.version, chosen.params)


@kept_by_version(max_entries=64)
def _lively(path: str, version: int, given: dict[str, Any]) -> Lively:
    found = ask(queries.liveliest, **given, count=CANDIDATES)
    kinds = liveliness_by_conversation(ask(queries.lively_messages, **to_read(found)))
    rows = found.to_dict("records")
    worth = worth_kindling(kinds)
    by_key = {_key(row): row for row in rows}
    liveliest, kindling = rows[:_SHOWN], [by_key[key] for key in worth[:_KINDLED]]
    places = sorted({int(row["place"]) for row in (*liveliest, *kindling)})
    openings = ask(queries.openings, places=places).set_index("place").opening
    return Lively(_with_openings(liveliest, openings), _with_openings(kindling, openings), len(worth), kinds)


def show_liveliest(found: Lively) -> None:
    """The liveliest conversations, each called passion or quarrel where it is one."""
    for row in found.liveliest:
        show_lively(row, found.said(row))
    if not found.liveliest:
        show(tag("p", _("No conversation grew beyond two messages in this period."), classes="note"))


def show_kindling(found: Lively) -> None:
    """The two conversations most worth kindling, and how many there are; nothing where there are none."""
    if not found.worth:
        return
    show_title(
        _("Worth kindling ({count})", count=number(found.worth)),
        _("Many different people who answer each other, at low heat: one question of ours keeps it going"),
    )
    for row in found.kindling:
        show_lively(row, found.said(row), key="kindle")


def _with_openings(rows: list[dict[str, Any]], openings: "pd.Series[str]") -> list[dict[str, Any]]:
    """Numbered from 0 as they are shown, no longer by their place in the version."""
    return [{**row, "opening": openings[row["place"]], "place": place} for place, row in enumerate(rows)]


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return str(row["channel"]), str(row["conversation_id"])
