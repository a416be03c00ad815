"""The inbox: which critiques somebody has read, and what they made of them."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import Connection, delete, select, tuple_

from lib.critiques.evidence import Key, link
from lib.errors import EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.critiques import INBOX_MARKS
from lib.words import _

MARKS = ("read", "accepted", "rejected", "known")
"""What a critique can be marked: read, accepted, no critique, already known."""
_SUBJECT = "critiques"
_AT_ONCE = 400


def mark_critiques(records: Records, actor: Actor, keys: Sequence[Key], mark: str, at: datetime | None = None) -> None:
    """Mark these critiques; a later mark takes the place of an earlier one."""
    with records.writing(actor) as connection:
        _mark(connection, actor, keys, mark, at or datetime.now(UTC))


def link_critiques(
    records: Records, actor: Actor, keys: Sequence[Key], insight_id: str, mark: str, at: datetime | None = None
) -> int:
    """Mark these critiques and link them to an insight in one act; returns how many are new there."""
    now = at or datetime.now(UTC)
    with records.writing(actor) as connection:
        fresh = link(connection, actor, insight_id, keys, "for", now)
        _mark(connection, actor, keys, mark, now)
    return fresh


def unmark_critiques(records: Records, actor: Actor, keys: Sequence[Key]) -> None:
    """Take the marks back: the critiques are unread again."""
    with records.writing(actor) as connection:
        _delete(connection, keys)
        note(connection, actor, "unmark", _SUBJECT, "", {"count": len(keys)})


def marks(records: Records) -> pd.DataFrame:
    """One row per marked critique: channel, message_id, mark."""
    names = ("channel", "message_id", "mark")
    with records.reading() as connection:
        rows = connection.execute(select(*(INBOX_MARKS.c[name] for name in names))).all()
    return pd.DataFrame([tuple(row) for row in rows], columns=list(names))


def marks_of(records: Records, keys: Sequence[Key]) -> dict[Key, str]:
    """The marks of these critiques, by key; those without a mark are left out."""
    found: dict[Key, str] = {}
    names = (INBOX_MARKS.c.channel, INBOX_MARKS.c.message_id, INBOX_MARKS.c.mark)
    with records.reading() as connection:
        for start in range(0, len(keys), _AT_ONCE):
            these = tuple_(*names[:2]).in_(list(keys[start : start + _AT_ONCE]))
            found.update(
                {(str(c), str(m)): str(mark) for c, m, mark in connection.execute(select(*names).where(these))}
            )
    return found


def _mark(connection: Connection, actor: Actor, keys: Sequence[Key], mark: str, now: datetime) -> None:
    if mark not in MARKS:
        raise EarshotError(_("A critique is read, accepted, rejected or already known."))
    rows = [
        {"channel": channel, "message_id": message_id, "mark": mark, "person": actor.person, "marked_at": now}
        for channel, message_id in dict.fromkeys(keys)
    ]
    if rows:
        _delete(connection, keys)
        connection.execute(INBOX_MARKS.insert(), rows)
        note(connection, actor, f"mark {mark}", _SUBJECT, "", {"count": len(rows)}, now)


def _delete(connection: Connection, keys: Sequence[Key]) -> None:
    for start in range(0, len(keys), _AT_ONCE):
        these = tuple_(INBOX_MARKS.c.channel, INBOX_MARKS.c.message_id).in_(list(keys[start : start + _AT_ONCE]))
        connection.execute(delete(INBOX_MARKS).where(these))
