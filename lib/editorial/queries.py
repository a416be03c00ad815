"""What can be asked about what we published: one function a query, its SQL in `queries/<name>.sql`."""

from datetime import datetime

from lib.storage.query import Day, Names, named_query


@named_query
def received() -> None:
    """One row per post of ours and stretch after it: comments, people, mood, questions, critiques, newcomers."""


@named_query
def posts(*, since: Day = None, until: Day = None, channels: Names = None, count: int | None = None) -> None:
    """One row per post of ours of the period, the newest first: its words."""


@named_query
def post_day(*, channel: str, message_id: str) -> None:
    """One row: the day of a post of ours; none where it is not here."""


@named_query
def messages_below(
    *,
    channel: str,
    conversation_id: str,
    since: datetime,
    until: datetime | None = None,
    which: str = "all",
    first: int = 0,
    count: int = 10,
) -> None:
    """One row per message of others below a post of ours, oldest first; `which`: all, a sentiment, questions,
    critiques, newcomers."""


@named_query
def around(*, at: datetime, hours: int = 48, channel: str | None = None) -> None:
    """Two rows, before and after a moment: messages, mood, questions, first-time authors over equally long times."""


@named_query
def topics(
    *,
    which: str,
    least: int = 3,
    count: int = 8,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
) -> None:
    """One row per aspect that people ask about in vain, praise or criticise (`which`: question, praise, critique)."""


@named_query
def hours_of_week(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row per whole week, weekday and hour where the community lives: inbound messages."""


@named_query
def calendar_days(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row per day: inbound messages, mood and critiques."""
