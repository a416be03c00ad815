"""The effect of what was done: critiques of its theme per 1,000 messages after the day, against before.

The ratio of two Poisson rates has the 95 % score interval of statsmodels' `confint_poisson_2indep`. Set against all
other themes over the same weeks it is the ratio of two such ratios (difference in differences on the logarithm; the
variance is the sum of the reciprocal counts, half a critique added to each). The numbers say that something changed
after a day, and by how much: they do not say why.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import pandas as pd
from statsmodels.stats.rates import confint_poisson_2indep

WINDOW = 56
"""Days looked at on either side of the day, at most."""
_LEAST_DAYS = 14
_LEAST_EXPECTED = 5.0
_PER = 1000.0
_Z = 1.959964

Verdict = Literal["early", "silent", "fell", "rose", "level"]
"""Too early; hardly anybody had complained before; it fell; it rose; no change beyond chance."""


@dataclass(frozen=True)
class Ratio:
    """A ratio with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Effect:
    """What changed after a day. `before` and `after`: critiques of the theme per 1,000 messages; `ratio`: after ÷
    before; `against_others`: that ratio over the one of the other themes. Both None where nothing can be said."""

    verdict: Verdict
    days_before: int
    days_after: int
    count_before: int
    count_after: int
    before: float
    after: float
    ratio: Ratio | None
    against_others: Ratio | None

    @property
    def is_too_early(self) -> bool:
        """Whether nothing can be said yet."""
        return self.verdict == "early"


def effect_of(theme_by_day: pd.DataFrame, inbound: pd.DataFrame, theme_id: str, acted_on: date) -> Effect:
    """The effect on a theme; `theme_by_day` from THEME_DAYS, `inbound` from the query `inbound_by_day`.

    The day itself belongs to neither side. Too early: under 14 days after it, or so few messages since that under
    five critiques would be expected at the rate before.
    """
    days = pd.to_datetime(inbound.day).dt.date
    first, last = days.min(), days.max()
    since, until = max(acted_on - timedelta(days=WINDOW), first), min(acted_on + timedelta(days=WINDOW), last)
    is_before, is_after = (days >= since) & (days < acted_on), (days > acted_on) & (days <= until)
    heard_before, heard_after = float(inbound.inbound[is_before].sum()), float(inbound.inbound[is_after].sum())
    critique_days = pd.to_datetime(theme_by_day.day).dt.date
    is_theme = theme_by_day.theme_id == theme_id
    in_before = (critique_days >= since) & (critique_days < acted_on)
    in_after = (critique_days > acted_on) & (critique_days <= until)
    count_before = int(theme_by_day.voices[is_theme & in_before].sum())
    count_after = int(theme_by_day.voices[is_theme & in_after].sum())
    others_before = int(theme_by_day.voices[~is_theme & in_before].sum())
    others_after = int(theme_by_day.voices[~is_theme & in_after].sum())
    found = Effect(
        verdict="early",
        days_before=max((acted_on - since).days, 0),
        days_after=max((until - acted_on).days, 0),
        count_before=count_before,
        count_after=count_after,
        before=_PER * count_before / heard_before if heard_before else 0.0,
        after=_PER * count_after / heard_after if heard_after else 0.0,
        ratio=None,
        against_others=None,
    )
    if found.days_before < _LEAST_DAYS or found.days_after < _LEAST_DAYS or not heard_before or not heard_after:
        return found
    expected = count_before / heard_before * heard_after
    if max(expected, float(count_after)) < _LEAST_EXPECTED:
        return _with(found, "silent" if count_before < _LEAST_EXPECTED else "early", None, None)
    ratio = _rate_ratio(count_after, heard_after, count_before, heard_before)
    others = _ratio_of_ratios(count_after, count_before, others_after, others_before)
    verdict: Verdict = "fell" if ratio.high < 1 else "rose" if ratio.low > 1 else "level"
    return _with(found, verdict, ratio, others)


def _with(found: Effect, verdict: Verdict, ratio: Ratio | None, others: Ratio | None) -> Effect:
    return Effect(
        verdict,
        found.days_before,
        found.days_after,
        found.count_before,
        found.count_after,
        found.before,
        found.after,
        ratio,
        others,
    )


def _rate_ratio(count: int, exposure: float, count_before: int, exposure_before: float) -> Ratio:
    """After ÷ before. Where one side is zero half a critique is added to both, so that a ratio can be told; of few
    critiques the interval is Wald's on the logarithm, for the search of the score interval may leave the numbers."""
    added = 0.0 if count and count_before else 0.5
    one, other = count + added, count_before + added
    method = "score" if min(count, count_before) >= _LEAST_EXPECTED else "wald-log"
    low, high = confint_poisson_2indep(one, exposure, other, exposure_before, method=method, compare="ratio")
    return Ratio(one / exposure / (other / exposure_before), max(float(low), 0.0), float(high))


def _ratio_of_ratios(after: int, before: int, others_after: int, others_before: int) -> Ratio | None:
    """The theme's ratio over that of the others: their messages are the same, so that they cancel out."""
    if min(others_after, others_before) < _LEAST_EXPECTED:
        return None
    cells = [count + 0.5 for count in (after, before, others_after, others_before)]
    log_ratio = math.log(cells[0] / cells[1]) - math.log(cells[2] / cells[3])
    spread = _Z * math.sqrt(sum(1 / cell for cell in cells))
    return Ratio(math.exp(log_ratio), math.exp(log_ratio - spread), math.exp(log_ratio + spread))
