"""What we keep about a person: notes, a VIP mark, whether they may be quoted, and when we spoke to them first.

They stand under the account they were made on; a person of several accounts has those of all of them, so that
undoing a merge loses nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import delete, select, update

from lib.errors import EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.people import PERSON_MARKS, PERSON_NOTES
from lib.storage.tables.relationships import APPROACHES
from lib.words import _

SUBJECT = "person"
CONSENTS = ("", "asked", "given", "refused")
LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Marks:
    """The marks of a person: VIP where any account is; the consent decided last."""

    is_vip: bool = False
    consent: str = ""
    consent_at: datetime | None = None


def marks_of(records: Records, author_ids: Sequence[str]) -> Marks:
    """The marks of the person with these accounts."""
    with records.reading() as connection:
        rows = connection.execute(select(PERSON_MARKS).where(PERSON_MARKS.c.author_id.in_(list(author_ids)))).all()
    decided = [row for row in rows if row.consent_at is not None]
    newest = max(decided, key=lambda row: row.consent_at, default=None)
    return Marks(
        any(row.is_vip for row in rows),
        str(newest.consent) if newest else "",
        _aware(newest.consent_at) if newest else None,
    )


def vips(records: Records) -> set[str]:
    """The accounts marked as VIP."""
    with records.reading() as connection:
        rows = connection.execute(select(PERSON_MARKS.c.author_id).where(PERSON_MARKS.c.is_vip)).scalars()
        return {str(author_id) for author_id in rows}


def mark_vip(records: Records, actor: Actor, author_ids: Sequence[str], is_vip: bool) -> None:
    """Mark the person with these accounts, or take the mark away from all of them."""
    for author_id in author_ids if not is_vip else author_ids[:1]:
        _mark(records, actor, author_id, "mark" if is_vip else "unmark", {"is_vip": is_vip})


def decide_consent(records: Records, actor: Actor, author_id: str, consent: str) -> None:
    """Whether this person may be quoted to others: asked, given, refused, or "" where nobody asked."""
    if consent not in CONSENTS:
        raise EarshotError(_("Consent is asked, given or refused."))
    _mark(records, actor, author_id, "consent", {"consent": consent, "consent_at": datetime.now(UTC)})


def notes_on(records: Records, author_ids: Sequence[str]) -> pd.DataFrame:
    """One row per note on a person, newest first: number, text, made_at, made_by."""
    columns = [PERSON_NOTES.c[name] for name in ("number", "author_id", "text", "made_at", "made_by")]
    chosen = (
        select(*columns).where(PERSON_NOTES.c.author_id.in_(list(author_ids))).order_by(PERSON_NOTES.c.number.desc())
    )
    with records.reading() as connection:
        rows = [{**row, "made_at": _aware(row["made_at"])} for row in connection.execute(chosen).mappings()]
    return pd.DataFrame(rows, columns=[column.name for column in columns])


def add_note(records: Records, actor: Actor, author_id: str, text: str) -> None:
    """Keep a note of ours on a person."""
    said = text.strip()[:LONGEST_NOTE]
    if not said:
        raise EarshotError(_("The note is empty: write a word."))
    with records.writing(actor) as connection:
        made = {"made_at": datetime.now(UTC), "made_by": actor.person}
        connection.execute(PERSON_NOTES.insert().values(author_id=author_id, text=said, **made))
        note(connection, actor, "note", SUBJECT, author_id)


def drop_note(records: Records, actor: Actor, number: int) -> None:
    """Delete a note."""
    with records.writing(actor) as connection:
        if connection.execute(delete(PERSON_NOTES).where(PERSON_NOTES.c.number == number)).rowcount:
            note(connection, actor, "delete note", SUBJECT, str(number))


def approach(records: Records, actor: Actor, author_id: str, channel: str, message_id: str) -> None:
    """Write down that we spoke to this prospect, and on the occasion of what."""
    with records.writing(actor) as connection:
        made = {"made_at": datetime.now(UTC), "made_by": actor.person}
        kept = {"author_id": author_id, "channel": channel, "message_id": message_id}
        connection.execute(APPROACHES.insert().values(**kept, **made))
        note(connection, actor, "approach", SUBJECT, author_id)


def take_back_approach(records: Records, actor: Actor, author_id: str) -> None:
    """We did not speak to them after all."""
    with records.writing(actor) as connection:
        if connection.execute(delete(APPROACHES).where(APPROACHES.c.author_id == author_id)).rowcount:
            note(connection, actor, "take back approach", SUBJECT, author_id)


def approaches(records: Records) -> pd.DataFrame:
    """One row per person we approached, the newest first: author_id, channel, message_id, made_at (UTC), made_by."""
    columns = [APPROACHES.c[name] for name in ("author_id", "channel", "message_id", "made_at", "made_by")]
    with records.reading() as connection:
        found = connection.execute(select(*columns).order_by(APPROACHES.c.number.desc())).mappings()
        rows = [{**row, "made_at": _aware(row["made_at"])} for row in found]
    return pd.DataFrame(rows, columns=[c.name for c in columns]).drop_duplicates("author_id", ignore_index=True)


def _mark(records: Records, actor: Actor, author_id: str, action: str, values: dict[str, Any]) -> None:
    changed = {**values, "changed_at": datetime.now(UTC), "changed_by": actor.person}
    with records.writing(actor) as connection:
        where = PERSON_MARKS.c.author_id == author_id
        row = connection.execute(select(PERSON_MARKS).where(where)).first()
        if row is None:
            fresh = {"author_id": author_id, "is_vip": False, "consent": "", "version": 1, **changed}
            connection.execute(PERSON_MARKS.insert().values(**fresh))
        else:
            connection.execute(update(PERSON_MARKS).where(where).values(version=row.version + 1, **changed))
        plain = {name: value for name, value in values.items() if name != "consent_at"}
        note(connection, actor, action, SUBJECT, author_id, plain)


def _aware(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)
