"""Drafts on their way to an answer: written, shown to a second pair of eyes, sent by hand, found again in the archive.

Earshot never posts. A draft that was sent is linked to the message it became: the reply of ours in its conversation,
not older than the draft was sent (a day's clock skew allowed), whose words are nearly its own.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from typing import Literal

import pandas as pd
from sqlalchemy import Connection, select, update

from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.desk import DRAFTS, SAVED_REPLIES
from lib.words import _

State = Literal["draft", "asked", "approved", "rejected", "sent"]
SUBJECT = "draft"
LONGEST = 10_000
_ALIKE = 0.8
_SKEW = timedelta(days=1)
_PLACEHOLDER = re.compile(r"\{(?:name|channel)\}")
_MOVES: dict[State, tuple[State, ...]] = {
    "draft": ("draft", "asked", "sent"),
    "asked": ("draft", "approved", "rejected"),
    "approved": ("draft", "sent"),
    "rejected": ("draft", "asked"),
    "sent": (),
}


@dataclass(frozen=True)
class Draft:
    """A draft that answers one message."""

    draft_id: str
    channel: str
    conversation_id: str
    message_id: str
    text: str
    state: State
    reason: str
    version: int
    made_by: str
    changed_at: datetime
    changed_by: str
    sent_at: datetime | None


def draft_of(records: Records, channel: str, conversation_id: str) -> Draft | None:
    """The newest draft of a conversation that was not sent yet, else the newest sent one."""
    where = (DRAFTS.c.channel == channel) & (DRAFTS.c.conversation_id == conversation_id)
    found = _drafts(records, where)
    return next((d for d in found if d.state != "sent"), found[0] if found else None)


def drafts_to_read(records: Records, person: str) -> list[Draft]:
    """The drafts of others that ask for a second pair of eyes, the oldest first."""
    return _drafts(records, (DRAFTS.c.state == "asked") & (DRAFTS.c.changed_by != person))[::-1]


def write(records: Records, actor: Actor, answered: tuple[str, str, str], text: str, before: Draft | None) -> Draft:
    """Keep a draft's text. `answered`: channel, conversation_id, message_id. A new text asks for new eyes."""
    if len(text) > LONGEST:
        raise EarshotError(_("A draft has at most {count} characters: shorten it.", count=LONGEST))
    if before is not None and before.state != "sent":
        return _moved(records, actor, before, "draft", text=text)
    now = datetime.now(UTC)
    channel, conversation_id, message_id = answered
    made = Draft(
        uuid.uuid4().hex,
        channel,
        conversation_id,
        message_id,
        text,
        "draft",
        "",
        1,
        actor.person,
        now,
        actor.person,
        None,
    )
    with records.writing(actor) as connection:
        connection.execute(DRAFTS.insert().values(**made.__dict__))
        note(connection, actor, "write", SUBJECT, made.draft_id)
    return made


def ask_for_eyes(records: Records, actor: Actor, draft: Draft) -> Draft:
    """Ask somebody else to read it before it goes out."""
    return _moved(records, actor, draft, "asked")


def judge(records: Records, actor: Actor, draft: Draft, *, approved: bool, reason: str = "") -> Draft:
    """A second pair of eyes approves it or rejects it with a reason; never the one who asked."""
    if actor.person == draft.changed_by:
        raise EarshotError(_("Whoever asks for a second pair of eyes cannot be it: somebody else has to read this."))
    if not approved and not reason.strip():
        raise EarshotError(_("Say why, so that the draft can be mended."))
    return _moved(records, actor, draft, "approved" if approved else "rejected", reason=reason.strip())


def mark_sent(records: Records, actor: Actor, draft: Draft) -> Draft:
    """It was posted by hand, where the conversation is."""
    return _moved(records, actor, draft, "sent")


def became(draft: Draft, messages: pd.DataFrame) -> str | None:
    """The message_id that a sent draft became, from rows message_id, is_brand, created_at, text; None: not seen yet."""
    if draft.sent_at is None:
        return None
    ours = messages[messages.is_brand.astype(bool) & (messages.created_at >= draft.sent_at - _SKEW)]
    alike = [(_likeness(draft.text, str(text)), str(key)) for key, text in zip(ours.message_id, ours.text, strict=True)]
    best = max(alike, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else None


def saved_replies(records: Records, language: str) -> dict[str, str]:
    """Name and text of the replies saved in a language."""
    with records.reading() as connection:
        rows = connection.execute(select(SAVED_REPLIES).where(SAVED_REPLIES.c.language == language)).mappings()
        return {str(row["name"]): str(row["text"]) for row in rows}


def save_reply(records: Records, actor: Actor, name: str, language: str, text: str) -> None:
    """Keep a reply to use again, under a name; {name} and {channel} in it are filled where it is used."""
    chosen = " ".join(name.split())[:80]
    if not chosen or not text.strip():
        raise EarshotError(_("A saved reply needs a name and words."))
    kept = {"text": text[:LONGEST], "changed_at": datetime.now(UTC), "changed_by": actor.person}
    where = (SAVED_REPLIES.c.name == chosen) & (SAVED_REPLIES.c.language == language)
    with records.writing(actor) as connection:
        if not connection.execute(update(SAVED_REPLIES).where(where).values(**kept)).rowcount:
            connection.execute(SAVED_REPLIES.insert().values(name=chosen, language=language, **kept))
        note(connection, actor, "save", "saved reply", f"{language}:{chosen}")


def filled(text: str, name: str, channel: str) -> str:
    """A saved reply with its placeholders filled; other braces stay as they are."""
    values = {"{name}": name, "{channel}": channel}
    return _PLACEHOLDER.sub(lambda found: values[found.group()], text)


def _moved(
    records: Records, actor: Actor, draft: Draft, state: State, text: str | None = None, reason: str = ""
) -> Draft:
    if state not in _MOVES[draft.state]:
        raise EarshotError(_("This draft is already {state}: write a new one.", state=draft.state))
    now = datetime.now(UTC)
    values = {
        "state": state,
        "reason": reason,
        "version": draft.version + 1,
        "changed_at": now,
        "changed_by": actor.person,
        "sent_at": now if state == "sent" else draft.sent_at,
        "text": draft.text if text is None else text,
    }
    where = (DRAFTS.c.draft_id == draft.draft_id) & (DRAFTS.c.version == draft.version)
    with records.writing(actor) as connection:
        if not connection.execute(update(DRAFTS).where(where).values(**values)).rowcount:
            raise _conflict(connection, draft)
        note(connection, actor, state, SUBJECT, draft.draft_id)
    return Draft(**{**draft.__dict__, **values})


def _conflict(connection: Connection, draft: Draft) -> Conflict:
    row = connection.execute(select(DRAFTS.c.changed_by).where(DRAFTS.c.draft_id == draft.draft_id)).first()
    if row is None:
        return Conflict(_("This draft is gone: the message it answers was forgotten."))
    return Conflict(_("Changed by {person} in the meantime: look at it again.", person=row.changed_by))


def _drafts(records: Records, where: object) -> list[Draft]:
    with records.reading() as connection:
        rows = connection.execute(select(DRAFTS).where(where).order_by(DRAFTS.c.changed_at.desc())).mappings()  # type: ignore[arg-type]
        return [
            Draft(**{**row, "changed_at": _aware(row["changed_at"]), "sent_at": _aware(row["sent_at"])}) for row in rows
        ]


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a.lower().split(), b.lower().split(), autojunk=False).ratio()
