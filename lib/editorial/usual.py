"""Our own usual: what a post of the same channel, format and part of the day draws, and how far one post differs.

The usual of a post is made of our posts before it only, so that what was said of it stays true: the last `MEMORY` of
its channel, of these formats, of these parts of the day. A cell with few posts is drawn towards the wider one by
Bühlmann's credibility n ÷ (n + k), k = variance within cells ÷ variance between them (empirical Bayes).

How a post did is a factor on its usual: a count is Poisson of usual × factor, factors of our posts are Gamma with mean
1, so that the factor of one post is Gamma(r + count, r + usual). r is the size of the Gamma, from the spread of the
logarithms of count ÷ usual (by the median, so that a few great days do not widen it), less what counting alone gives;
it is 10 at most, for however alike our posts were, one may be quite different.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import gamma

MEMORY = 60
"""Posts of a group that make its usual."""
LEAST = 8
"""Posts of the channel under which there is no usual yet."""
_PULLS = (3.0, 60.0)
_SIZES = (1.5, 10.0)
_NORMAL = 1.4826
Floats = np.ndarray


@dataclass(frozen=True)
class Usual:
    """Per post, in the order given: how many earlier posts of its channel it rests on, and what is expected of it."""

    peers: Floats
    expected: Floats


@dataclass(frozen=True)
class Factor:
    """Per post: how many times its usual it did, shrunk, with its 95 % interval; NaN where there is no usual."""

    value: Floats
    low: Floats
    high: Floats


def usual_of(values: Floats, levels: Sequence[Floats], counts: Floats) -> Usual:
    """The usual of each post, oldest first. `levels`: codes of the groups a post is in, the widest (channel) first;
    `counts`: whether a post may count for the usual of later ones (its time has passed)."""
    peers, total = running(values, levels[0], counts)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = np.where(peers > 0, total / np.maximum(peers, 1), np.nan)
    for level in levels[1:]:
        pull = pull_of(values[counts], level[counts])
        own, own_total = running(values, level, counts)
        expected = (own_total + pull * expected) / (own + pull)
    return Usual(peers, expected)


def running(values: Floats, groups: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Per row: how many of the last `MEMORY` earlier rows of its group count, and the sum of their values."""
    number, total = np.zeros(len(values)), np.zeros(len(values))
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        kept = np.concatenate([[0.0], np.cumsum(counts[rows].astype(float))])
        sums = np.concatenate([[0.0], np.cumsum(np.where(counts[rows], values[rows], 0.0))])
        end = np.arange(len(rows))
        start = np.maximum(end - MEMORY, 0)
        number[rows], total[rows] = kept[end] - kept[start], sums[end] - sums[start]
    return number, total


def pull_of(values: Floats, groups: Floats) -> float:
    """Bühlmann's k: how many posts of its own a cell needs to weigh as much as the wider one."""
    sizes, within, means = [], 0.0, []
    for group in np.unique(groups):
        own = values[groups == group]
        sizes.append(len(own))
        means.append(float(own.mean()))
        within += float(((own - own.mean()) ** 2).sum())
    total, cells = sum(sizes), len(sizes)
    if cells < 2 or total <= cells or not within:
        return _PULLS[1]
    within /= total - cells
    weights = np.array(sizes, dtype=float)
    centre = float(np.average(means, weights=weights))
    between = float((weights * (np.array(means) - centre) ** 2).sum()) - (cells - 1) * within
    between /= total - float((weights**2).sum()) / total
    return float(np.clip(within / between, *_PULLS)) if between > 0 else _PULLS[1]


def size_of(values: Floats, expected: Floats) -> float:
    """r: the size of the Gamma of our posts' factors."""
    fit = np.isfinite(expected) & (expected > 0.5)
    if fit.sum() < LEAST:
        return _SIZES[0]
    away = np.log((values[fit] + 0.5) / (expected[fit] + 0.5))
    spread = _NORMAL * float(np.median(np.abs(away - np.median(away))))
    more = spread**2 - float(np.mean(1 / (expected[fit] + 0.5)))
    return float(np.clip(1 / more, *_SIZES)) if more > 0 else _SIZES[1]


def factor_of(values: Floats, usual: Usual, size: float) -> Factor:
    """How many times its usual each post did."""
    known = (usual.peers >= LEAST) & np.isfinite(usual.expected) & (usual.expected > 0)
    shape, rate = size + values, size + np.where(known, usual.expected, 1.0)
    found = [
        np.where(known, of, np.nan) for of in (shape / rate, *gamma.ppf([[0.025], [0.975]], shape, scale=1 / rate))
    ]
    return Factor(*found)
