"""Messages cut up: words, clauses, emoji, and what hostile text can do to them."""

import pytest

from lib.signals.tokens import LONGEST, tokens_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ciao @marca, guarda https://example.org/x?y=1 e www.example.org", ["ciao", "guarda", "e"]),
        ("L'ordine non c'è!", ["l", "ordine", "non", "c", "è"]),
        ("I don’t think it`s OK", ["i", "don't", "think", "it's", "ok"]),
        ("bellllissimo ciaoooo", ["bellissimo", "ciao"]),
        ("#Spedizione lenta", ["spedizione", "lenta"]),
        ("he\u200bl\u2060lo \u202eworld\u202c", ["hello", "world"]),
        ("perche\u0301", ["perché"]),
        ("Tom &amp; Jerry", ["tom", "jerry"]),
        ("you f**k", ["you", "f**k"]),
        ("", []),
        ("...!?!", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert tokens_of(text).words == words


def test_clauses_begin_after_punctuation_and_never_at_the_end() -> None:
    found = tokens_of("Bello, ma caro. Peccato!!")
    assert [found.words[start] for start in found.clauses] == ["bello", "ma", "peccato"]
    assert tokens_of("").clauses == [0] and tokens_of("!!!").clauses == [0]


def test_emoji_lose_skin_tones_and_joiners_and_emoticons_count() -> None:
    found = tokens_of("👍🏽 🤦🏻\u200d♀️ ❤️ :-( xD <3 8)")
    assert found.emoji[:3] == ["👍", "🤦", "♀"] and {":-(", "<3", "8)"} <= set(found.emoji)
    assert tokens_of("ore 8:30, costo 3").emoji == []


def test_marks_are_counted() -> None:
    found = tokens_of("Noooo!! Perché? Bastaaaa")
    assert (found.exclamations, found.questions, found.elongated) == (2, 1, 2)


def test_no_more_than_the_longest_is_read() -> None:
    assert len(tokens_of("a " * LONGEST).words) == LONGEST // 2
