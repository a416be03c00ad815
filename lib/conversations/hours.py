"""Working hours: which hours count when a reply is timed, by weekday, time zone and holiday.

The counted time up to a moment grows steadily while we are open and stands still while we are closed. A `Calendar`
is that function as its corners, in UTC; the counted time between two moments is the difference of two values of it.
The queries take the same corners as one text (`Calendar.text`), so that SQL and numpy count alike.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import holidays as holidays_package
import numpy as np
import numpy.typing as npt

Span = tuple[int, int]
"""Minutes after local midnight: (540, 1080) is 9 to 18."""
OFFICE: tuple[Span | None, ...] = (*((540, 1080),) * 5, None, None)
"""Monday to Friday, 9 to 18."""


@dataclass(frozen=True)
class Hours:
    """A team's goal and hours. `counted`: by the clock, or only while it is open.

    `goal_hours` is counted the same way; `goals` are those of single channels. `week` is Monday to Sunday; `closed`
    are further days (2026-08-14). `country` (IT, "" for none) and `subdivision` choose the public holidays.
    """

    goal_hours: float = 4.0
    goals: tuple[tuple[str, float], ...] = ()
    counted: Literal["clock", "business"] = "clock"
    week: tuple[Span | None, ...] = OFFICE
    country: str = "IT"
    subdivision: str = ""
    closed: tuple[str, ...] = ()
    time_zone: str = "Europe/Rome"

    def goal_seconds(self, channel: str) -> float:
        """The goal on a channel."""
        return 3600 * dict(self.goals).get(channel, self.goal_hours)

    @property
    def goals_text(self) -> str:
        """The goals by channel in seconds, as the queries take them; "" is every other channel's."""
        return json.dumps([{"channel": c, "goal": 3600.0 * h} for c, h in (("", self.goal_hours), *self.goals)])


@dataclass(frozen=True, eq=False)
class Calendar:
    """Corners of counted time: at epoch second `at` there were `before` counted seconds, growing at `rate` (0 or 1)."""

    at: npt.NDArray[np.float64]
    before: npt.NDArray[np.float64]
    rate: npt.NDArray[np.float64]

    def counted(self, moments: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Counted seconds up to each moment (epoch seconds)."""
        place = np.clip(np.searchsorted(self.at, moments, side="right") - 1, 0, None)
        found: npt.NDArray[np.float64] = self.before[place] + self.rate[place] * (moments - self.at[place])
        return found

    def between(self, starts: npt.NDArray[np.float64], ends: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Counted seconds from each start to each end; 0 where the end comes first (a clock was wrong)."""
        found: npt.NDArray[np.float64] = np.maximum(self.counted(ends) - self.counted(starts), 0.0)
        return found

    @property
    def text(self) -> str:
        """The corners as the queries take them."""
        rows = zip(self.at.tolist(), self.before.tolist(), self.rate.tolist(), strict=True)
        return json.dumps([{"at": a, "before": b, "rate": r} for a, b, r in rows], separators=(",", ":"))


CLOCK = Calendar(np.array([-1e12]), np.array([0.0]), np.array([1.0]))
"""Every second counts."""


@lru_cache(maxsize=16)
def calendar_of(hours: Hours, since: date, until: date) -> Calendar:
    """The calendar that times what happens from `since` to `until` (local days); the clock's where that is counted."""
    if hours.counted == "clock":
        return CLOCK
    zone = ZoneInfo(hours.time_zone)
    opened = _open_spans(hours, since - timedelta(days=1), until + timedelta(days=1), zone)
    at, before, rate = [-1e12], [0.0], [0.0]
    total = 0.0
    for start, end in opened:
        at += [start, end]
        before += [total, total + end - start]
        rate += [1.0, 0.0]
        total += end - start
    return Calendar(np.array(at), np.array(before), np.array(rate))


def is_working_day(hours: Hours, day: date) -> bool:
    """Whether the team is open at all on this day."""
    return hours.week[day.weekday()] is not None and day not in _free_days(hours, day, day)


def _open_spans(hours: Hours, since: date, until: date, zone: ZoneInfo) -> list[tuple[float, float]]:
    free = _free_days(hours, since, until)
    spans = []
    for step in range((until - since).days + 1):
        day = since + timedelta(days=step)
        span = hours.week[day.weekday()]
        if span and span[0] < span[1] and day not in free:
            start, end = (_moment(day, minutes, zone) for minutes in span)
            if start < end:
                spans.append((start, end))
    return spans


def _moment(day: date, minutes: int, zone: ZoneInfo) -> float:
    """Epoch seconds of a local time of day; 1,440 minutes is the next midnight."""
    days, rest = divmod(minutes, 1440)
    local = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), zone)
    return local.astimezone(UTC).timestamp()


def _free_days(hours: Hours, since: date, until: date) -> set[date]:
    free = {found for found in map(_day, hours.closed) if found is not None}
    if hours.country in countries():
        years = range(since.year, until.year + 1)
        subdivision = hours.subdivision or None
        if subdivision not in (None, *countries()[hours.country]):
            subdivision = None
        free |= set(holidays_package.country_holidays(hours.country, subdiv=subdivision, years=years))
    return free


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def countries() -> dict[str, list[str]]:
    """Countries whose holidays are known (ISO 3166 codes), each with its subdivisions."""
    return dict(holidays_package.list_supported_countries(include_aliases=False))
