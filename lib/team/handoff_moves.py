"""How hand-offs move: sent, taken on, answered or given back, closed; `handoff_briefs` writes them.

Nothing leaves without an addressee. Each move names the version it was decided on, so that two people cannot answer
the same brief without hearing of each other. Who works alone hands over to themselves in another hat, and wears it to
answer.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, update

from lib.errors import Conflict, EarshotError, NotAllowed
from lib.storage.audit import Actor, Hat, note
from lib.storage.records import Records
from lib.storage.tables.team import HANDOFFS
from lib.team.handoff_turns import MOVES, refusal
from lib.team.handoffs import STATE_NAMES, SUBJECT, HandOff, State, hand_off_of
from lib.team.people import HAT_NAMES, hats_of, standing_members
from lib.words import _, span

LONGEST = 4_000


def send(records: Records, actor: Actor, handoff_id: str, seen: int, at: datetime | None = None) -> HandOff:
    """Let it go to its addressee: not without one, nor without an ask. Also asks again for what was answered."""
    with records.writing(actor) as connection:
        found = hand_off_of(connection, handoff_id)
        if not found.to_person:
            raise EarshotError(_("Nothing leaves without an addressee: say to whom this goes."))
        if not found.ask:
            raise EarshotError(_("Say what you ask for, so that it can be answered."))
        if found.state == "draft":
            check_addressee(connection, actor, found.to_person, found.to_hat)
        now = at or datetime.now(UTC)
        return moved(connection, actor, found, seen, "sent", {"sent_at": now, "answered_at": None}, now)


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
        return moved(connection, actor, hand_off_of(connection, handoff_id), seen, state, values, at)


def moved(
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
    refused = refusal(found, actor, who)
    if refused:
        raise NotAllowed(refused)
    whole = {**values, "state": state, "version": seen + 1, "changed_at": now, "changed_by": actor.person}
    chosen = (HANDOFFS.c.handoff_id == found.handoff_id) & (HANDOFFS.c.version == seen)
    if connection.execute(update(HANDOFFS).where(chosen).values(**whole)).rowcount != 1:
        raise _conflict(hand_off_of(connection, found.handoff_id), now)
    note(connection, actor, state, SUBJECT, found.handoff_id, {"from": found.state, "version": seen + 1}, now)
    return hand_off_of(connection, found.handoff_id)


def check_addressee(connection: Connection, actor: Actor, person: str, hat: Hat) -> None:
    """The addressee is a member in a role of theirs, or oneself in another hat."""
    found = standing_members(connection)
    if person != actor.person and not any(m.person == person and m.is_active for m in found):
        raise EarshotError(_("{person} is no member here: add them first, or choose somebody else.", person=person))
    if hat not in hats_of(found, person):
        raise EarshotError(_("{person} does not wear this hat here: {hat}.", person=person, hat=_(HAT_NAMES[hat])))
    if (person, hat) == (actor.person, actor.hat):
        raise EarshotError(_("This would stay where it is: choose somebody else, or another hat of yours."))


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
