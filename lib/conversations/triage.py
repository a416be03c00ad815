"""Deciding about conversations: take, assign, snooze, handle; many at once; and taking the last decision back.

Each decision says which version of the conversation it was made on: where somebody else changed it meanwhile, all of
it is refused with a Conflict that says who and when, and nothing is lost silently.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, select, update
from sqlalchemy.exc import IntegrityError

from lib.conversations.states import Decision, State
from lib.errors import Conflict
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables import AUDIT
from lib.storage.tables.conversations import TRIAGE
from lib.words import _, ngettext, span

SUBJECT = "conversation"
"""What these acts are about in the audit trail; its id is `subject_id` of channel and conversation."""
MOST = 500
"""Conversations that one act may change."""
_REMEMBERED = 4 * MOST


@dataclass(frozen=True)
class Seen:
    """A conversation as the person who decides saw it; `version` 0: nobody had decided about it."""

    channel: str
    conversation_id: str
    version: int
    last_inbound_at: datetime | None
    inbound_count: int


@dataclass(frozen=True)
class Wish:
    """What it is to become."""

    state: State
    owner: str | None = None
    snoozed_until: datetime | None = None


def subject_id(channel: str, conversation_id: str) -> str:
    """A conversation's id in the audit trail."""
    return f"{channel}:{conversation_id}"


def decisions(records: Records) -> dict[tuple[str, str], Decision]:
    """Every decision, by channel and conversation_id."""
    with records.reading() as connection:
        found = [_decision(row) for row in connection.execute(select(TRIAGE)).mappings()]
    return {decision.key: decision for decision in found}


def decision_on(records: Records, channel: str, conversation_id: str) -> Decision | None:
    """The decision on one conversation."""
    with records.reading() as connection:
        return _standing(connection, channel, conversation_id)


def decide(records: Records, actor: Actor, seen: Sequence[Seen], wish: Wish, now: datetime | None = None) -> None:
    """Make one decision about all of these, in one transaction; Conflict where one of them was changed meanwhile."""
    if len(seen) > MOST:
        raise Conflict(_("At most {count} conversations can be changed at once.", count=MOST))
    at, batch = now or datetime.now(UTC), uuid.uuid4().hex
    with records.writing(actor) as connection:
        for one in seen:
            before = _standing(connection, one.channel, one.conversation_id)
            if (before.version if before else 0) != one.version:
                raise _conflict(before, at, len(seen))
            after = Decision(
                one.channel,
                one.conversation_id,
                wish.state,
                wish.owner,
                _utc(wish.snoozed_until),
                _utc(one.last_inbound_at),
                one.inbound_count,
                one.version + 1,
                at,
                actor.person,
            )
            _put(connection, after, len(seen))
            _note(connection, actor, _verb(wish, actor), batch, before, after)


def undo(records: Records, actor: Actor, now: datetime | None = None) -> int:
    """Take back what this person last decided, all of it, and return about how many conversations; 0: nothing left.

    Conflict where somebody else decided about one of them since.
    """
    at = now or datetime.now(UTC)
    with records.writing(actor) as connection:
        batch, acts = _last_acts(connection, actor)
        for act in acts:
            before, after = act.detail["before"], act.detail["after"]
            standing = _standing(connection, after["channel"], after["conversation_id"])
            if standing is None or standing.changed_by != actor.person or _content(standing) != _content_of(after):
                raise _conflict(standing, at, len(acts))
            earlier = before or {**after, "state": "open", "owner": None, "snoozed_until": None}
            restored = _from_json(earlier, standing.version + 1, at, actor.person)
            _put(connection, restored, len(acts))
            _note(connection, actor, "undo", batch, standing, restored)
    return len(acts)


def _standing(connection: Connection, channel: str, conversation_id: str) -> Decision | None:
    chosen = (TRIAGE.c.channel == channel) & (TRIAGE.c.conversation_id == conversation_id)
    row = connection.execute(select(TRIAGE).where(chosen)).mappings().first()
    return _decision(row) if row else None


def _put(connection: Connection, decision: Decision, count: int) -> None:
    """Write it where the version before it still stands; two writers at once: the second is refused."""
    values = {column.name: getattr(decision, column.name) for column in TRIAGE.columns}
    if decision.version == 1:
        try:
            with connection.begin_nested():
                connection.execute(TRIAGE.insert().values(values))
            return
        except IntegrityError:
            raise _conflict(
                _standing(connection, *decision.key), decision.changed_at, count
            ) from None  # it came to be while we looked
    chosen = (TRIAGE.c.channel == decision.channel) & (TRIAGE.c.conversation_id == decision.conversation_id)
    is_before = TRIAGE.c.version == decision.version - 1
    if connection.execute(update(TRIAGE).where(chosen & is_before).values(values)).rowcount != 1:
        raise _conflict(_standing(connection, *decision.key), decision.changed_at, count)


def _conflict(standing: Decision | None, now: datetime, count: int) -> Conflict:
    if standing is None:
        return Conflict(_("This conversation was changed meanwhile: look at it again, then decide."))
    ago = span(max((now - standing.changed_at).total_seconds(), 60))
    return Conflict(
        ngettext(
            "{person} changed this conversation {ago} ago: look at it again, then decide.",
            "{person} changed one of these {count} conversations {ago} ago, so none was changed: look again.",
            count,
            person=standing.changed_by,
            ago=ago,
        )
    )


def _verb(wish: Wish, actor: Actor) -> str:
    if wish.state == "assigned":
        return "take" if wish.owner == actor.person else "assign"
    return {"snoozed": "snooze", "handled": "handle", "nothing": "dismiss", "open": "open"}[wish.state]


def _note(
    connection: Connection, actor: Actor, verb: str, batch: str, before: Decision | None, after: Decision
) -> None:
    detail = {"batch": batch, "before": _as_json(before) if before else None, "after": _as_json(after)}
    note(connection, actor, verb, SUBJECT, subject_id(*after.key), detail, after.changed_at)


def _last_acts(connection: Connection, actor: Actor) -> tuple[str, list[Row[Any]]]:
    """The acts of this person's last batch that was not taken back, and the batch's id."""
    chosen = (AUDIT.c.person == actor.person) & (AUDIT.c.subject == SUBJECT)
    newest = select(AUDIT).where(chosen).order_by(AUDIT.c.number.desc()).limit(_REMEMBERED)
    undone: set[str] = set()
    found: list[Row[Any]] = []
    batch = ""
    for act in connection.execute(newest):
        its = act.detail.get("batch", "")
        if not its or "after" not in act.detail:
            continue
        if act.action == "undo":
            undone.add(its)
        elif its not in undone:
            if batch and its != batch:
                break
            batch = its
            found.append(act)
    return batch, found


def _decision(row: RowMapping) -> Decision:
    return Decision(**{name: aware(row[name]) for name in Decision.__dataclass_fields__})


def _utc(moment: datetime | None) -> datetime | None:
    """SQLite keeps the hands of the clock and forgets whose: all of ours show UTC."""
    return None if moment is None else moment.astimezone(UTC)


def aware(value: Any) -> Any:
    """SQLite gives times back without the UTC in which they were written."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def _as_json(decision: Decision) -> dict[str, Any]:
    said = {name: getattr(decision, name) for name in Decision.__dataclass_fields__}
    return {name: v.astimezone(UTC).isoformat() if isinstance(v, datetime) else v for name, v in said.items()}


def _from_json(said: dict[str, Any], version: int, at: datetime, person: str) -> Decision:
    times = {n: datetime.fromisoformat(said[n]) if said[n] else None for n in ("snoozed_until", "heard_at")}
    return Decision(**{**said, **times, "version": version, "changed_at": at, "changed_by": person})


def _content(decision: Decision) -> tuple[Any, ...]:
    return _content_of(_as_json(decision))


def _content_of(said: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(said[name] for name in ("state", "owner", "snoozed_until", "heard_at", "heard_count"))
