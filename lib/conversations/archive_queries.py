"""What can be asked about the archive as a whole: period, figures over time, lists of messages and conversations."""

from lib.storage.query import Day, Names, named_query


@named_query
def archive() -> None:
    """The archive: one row with version, time zone, message count and the first and last time and day."""


@named_query
def channels_in_archive() -> None:
    """One row per channel, busiest first: channel, messages."""


@named_query
def languages_in_archive() -> None:
    """One row per language, busiest first: language, messages."""


@named_query
def figures(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row for a period: messages, inbound, negative, neutral, positive, critiques, questions."""


@named_query
def volume_by_day(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row per day, silent days too: day, messages, inbound, negative, neutral, positive, critiques."""


@named_query
def volume_by_channel(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row per day and channel, silent days too: day, channel, messages, inbound, negative, neutral, positive."""


@named_query
def conversations(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    which: str = "all",
    sort: str = "newest",
    first: int = 0,
    count: int = 20,
) -> None:
    """One row per conversation active in the period; `total` says how many there are in all."""


@named_query
def messages(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    which: str = "all",
    first: int = 0,
    count: int = 20,
) -> None:
    """One row per message, newest first; `which`: all, critiques, negative, neutral, positive, questions, waiting."""


@named_query
def messages_by_key(*, channels: list[str], ids: list[str]) -> None:
    """One row per message of these keys (two lists of one length), newest first."""


@named_query
def liveliest(
    *, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None, count: int = 3
) -> None:
    """One row per conversation, most authors first: messages, authors, mood in the period; its place in a version."""


@named_query
def lively_messages(*, channels: list[str], ids: list[str], first: Day, last: Day) -> None:
    """One row per message of these conversations (two lists of one length) in these days, oldest first."""


@named_query
def openings(*, places: list[int]) -> None:
    """One row per conversation at these places in the version: place, opening words."""
