"""Forgetting a person: their messages, names, mentions, corrections and rejected rows, in every place that holds them.

The lake's tables are vacuumed and the read model is built anew, so that no file keeps what was erased. Only the
pseudonyms of account, handle and name stay, so that importing an old export again does not bring the person back.
Who is being forgotten stands in `forgetting.json` by pseudonym until all is done: killed anywhere, whoever writes
next goes on with it, and every step may be done twice.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from lib.errors import EarshotError
from lib.imports.decided import corrections_in_force
from lib.imports.traces import (
    Person,
    blank_rejected,
    clear_made,
    forget_decisions,
    keys_of,
    people_of,
    quoted,
    strike_history,
    strike_lake,
)
from lib.ingest.canonical import Canon
from lib.ingest.erasure import CHANNELS
from lib.storage.actors import Actor, refuse_unless_writing
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.records import Records
from lib.storage.tables import FORGOTTEN
from lib.storage.workspace import Workspace, write_whole

PENDING = "forgetting.json"
_CALLED = """author_id = $author
    or (lower($plain) in (lower(handle), lower(name)) and ($channel = '' or channel = lower($channel)))
    or lower(name) = lower($author)"""


@dataclass(frozen=True)
class Gone:
    """How much was erased, and the version published after it."""

    messages: int
    decisions: int
    version: int


def forget_author(workspace: Workspace, author: str, records: Records, actor: Actor | None = None) -> Gone:
    """Erase whoever has this handle, name or author_id ("channel:handle" for one channel only).

    Whoever was forgotten before is nobody to erase, and no error. NotAllowed where `actor` may only look; None is
    whoever may run commands on this machine.
    """
    if actor is not None:
        refuse_unless_writing(actor)
    with workspace.locked():
        finished = finish_forgetting(workspace, records)
        lake = Lake(workspace)
        channel, _, plain = author.rpartition(":")
        people = people_of(lake, _CALLED, author=author, plain=plain.lstrip("@"), channel=channel)
        if not people:
            if finished or _was_forgotten(workspace, records, author):
                return finished or Gone(0, 0, publish(workspace, corrections_in_force(records)))
            raise EarshotError(f"Nobody here is called {author!r}: give the handle, the name shown, or the author_id.")
        _keep_pending(workspace, (person.author_id for person in people))
        return _erased(workspace, records, people)


def finish_forgetting(workspace: Workspace, records: Records) -> Gone | None:
    """Go on where a forgetting was killed, if one was; the workspace must be locked."""
    ids = pending(workspace)
    if not ids:
        return None
    known = people_of(Lake(workspace), "list_contains($ids, author_id)", ids=ids)
    named = {person.author_id for person in known}
    return _erased(workspace, records, [*known, *(Person(i, "") for i in ids if i not in named)])


def pending(workspace: Workspace) -> list[str]:
    """The pseudonyms of those whose forgetting has begun and is not done."""
    try:
        found = json.loads(_pending_file(workspace).read_text("utf-8"))
    except FileNotFoundError:
        return []
    return [str(author_id) for author_id in found["people"]]


def _erased(workspace: Workspace, records: Records, people: list[Person]) -> Gone:
    lake, canon = Lake(workspace), Canon(workspace.key)
    ids = sorted(person.author_id for person in people)
    within = f"author_id in ({', '.join(quoted(author_id) for author_id in ids)})"
    decisions = _forget_decisions(records, canon, people, keys_of(lake, within))
    messages = lake.erase("messages", within)
    for person in people:
        strike_lake(lake, person)
    blank_rejected(workspace, people, canon)
    clear_made(workspace)
    lake.erase("authors", within)  # last of the lake: their names are needed to find them elsewhere
    version = publish(workspace, corrections_in_force(records), anew=True)
    records.scrub()
    _pending_file(workspace).unlink(missing_ok=True)
    return Gone(messages, decisions, version)


def _forget_decisions(records: Records, canon: Canon, people: list[Person], keys: list[tuple[str, str]]) -> int:
    now = datetime.now(UTC)
    pseudonyms = {pseudonym for person in people for pseudonym in person.pseudonyms(canon)}
    with records.writing(None) as connection:
        known = set(connection.execute(select(FORGOTTEN.c.author_id)).scalars())
        for pseudonym in sorted(pseudonyms - known):
            connection.execute(FORGOTTEN.insert().values(author_id=pseudonym, forgotten_at=now))
        strike_history(connection, people)
        return forget_decisions(connection, [person.author_id for person in people], keys)


def _was_forgotten(workspace: Workspace, records: Records, author: str) -> bool:
    canon = Canon(workspace.key)
    channel, _, plain = author.rpartition(":")
    handle = plain.lstrip("@")
    channels = {channel.lower()} if channel else set(CHANNELS)
    could_be = {author, canon.name_id(author), *(canon.handle_id(c, handle) for c in channels)}
    could_be |= {canon.author_id(c, handle) for c in channels}
    with records.reading() as connection:
        found = connection.execute(select(FORGOTTEN.c.author_id).where(FORGOTTEN.c.author_id.in_(could_be)).limit(1))
        return found.first() is not None


def _keep_pending(workspace: Workspace, ids: Iterable[str]) -> None:
    write_whole(_pending_file(workspace), json.dumps({"people": sorted(ids)}))


def _pending_file(workspace: Workspace) -> Path:
    return workspace.place(PENDING)
