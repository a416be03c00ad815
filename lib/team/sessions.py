"""Bounded sessions: 25 or 50 minutes in one hat. The app shows what belongs to the hat; what else turns up is put aside
for later; at the end stands what was done. Nobody has to: a session is begun by whoever wants one."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, Hat, note
from lib.storage.records import Records
from lib.storage.tables.team import TEAM_LATER, TEAM_SESSIONS
from lib.words import _

SUBJECT = "session"
LENGTHS = (25, 50)
"""Minutes."""
ALWAYS = ("today", "team")
"""Pages that belong to every hat, by their name in the address."""
PAGES: dict[Hat, tuple[str, ...]] = {
    "cm": ("conversations", "critiques", "personas", "relationships"),
    "smm": ("editorial", "personas"),
    "admin": ("imports", "signals"),
    "client": (),
}
"""The pages of each hat."""
LONGEST_NOTE = 280
_FORGOTTEN_AFTER = timedelta(hours=12)
"""A session that nobody ended counts as ended so long after its time."""


@dataclass(frozen=True)
class Session:
    """A session of one person in one hat; `ended_at` None: under way, or over its time and not ended yet."""

    session_id: str
    person: str
    hat: Hat
    minutes: int
    started_at: datetime
    ended_at: datetime | None = None

    @property
    def due_at(self) -> datetime:
        """When its time is over."""
        return self.started_at + timedelta(minutes=self.minutes)

    def left(self, now: datetime) -> float:
        """Seconds that are left; 0 where the time is over."""
        return max((self.due_at - now).total_seconds(), 0.0)

    def has(self, page: str) -> bool:
        """Whether a page, by its name in the address, belongs to this session."""
        return page in ALWAYS or page in PAGES[self.hat]


@dataclass(frozen=True)
class Place:
    """What can be put aside: a page, perhaps with a conversation or an insight on it."""

    page: str
    channel: str | None = None
    conversation_id: str | None = None
    insight_id: str | None = None


@dataclass(frozen=True)
class Later:
    """Something put aside."""

    number: int
    place: Place
    note: str
    made_at: datetime


def session_under_way(records: Records, person: str, now: datetime | None = None) -> Session | None:
    """The session that this person has not ended."""
    with records.reading() as connection:
        return _under_way(connection, person, now or datetime.now(UTC))


def start(records: Records, actor: Actor, minutes: int, at: datetime | None = None) -> Session:
    """Begin a session in the hat one wears."""
    now = at or datetime.now(UTC)
    if minutes not in LENGTHS:
        raise EarshotError(_("A session lasts 25 or 50 minutes."))
    made = Session(uuid.uuid4().hex, actor.person, actor.hat, minutes, now)
    with records.writing(actor) as connection:
        if _under_way(connection, actor.person, now):
            raise Conflict(_("A session of yours is under way already: end it first."))
        values = {name: getattr(made, name) for name in Session.__dataclass_fields__}
        connection.execute(TEAM_SESSIONS.insert().values(**values))
        note(connection, actor, "start", SUBJECT, made.session_id, {"minutes": minutes}, now)
    return made


def end(records: Records, actor: Actor, session_id: str, at: datetime | None = None) -> None:
    """End it; ended twice, it stays as it was."""
    now = at or datetime.now(UTC)
    mine = (TEAM_SESSIONS.c.session_id == session_id) & (TEAM_SESSIONS.c.person == actor.person)
    with records.writing(actor) as connection:
        ended = update(TEAM_SESSIONS).where(mine & TEAM_SESSIONS.c.ended_at.is_(None)).values(ended_at=now)
        if connection.execute(ended).rowcount:
            note(connection, actor, "end", SUBJECT, session_id, {}, now)


def last_session(records: Records, person: str) -> Session | None:
    """The newest session of this person that was ended."""
    chosen = (TEAM_SESSIONS.c.person == person) & TEAM_SESSIONS.c.ended_at.is_not(None)
    newest = select(TEAM_SESSIONS).where(chosen).order_by(TEAM_SESSIONS.c.started_at.desc()).limit(1)
    with records.reading() as connection:
        row = connection.execute(newest).mappings().first()
    return _session(row) if row else None


def put_aside(
    records: Records, actor: Actor, session: Session, place: Place, said: str = "", at: datetime | None = None
) -> None:
    """Keep a place for later; one that lies there already is not kept twice."""
    table = TEAM_LATER.c
    same = (table.person == actor.person) & (table.page == place.page) & table.done_at.is_(None)
    for name in ("channel", "conversation_id", "insight_id"):
        value = getattr(place, name)
        same &= table[name].is_(None) if value is None else table[name] == value
    said = " ".join(said.split())[:LONGEST_NOTE]
    with records.writing(actor) as connection:
        if connection.execute(select(table.number).where(same & (table.note == said))).first():
            return
        values = {**place.__dict__, "person": actor.person, "session_id": session.session_id, "note": said}
        connection.execute(TEAM_LATER.insert().values(**values, made_at=at or datetime.now(UTC)))


def later(records: Records, person: str) -> list[Later]:
    """What this person put aside and has not taken up, the oldest first."""
    table = TEAM_LATER.c
    chosen = (table.person == person) & table.done_at.is_(None)
    with records.reading() as connection:
        rows = connection.execute(select(TEAM_LATER).where(chosen).order_by(table.number)).mappings().all()
    return [
        Later(
            int(row["number"]),
            Place(row["page"], row["channel"], row["conversation_id"], row["insight_id"]),
            str(row["note"]),
            _aware(row["made_at"]),
        )
        for row in rows
    ]


def strike_off(records: Records, actor: Actor, number: int, at: datetime | None = None) -> None:
    """It was taken up, or is no longer wanted."""
    mine = (TEAM_LATER.c.number == number) & (TEAM_LATER.c.person == actor.person)
    with records.writing(actor) as connection:
        connection.execute(update(TEAM_LATER).where(mine).values(done_at=at or datetime.now(UTC)))


def _under_way(connection: Connection, person: str, now: datetime) -> Session | None:
    chosen = (TEAM_SESSIONS.c.person == person) & TEAM_SESSIONS.c.ended_at.is_(None)
    newest = select(TEAM_SESSIONS).where(chosen).order_by(TEAM_SESSIONS.c.started_at.desc()).limit(1)
    row = connection.execute(newest).mappings().first()
    found = _session(row) if row else None
    return found if found and now < found.due_at + _FORGOTTEN_AFTER else None


def _session(row: Mapping[Any, Any]) -> Session:
    return Session(**{name: _aware(row[name]) for name in Session.__dataclass_fields__})


def _aware(value: Any) -> Any:
    """SQLite gives times back without the UTC in which they were written."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
