"""What our own people add to a conversation: tags and notes; and what they had before their eyes.

Notes are our people's own words about a conversation. Opening one is no decision: it is kept without an act in the
audit trail, so that critiques nobody has read can be counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import Table, delete, select, update
from sqlalchemy.exc import IntegrityError

from lib.conversations.triage import SUBJECT, aware, subject_id
from lib.errors import EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.conversations import NOTES, READS, TAGS
from lib.words import _

LONGEST_TAG = 40
LONGEST_NOTE = 4000


@dataclass(frozen=True)
class Note:
    """A note of one of our people on a conversation."""

    number: int
    text: str
    made_at: datetime
    made_by: str


def tags(records: Records) -> dict[tuple[str, str], list[str]]:
    """Every tagged conversation (channel, conversation_id) with its tags in order."""
    found: dict[tuple[str, str], list[str]] = {}
    with records.reading() as connection:
        for row in connection.execute(select(TAGS).order_by(TAGS.c.tag)):
            found.setdefault((row.channel, row.conversation_id), []).append(row.tag)
    return found


def set_tags(records: Records, actor: Actor, keys: Sequence[tuple[str, str]], wanted: Sequence[str]) -> None:
    """Give each of these conversations exactly these tags; what does not change is not written."""
    chosen = {" ".join(tag.split()).lower()[:LONGEST_TAG] for tag in wanted} - {""}
    now = datetime.now(UTC)
    with records.writing(actor) as connection:
        for channel, conversation_id in keys:
            where = (TAGS.c.channel == channel) & (TAGS.c.conversation_id == conversation_id)
            before = set(connection.execute(select(TAGS.c.tag).where(where)).scalars())
            made = {"channel": channel, "conversation_id": conversation_id, "made_at": now, "made_by": actor.person}
            for tag in sorted(before - chosen):
                connection.execute(delete(TAGS).where(where & (TAGS.c.tag == tag)))
            for tag in sorted(chosen - before):
                connection.execute(TAGS.insert().values(tag=tag, **made))
            if chosen != before:
                detail = {"before": sorted(before), "after": sorted(chosen)}
                note(connection, actor, "tag", SUBJECT, subject_id(channel, conversation_id), detail)


def add_tag(records: Records, actor: Actor, keys: Sequence[tuple[str, str]], tag: str) -> None:
    """Give these conversations this tag beside those they have."""
    standing = tags(records)
    for key in keys:
        set_tags(records, actor, [key], [*standing.get(key, []), tag])


def notes_on(records: Records, channel: str, conversation_id: str) -> list[Note]:
    """The notes on a conversation, newest first."""
    where = (NOTES.c.channel == channel) & (NOTES.c.conversation_id == conversation_id)
    with records.reading() as connection:
        rows = connection.execute(select(NOTES).where(where).order_by(NOTES.c.number.desc())).all()
    return [Note(row.number, row.text, aware(row.made_at), row.made_by) for row in rows]


def note_down(
    records: Records, actor: Actor, channel: str, conversation_id: str, text: str, author_id: str | None = None
) -> None:
    """Add a note; `author_id` is whom the conversation is with, so that it goes when they are forgotten."""
    said = text.strip()
    if not said:
        raise EarshotError(_("The note is empty: write something in it."))
    if len(said) > LONGEST_NOTE:
        raise EarshotError(_("The note is too long: {count} characters at most.", count=LONGEST_NOTE))
    where = {"channel": channel, "conversation_id": conversation_id, "author_id": author_id}
    made = {"made_at": datetime.now(UTC), "made_by": actor.person}
    with records.writing(actor) as connection:
        connection.execute(NOTES.insert().values(text=said, **where, **made))
        note(connection, actor, "note", SUBJECT, subject_id(channel, conversation_id))


def keep_read(records: Records, actor: Actor, channel: str, conversation_id: str, until: datetime) -> None:
    """Keep that somebody opened a conversation whose newest message is of `until`; nothing where that is known."""
    where = (READS.c.channel == channel) & (READS.c.conversation_id == conversation_id)
    with records.reading() as connection:
        known = connection.execute(select(READS.c.read_until).where(where)).scalar()
    if known is not None and aware(known) >= until:
        return
    values = {"read_until": until, "read_at": datetime.now(UTC), "read_by": actor.person}
    with records.writing(actor) as connection:
        if connection.execute(update(READS).where(where).values(values)).rowcount:
            return
        try:
            with connection.begin_nested():
                connection.execute(READS.insert().values(channel=channel, conversation_id=conversation_id, **values))
        except IntegrityError:
            connection.execute(update(READS).where(where).values(values))


def reads(records: Records) -> pd.DataFrame:
    """One row per conversation somebody opened: channel, conversation_id, read_until."""
    return _frame(records, READS, ("channel", "conversation_id", "read_until"))


def _frame(records: Records, table: Table, columns: tuple[str, ...]) -> pd.DataFrame:
    with records.reading() as connection:
        rows = connection.execute(select(*(table.c[name] for name in columns))).all()
    return pd.DataFrame([[aware(value) for value in row] for row in rows], columns=list(columns))
