"""What is known of each word type of a language, in one table: a batch becomes row numbers, the rest is arithmetic.

A word's row is a function of the word alone, so that the order in which words are met changes nothing.
"""

import functools
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from lib.signals.lexicons import CUES, SOURCES, Lexicon, lexicon

Row = NDArray[np.float32]

VALENCES = slice(0, 4)
KNOWN = slice(4, 8)
NEGATES, STRENGTH, TURNS, THANKS = 8, 9, 10, 11
CUE = slice(12, 12 + len(CUES))
OWN = 12 + len(CUES)
"""From here on stand the columns that a model adds for itself."""

MOST = 150_000
"""Rows kept; past them the table is begun anew, so that memory stays flat."""

_ISSIMO = ("issimo", "issima", "issimi", "issime")


class WordTable:
    """Rows of the words met so far. `own`: what a model knows of a word, appended to its row."""

    def __init__(self, language: str, width: int = 0, own: Callable[[str], Sequence[float]] = lambda word: ()) -> None:
        self._lexicon = lexicon(language)
        self._own = own
        self._width = OWN + width
        self._begin()

    def _begin(self) -> None:
        self._numbers: dict[str, int] = {}
        self._rows = np.zeros((4096, self._width), dtype=np.float32)
        self._hashes = np.zeros(4096, dtype=np.int64)

    def rows(self, words: list[str]) -> tuple[Row, NDArray[np.int64]]:
        """The rows of these words, one below the other, and their numbers (`word_number`)."""
        numbers = self._numbers
        try:
            places = [numbers[word] for word in words]
        except KeyError:
            if len(numbers) > MOST:
                self._begin()
                numbers = self._numbers
            for word in words:
                if word not in numbers:
                    self._add(word)
            places = [numbers[word] for word in words]
        return self._rows[places], self._hashes[places]

    def _add(self, word: str) -> None:
        number = len(self._numbers)
        if number >= len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
            self._hashes = np.concatenate([self._hashes, np.zeros_like(self._hashes)])
        row = self._rows[number]
        known_row(self._lexicon, word, row)
        row[OWN:] = self._own(word)
        self._hashes[number] = word_number(word)
        self._numbers[word] = number


def word_number(word: str) -> int:
    """A number that another word hardly shares."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def known_row(lex: Lexicon, word: str, row: Row) -> None:
    """Fill a row with what the lexicons know of the word. A source without the word takes the others' mean."""
    valences = _valences(lex, word)
    found = [value for value in valences if value is not None]
    if found:
        mean = sum(found) / len(found)
        row[VALENCES] = [mean if value is None else value for value in valences]
        row[KNOWN] = [value is not None for value in valences]
    groups = lex.groups
    row[NEGATES] = word in groups["negations"]
    row[TURNS] = word in groups["but"]
    row[THANKS] = word in groups["thanks"]
    row[STRENGTH] = 1.3 if word in groups["intensifiers"] else 0.7 if word in groups["weakeners"] else 1.0
    row[CUE] = [word in groups.get(cue, ()) for cue in CUES]


def _valences(lex: Lexicon, word: str) -> list[float | None]:
    if word in lex.groups.get("names", ()) or word in lex.groups.get("neutral", ()):
        return [None] * len(SOURCES)
    valences = [lex.valence(source, word) for source in SOURCES]
    if lex.language == "it" and word.endswith(_ISSIMO) and not any(valences):
        root = word[:-6]
        valences = [_stronger(lex, source, root) for source in SOURCES]
    own = valences[0]
    if own is not None:  # our own list is right where a translated one says the opposite
        valences = [value if value is None or value * own > 0 else None for value in valences]
    return valences


def _stronger(lex: Lexicon, source: str, root: str) -> float | None:
    for ending in "oaie":
        value = lex.valence(source, root + ending)
        if value is not None:
            return value * 1.4
    return None


@functools.cache
def plain_table(language: str) -> WordTable:
    """The table without any model's own columns."""
    return WordTable(language)
