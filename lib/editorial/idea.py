"""An idea for what to publish: one sentence, where it came from, who does it, how far it is, and the post it became."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, select

from lib.errors import EarshotError
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
        return idea_of(connection, idea_id)


def idea_of(connection: Connection, idea_id: str) -> Idea:
    """The same within a transaction."""
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


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
