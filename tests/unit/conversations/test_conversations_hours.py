"""Working hours: counted time against a count by the minute, over weekends, holidays and changes of the clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.conversations.hours import CLOCK, Hours, calendar_of, countries, is_working_day

START = datetime(2026, 3, 20, tzinfo=UTC)  # the clocks change on 29 March, Easter Monday is 6 April
MINUTES = 30 * 24 * 60
SPANS = st.none() | st.tuples(st.integers(0, 1380), st.integers(60, 1440)).filter(lambda s: s[0] < s[1])
HOURS = st.builds(
    Hours,
    counted=st.just("business"),
    week=st.tuples(*[SPANS] * 7),
    country=st.sampled_from(("", "IT", "DE")),
    closed=st.sampled_from(((), ("2026-03-25",), ("nonsense",))),
    time_zone=st.sampled_from(("Europe/Rome", "America/New_York", "Asia/Kolkata")),
)


def counted_by_minute(hours: Hours, start: int, end: int) -> int:
    """Seconds from minute `start` to minute `end` after START in which the team is open, minute by minute."""
    zone, total = ZoneInfo(hours.time_zone), 0
    for minute in range(start, end):
        local = (START + timedelta(minutes=minute)).astimezone(zone)
        span = hours.week[local.weekday()]
        if span and span[0] <= local.hour * 60 + local.minute < span[1] and is_working_day(hours, local.date()):
            total += 60
    return total


@settings(max_examples=25, deadline=None)
@given(HOURS, st.lists(st.tuples(st.integers(0, MINUTES), st.integers(0, 3 * 1440)), min_size=1, max_size=3))
def test_counted_time_equals_a_count_by_the_minute(hours: Hours, pairs: list[tuple[int, int]]) -> None:
    calendar = calendar_of(hours, date(2026, 3, 19), date(2026, 4, 25))
    starts = np.array([START.timestamp() + 60 * start for start, _ in pairs])
    ends = starts + 60 * np.array([length for _, length in pairs])
    expected = [counted_by_minute(hours, start, start + length) for start, length in pairs]
    assert calendar.between(starts, ends) == pytest.approx(expected)


@given(HOURS, st.lists(st.floats(-1e6, 4e6), min_size=3, max_size=3))
@settings(max_examples=60, deadline=None)
def test_counted_time_adds_up_and_is_never_negative_nor_longer_than_the_clock(hours: Hours, at: list[float]) -> None:
    calendar = calendar_of(hours, date(2026, 3, 19), date(2026, 4, 25))
    first, middle, last = np.array(sorted(at)) + START.timestamp()
    whole = calendar.between(np.array([first]), np.array([last]))[0]
    parts = calendar.between(np.array([first, middle]), np.array([middle, last])).sum()
    assert whole == pytest.approx(parts, abs=1e-3)
    assert 0 <= whole <= last - first + 1e-3
    assert calendar.between(np.array([last]), np.array([first]))[0] == 0


def test_a_weekend_and_a_holiday_do_not_count() -> None:
    rome = ZoneInfo("Europe/Rome")
    calendar = calendar_of(Hours(counted="business"), date(2026, 3, 1), date(2026, 5, 1))

    def hours(start: datetime, end: datetime) -> float:
        return float(calendar.between(np.array([start.timestamp()]), np.array([end.timestamp()]))[0]) / 3600

    friday, tuesday = datetime(2026, 4, 3, 17, 0, tzinfo=rome), datetime(2026, 4, 7, 10, 0, tzinfo=rome)
    assert hours(friday, tuesday) == 2  # Easter Monday is a holiday in Italy
    assert hours(datetime(2026, 3, 27, 17, 30, tzinfo=rome), datetime(2026, 3, 30, 9, 15, tzinfo=rome)) == 0.75


def test_the_clock_counts_every_second() -> None:
    assert calendar_of(Hours(), date(2026, 1, 1), date(2026, 2, 1)) is CLOCK
    assert CLOCK.between(np.array([0.0, 10.0]), np.array([7.5, 3.0])) == pytest.approx([7.5, 0.0])


def test_goals_and_countries() -> None:
    hours = Hours(goal_hours=4, goals=(("x", 0.5),))
    assert (hours.goal_seconds("x"), hours.goal_seconds("facebook")) == (1800, 14400)
    assert "IT" in countries() and calendar_of(
        Hours(country="??", counted="business"), date(2026, 1, 1), date(2026, 1, 9)
    )
