"""The chance that another member answers before we do: Kaplan-Meier over the community's own past.

A message waits until a member answers it (the event), or until we reply, the archive ends or a week has passed
(censored). The estimate for a message that waits already is made of those that waited as long (E. L. Kaplan and
P. Meier, 1958, J. Am. Stat. Assoc. 53; statsmodels `SurvfuncRight`), at the finest level that knows enough of them.
"""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from statsmodels.duration.survfunc import SurvfuncRight

from lib.conversations.shares import ENOUGH
from lib.intervals import wilson

HOUR = 3600.0
_Z = 1.959964
Level = Literal["part", "channel", "all"]


@dataclass(frozen=True)
class Chance:
    """A chance from 0 to 1 with its 95 % interval (Greenwood; at its ends, where that has no width, Wilson over those
    that were seen for the whole time); of how many messages, at which level it was known."""

    value: float
    low: float
    high: float
    count: int
    level: Level


def part_of_week(moment: datetime, zone: str) -> int:
    """The part of the week: 0 to 3 on working days, 4 to 7 at the weekend; night, morning, afternoon, evening."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.hour // 6 + 4 * (local.isoweekday() > 5)


def chance_of_member(
    known: pd.DataFrame, channel: str, part: int, waited: float, within: float = HOUR
) -> Chance | None:
    """The chance that a member answers within so many seconds a message that has waited for `waited` of them.

    `known`: rows channel, part, seconds, is_answered of the query `member_answers`. None where the whole archive
    knows fewer than 30 messages that waited as long.
    """
    still = known[known.seconds > waited] if waited > 0 else known
    here = still[still.channel == channel]
    levels: tuple[tuple[Level, pd.DataFrame], ...] = (
        ("part", here[here.part == part]),
        ("channel", here),
        ("all", still),
    )
    for level, rows in levels:
        if len(rows) >= ENOUGH:
            return _estimated(rows.seconds.to_numpy() - max(waited, 0.0), rows.is_answered.to_numpy(), within, level)
    return None


def _estimated(seconds: "np.ndarray", is_answered: "np.ndarray", within: float, level: Level) -> Chance:
    fitted = SurvfuncRight(seconds, is_answered.astype(int))
    place = int(np.searchsorted(fitted.surv_times, within, side="right")) - 1
    if place < 0:
        kept, error = 1.0, 0.0
    else:
        kept, error = float(fitted.surv_prob[place]), float(fitted.surv_prob_se[place])
    if kept in (0.0, 1.0) or math.isnan(error):  # Greenwood knows no error where nobody, or everybody, was answered
        seen = int(((seconds > within) | (is_answered.astype(bool) & (seconds <= within))).sum())
        low, high = (float(end) for end in wilson(round(seen * (1 - kept)), seen))
        return Chance(1 - kept, min(low, 1 - kept), max(high, 1 - kept), len(seconds), level)
    return Chance(1 - kept, max(0.0, 1 - kept - _Z * error), min(1.0, 1 - kept + _Z * error), len(seconds), level)
