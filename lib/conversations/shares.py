"""Shares and moods with their uncertainty: how sure a number of so many messages can be.

A share has a Wilson 95 % interval. Net sentiment is the share of positive messages less that of negative ones,
neutrals in the base; its interval joins the two Wilson intervals by the method of variance estimates recovery
(Newcombe 1998, Statistics in Medicine 17:873, method 10, with the correlation of two shares of one multinomial).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.intervals import wilson

ENOUGH = 30
"""Under so many messages a share is too few to say."""
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Net:
    """A net sentiment in points, −100 to 100, with its 95 % interval, over `count` messages."""

    value: float
    low: float
    high: float
    count: int

    @property
    def is_enough(self) -> bool:
        """Whether there are messages enough to say anything."""
        return self.count >= ENOUGH

    def differs_from(self, other: "Net") -> int:
        """1 where this is above the other beyond both intervals, −1 below, 0 where that cannot be told."""
        if not (self.is_enough and other.is_enough):
            return 0
        return 1 if self.low > other.high else -1 if self.high < other.low else 0


def net_sentiment(positive: int, negative: int, heard: int) -> Net:
    """Net sentiment of `heard` messages that have a sentiment, neutral ones included."""
    value, low, high = net_series(np.array([positive]), np.array([negative]), np.array([heard]))
    return Net(float(value[0]), float(low[0]), float(high[0]), int(heard))


def net_series(positive: Numbers, negative: Numbers, heard: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Value, low and high of net sentiment in points, row by row; 0, −100 and 100 where nothing was heard."""
    base = np.maximum(np.asarray(heard, dtype=float), 1)
    up, down = np.asarray(positive, dtype=float) / base, np.asarray(negative, dtype=float) / base
    (up_low, up_high), (down_low, down_high) = wilson(positive, heard), wilson(negative, heard)
    rest = np.maximum((1 - up) * (1 - down), 1e-12)
    together = -np.minimum(np.sqrt(up * down / rest), 1.0)

    def reach(one: Numbers, other: Numbers) -> Numbers:
        squared: Numbers = np.maximum(one**2 - 2 * together * one * other + other**2, 0.0)
        return np.asarray(np.sqrt(squared), dtype=float)

    value = up - down
    low = np.maximum(value - reach(up - up_low, down_high - down), -1)
    high = np.minimum(value + reach(up_high - up, down - down_low), 1)
    return 100 * value, 100 * low, 100 * high
