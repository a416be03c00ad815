"""Likeness of short texts: which claims say the same, which insight a critique belongs to, what we said before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from lib.critiques.vectors import Matrix, rarity, text_vectors, unit

_LEAST = 0.18
"""Under this cosine nothing is suggested."""


@dataclass(frozen=True)
class Suggestion:
    """What a text is likest to: its place among those offered, and the cosine of their words."""

    place: int
    likeness: float


def likeness_of_pairs(texts: Sequence[str], languages: Sequence[str | None] | None = None) -> npt.NDArray[np.float64]:
    """The cosine of each text with each, 0 to 1; a text with itself is left at 0."""
    if not texts:
        return np.zeros((0, 0))
    rows = text_vectors(texts, languages or [None] * len(texts))
    found = np.asarray(rows.dot(rows.T).toarray(), dtype=np.float64)
    np.fill_diagonal(found, 0.0)
    return found


class Likest:
    """An index over groups of texts (an insight: its claim and its evidence) that says which a text is likest to."""

    def __init__(self, groups: Sequence[Sequence[tuple[str, str | None]]]) -> None:
        said = [pair for group in groups for pair in group]
        rows = text_vectors([text for text, _language in said], [language for _text, language in said])
        # How rare a word is, is asked of the groups: what one insight says often tells it from the others.
        self._weights = rarity(self._summed(rows, [len(group) for group in groups]))
        self._centres = unit(self._summed(rows, [len(group) for group in groups]).multiply(self._weights).tocsr())

    def suggestions(self, texts: Sequence[str], languages: Sequence[str | None]) -> list[Suggestion | None]:
        """For each text the group it is likest to; None where it is like none of them."""
        if not self._centres.shape[0]:
            return [None] * len(texts)
        rows = unit(text_vectors(texts, languages).multiply(self._weights).tocsr())
        found = np.asarray(rows.dot(self._centres.T).toarray())
        places = found.argmax(axis=1)
        return [
            Suggestion(int(place), float(found[row, place])) if found[row, place] >= _LEAST else None
            for row, place in enumerate(places)
        ]

    @staticmethod
    def _summed(rows: Matrix, sizes: Sequence[int]) -> Matrix:
        owner = np.repeat(np.arange(len(sizes)), sizes)
        ones = np.ones(len(owner), dtype=np.float32)
        return sparse.csr_matrix((ones, (owner, np.arange(len(owner)))), shape=(len(sizes), len(owner))).dot(rows)
