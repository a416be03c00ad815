"""Working hours: which hours count when a reply is timed, by weekday, time zone and holiday.

The counted time up to a moment grows steadily while we are open and stands still while we are closed; the counted
time between two moments is the difference of two values of it. A `Calendar` is that function, one row a day; the
queries take the same rows as one text (`Calendar.text`), so that SQL and numpy count alike.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import holidays as holidays_package
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
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
    """Counted time day by day: open from `opens` to `closes` (epoch seconds, equal where closed all day), with
    `before` counted seconds behind it. No days at all: every second counts."""

    days: tuple[date, ...]
    opens: Numbers
    closes: Numbers
    before: Numbers

    def counted(self, moments: Numbers) -> Numbers:
        """Counted seconds up to each moment (epoch seconds)."""
        if not self.days:
            return moments
        place = np.clip(np.searchsorted(self.opens, moments, side="right") - 1, 0, None)
        within = np.clip(np.minimum(moments, self.closes[place]) - self.opens[place], 0.0, None)
        found: Numbers = self.before[place] + within
        return found

    def between(self, starts: Numbers, ends: Numbers) -> Numbers:
        """Counted seconds from each start to each end; 0 where the end comes first (a clock was wrong)."""
        found: Numbers = np.maximum(self.counted(ends) - self.counted(starts), 0.0)
        return found

    @cached_property
    def text(self) -> str:
        """The days as the queries take them."""
        rows = zip(self.days, self.opens.tolist(), self.closes.tolist(), self.before.tolist(), strict=True)
        said = [{"day": d.isoformat(), "opens": o, "closes": c, "before": b} for d, o, c, b in rows]
        return json.dumps(said, separators=(",", ":"))


CLOCK = Calendar((), np.array([]), np.array([]), np.array([]))
"""Every second counts."""


@lru_cache(maxsize=16)
def calendar_of(hours: Hours, since: date, until: date) -> Calendar:
    """The calendar that times what happens from `since` to `until` (local days); the clock's where that is counted."""
    if hours.counted == "clock":
        return CLOCK
    zone = ZoneInfo(hours.time_zone)
    first = since - timedelta(days=1)
    days = tuple(first + timedelta(days=step) for step in range((until - first).days + 2))
    free = _free_days(hours, days[0], days[-1])
    spans = np.array([_open_span(hours, day, zone, free) for day in days])
    before = np.concatenate([[0.0], np.cumsum(spans[:, 1] - spans[:, 0])[:-1]])
    return Calendar(days, spans[:, 0], spans[:, 1], before)


def is_working_day(hours: Hours, day: date) -> bool:
    """Whether the team is open at all on this day."""
    return hours.week[day.weekday()] is not None and day not in _free_days(hours, day, day)


def _open_span(hours: Hours, day: date, zone: ZoneInfo, free: set[date]) -> tuple[float, float]:
    """When a day opens and closes, in epoch seconds; closed all day, both are its noon."""
    span = hours.week[day.weekday()]
    if not span or day in free:
        return (_moment(day, 720, zone),) * 2
    start, end = (_moment(day, minutes, zone) for minutes in span)
    return start, max(start, end)


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
