"""Texts as vectors of hashed word stems: the one measure of likeness between critiques, claims and posts.

A feature is a stem without its letters, so that a profile kept for months holds nobody's words. Each type of word is
stemmed and hashed once a process.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import Stemmer
from scipy import sparse

from lib.critiques.stopwords import EVERYWHERE, STOPWORDS
from lib.signals.tokens import tokens_of

WIDTH = 1 << 18
"""How many features there are."""
_STEMMERS = {
    "en": "english",
    "it": "italian",
    "fr": "french",
    "de": "german",
    "es": "spanish",
    "pt": "portuguese",
}
_SHORTEST = 3
_REMEMBERED = 300_000
_SILENT = -1
Matrix = Any
"""A scipy CSR matrix of float32, one row a text."""


class _Words:
    """The features of one language's words, remembered."""

    def __init__(self, language: str) -> None:
        self._stops = STOPWORDS.get(language, EVERYWHERE)
        name = _STEMMERS.get(language)
        self._stemmer = Stemmer.Stemmer(name) if name else None
        self._known: dict[str, int] = {}

    def feature(self, word: str) -> int:
        """Which feature a word is; `_SILENT` where it says nothing of what a text is about."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[word] = self._hashed(word)
        return found

    def _hashed(self, word: str) -> int:
        if len(word) < _SHORTEST or word in self._stops or any(letter.isdigit() for letter in word):
            return _SILENT
        return crc32(self.stem(word).encode()) % WIDTH

    def stem(self, word: str) -> str:
        """The word's stem; itself in languages nobody stems."""
        return str(self._stemmer.stemWord(word)) if self._stemmer else word


@cache
def _words_of(language: str) -> _Words:
    return _Words(language)


def words_said(text: str, language: str | None) -> list[tuple[str, int]]:
    """The words of a text that say what it is about, each with its feature, in their order."""
    feature = _words_of(language or "").feature
    said = ((word, feature(word)) for word in tokens_of(text).words)
    return [(word, found) for word, found in said if found != _SILENT]


def features(text: str, language: str | None) -> list[int]:
    """The features of a text, in the order of its words."""
    feature = _words_of(language or "").feature
    return [found for word in tokens_of(text).words if (found := feature(word)) != _SILENT]


def vectors(said: Sequence[Sequence[int]]) -> Matrix:
    """Features as rows: each feature once, rows of length 1; an empty text is a row of zeros."""
    indices: list[int] = []
    starts = [0]
    for row in said:
        indices.extend(sorted(set(row)))
        starts.append(len(indices))
    found = sparse.csr_matrix(
        (np.ones(len(indices), dtype=np.float32), np.asarray(indices, dtype=np.int32), np.asarray(starts)),
        shape=(len(said), WIDTH),
    )
    return unit(found)


def unit(rows: Matrix) -> Matrix:
    """The rows brought to length 1, zeros left as they are."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.diags_array(1 / np.where(lengths > 0, lengths, 1)).dot(rows).tocsr().astype(np.float32)


def text_vectors(texts: Sequence[str], languages: Sequence[str | None]) -> Matrix:
    """Texts as rows, straight."""
    return vectors([features(text, language) for text, language in zip(texts, languages, strict=True)])


def rarity(rows: Matrix) -> npt.NDArray[np.float32]:
    """How much each feature tells: the smoothed inverse document frequency of these rows."""
    count = np.asarray((rows > 0).sum(axis=0)).ravel()
    weights: npt.NDArray[np.float32] = (np.log((1 + rows.shape[0]) / (1 + count)) + 1).astype(np.float32)
    return weights
