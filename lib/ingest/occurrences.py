"""How often a value came by before, for columns of any length: eight bytes a row instead of a dictionary entry."""

from collections import Counter

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]


class Occurrences:
    """Numbers equal values in the order in which they come: the first is 0, the next 1."""

    def __init__(self) -> None:
        self._seen: list[Hashes] = []  # sorted, each at least twice as long as the next
        self._repeated: Counter[int] = Counter()

    def numbered(self, values: Hashes) -> npt.NDArray[np.int64]:
        """For each value, how many equal ones came before it, here or in earlier calls."""
        distinct, inverse, sizes = np.unique(values, return_inverse=True, return_counts=True)
        known = np.zeros(len(distinct), bool)
        for seen in self._seen:
            places = np.minimum(np.searchsorted(seen, distinct), len(seen) - 1)
            known |= seen[places] == distinct
        # A value seen once lies in the sorted arrays alone; what came more often is counted beside them.
        before = np.array([1 + self._repeated[int(v)] if k else 0 for v, k in zip(distinct, known, strict=True)], int)
        for value, was_known, size in zip(distinct, known, sizes, strict=True):
            more = int(size) - (0 if was_known else 1)
            if more:
                self._repeated[int(value)] += more
        self._remember(distinct[~known])
        order = np.argsort(inverse, kind="stable")
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        running = np.empty(len(values), np.int64)
        running[order] = np.arange(len(values)) - np.repeat(starts, sizes)
        numbers: npt.NDArray[np.int64] = running + before[inverse]
        return numbers

    def _remember(self, fresh: Hashes) -> None:
        while self._seen and len(self._seen[-1]) < 2 * len(fresh):
            fresh = np.sort(np.concatenate([self._seen.pop(), fresh]))
        if len(fresh):
            self._seen.append(fresh)
