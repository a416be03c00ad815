"""Retention: how long messages of a channel are kept, and the erasure of those that grew older.

The choice stands in the workspace's preferences as "channel=days" ("*": every other channel). Messages beyond it are
turned down by imports, and erased from everything that holds them when somebody (a timer, most likely) asks for it.
Every step may be done twice, so that a killed run is simply repeated.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import duckdb

from lib.errors import UnknownName
from lib.imports.decided import corrections_in_force
from lib.imports.forget import finish_forgetting
from lib.imports.traces import clear_made, forget_decisions, keys_of, people_of, quoted
from lib.storage.actors import Actor
from lib.storage.audit import note
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.words import _

OTHERS = "*"
_SAID = re.compile(r"([a-z0-9_]{1,64}|\*)=(\d{1,5})")


@dataclass(frozen=True)
class Aged:
    """A channel: how many days its messages are kept (None: for good), how many it has, how many are older."""

    channel: str
    days: int | None
    messages: int
    older: int


@dataclass(frozen=True)
class Erased:
    """How much went, and the version published after it."""

    messages: int
    authors: int
    decisions: int
    rejected: int
    version: int


def keep_for(workspace: Workspace, said: Iterable[str]) -> Workspace:
    """The workspace with these choices ("channel=days"; 0 days: for good) in place of its own of those channels."""
    chosen = _days(workspace.preferences.keep_days)
    for words in said:
        found = _SAID.fullmatch(words.strip().lower())
        if not found:
            raise UnknownName(_("{words} is no age: write channel=days, as instagram=365.", words=repr(words)))
        chosen[found[1]] = int(found[2])
    kept = tuple(f"{channel}={days}" for channel, days in sorted(chosen.items()) if days)
    return workspace.with_preferences(replace(workspace.preferences, keep_days=kept))


def kept_since(workspace: Workspace, now: datetime) -> dict[str, datetime]:
    """By channel (or "*") the time before which nothing is kept."""
    days = _days(workspace.preferences.keep_days)
    return {channel: now - timedelta(days=count) for channel, count in days.items()}


def aged(workspace: Workspace, now: datetime) -> list[Aged]:
    """Every channel of the lake, and what an erasure would take of it now."""
    files, days = Lake(workspace).files(), _days(workspace.preferences.keep_days)
    since = kept_since(workspace, now)
    if not files:
        return []
    named = [channel for channel in since if channel != OTHERS]
    rows = duckdb.execute(
        """select
            channel,
            count(*),
            count(*) filter (
                where epoch(created_at) < coalesce(
                    list_extract($starts::double[], list_position($named::varchar[], channel)), $others
                )
            )
        from read_parquet($files)
        group by channel
        order by channel""",
        {
            "files": files,
            "named": named,
            "starts": [since[channel].timestamp() for channel in named],
            "others": since[OTHERS].timestamp() if OTHERS in since else None,
        },
    ).fetchall()
    return [Aged(channel, days.get(channel, days.get(OTHERS)), count, older) for channel, count, older in rows]


def retain(workspace: Workspace, records: Records, actor: Actor, now: datetime | None = None) -> Erased:
    """Erase what is older than it is kept, wherever it stands, and write down how much that was."""
    at = now or datetime.now(UTC)
    with workspace.locked():
        finish_forgetting(workspace, records)
        lake, messages, authors, decisions = Lake(workspace), 0, 0, 0
        for channel, start in _each(workspace, at):
            old = f"channel = {quoted(channel)} and created_at < {_time(start)}"
            gone = f"channel = {quoted(channel)} and seen_at < {_time(start)} and not is_brand"
            keys = keys_of(lake, old)
            people = {person.author_id for person in people_of(lake, gone)}
            with records.writing(actor) as connection:
                decisions += forget_decisions(connection, sorted(people), keys)
                if keys or people:
                    detail = {"messages": len(keys), "authors": len(people), "before": start.date().isoformat()}
                    note(connection, actor, "erase", "channel", channel, detail)
            messages += lake.erase("messages", old)
            authors += lake.erase("authors", gone)
        rejected = _erase_rejected(workspace, at)
        clear_made(workspace)
        version = publish(workspace, corrections_in_force(records), anew=bool(messages or authors))
        records.scrub()
        return Erased(messages, authors, decisions, rejected, version)


def _each(workspace: Workspace, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Every channel of the lake that has an age, with the time before which nothing of it is kept."""
    since = kept_since(workspace, now)
    files = Lake(workspace).files()
    rows = duckdb.execute("select distinct channel from read_parquet($f) order by 1", {"f": files}) if files else None
    for (channel,) in rows.fetchall() if rows else []:
        start = since.get(channel, since.get(OTHERS))
        if start is not None:
            yield channel, start


def _erase_rejected(workspace: Workspace, now: datetime) -> int:
    """A rejected row does not always know its channel: those of an import go at the shortest age that is set."""
    since = kept_since(workspace, now)
    removed = 0
    for file in workspace.place("rejected").glob("*.parquet"):
        if since and file.name < max(since.values()).strftime("%Y%m%dT%H%M%S"):
            file.unlink()
            removed += 1
    return removed


def _days(said: Iterable[str]) -> dict[str, int]:
    pairs = (words.split("=") for words in said)
    return {channel: int(days) for channel, days in pairs if int(days)}


def _time(moment: datetime) -> str:
    return f"timestamp '{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'"
