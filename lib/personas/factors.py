"""Non-negative factorisation under the Kullback–Leibler loss, by the multiplicative updates of Lee and Seung (2001).

Written out here because only the entries that are there have to be multiplied: scikit-learn's own takes ten times as
long on rows this sparse. The start is scikit-learn's (nndsvda), so that the same rows give the same factors.
"""

import warnings

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning

Numbers = NDArray[np.float64]
_Small = NDArray[np.float32]
_LEAST = 1e-9
_AT_ONCE = 50_000


def factors(rows: sparse.csr_matrix, k: int, rounds: int = 200) -> Numbers:
    """The k factors (k × features) of non-negative rows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it only begins here
        start = NMF(k, init="nndsvda", max_iter=1, random_state=0)
        left: _Small = np.maximum(start.fit_transform(rows), _LEAST).astype(np.float32)
    right: _Small = np.maximum(start.components_, _LEAST).astype(np.float32)
    there = _Entries(rows)
    for _ in range(rounds):
        left *= (there.ratio(left, right) @ right.T) / np.maximum(right.sum(axis=1), _LEAST)
        np.maximum(left, _LEAST, out=left)
        right *= (there.ratio(left, right).T @ left).T / np.maximum(left.sum(axis=0), _LEAST)[:, None]
        np.maximum(right, _LEAST, out=right)
    return right.astype(np.float64)


def shares(rows: sparse.csr_matrix, right: Numbers, rounds: int = 60) -> Numbers:
    """Each row as a mixture of the factors: how much of it each one makes, 0 to 1 (all 0 where a row is empty)."""
    small = right.astype(np.float32)
    amount = small.sum(axis=1)
    parts = []
    for start in range(0, rows.shape[0], _AT_ONCE):
        there = _Entries(sparse.csr_matrix(rows[start : start + _AT_ONCE]))
        left = np.full((there.count, len(small)), 1 / len(small), dtype=np.float32)
        for _ in range(rounds):
            left *= (there.ratio(left, small) @ small.T) / np.maximum(amount, _LEAST)
        parts.append(left * amount)
    made = np.vstack(parts).astype(np.float64)
    total = made.sum(axis=1, keepdims=True)
    mixed: Numbers = np.divide(made, total, out=np.zeros_like(made), where=total > _LEAST)
    return mixed


class _Entries:
    """The entries that are there, and what they are over what the factors say of them."""

    def __init__(self, rows: sparse.csr_matrix) -> None:
        self.count = rows.shape[0]
        self.said = rows.data.astype(np.float32)
        self.over = sparse.csr_matrix((self.said.copy(), rows.indices, rows.indptr), shape=rows.shape)
        self.in_row = np.diff(rows.indptr)

    def ratio(self, left: _Small, right: _Small) -> sparse.csr_matrix:
        """The entries over what the factors say; the matrix is the same each time, its numbers are new."""
        told = np.full(len(self.said), _LEAST, dtype=np.float32)
        for number in range(len(right)):
            told += np.repeat(left[:, number], self.in_row) * right[number].take(self.over.indices)
        np.divide(self.said, told, out=self.over.data)
        return self.over
