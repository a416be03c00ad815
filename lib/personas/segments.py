"""Personas of a version: non-negative matrix factorisation of people × features, as many as are stable.

After Jung, An, Kwak and Jansen, "Automatic persona generation" (2017–2018): each factor is a kind of people, each
person a mixture of them; the Kullback–Leibler loss keeps what everybody shares from making a kind of its own. How many
there are is decided by resampling, in the spirit of Tibshirani and Walther, "Cluster validation by prediction
strength" (2005): random halves of the people are factorised apart, their personas matched (Hungarian), and of the
numbers whose personas come back about as alike as they ever do (mean cosine, within `_NEARLY`) the largest is taken.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from lib.personas.factors import factors, shares
from lib.personas.features import FEWEST, People

Numbers = NDArray[np.float64]
MOST = 8
_NEARLY = 0.12
_LEAST_PEOPLE = 0.02
_FEWEST_PEOPLE = 5
_LEAST_SHARE = 0.1
_ROUNDS = 4
_FIT_PEOPLE = 20_000
_TRIED_PEOPLE = 4_000


@dataclass(frozen=True)
class Segments:
    """Personas: `factors` k × features, the largest persona first; `stability` by number tried (0–1)."""

    factors: Numbers
    stability: dict[int, float]

    @property
    def count(self) -> int:
        """How many personas there are."""
        return int(self.factors.shape[0])


def segments_of(people: People, count: int | None = None) -> Segments:
    """The personas of these people; `count` fixes how many. Few people make one persona: themselves."""
    chosen = _chosen(people)
    if len(chosen) < 2 * _FEWEST_PEOPLE:
        return _everybody(people)
    fitted = sparse.csr_matrix(people.rows[chosen])
    most = min(MOST, len(chosen) // _FEWEST_PEOPLE)
    tried = [count] if count else list(range(2, most + 1))
    with threadpool_limits(1, "blas"):  # matrices this small only wait for each other's threads
        stability = {k: _stability(fitted, k) for k in tried}
        best = max(stability.values())
        k = max(k for k, found in stability.items() if found >= best - _NEARLY)
        found = factors(fitted, k)
    order = np.argsort(-shares(fitted, found).sum(axis=0), kind="stable")
    return Segments(found[order], stability)


def _chosen(people: People) -> NDArray[np.int64]:
    """Places of the people the factorisation is made of: those who are heard and said enough, at most some 30,000."""
    found = np.flatnonzero(people.is_heard & (people.messages >= FEWEST))
    if len(found) <= _FIT_PEOPLE:
        return found
    lots = [hashlib.blake2b(str(people.author_ids[place]).encode(), digest_size=8).digest() for place in found]
    return np.sort(found[np.argsort(np.array(lots), kind="stable")[:_FIT_PEOPLE]])


def _stability(rows: sparse.csr_matrix, k: int) -> float:
    """How alike the personas of two random halves are: mean cosine of matched profiles, over rounds.

    0 where one of them is hardly anybody's: a factor that explains nobody is no persona.
    """
    chance = np.random.default_rng(k)
    found = []
    for _ in range(_ROUNDS):
        order = chance.permutation(rows.shape[0])[:_TRIED_PEOPLE]
        half = len(order) // 2
        one, other = (factors(sparse.csr_matrix(rows[places]), k, 60) for places in (order[:half], order[half:]))
        main = shares(sparse.csr_matrix(rows[order]), one, 20).argmax(axis=1)
        if np.bincount(main, minlength=k).min() < max(2, _LEAST_PEOPLE * len(order)):
            return 0.0
        found.append(matched(normalize(one), normalize(other))[1].mean())
    return float(np.mean(found))


def matched(one: Numbers, other: Numbers) -> tuple[NDArray[np.int64], Numbers]:
    """For each profile of `one` the place of its partner in `other` (−1: none) and their cosine, matched at best."""
    alike = one @ other.T
    rows, columns = linear_sum_assignment(-alike)
    partner = np.full(len(one), -1, dtype=np.int64)
    cosine = np.zeros(len(one))
    partner[rows], cosine[rows] = columns, alike[rows, columns]
    return partner, cosine


def _everybody(people: People) -> Segments:
    mean = np.asarray(people.rows[people.is_heard].mean(axis=0) if people.is_heard.any() else people.rows.mean(axis=0))
    return Segments(mean.reshape(1, -1), {1: 1.0})


def members_table(people: People, mixed: Numbers) -> pa.Table:
    """One row per person and persona of at least a tenth: author_id, segment, weight, is_main, messages."""
    main = mixed.argmax(axis=1) if len(mixed) else np.zeros(0, dtype=np.int64)
    enough = people.messages >= FEWEST
    places, numbers = np.nonzero(mixed >= _LEAST_SHARE)
    return pa.table(
        {
            "author_id": pa.array(people.author_ids[places], pa.string()),
            "segment": pa.array(numbers, pa.int64()),
            "weight": pa.array(mixed[places, numbers], pa.float64()),
            "is_main": pa.array((main[places] == numbers) & enough[places], pa.bool_()),
            "messages": pa.array(people.messages[places], pa.int64()),
        }
    )
