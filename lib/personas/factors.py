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
_LEAST = 1e-9
_AT_ONCE = 50_000


def factors(rows: sparse.csr_matrix, k: int, rounds: int = 200) -> Numbers:
    """The k factors (k × features) of non-negative rows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it only begins here
        start = NMF(k, init="nndsvda", max_iter=1, random_state=0)
        left: Numbers = np.maximum(start.fit_transform(rows), _LEAST)
    right: Numbers = np.maximum(start.components_, _LEAST)
    places = _places(rows)
    for _ in range(rounds):
        ratio = _ratio(rows, places, left, right)
        left *= (ratio @ right.T) / np.maximum(right.sum(axis=1), _LEAST)
        np.maximum(left, _LEAST, out=left)
        ratio = _ratio(rows, places, left, right)
        right *= (ratio.T @ left).T / np.maximum(left.sum(axis=0), _LEAST)[:, None]
        np.maximum(right, _LEAST, out=right)
    return right


def shares(rows: sparse.csr_matrix, right: Numbers, rounds: int = 60) -> Numbers:
    """Each row as a mixture of the factors: how much of it each one makes, 0 to 1 (all 0 where a row is empty)."""
    amount = right.sum(axis=1)
    parts = []
    for start in range(0, rows.shape[0], _AT_ONCE):
        chunk = sparse.csr_matrix(rows[start : start + _AT_ONCE])
        places = _places(chunk)
        left = np.full((chunk.shape[0], len(right)), 1 / len(right))
        for _ in range(rounds):
            left *= (_ratio(chunk, places, left, right) @ right.T) / np.maximum(amount, _LEAST)
        parts.append(left * amount)
    made = np.vstack(parts)
    total = made.sum(axis=1, keepdims=True)
    mixed: Numbers = np.divide(made, total, out=np.zeros_like(made), where=total > _LEAST)
    return mixed


def _places(rows: sparse.csr_matrix) -> NDArray[np.int64]:
    return np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))


def _ratio(rows: sparse.csr_matrix, places: NDArray[np.int64], left: Numbers, right: Numbers) -> sparse.csr_matrix:
    """What is there over what the factors say, at the entries that are there."""
    said = np.zeros(rows.nnz)
    for number in range(len(right)):
        said += left[places, number] * right[number, rows.indices]
    return sparse.csr_matrix((rows.data / np.maximum(said, _LEAST), rows.indices, rows.indptr), shape=rows.shape)
