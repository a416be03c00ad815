"""Linear models on word and character n-grams that cost one number per word.

A message's n-grams are hashed: its words, their 3- to 5-letter pieces, its word pairs. A linear model of their counts,
divided by their length, is a sum over words and pairs; each word's share is worked out once and kept in its row.
"""

import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lib.signals.mood import Laid, Numbers, pair_numbers
from lib.signals.wordtable import OWN


def word_grams(word: str, size: int) -> list[int]:
    """Places of a word and of its pieces among 2 × `size`: words (and pairs) below, pieces above."""
    bounded = f" {word} "
    pieces = [bounded[at : at + length] for length in (3, 4, 5) for at in range(len(bounded) - length + 1)]
    return [_place(bounded, size), *(size + _place(piece, size) for piece in pieces[:_MOST_PIECES])]


_MOST_PIECES = 120
"""Pieces of one word that are read: a "word" of a thousand letters is no word."""


def pair_grams(flat: Laid, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of the pairs of neighbouring words among `size`, and the message of each."""
    inside = flat.message[1:] == flat.message[:-1]
    first, second = flat.hashes[:-1][inside], flat.hashes[1:][inside]
    mixed = pair_numbers(first, second) * 2_654_435_761
    return (mixed >> 13) & (size - 1), flat.message[1:][inside]


class NGrams:
    """Several such models over one hashing. `weights`: one row a model; the size is half its columns."""

    def __init__(self, weights: NDArray[np.float16], intercepts: Sequence[float]) -> None:
        self._weights = weights.astype(np.float32)
        self._intercepts = np.asarray(intercepts, dtype=np.float64)
        self._size = weights.shape[1] // 2

    @property
    def width(self) -> int:
        """Columns that `known` adds to a word's row."""
        return len(self._intercepts) + 1

    def known(self, word: str) -> Sequence[float]:
        """The word's share in each model, and in the squared length."""
        places = word_grams(word, self._size)
        return [*self._weights[:, places].sum(axis=1).tolist(), squared_length(places)]

    def scores(self, flat: Laid, count: int) -> Numbers:
        """One row a message, one column a model: the model's score."""
        own = flat.rows[:, OWN : OWN + self.width].astype(np.float64)
        pairs, of = pair_grams(flat, self._size)
        length = np.bincount(flat.message, weights=own[:, -1], minlength=count)
        length = np.sqrt(np.maximum(length + np.bincount(of, minlength=count), 1))
        columns = []
        for model, intercept in enumerate(self._intercepts):
            total = np.bincount(flat.message, weights=own[:, model], minlength=count)
            total += np.bincount(of, weights=self._weights[model, pairs], minlength=count)
            columns.append(total / length + intercept)
        return np.column_stack(columns)


def squared_length(places: Sequence[int]) -> float:
    """The squared length of the counts of these places."""
    return float(sum(count * count for count in Counter(places).values()))


def _place(text: str, size: int) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % size
