"""What can be asked about how we answer: reply times, our voice, critiques nobody read, and our visible errors."""

from lib.conversations.hours import CLOCK, Hours
from lib.storage.query import Day, Names, named_query

NOTHING_READ = "[]"
STEPS = [900.0, 3600.0, 14400.0, 28800.0, 86400.0, 172800.0, 604800.0]
"""A quarter of an hour, an hour, 4, 8, 24 hours, two days, a week."""


@named_query
def response_total(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
) -> None:
    """One row or none: needing, answered, met, breached; median and p90 of first responses and replies."""


@named_query
def response_by_channel(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
) -> None:
    """One row per channel: needing, answered, met, breached; median and p90 of first responses and replies."""


@named_query
def response_by_week(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
) -> None:
    """One row per week (its Monday): needing, answered, met, breached; median and p90 of both kinds."""


@named_query
def response_by_person(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
) -> None:
    """One row per account of ours, busiest first: answered, met, reply_median, reply_p90, shown_name."""


@named_query
def response_distribution(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
    steps: list[float] = STEPS,
) -> None:
    """One row per step of time (`steps`, rising seconds): step, upto, first_responses, replies."""


@named_query
def response_conversations(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
    person: str | None = None,
    over: float | None = None,
    upto: float | None = None,
    count: int = 8,
) -> None:
    """One row per conversation with a reply that took over `over` and up to `upto` seconds, the slowest first."""


@named_query
def voice(*, since: Day = None, until: Day = None, channels: Names = None) -> None:
    """One row: messages of ours in the period (published, posts), and those answering or taking up something heard."""


@named_query
def listening(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    noticed: str = NOTHING_READ,
) -> None:
    """One row: critiques, those read (`noticed` is JSON, see `lib.conversations.voice`), and the listening debt."""


@named_query
def unread_critiques(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    noticed: str = NOTHING_READ,
    count: int = 3,
) -> None:
    """One row per critique nobody has read, the widest reach first."""


@named_query
def reply_heat(*, since: Day = None, until: Day = None, channels: Names = None) -> None:
    """One row per channel, band of heat before, and whether we replied: moments, mean change of heat, its variance."""


@named_query
def visible_errors(
    *, since: Day = None, until: Day = None, channels: Names = None, rising: float = 0.15, count: int = 5
) -> None:
    """One row per reply of ours later edited, answered with a critique, or followed by rising heat; worst first."""
