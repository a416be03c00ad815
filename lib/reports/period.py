"""The period of a brief: named days within the archive, or a sentence why there can be no brief of them.

Periods end with the newest message of the archive, as in the app: exports are snapshots.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lib import words
from lib.conversations.today import Days
from lib.errors import EarshotError, UnknownName
from lib.words import _

PERIODS = {"day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365, "all": 0}
"""Days of each named period, counted back from the archive's last day; 0: the whole archive."""
_DAILY, _WEEKLY = 31, 420
Grain = Literal["day", "week", "month"]
GRAINS: tuple[Grain, ...] = ("day", "week", "month")


@dataclass(frozen=True)
class Step:
    """One mark of a time axis: a day, seven days or a month, and what it is called."""

    days: Days
    name: str


def days_asked(period: str, since: date | None, until: date | None, first: date, last: date) -> Days:
    """The days asked for, cut to the archive (`first` to `last`); EarshotError where nothing of them is in it."""
    if period not in PERIODS:
        known = ", ".join(PERIODS)
        raise UnknownName(_("There is no period {period}: choose one of {known}.", period=period, known=known))
    length = PERIODS[period] or (last - first).days + 1
    end = until or last
    start = since or (end - timedelta(days=length - 1))
    if start > last:
        raise EarshotError(
            _("The period is still to come: the archive ends on {day}. Choose days up to then.", day=words.day(last))
        )
    if start > end:
        raise EarshotError(
            _(
                "The period begins on {since} and ends before that, on {until}: give the earlier day first.",
                since=words.day(start),
                until=words.day(end),
            )
        )
    if end < first:
        raise EarshotError(
            _("The archive begins on {day}, after that period: choose days from then on.", day=words.day(first))
        )
    return Days(max(start, first), min(end, last))


def before(days: Days, first: date) -> Days | None:
    """As many days right before; None where the archive does not reach back that far."""
    since = days.since - timedelta(days=days.count)
    return Days(since, days.since - timedelta(days=1)) if since >= first else None


def said(days: Days) -> str:
    """The period in words: 3 May 2026, or 3 May 2026 – 9 May 2026."""
    if days.count == 1:
        return words.day(days.since)
    return f"{words.day(days.since)} – {words.day(days.until)}"


def grain(days: Days) -> Grain:
    """What one mark of its time axis is: a day; from a month on seven days; from a year on a calendar month."""
    return "day" if days.count <= _DAILY else "week" if days.count <= _WEEKLY else "month"


def steps(days: Days, by: Grain) -> tuple[Step, ...]:
    """The marks of its time axis; weeks are counted back from its end, so that the first may be shorter."""
    if by == "day":
        alone = [days.since + timedelta(days=place) for place in range(days.count)]
        return tuple(Step(Days(day, day), words.short_day(day)) for day in alone)
    if by == "week":
        ends = [days.until - timedelta(days=7 * place) for place in range(-(-days.count // 7))][::-1]
        weeks = [Days(max(end - timedelta(days=6), days.since), end) for end in ends]
        return tuple(Step(week, words.short_day(week.since)) for week in weeks)
    found, start = [], days.since
    while start <= days.until:
        following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append(Step(Days(start, min(following - timedelta(days=1), days.until)), words.month(start)))
        start = following
    return tuple(found)


def grain_said(by: Grain) -> str:
    """What one mark of its time axis is, in words."""
    return {"day": _("by day"), "week": _("by seven days, each named by its first"), "month": _("by month")}[by]
