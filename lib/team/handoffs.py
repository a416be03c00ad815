"""Hand-offs: a brief from one hat to another, with its claim, what it rests on, what is asked until when, the answer.

Here is what they are and how they are read; `handoff_briefs` writes them, `handoff_moves` moves them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, select

from lib.errors import EarshotError
from lib.storage.audit import Actor, Hat
from lib.storage.records import Records
from lib.storage.tables.team import HANDOFF_MESSAGES, HANDOFFS
from lib.words import N_, _

SUBJECT = "hand-off"
State = Literal["draft", "sent", "accepted", "answered", "returned", "closed"]
STATES: tuple[State, ...] = ("draft", "sent", "accepted", "answered", "returned", "closed")
STATE_NAMES: dict[State, str] = {
    "draft": N_("draft"),
    "sent": N_("sent"),
    "accepted": N_("taken on"),
    "answered": N_("answered"),
    "returned": N_("given back"),
    "closed": N_("closed"),
}
OPEN: tuple[State, ...] = ("sent", "accepted")
"""The states in which the addressee owes something."""
Key = tuple[str, str]
"""A message: (channel, message_id)."""


@dataclass(frozen=True)
class Brief:
    """What a hand-off says. `to_person` is empty only in a draft; `due` a day in the workspace's time zone."""

    claim: str
    ask: str
    to_person: str = ""
    to_hat: Hat = "smm"
    due: date | None = None


@dataclass(frozen=True)
class Origin:
    """What a hand-off was begun from: a conversation, an insight, or nothing in particular."""

    channel: str | None = None
    conversation_id: str | None = None
    insight_id: str | None = None


@dataclass(frozen=True)
class HandOff:
    """A hand-off as it stands. Times are aware."""

    handoff_id: str
    claim: str
    ask: str
    due: date | None
    from_person: str
    from_hat: Hat
    to_person: str
    to_hat: Hat
    state: State
    answer: str
    channel: str | None
    conversation_id: str | None
    insight_id: str | None
    linked: int
    made_at: datetime
    sent_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    version: int
    changed_at: datetime
    changed_by: str

    def is_owed(self, today: date) -> bool:
        """Whether it is overdue: its day has passed and no answer has come."""
        return self.state in OPEN and self.due is not None and self.due < today

    @property
    def is_to_oneself(self) -> bool:
        """Whether one person handed it to themselves in another hat."""
        return self.from_person == self.to_person


def hand_offs(records: Records) -> list[HandOff]:
    """All of them: those due first, by day, then those without a day, the newest change first."""
    with records.reading() as connection:
        found = [_read(row) for row in connection.execute(select(HANDOFFS)).mappings()]
    return sorted(found, key=lambda one: (one.due or date.max, -one.changed_at.timestamp(), one.handoff_id))


def hand_off_of(connection: Connection, handoff_id: str) -> HandOff:
    """The hand-off of that id; EarshotError where there is none."""
    row = connection.execute(select(HANDOFFS).where(HANDOFFS.c.handoff_id == handoff_id)).mappings().first()
    if row is None:
        raise EarshotError(_("This hand-off is no longer here: choose one from the list."))
    return _read(row)


def messages_of(records: Records, handoff_id: str) -> list[Key]:
    """The messages it rests on that were not forgotten, in the order they were added."""
    chosen = HANDOFF_MESSAGES.c.handoff_id == handoff_id
    names = (HANDOFF_MESSAGES.c.channel, HANDOFF_MESSAGES.c.message_id)
    with records.reading() as connection:
        rows = connection.execute(select(*names).where(chosen).order_by(HANDOFF_MESSAGES.c.number)).all()
    return [(str(channel), str(message_id)) for channel, message_id in rows]


def owed_by(found: Iterable[HandOff], actor: Actor) -> list[HandOff]:
    """What this person owes, in any of their hats: briefs sent to them without an answer yet."""
    return [one for one in found if one.state in OPEN and one.to_person == actor.person]


def overdue(found: Iterable[HandOff], today: date) -> list[HandOff]:
    """What anybody owes since before today, the longest first."""
    return sorted((one for one in found if one.is_owed(today)), key=lambda one: (one.due or today, one.handoff_id))


def _read(row: Mapping[Any, Any]) -> HandOff:
    return HandOff(**{field.name: _aware(row[field.name]) for field in fields(HandOff)})


def _aware(value: Any) -> Any:
    """SQLite gives times back without the UTC in which they were written."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
