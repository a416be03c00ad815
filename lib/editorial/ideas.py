"""Ideas for what to publish: one sentence, where it came from, who does it, how far it is, and the post it became.

`propose` writes an idea down, `move` takes it further. Every change names the version it saw; where somebody else was
faster it raises Conflict and nothing is changed. Row, version and audit trail are written in one transaction.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, delete, insert, select, update

from lib import words
from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.editorial import IDEA_POSTS, IDEA_SOURCES, IDEAS
from lib.words import _

Origin = Literal["question", "passion", "persona", "praise", "critique", "thread", "hand"]
"""Where an idea came from: an unanswered question, a healthy passion, what a persona leaves unknown, praised words,
recurring critiques, a message in the reader, or somebody's head."""
Doer = Literal["cm", "smm"]
Status = Literal["idea", "drafted", "planned", "published", "dropped"]
Key = tuple[str, str]
"""A message: (channel, message_id)."""
ORIGINS: tuple[Origin, ...] = get_args(Origin)
STATUSES: tuple[Status, ...] = get_args(Status)
MOVES: Mapping[Status, tuple[Status, ...]] = {
    "idea": ("drafted", "planned", "published", "dropped"),
    "drafted": ("idea", "planned", "published", "dropped"),
    "planned": ("drafted", "planned", "published", "dropped"),
    "published": ("planned", "drafted"),
    "dropped": ("idea",),
}
"""Where an idea may go from where it is; published goes back where the post was not the right one."""
SUBJECT = "idea"
LONGEST = 300
"""Characters that the sentence may have."""
MOST_SOURCES = 200


@dataclass(frozen=True)
class Idea:
    """One idea as it stands. `sources`: the messages it came from that are still there, of `linked` there ever were."""

    idea_id: str
    sentence: str
    origin: Origin
    origin_key: str
    hat: Doer
    status: Status
    planned_at: datetime | None
    planned_channel: str
    linked: int
    made_at: datetime
    made_by: str
    version: int
    changed_at: datetime
    changed_by: str
    sources: tuple[Key, ...] = ()
    post: Key | None = None


@dataclass(frozen=True)
class Sketch:
    """An idea in the making: its sentence in our own words, never the community's, and what it came from."""

    sentence: str
    origin: Origin = "hand"
    origin_key: str = ""
    hat: Doer = "cm"
    sources: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Step:
    """Where an idea goes: with a date and a channel where it is planned, with the post where it was published."""

    status: Status
    planned_at: datetime | None = None
    planned_channel: str = ""
    post: Key | None = None


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
        return _idea_of(connection, values["idea_id"])


def move(records: Records, actor: Actor, idea_id: str, seen: int, step: Step, at: datetime | None = None) -> Idea:
    """Take an idea on from version `seen`; EarshotError where it cannot go there, Conflict where it was changed."""
    now = at or datetime.now(UTC)
    with records.writing(actor) as connection:
        before = _idea_of(connection, idea_id)
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
        before = _idea_of(connection, idea_id)
        values = {"sentence": _sentence(sentence), "hat": hat}
        changed = sorted(name for name, value in values.items() if getattr(before, name) != value)
        if before.version != seen:
            raise Conflict(_changed_by_another(before, now))
        return _change(connection, actor, "reword", before, values, {"changed": changed, "hat": hat}, now)


def ideas(records: Records) -> list[Idea]:
    """All ideas, the newest change first."""
    with records.reading() as connection:
        rows = connection.execute(select(IDEAS).order_by(IDEAS.c.changed_at.desc(), IDEAS.c.idea_id)).mappings().all()
        posts = {post.idea_id: (post.channel, post.message_id) for post in connection.execute(select(IDEA_POSTS))}
        sources: dict[str, list[Key]] = {}
        for source in connection.execute(select(IDEA_SOURCES).order_by(IDEA_SOURCES.c.message_id)):
            sources.setdefault(source.idea_id, []).append((source.channel, source.message_id))
    return [_read(row, sources.get(row["idea_id"], ()), posts.get(row["idea_id"])) for row in rows]


def idea_named(records: Records, idea_id: str) -> Idea:
    """The idea of that id; EarshotError where there is none."""
    with records.reading() as connection:
        return _idea_of(connection, idea_id)


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
        raise Conflict(_changed_by_another(_idea_of(connection, before.idea_id), now))
    note(connection, actor, action, SUBJECT, before.idea_id, said, now)
    return _idea_of(connection, before.idea_id)


def _idea_of(connection: Connection, idea_id: str) -> Idea:
    row = connection.execute(select(IDEAS).where(IDEAS.c.idea_id == idea_id)).mappings().first()
    if row is None:
        raise EarshotError(_("This idea is no longer here: choose one from the list."))
    sources = connection.execute(select(IDEA_SOURCES).where(IDEA_SOURCES.c.idea_id == idea_id)).all()
    post = connection.execute(select(IDEA_POSTS).where(IDEA_POSTS.c.idea_id == idea_id)).first()
    found = sorted((source.channel, source.message_id) for source in sources)
    return _read(row, found, (post.channel, post.message_id) if post else None)


def _read(row: Mapping[Any, Any], sources: Sequence[Key], post: Key | None) -> Idea:
    """A row of IDEAS as an idea; SQLite gives times without their zone, which is UTC."""
    values = {column.name: _aware(row[column.name]) for column in IDEAS.columns}
    return Idea(**values, sources=tuple(sources), post=post)


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


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
