"""What can be asked about what stands out: bursts, and the hours and messages that alerts are made of."""

from datetime import datetime

from lib.storage.query import Day, Names, named_query


@named_query
def bursts(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    sigmas: float = 3.0,
    minimum: int = 10,
) -> None:
    """One row per day and channel that stood out: day, channel, inbound, usual, sigmas, critiques, usual_critiques."""


@named_query
def burst_now(*, channels: Names = None, languages: Names = None) -> None:
    """One row per channel: inbound and critiques of the last 24 h, their usual in the same hours, and sigmas."""


@named_query
def alert_hours() -> None:
    """One row per hour, channel and aspect (null: all) in which anything was heard: inbound, critiques, heat."""


@named_query
def alert_posts() -> None:
    """One row per conversation with warm voices: begun_at, the people of its first 12 h and the hours they came in."""


@named_query
def alert_messages(*, since: datetime, until: datetime, channels: list[str]) -> None:
    """One row per inbound message of these channels from `since` until before `until` (local times), oldest first."""
