"""How hand-offs move: written, sent, taken on, answered or given back, closed.

Nothing leaves without an addressee. Each move names the version it was decided on, so that two people cannot answer
the same brief without hearing of each other. Who works alone hands over to themselves in another hat, and wears it to
answer.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, update

from lib.errors import Conflict, EarshotError, NotAllowed
from lib.storage.audit import Actor, Hat, note
from lib.storage.records import Records
from lib.storage.tables.team import HANDOFF_MESSAGES, HANDOFFS
from lib.team.handoffs import STATE_NAMES, SUBJECT, Brief, HandOff, Key, Origin, State, hand_off_of
from lib.team.people import HAT_NAMES, hats_of, standing_members
from lib.words import _, span

MOVES: dict[State, dict[State, str]] = {
    "draft": {"draft": "from", "sent": "from", "closed": "from"},
    "sent": {"accepted": "to", "returned": "to", "draft": "from"},
    "accepted": {"answered": "to", "returned": "to"},
    "answered": {"closed": "from", "sent": "from"},
    "returned": {"draft": "from", "sent": "from", "closed": "from"},
    "closed": {},
}
"""From a state to the next ones, and who may do it: who sent it ("from") or the addressee ("to")."""
LONGEST_CLAIM = 280
LONGEST = 4_000
MOST_MESSAGES = 200


def write_brief(
    records: Records,
    actor: Actor,
    brief: Brief,
    messages: Sequence[Key] = (),
    origin: Origin | None = None,
    at: datetime | None = None,
) -> HandOff:
    """A new draft that rests on these messages."""
    now, begun = at or datetime.now(UTC), origin or Origin()
    handoff_id = uuid.uuid4().hex
    keys = list(dict.fromkeys(messages))[:MOST_MESSAGES]
    said = _checked(brief)
    with records.writing(actor) as connection:
        if said["to_person"]:
            _check_addressee(connection, actor, said["to_person"], said["to_hat"])
        values = {
            **said,
            "handoff_id": handoff_id,
            "from_person": actor.person,
            "from_hat": actor.hat,
            "state": "draft",
            "answer": "",
            "channel": begun.channel,
            "conversation_id": begun.conversation_id,
            "insight_id": begun.insight_id,
            "linked": len(keys),
            "made_at": now,
            "version": 1,
            "changed_at": now,
            "changed_by": actor.person,
        }
        connection.execute(HANDOFFS.insert().values(**values))
        if keys:
            rows = [
                {"handoff_id": handoff_id, "channel": channel, "message_id": message_id, "linked_at": now}
                for channel, message_id in keys
            ]
            connection.execute(HANDOFF_MESSAGES.insert(), rows)
        note(connection, actor, "write", SUBJECT, handoff_id, {"messages": len(keys)}, now)
        return hand_off_of(connection, handoff_id)


def edit_brief(
    records: Records, actor: Actor, handoff_id: str, seen: int, brief: Brief, at: datetime | None = None
) -> HandOff:
    """Say it otherwise, while it is a draft or has come back; it is a draft again then."""
    said = _checked(brief)
    with records.writing(actor) as connection:
        found = hand_off_of(connection, handoff_id)
        if said["to_person"]:
            _check_addressee(connection, actor, said["to_person"], said["to_hat"])
        return _move(connection, actor, found, seen, "draft", said, at)


def send(records: Records, actor: Actor, handoff_id: str, seen: int, at: datetime | None = None) -> HandOff:
    """Let it go to its addressee: not without one, nor without an ask. Also asks again for what was answered."""
    with records.writing(actor) as connection:
        found = hand_off_of(connection, handoff_id)
        if not found.to_person:
            raise EarshotError(_("Nothing leaves without an addressee: say to whom this goes."))
        if not found.ask:
            raise EarshotError(_("Say what you ask for, so that it can be answered."))
        if found.state == "draft":
            _check_addressee(connection, actor, found.to_person, found.to_hat)
        now = at or datetime.now(UTC)
        return _move(connection, actor, found, seen, "sent", {"sent_at": now, "answered_at": None}, now)


def take_back(records: Records, actor: Actor, handoff_id: str, seen: int, at: datetime | None = None) -> HandOff:
    """Make a draft of it again, before anybody took it on."""
    return _plainly(records, actor, handoff_id, seen, "draft", {}, at)


def accept(records: Records, actor: Actor, handoff_id: str, seen: int, at: datetime | None = None) -> HandOff:
    """The addressee takes it on."""
    return _plainly(records, actor, handoff_id, seen, "accepted", {}, at)


def answer(
    records: Records, actor: Actor, handoff_id: str, seen: int, text: str, at: datetime | None = None
) -> HandOff:
    """The addressee answers."""
    said = text.strip()[:LONGEST]
    if not said:
        raise EarshotError(_("An answer needs words: say what was done."))
    now = at or datetime.now(UTC)
    return _plainly(records, actor, handoff_id, seen, "answered", {"answer": said, "answered_at": now}, now)


def give_back(
    records: Records, actor: Actor, handoff_id: str, seen: int, text: str, at: datetime | None = None
) -> HandOff:
    """The addressee gives it back, and says why."""
    said = text.strip()[:LONGEST]
    if not said:
        raise EarshotError(_("Say why it comes back, so that it can be put otherwise."))
    return _plainly(records, actor, handoff_id, seen, "returned", {"answer": said}, at)


def close(records: Records, actor: Actor, handoff_id: str, seen: int, at: datetime | None = None) -> HandOff:
    """Who began it is content, or drops it."""
    now = at or datetime.now(UTC)
    return _plainly(records, actor, handoff_id, seen, "closed", {"closed_at": now}, now)


def moves_of(found: HandOff, actor: Actor) -> tuple[State, ...]:
    """The states into which this person in this hat may bring it."""
    return tuple(state for state, who in MOVES[found.state].items() if not _refusal(found, actor, who))


def _plainly(
    records: Records,
    actor: Actor,
    handoff_id: str,
    seen: int,
    state: State,
    values: Mapping[str, Any],
    at: datetime | None,
) -> HandOff:
    with records.writing(actor) as connection:
        return _move(connection, actor, hand_off_of(connection, handoff_id), seen, state, values, at)


def _move(
    connection: Connection,
    actor: Actor,
    found: HandOff,
    seen: int,
    state: State,
    values: Mapping[str, Any],
    at: datetime | None,
) -> HandOff:
    """Into this state, where it is still the version that was seen and this person may; else Conflict or refusal."""
    now = at or datetime.now(UTC)
    if found.version != seen:
        raise _conflict(found, now)
    who = MOVES[found.state].get(state)
    if who is None:
        raise EarshotError(
            _("What is {state} cannot become {next}.", state=_(STATE_NAMES[found.state]), next=_(STATE_NAMES[state]))
        )
    refused = _refusal(found, actor, who)
    if refused:
        raise NotAllowed(refused)
    whole = {**values, "state": state, "version": seen + 1, "changed_at": now, "changed_by": actor.person}
    chosen = (HANDOFFS.c.handoff_id == found.handoff_id) & (HANDOFFS.c.version == seen)
    if connection.execute(update(HANDOFFS).where(chosen).values(**whole)).rowcount != 1:
        raise _conflict(hand_off_of(connection, found.handoff_id), now)
    note(connection, actor, state, SUBJECT, found.handoff_id, {"from": found.state, "version": seen + 1}, now)
    return hand_off_of(connection, found.handoff_id)


def _refusal(found: HandOff, actor: Actor, who: str) -> str:
    """Why this person in this hat may not; empty where they may."""
    person, hat = (found.to_person, found.to_hat) if who == "to" else (found.from_person, found.from_hat)
    if actor.person != person:
        return _("This is for {person} to do.", person=person or _("nobody yet"))
    if found.is_to_oneself and actor.hat != hat:
        return _("You handed it to yourself: put on the other hat for this ({hat}).", hat=_(HAT_NAMES[hat]))
    return ""


def _check_addressee(connection: Connection, actor: Actor, person: str, hat: Hat) -> None:
    """The addressee is a member in a role of theirs, or oneself in another hat."""
    found = standing_members(connection)
    if person != actor.person and not any(m.person == person and m.is_active for m in found):
        raise EarshotError(_("{person} is no member here: add them first, or choose somebody else.", person=person))
    if hat not in hats_of(found, person):
        raise EarshotError(_("{person} does not wear this hat here: {hat}.", person=person, hat=_(HAT_NAMES[hat])))
    if (person, hat) == (actor.person, actor.hat):
        raise EarshotError(_("This would stay where it is: choose somebody else, or another hat of yours."))


def _checked(brief: Brief) -> dict[str, Any]:
    claim = " ".join(brief.claim.split())
    if not claim:
        raise EarshotError(_("A brief needs its claim: one sentence that says what is the matter."))
    if len(claim) > LONGEST_CLAIM:
        raise EarshotError(
            _("The claim is too long: say it in one sentence of at most {count} signs.", count=LONGEST_CLAIM)
        )
    if brief.to_hat == "client":
        raise EarshotError(_("Clients look and do not decide: hand it to one of us."))
    return {
        "claim": claim,
        "ask": brief.ask.strip()[:LONGEST],
        "to_person": brief.to_person.strip()[:200],
        "to_hat": brief.to_hat,
        "due": brief.due,
    }


def _conflict(found: HandOff, now: datetime) -> Conflict:
    ago = span(max((now - found.changed_at).total_seconds(), 60))
    return Conflict(
        _(
            "{person} changed this hand-off {ago} ago, it is now: {state}. Look at it again, then decide.",
            person=found.changed_by,
            ago=ago,
            state=_(STATE_NAMES[found.state]),
        )
    )


def is_turn_of(found: HandOff, person: str) -> bool:
    """Whether the next move is this person's, in whichever hat: what is owed, and what came back or was answered."""
    if found.state in ("sent", "accepted"):
        return found.to_person == person
    return found.state in ("draft", "answered", "returned") and found.from_person == person


def waits_for(found: HandOff, actor: Actor, name: str) -> str:
    """For whom it waits, said to somebody who can do nothing; `name`: what whoever has the next move is called."""
    if is_turn_of(found, actor.person):
        hat = found.to_hat if found.state in ("sent", "accepted") else found.from_hat
        return _("You handed it to yourself: put on the other hat for this ({hat}).", hat=_(HAT_NAMES[hat]))
    return _("It waits for {person}.", person=name)
