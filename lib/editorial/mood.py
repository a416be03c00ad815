"""The mood below a post against the mood below our posts before it, both shrunk towards what is usual.

The positive, negative and other comments of a post have shares that are Dirichlet around the usual ones, with a weight
of k comments (from how far posts differ beyond chance: the method of moments); net sentiment is then
positive − negative share, and its 95 % interval that of the posterior's mean and variance.
"""

from dataclasses import dataclass

import numpy as np

from lib.editorial.usual import Floats, running

_Z = 1.959964
_WEIGHTS = (10.0, 100.0)
_LEAST_SAID = 5


@dataclass(frozen=True)
class Shares:
    """Per post: the usual value, the post's own (shrunk) and its 95 % interval; NaN where nothing came before."""

    usual: Floats
    value: Floats
    low: Floats
    high: Floats


def net_of(positive: Floats, negative: Floats, analysed: Floats, channel: Floats, counts: Floats) -> Shares:
    """Net sentiment, −1 to 1, of each post's comments; posts oldest first, `counts` as in `usual_of`."""
    usual_up, usual_down = (_usual(values, analysed, channel, counts) for values in (positive, negative))
    weight = weight_of(negative[counts], analysed[counts])
    up, down = ((v + weight * u) / (analysed + weight) for v, u in ((positive, usual_up), (negative, usual_down)))
    net = up - down
    spread = _Z * np.sqrt((up + down - net**2) / (analysed + weight + 1))
    return Shares(usual_up - usual_down, net, np.maximum(net - spread, -1), np.minimum(net + spread, 1))


def share_of(values: Floats, counted: Floats, channel: Floats, counts: Floats) -> Shares:
    """The share, 0 to 1, that `values` are of `counted`, for each post."""
    usual = _usual(values, counted, channel, counts)
    weight = weight_of(values[counts], counted[counts])
    share = (values + weight * usual) / (counted + weight)
    spread = _Z * np.sqrt(share * (1 - share) / (counted + weight + 1))
    return Shares(usual, share, np.maximum(share - spread, 0), np.minimum(share + spread, 1))


def weight_of(values: Floats, counted: Floats) -> float:
    """How many comments the usual weighs as much as."""
    fit = counted >= _LEAST_SAID
    if fit.sum() < _LEAST_SAID:
        return _WEIGHTS[1]
    shares, sizes = values[fit] / counted[fit], counted[fit]
    mean = float(values[fit].sum() / sizes.sum())
    between = float(np.mean((shares - mean) ** 2 - mean * (1 - mean) / sizes))
    if between <= 0 or not 0 < mean < 1:
        return _WEIGHTS[1]
    return float(np.clip(mean * (1 - mean) / between - 1, *_WEIGHTS))


def _usual(values: Floats, counted: Floats, channel: Floats, counts: Floats) -> Floats:
    _, said = running(values, channel, counts)
    _, all_said = running(counted, channel, counts)
    return np.where(all_said > 0, said / np.maximum(all_said, 1), np.nan)
