"""What people decide about personas: a name, a pin, a merge and its undoing, notes; each act in the audit trail."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from lib.errors import Conflict, EarshotError, UnknownName
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.people import PERSON_MARKS, PERSONA_NOTES, PERSONAS
from lib.words import _

SUBJECT = "persona"
LONGEST_NAME = 120


@dataclass(frozen=True)
class Standing:
    """A persona as it stands: `name` given by a person or None; `merged_into` another persona, or None."""

    persona_id: str
    name: str | None
    is_pinned: bool
    merged_into: str | None
    first_version: int
    version: int


@dataclass(frozen=True)
class Note:
    """A note of our own people about a persona."""

    number: int
    text: str
    made_at: datetime
    made_by: str


def standings(records: Records) -> dict[str, Standing]:
    """Every persona ever seen, by its id."""
    with records.reading() as connection:
        rows = connection.execute(select(PERSONAS)).mappings().all()
    return {row["persona_id"]: _standing(row) for row in rows}


def rename(records: Records, actor: Actor, persona_id: str, name: str, seen: int) -> None:
    """Give it a name of ours; an empty one gives the app's own back."""
    said = " ".join(name.split())[:LONGEST_NAME]
    _change(records, actor, "rename", persona_id, seen, name=said or None)


def pin(records: Records, actor: Actor, persona_id: str, is_pinned: bool, seen: int) -> None:
    """Keep it first among the cards, or no longer."""
    _change(records, actor, "pin" if is_pinned else "unpin", persona_id, seen, is_pinned=is_pinned)


def merge(records: Records, actor: Actor, persona_id: str, into: str, seen: int) -> None:
    """From now on its people count to another persona."""
    with records.reading() as connection:
        target = _found(connection, into)
    if target.merged_into is not None or into == persona_id:
        raise EarshotError(_("A persona can only be merged into another one that stands by itself."))
    with records.reading() as connection:
        found = select(PERSONAS.c.persona_id).where(PERSONAS.c.merged_into == persona_id)
        if connection.execute(found).first():
            raise EarshotError(_("Others are merged into this persona: part them first."))
    _change(records, actor, "merge", persona_id, seen, merged_into=into)


def unmerge(records: Records, actor: Actor, persona_id: str, seen: int) -> None:
    """It stands by itself again, with all that it had."""
    _change(records, actor, "unmerge", persona_id, seen, merged_into=None)


def annotate(records: Records, actor: Actor, persona_id: str, text: str) -> None:
    """Write a note about it."""
    said = text.strip()
    if not said:
        raise EarshotError(_("The note is empty: write something first."))
    now = datetime.now(UTC)
    with records.writing(actor) as connection:
        _found(connection, persona_id)
        row = {"persona_id": persona_id, "text": said[:4000], "made_at": now, "made_by": actor.person}
        connection.execute(insert(PERSONA_NOTES).values(**row))
        note(connection, actor, "annotate", SUBJECT, persona_id, at=now)


def drop_note(records: Records, actor: Actor, number: int) -> None:
    """Take a note away."""
    with records.writing(actor) as connection:
        found = connection.execute(select(PERSONA_NOTES).where(PERSONA_NOTES.c.number == number)).mappings().first()
        if found:
            connection.execute(delete(PERSONA_NOTES).where(PERSONA_NOTES.c.number == number))
            note(connection, actor, "drop_note", SUBJECT, found["persona_id"])


def notes_on(records: Records, persona_id: str) -> list[Note]:
    """Its notes, the newest first."""
    chosen = select(PERSONA_NOTES).where(PERSONA_NOTES.c.persona_id == persona_id)
    with records.reading() as connection:
        rows = connection.execute(chosen.order_by(PERSONA_NOTES.c.number.desc())).mappings().all()
    return [Note(row["number"], row["text"], row["made_at"], row["made_by"]) for row in rows]


def _change(records: Records, actor: Actor, action: str, persona_id: str, seen: int, **values: Any) -> None:
    now = datetime.now(UTC)
    with records.writing(actor) as connection:
        found = _found(connection, persona_id)
        if found.version != seen:
            raise Conflict(_("Somebody else changed this persona meanwhile: look at it again."))
        chosen = PERSONAS.c.persona_id == persona_id
        changed = values | {"version": seen + 1, "changed_at": now, "changed_by": actor.person}
        connection.execute(update(PERSONAS).where(chosen).values(**changed))
        note(connection, actor, action, SUBJECT, persona_id, {k: v for k, v in values.items() if k != "name"}, now)


def _found(connection: Connection, persona_id: str) -> Standing:
    row = connection.execute(select(PERSONAS).where(PERSONAS.c.persona_id == persona_id)).mappings().first()
    if row is None:
        raise UnknownName(_("There is no persona {persona}.", persona=persona_id))
    return _standing(row)


def _standing(row: Any) -> Standing:
    names = ("persona_id", "name", "is_pinned", "merged_into", "first_version", "version")
    return Standing(**{name: row[name] for name in names})


def quotable(records: Records) -> frozenset[str]:
    """The author_ids of those who agreed to be quoted to others."""
    with records.reading() as connection:
        found = select(PERSON_MARKS.c.author_id).where(PERSON_MARKS.c.consent == "given")
        return frozenset(connection.execute(found).scalars())
