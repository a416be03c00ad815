"""Forgetting a person: their messages, names, mentions, corrections and rejected rows, in every place that holds them.

The lake's tables are vacuumed and the read model is built anew, so that no file keeps what was erased. Only the
pseudonyms of account and handle stay, so that importing an old export again does not bring the person back.
"""

import importlib
import pkgutil
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Table, delete, tuple_
from sqlalchemy.exc import IntegrityError

from lib.errors import EarshotError
from lib.imports.decided import corrections_in_force
from lib.ingest.canonical import FORGOTTEN_MASK, Canon
from lib.schema import REJECTED
from lib.storage import tables
from lib.storage.actors import Actor, refuse_unless_writing
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.records import Records
from lib.storage.tables import FORGOTTEN, METADATA
from lib.storage.workspace import Workspace

_KEY_IN_CONTENT = re.compile(r"(?:^|; )author_key=([^;]*)")
_CHANNEL_IN_CONTENT = re.compile(r"(?:^|; )channel=([^;]*)")


@dataclass(frozen=True)
class Gone:
    """How much was erased, and the version published after it."""

    messages: int
    decisions: int
    version: int


@dataclass(frozen=True)
class _Person:
    author_id: str
    channel: str
    handle: str | None
    name: str | None


def forget_author(workspace: Workspace, author: str, records: Records, actor: Actor | None = None) -> Gone:
    """Erase whoever has this handle, name or author_id ("channel:handle" for one channel only).

    NotAllowed where `actor` may only look; None is whoever may run commands on this machine.
    """
    if actor is not None:
        refuse_unless_writing(actor)
    with workspace.locked():
        lake = Lake(workspace)
        people = _people(lake, author)
        if not people:
            raise EarshotError(f"Nobody here is called {author!r}: give the handle, the name shown, or the author_id.")
        canon = Canon(workspace.key)
        ids = ", ".join(f"'{person.author_id}'" for person in people)
        decisions = _forget_decisions(records, canon, people, _message_keys(lake, ids))
        messages = lake.erase("messages", f"author_id in ({ids})")
        for person in people:
            if person.handle:
                lake.strike(rf"(?i)@{re.escape(person.handle)}\b", FORGOTTEN_MASK)
        lake.erase("authors", f"author_id in ({ids})")
        for file in sorted(workspace.place("rejected").glob("*.parquet")):
            _blank_rejected(file, people, canon)
        for name in ("derived", "intake"):
            shutil.rmtree(workspace.place(name), ignore_errors=True)
        return Gone(messages, decisions, publish(workspace, corrections_in_force(records)))


def _people(lake: Lake, author: str) -> list[_Person]:
    """Everybody that these words name."""
    files = lake.files("authors")
    if not files:
        return []
    channel, _, plain = author.rpartition(":")
    found = duckdb.execute(
        """select author_id, channel, handle, name from read_parquet($files)
        where author_id = $author
        or (lower($plain) in (lower(handle), lower(name)) and ($channel = '' or channel = lower($channel)))
        or lower(name) = lower($author)""",
        {"files": files, "author": author, "plain": plain.lstrip("@"), "channel": channel},
    ).fetchall()
    return [_Person(*row) for row in found]


def _message_keys(lake: Lake, ids: str) -> list[tuple[str, str]]:
    files = lake.files()
    if not files:
        return []
    return duckdb.execute(
        f"select channel, message_id from read_parquet($files) where author_id in ({ids})",  # noqa: S608 - hex digits
        {"files": files},
    ).fetchall()


def _forget_decisions(records: Records, canon: Canon, people: list[_Person], keys: list[tuple[str, str]]) -> int:
    now = datetime.now(UTC)
    pseudonyms = {p.author_id for p in people} | {canon.handle_id(p.channel, p.handle) for p in people if p.handle}
    removed = 0
    with records.writing(None) as connection:
        for pseudonym in sorted(pseudonyms):
            try:
                with connection.begin_nested():
                    connection.execute(FORGOTTEN.insert().values(author_id=pseudonym, forgotten_at=now))
            except IntegrityError:
                continue  # forgotten before
        for table in _tables_of_people():
            if "author_id" in table.c:
                theirs = table.c.author_id.in_(sorted(person.author_id for person in people))
                removed += connection.execute(delete(table).where(theirs)).rowcount
            if {"channel", "message_id"} <= {column.name for column in table.c}:
                for start in range(0, len(keys), 300):
                    these = tuple_(table.c.channel, table.c.message_id).in_(keys[start : start + 300])
                    removed += connection.execute(delete(table).where(these)).rowcount
    return removed


def _tables_of_people() -> list[Table]:
    """Every table of decisions, those that depend on others first: a person stands in them as author_id, a message
    as channel and message_id, and by no other name."""
    for module in pkgutil.iter_modules(tables.__path__):
        importlib.import_module(f"{tables.__name__}.{module.name}")
    return [table for table in reversed(METADATA.sorted_tables) if table is not FORGOTTEN]


def _blank_rejected(file: Path, people: list[_Person], canon: Canon) -> None:
    """Take the content out of rejected rows that are these people's or name them; line and reason stay."""
    rows = pq.read_table(file).to_pylist()
    words = {word.lower() for p in people for word in (p.handle, p.name) if word}
    ids = {p.author_id for p in people}
    touched = False
    for row in rows:
        content = row["content"]
        if content and (_author_of(content, canon) in ids or any(word in content.lower() for word in words)):
            row["content"] = None
            touched = True
    if touched:
        pq.write_table(pa.Table.from_pylist(rows, schema=REJECTED), file, compression="zstd")


def _author_of(content: str, canon: Canon) -> str | None:
    key, channel = _KEY_IN_CONTENT.search(content), _CHANNEL_IN_CONTENT.search(content)
    return canon.author_id(channel[1], key[1]) if key and channel else None
