"""Bursts: hours in which far more is heard than the same hours of the last four weeks let expect (k-sigma).

For each series (a measure on a channel, or critiques about an aspect) the sum over the last hours is compared with the
same hours of the 28 days before. What is expected is the largest of three usuals: the mean of the 28 days, of the same
weekday among them, and of the last seven days; so neither a weekly rhythm nor a season that comes slowly is a burst.
The spread is never taken smaller than chance alone would make it, nor than that of all hours: talk comes in clumps.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]
DAYS = 28
LEAST_DAYS = 14


@dataclass(frozen=True)
class Threshold:
    """What makes an hour stand out: sigmas, the least sum, how many times the most of the 28 days before, and over
    which windows (hours) it is summed."""

    sigmas: float
    least: float
    record: float
    windows: tuple[int, ...]


THRESHOLDS = {
    "inbound": Threshold(5.5, 20, 1.3, (6, 24)),
    "critiques": Threshold(5.0, 12, 1.0, (6, 24)),
    "heat": Threshold(4.5, 8, 1.25, (6, 24)),
    "aspect": Threshold(4.5, 10, 1.0, (24, 72)),
    "warmth": Threshold(4.5, 15, 1.5, (12,)),
}
"""By measure; "aspect" is that of critiques about one. Critiques of one thing come slowly, and count for longer;
"warmth" is that of people in one conversation (`lib.conversations.warmth`). Set on two demo communities of different
seeds, so that both stay under one false alert a month (`python -m lib.conversations.alert_quality WORKSPACE`)."""


@dataclass(frozen=True)
class Series:
    """What is counted: a measure ("inbound", "critiques", "heat", "warmth") on a channel, or about an aspect on all;
    "warmth" in one conversation."""

    measure: str
    channel: str
    aspect: str
    conversation_id: str = ""

    @property
    def threshold(self) -> Threshold:
        """What makes an hour of it stand out."""
        return THRESHOLDS["aspect" if self.aspect else self.measure]


@dataclass(frozen=True)
class Episode:
    """A run of hours in which one series was over its usual: it was found in hour `found_at` (local, first flagged)."""

    series: Series
    since: pd.Timestamp
    found_at: pd.Timestamp
    until: pd.Timestamp
    count: float
    usual: float
    sigmas: float


def episodes(hours: pd.DataFrame, *, calm_hours: int = 72) -> list[Episode]:
    """The episodes of all series; `hours` from the query `alert_hours`. Those of a series with less than `calm_hours`
    between them are one."""
    if hours.empty:
        return []
    grid = pd.date_range(hours.hour.min(), hours.hour.max(), freq="h")
    place = pd.Series(range(len(grid)), index=grid)
    found: list[Episode] = []
    for series, values in _series(hours, place):
        found += _episodes_of(series, values, grid, calm_hours)
    return found


def _series(hours: pd.DataFrame, place: "pd.Series[int]") -> list[tuple[Series, Numbers]]:
    def laid_out(rows: pd.DataFrame, measure: str) -> Numbers:
        values = np.zeros(len(place))
        np.add.at(values, place.loc[rows.hour].to_numpy(), rows[measure].to_numpy(dtype=float))
        return values

    made = []
    whole = hours[hours.aspect.isna()]
    for channel, rows in whole.groupby("channel"):
        made += [(Series(m, str(channel), ""), laid_out(rows, m)) for m in ("inbound", "critiques", "heat")]
    for aspect, rows in hours[hours.aspect.notna()].groupby("aspect"):
        made.append((Series("critiques", "", str(aspect)), laid_out(rows, "critiques")))
    return made


def against_usual(values: Numbers, window: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """For each hour: the sum over the window that ends with it, what was expected, the sigmas between them, and the
    most that any window of the 28 days before the last day held."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    ends = np.arange(1, len(values) + 1)
    sums = total[ends] - total[np.maximum(ends - window, 0)]
    before = np.full((DAYS, len(values)), np.nan)
    for back in range(-(-window // 24), DAYS + 1):  # windows that do not reach into this one
        if 24 * back < len(values):
            before[back - 1, 24 * back :] = sums[: len(values) - 24 * back]
        before[back - 1, : min(24 * back + window - 1, len(values))] = np.nan
    known = np.isfinite(before)
    days = known.sum(axis=0)
    filled = np.where(known, before, 0.0)
    usual = filled.sum(axis=0) / np.maximum(days, 1)
    spread = np.sqrt(np.where(known, (before - usual) ** 2, 0.0).sum(axis=0) / np.maximum(days - 1, 1))
    weekdays = filled[6::7].sum(axis=0) / np.maximum(known[6::7].sum(axis=0), 1)
    week = filled[:7].sum(axis=0) / np.maximum(known[:7].sum(axis=0), 1)
    expected = np.maximum(np.maximum(usual, weekdays), week)
    trailing = pd.Series(sums).shift(max(24, window)).rolling(24 * DAYS, min_periods=24)
    any_spread, most = trailing.std().fillna(0).to_numpy(), trailing.max().fillna(0).to_numpy()
    scale = np.maximum.reduce([spread, any_spread, np.sqrt(expected), np.ones_like(expected)])
    scores = np.where(days >= LEAST_DAYS, (sums - expected) / scale, 0.0)
    return sums, expected, scores, most


def _episodes_of(series: Series, values: Numbers, grid: pd.DatetimeIndex, calm_hours: int) -> list[Episode]:
    flagged: list[tuple[int, int, float, float, float]] = []
    asked = series.threshold
    for window in asked.windows:
        sums, expected, scores, most = against_usual(values, window)
        is_over = (scores >= asked.sigmas) & (sums >= asked.least) & (sums >= asked.record * most)
        for hour in np.flatnonzero(is_over & (sums >= 2 * expected)):
            flagged.append((int(hour), window, float(sums[hour]), float(expected[hour]), float(scores[hour])))
    flagged.sort()
    runs: list[list[tuple[int, int, float, float, float]]] = []
    for one in flagged:
        if runs and one[0] - runs[-1][-1][0] <= calm_hours:
            runs[-1].append(one)
        else:
            runs.append([one])
    made = []
    for run in runs:
        peak = max(run, key=lambda one: one[4])
        first = min(one[0] - one[1] + 1 for one in run if one[0] == run[0][0])
        made.append(
            Episode(
                series,
                grid[max(first, 0)],
                grid[run[0][0]],
                grid[run[-1][0]] + pd.Timedelta(hours=1),
                *peak[2:],
            )
        )
    return made
