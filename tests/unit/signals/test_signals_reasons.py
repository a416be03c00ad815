"""The words that made sentiment and heat are named, and only those."""

import pytest

from lib.signals.reasons import Reasons, reasons
from lib.signals.tokens import tokens_of
from lib.signals.why import why


@pytest.mark.parametrize(
    ("language", "text", "sentiment", "words"),
    [
        ("en", "The new layout is awful", "negative", {"awful"}),
        ("en", "I am still waiting for the mug", "negative", {"still", "waiting"}),
        ("it", "La copertina è bellissima, la carta invece è pessima", "negative", {"pessima"}),
        ("it", "La copertina è bellissima, la carta invece è pessima", "positive", {"bellissima"}),
        ("en", "see you there 😍", "positive", {"😍"}),
    ],
)
def test_the_words_of_a_sentiment(language: str, text: str, sentiment: str, words: set[str]) -> None:
    found = reasons(tokens_of(text), language, sentiment).sentiment
    assert words & set(found) == words
    assert "the" not in found and "la" not in found


def test_the_words_of_heat() -> None:
    found = reasons(tokens_of("Il pacco è arrivato, ma siete degli idioti"), "it")
    assert "idioti" in found.heat and "pacco" not in found.heat


def test_a_message_that_says_nothing_has_no_reasons() -> None:
    assert reasons(tokens_of(""), "en") == Reasons()
    assert reasons(tokens_of("the table"), "en").heat == ()


def test_why_carries_them() -> None:
    found = why("This is terrible", "en", sentiment="negative")
    assert found.sentiment == ("terrible",)
    assert why("dit is vreselijk", "nl").sentiment == ()
