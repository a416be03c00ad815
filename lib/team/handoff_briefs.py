"""Briefs of hand-offs: written, and said otherwise while they are drafts; with a claim, for one of us."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from lib.errors import EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.team import HANDOFF_MESSAGES, HANDOFFS
from lib.team.handoff_moves import LONGEST, check_addressee, moved
from lib.team.handoffs import SUBJECT, Brief, HandOff, Key, Origin, hand_off_of
from lib.words import _

LONGEST_CLAIM = 280
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
            check_addressee(connection, actor, said["to_person"], said["to_hat"])
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
            check_addressee(connection, actor, said["to_person"], said["to_hat"])
        return moved(connection, actor, found, seen, "draft", said, at)


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
