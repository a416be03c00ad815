"""What can be asked about what we published: one function a query, its SQL in `queries/<name>.sql`."""

from datetime import datetime

from lib.storage.query import Day, Names, named_query


@named_query
def received() -> None:
    """One row per post of ours and stretch after it: comments, people, mood, questions, critiques, newcomers."""


@named_query
def posts(*, since: Day = None, until: Day = None, channels: Names = None) -> None:
    """One row per post of ours of the period, the newest first: its words."""


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
