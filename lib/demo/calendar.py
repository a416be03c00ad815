"""The year of the demo: when it begins and ends, how its days differ, and when the shop is open."""

import math
import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Rome")
FIRST_DAY = date(2025, 11, 1)
LAST_DAY = date(2026, 10, 31)
NOW = datetime(2026, 10, 31, 20, 40, tzinfo=ZONE).astimezone(UTC)
"""The moment after which nothing more is said: the demo's archive ends here."""

_WEEKDAYS = (1.0, 1.02, 1.05, 1.08, 1.0, 0.86, 0.94)
_WAVES = ((date(2025, 12, 14), 16, 0.55), (date(2026, 5, 15), 14, 0.25), (date(2026, 8, 13), 20, -0.42))
"""Centre, width in days and height: gifts in December, the book fair in May, the empty cities of August."""
_OPENS, _CLOSES = time(9, 30), time(19, 0)


def days() -> list[date]:
    """Every day of the year, oldest first."""
    return [FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]


def season(day: date) -> float:
    """How much is said on this day against an average one: slow waves over the year and a gentle week, no jumps."""
    wave = sum(height * math.exp(-0.5 * ((day - centre).days / width) ** 2) for centre, width, height in _WAVES)
    return (1 + wave) * _WEEKDAYS[day.weekday()]


def moment(day: date, hour: float) -> datetime:
    """That hour (14.5: half past two) of that day in Turin, as UTC."""
    return (datetime.combine(day, time(), ZONE) + timedelta(hours=hour)).astimezone(UTC)


def local_hour(at: datetime) -> int:
    """The hour of the day in Turin."""
    return at.astimezone(ZONE).hour


def local_day(at: datetime) -> date:
    """The day in Turin."""
    return at.astimezone(ZONE).date()


def is_open(at: datetime) -> bool:
    """Whether somebody of the brand reads at that moment: weekdays and Saturdays, half past nine to seven."""
    local = at.astimezone(ZONE)
    return local.weekday() < 6 and _OPENS <= local.time() <= _CLOSES


def answer_moment(after: datetime, chance: random.Random, typical_hours: float = 1.4) -> datetime:
    """When the brand answers something said at that moment: some time at work later (lognormal around typical)."""
    left = timedelta(hours=typical_hours * math.exp(chance.gauss(0, 0.9)))
    at, step = after, timedelta(minutes=10)
    while left > timedelta():
        at += step
        if is_open(at):
            left -= step
    return at + timedelta(seconds=chance.randrange(600))


def count(mean: float, chance: random.Random) -> int:
    """A Poisson count with this mean (Knuth's product of uniform numbers; in parts where the mean is large)."""
    if mean > 30:
        return count(mean / 2, chance) + count(mean / 2, chance)
    limit, product, found = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        found += 1
    return found
