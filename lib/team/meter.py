"""The hat meter: how often somebody changes hats, how long they stay in one, and whether errors follow a change.

Acts no more than half an hour apart are one stretch of work; it ends five minutes after its last act. Within a stretch
an act in another hat than the one before is a switch; after a longer pause it is none, for a rest lies between. Errors
within a quarter of an hour of a switch, per hour of such time, are set against errors in the other working time: the
ratio of two Poisson rates with the 95 % interval of statsmodels' `confint_poisson_2indep`. It is a comparison, not an
experiment: we choose when to switch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from statsmodels.stats.rates import confint_poisson_2indep

from lib.team.acts import Act

PAUSE = timedelta(minutes=30)
LAST_ACT = timedelta(minutes=5)
AFTER_SWITCH = timedelta(minutes=15)
LEAST_HOURS = 1.0
"""Working hours, on either side of the comparison, under which nothing is said."""
LEAST_ERRORS = 10
LEAST_PEOPLE = 3
"""People under which the team's figures are not shown, for they could be told apart."""
_ENOUGH_FOR_SCORE = 5
Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Meter:
    """Working hours, switches in them, the longest stretch in one hat in seconds; hours and errors after switches and
    in the other time."""

    hours: float
    switches: int
    longest_seconds: float
    near_hours: float
    near_errors: int
    other_hours: float
    other_errors: int

    @property
    def has_hours(self) -> bool:
        """Whether there is work enough to say how often hats change."""
        return self.hours >= LEAST_HOURS

    @property
    def switches_an_hour(self) -> float:
        """Switches per working hour; 0 where nobody worked."""
        return self.switches / self.hours if self.hours else 0.0

    @property
    def is_enough(self) -> bool:
        """Whether errors can be compared."""
        enough_time = min(self.near_hours, self.other_hours) >= LEAST_HOURS
        return enough_time and self.near_errors + self.other_errors >= LEAST_ERRORS

    @property
    def ratio(self) -> tuple[float, float, float] | None:
        """Errors an hour after a switch ÷ otherwise, with its 95 % interval; None: too few to say."""
        if not self.is_enough:
            return None
        added = 0.0 if self.near_errors and self.other_errors else 0.5
        near, other = self.near_errors + added, self.other_errors + added
        method = "score" if min(self.near_errors, self.other_errors) >= _ENOUGH_FOR_SCORE else "wald-log"
        low, high = confint_poisson_2indep(
            near, self.near_hours, other, self.other_hours, method=method, compare="ratio"
        )
        return near / self.near_hours / (other / self.other_hours), max(float(low), 0.0), float(high)


def meter_of(acts: Sequence[Act], errors: Iterable[datetime] = (), others: Sequence[Interval] = ()) -> Meter:
    """The meter of one person's acts. `errors`: when visible errors were made, by whomever; those made while somebody
    else was at work too (`others`, their work) are nobody's for sure and are left out."""
    ordered = sorted(acts, key=lambda act: act.at)
    work = work_of(ordered)
    switches = [now.at for before, now in _pairs(ordered) if now.hat != before.hat and now.at - before.at <= PAUSE]
    near = _overlap(united([(at, at + AFTER_SWITCH) for at in switches]), work)
    theirs = united(list(others))
    own = [at for at in errors if _holds(work, at) and not _holds(theirs, at)]
    near_errors = sum(_holds(near, at) for at in own)
    hours, near_hours = _hours(work), _hours(near)
    return Meter(
        hours=hours,
        switches=len(switches),
        longest_seconds=_longest_in_one_hat(ordered),
        near_hours=near_hours,
        near_errors=near_errors,
        other_hours=hours - near_hours,
        other_errors=len(own) - near_errors,
    )


def pooled(meters: Sequence[Meter]) -> Meter | None:
    """The team's figures, that name nobody: None under three people with working time enough."""
    counted = [meter for meter in meters if meter.has_hours]
    if len(counted) < LEAST_PEOPLE:
        return None
    return Meter(
        hours=sum(m.hours for m in counted),
        switches=sum(m.switches for m in counted),
        longest_seconds=sorted(m.longest_seconds for m in counted)[len(counted) // 2],
        near_hours=sum(m.near_hours for m in counted),
        near_errors=sum(m.near_errors for m in counted),
        other_hours=sum(m.other_hours for m in counted),
        other_errors=sum(m.other_errors for m in counted),
    )


def work_of(acts: Sequence[Act]) -> list[Interval]:
    """The stretches of work of these acts, in order and apart."""
    moments = sorted(act.at for act in acts)
    found: list[Interval] = []
    for at in moments:
        if found and at - (found[-1][1] - LAST_ACT) <= PAUSE:
            found[-1] = (found[-1][0], at + LAST_ACT)
        else:
            found.append((at, at + LAST_ACT))
    return found


def united(intervals: Sequence[Interval]) -> list[Interval]:
    """The same time as intervals in order and apart."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _pairs(ordered: Sequence[Act]) -> Iterable[tuple[Act, Act]]:
    return zip(ordered, ordered[1:], strict=False)


def _longest_in_one_hat(ordered: Sequence[Act]) -> float:
    """Seconds from the first act of a run in one hat to its last, within one stretch of work."""
    longest, start = 0.0, 0
    for place, act in enumerate(ordered):
        if place and (act.hat != ordered[place - 1].hat or act.at - ordered[place - 1].at > PAUSE):
            start = place
        longest = max(longest, (act.at - ordered[start].at).total_seconds())
    return longest


def _overlap(ones: Sequence[Interval], others: Sequence[Interval]) -> list[Interval]:
    """The time that lies in both."""
    pairs = [(max(a, c), min(b, d)) for a, b in ones for c, d in others if a < d and c < b]
    return [(start, end) for start, end in pairs if start < end]


def _holds(intervals: Sequence[Interval], at: datetime) -> bool:
    return any(start <= at < end for start, end in intervals)


def _hours(intervals: Sequence[Interval]) -> float:
    return sum((end - start).total_seconds() for start, end in intervals) / 3600
