"""What happened around a post: questions and first-time authors after it against before, and the community's mood.

Curiosity is the ratio of two Poisson rates over equally long times, with the exact conditional 95 % interval (given
their sum the later count is binomial; limits of Clopper and Pearson). The mood is net sentiment on both sides, and the
difference with the interval of two independent samples of −1, 0 and 1.
"""

import math
from dataclasses import dataclass

import pandas as pd
from scipy.stats import beta

_Z = 1.959964
LEAST = 10
"""Events on both sides together, under which a ratio says nothing."""
LEAST_MOODS = 30
"""Messages on each side under which a mood is too few to say."""


@dataclass(frozen=True)
class Ratio:
    """Events before and after over equally long times, after ÷ before with its 95 % interval; None where too few."""

    before: int
    after: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 1."""
        return self.low is not None and self.high is not None and (self.low > 1 or self.high < 1)


@dataclass(frozen=True)
class Change:
    """Net sentiment, −1 to 1, before and after, and the difference with its 95 % interval; None where too few."""

    before: float | None
    after: float | None
    low: float | None
    high: float | None
    messages: int


@dataclass(frozen=True)
class Around:
    """What came after a post against what was before it, over so many seconds on each side."""

    seconds: float
    questions: Ratio
    newcomers: Ratio
    mood: Change


def around_of(rows: pd.DataFrame) -> Around:
    """From the two rows of the query `around`."""
    sides = rows.set_index("side")
    before, after = sides.loc["before"], sides.loc["after"]
    return Around(
        float(before.seconds),
        ratio_of(int(before.questions), int(after.questions)),
        ratio_of(int(before.newcomers), int(after.newcomers)),
        _change(before, after),
    )


def ratio_of(before: int, after: int) -> Ratio:
    """The ratio of two Poisson counts over equal times: given their sum, `after` is binomial with share r ÷ (1 + r),
    so that Clopper's and Pearson's limits of the share are those of the ratio."""
    if before + after < LEAST:
        return Ratio(before, after, None, None, None)
    low = float(beta.ppf(0.025, after, before + 1)) if after else 0.0
    high = float(beta.ppf(0.975, after + 1, before)) if before else 1.0
    return Ratio(
        before,
        after,
        after / before if before else math.inf,
        low / (1 - low),
        high / (1 - high) if high < 1 else math.inf,
    )


def _change(before: "pd.Series[int]", after: "pd.Series[int]") -> Change:
    counts = [(int(side.positive), int(side.negative), int(side.analysed)) for side in (before, after)]
    messages = sum(count for _, _, count in counts)
    if min(count for _, _, count in counts) < LEAST_MOODS:
        return Change(None, None, None, None, messages)
    nets = [(up - down) / count for up, down, count in counts]
    spread = sum(((up + down) / count - net**2) / count for (up, down, count), net in zip(counts, nets, strict=True))
    moved = nets[1] - nets[0]
    half = _Z * math.sqrt(spread)
    return Change(nets[0], nets[1], moved - half, moved + half, messages)
