"""Shares of labelled messages with their uncertainty."""

from statsmodels.stats.proportion import proportion_confint

ENOUGH = 30
"""Under so many messages a share is too few to say."""


def share_of(right: int, count: int) -> tuple[float, float, float]:
    """The share of right ones and its Wilson 95 % interval; 0, 0 and 1 where there is nothing to count."""
    if not count:
        return 0.0, 0.0, 1.0
    low, high = proportion_confint(right, count, method="wilson")
    return right / count, float(low), float(high)
