"""What is done with ideas for what to publish: written down, taken further, said otherwise, dropped.

`propose` writes an idea down, `move` takes it further. Every change names the version it saw; where somebody else was
faster it raises Conflict and nothing is changed. Row, version and audit trail are written in one transaction.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from lib import words
from lib.editorial.idea import LONGEST, MOST_SOURCES, MOVES, SUBJECT, Doer, Idea, Sketch, Step, idea_of
from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.editorial import IDEA_POSTS, IDEA_SOURCES, IDEAS
from lib.words import _


def propose(records: Records, actor: Actor, sketch: Sketch, at: datetime | None = None) -> Idea:
    """Write an idea down; returns it. EarshotError where the sentence is missing or too long."""
    now = at or datetime.now(UTC)
    sources = list(dict.fromkeys(sketch.sources))[:MOST_SOURCES]
    values: dict[str, Any] = {
        "idea_id": uuid.uuid4().hex,
        "sentence": _sentence(sketch.sentence),
        "origin": sketch.origin,
        "origin_key": sketch.origin_key[:128],
        "hat": sketch.hat,
        "status": "idea",
        "planned_at": None,
        "planned_channel": "",
        "linked": len(sources),
        "made_at": now,
        "made_by": actor.person,
        "version": 1,
        "changed_at": now,
        "changed_by": actor.person,
    }
    with records.writing(actor) as connection:
        connection.execute(insert(IDEAS).values(**values))
        if sources:
            rows = [{"idea_id": values["idea_id"], "channel": c, "message_id": m} for c, m in sources]
            connection.execute(insert(IDEA_SOURCES), rows)
        said = {"origin": sketch.origin, "hat": sketch.hat, "linked": len(sources)}
        note(connection, actor, "propose", SUBJECT, values["idea_id"], said, now)
        return idea_of(connection, values["idea_id"])


def move(records: Records, actor: Actor, idea_id: str, seen: int, step: Step, at: datetime | None = None) -> Idea:
    """Take an idea on from version `seen`; EarshotError where it cannot go there, Conflict where it was changed."""
    now = at or datetime.now(UTC)
    with records.writing(actor) as connection:
        before = idea_of(connection, idea_id)
        if before.version != seen:
            raise Conflict(_changed_by_another(before, now))
        _check(before, step)
        values: dict[str, Any] = {"status": step.status}
        if step.status == "planned":
            values |= {"planned_at": _utc(step.planned_at), "planned_channel": step.planned_channel}
        connection.execute(delete(IDEA_POSTS).where(IDEA_POSTS.c.idea_id == idea_id))
        if step.status == "published" and step.post:
            channel, message_id = step.post
            connection.execute(insert(IDEA_POSTS).values(idea_id=idea_id, channel=channel, message_id=message_id))
        return _change(connection, actor, "move", before, values, {"from": before.status, "to": step.status}, now)


def drop_at_once(records: Records, actor: Actor, sketch: Sketch, at: datetime | None = None) -> Idea:
    """Write a proposal down as dropped, so that it is known and not proposed again."""
    made = propose(records, actor, sketch, at)
    return move(records, actor, made.idea_id, made.version, Step("dropped"), at)


def reword(
    records: Records, actor: Actor, idea_id: str, seen: int, sentence: str, hat: Doer, at: datetime | None = None
) -> Idea:
    """Change what an idea says or who does it; Conflict where it is no longer version `seen`."""
    now = at or datetime.now(UTC)
    with records.writing(actor) as connection:
        before = idea_of(connection, idea_id)
        values = {"sentence": _sentence(sentence), "hat": hat}
        changed = sorted(name for name, value in values.items() if getattr(before, name) != value)
        if before.version != seen:
            raise Conflict(_changed_by_another(before, now))
        return _change(connection, actor, "reword", before, values, {"changed": changed, "hat": hat}, now)


def _check(before: Idea, step: Step) -> None:
    if step.status not in MOVES[before.status]:
        raise EarshotError(_("This idea cannot go there from where it is: look at it again."))
    if step.status == "planned" and (step.planned_at is None or not step.planned_channel):
        raise EarshotError(_("A planned idea needs its day and its channel."))
    if step.status == "published" and step.post is None:
        raise EarshotError(_("Choose the post that this idea became, so that its reception is seen here."))


def _change(
    connection: Connection,
    actor: Actor,
    action: str,
    before: Idea,
    values: Mapping[str, Any],
    said: dict[str, Any],
    now: datetime,
) -> Idea:
    """Set these columns where the idea is still what was seen; the change and its trail, or Conflict."""
    whole = {**values, "version": before.version + 1, "changed_at": now, "changed_by": actor.person}
    chosen = (IDEAS.c.idea_id == before.idea_id) & (IDEAS.c.version == before.version)
    if connection.execute(update(IDEAS).where(chosen).values(**whole)).rowcount != 1:
        raise Conflict(_changed_by_another(idea_of(connection, before.idea_id), now))
    note(connection, actor, action, SUBJECT, before.idea_id, said, now)
    return idea_of(connection, before.idea_id)


def _sentence(said: str) -> str:
    sentence = " ".join(said.split())
    if not sentence:
        raise EarshotError(_("An idea needs its sentence: what we would publish, and for whom."))
    if len(sentence) > LONGEST:
        raise EarshotError(_("The sentence is too long: say it in at most {count} signs.", count=LONGEST))
    return sentence


def _changed_by_another(found: Idea, now: datetime) -> str:
    ago = words.span(max((now - found.changed_at).total_seconds(), 60))
    return _("{person} changed this idea {span} ago: look at it again, then decide.", person=found.changed_by, span=ago)


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)
