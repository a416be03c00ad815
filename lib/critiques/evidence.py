"""Evidence: the messages linked to an insight, for it or against it, and what was erased since.

Linking adds and never contradicts what somebody else does at the same time, so it asks for no version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import Connection, delete, select, tuple_, update

from lib.critiques.insights import SUBJECT, insight_of
from lib.errors import EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.critiques import INSIGHT_EVIDENCE, INSIGHTS
from lib.words import _

STANCES = ("for", "against")
_AT_ONCE = 400
Key = tuple[str, str]
"""A message: (channel, message_id)."""


@dataclass(frozen=True)
class Erased:
    """How many messages an insight once rested on, and how many of them are no longer anywhere."""

    linked: int
    erased: int


def link_evidence(
    records: Records,
    actor: Actor,
    insight_id: str,
    keys: Sequence[Key],
    stance: str = "for",
    at: datetime | None = None,
) -> int:
    """Link these messages, for or against; those linked already keep what they are. Returns how many are new."""
    with records.writing(actor) as connection:
        return link(connection, actor, insight_id, keys, stance, at)


def link(
    connection: Connection,
    actor: Actor,
    insight_id: str,
    keys: Sequence[Key],
    stance: str,
    at: datetime | None = None,
) -> int:
    """The same inside a transaction under way."""
    if stance not in STANCES:
        raise EarshotError(_("Evidence speaks for a claim or against it."))
    insight_of(connection, insight_id)
    now = at or datetime.now(UTC)
    # The row of the insight is taken first, so that two who link at once wait for each other.
    connection.execute(update(INSIGHTS).where(INSIGHTS.c.insight_id == insight_id).values(linked=INSIGHTS.c.linked))
    known = _known(connection, insight_id, keys)
    fresh = [key for key in dict.fromkeys(keys) if key not in known]
    rows = [
        {
            "insight_id": insight_id,
            "channel": channel,
            "message_id": message_id,
            "stance": stance,
            "person": actor.person,
            "linked_at": now,
        }
        for channel, message_id in fresh
    ]
    if rows:
        connection.execute(INSIGHT_EVIDENCE.insert(), rows)
        _count(connection, insight_id, len(rows))
        note(connection, actor, "link", SUBJECT, insight_id, {"stance": stance, "linked": len(rows)}, now)
    return len(rows)


def unlink_evidence(
    records: Records, actor: Actor, insight_id: str, keys: Sequence[Key], at: datetime | None = None
) -> int:
    """Take these messages away from the insight; returns how many were linked to it."""
    removed = 0
    with records.writing(actor) as connection:
        insight_of(connection, insight_id)
        for start in range(0, len(keys), _AT_ONCE):
            chosen = (INSIGHT_EVIDENCE.c.insight_id == insight_id) & _among(keys[start : start + _AT_ONCE])
            removed += connection.execute(delete(INSIGHT_EVIDENCE).where(chosen)).rowcount
        if removed:
            _count(connection, insight_id, -removed)
            note(connection, actor, "unlink", SUBJECT, insight_id, {"linked": -removed}, at)
    return removed


def evidence(records: Records, insight_id: str | None = None) -> pd.DataFrame:
    """One row per link: insight_id, channel, message_id, stance, linked_at; of one insight, or of all."""
    names = ("insight_id", "channel", "message_id", "stance", "linked_at")
    chosen = select(*(INSIGHT_EVIDENCE.c[name] for name in names)).order_by(INSIGHT_EVIDENCE.c.number)
    if insight_id is not None:
        chosen = chosen.where(INSIGHT_EVIDENCE.c.insight_id == insight_id)
    with records.reading() as connection:
        rows = connection.execute(chosen).all()
    return pd.DataFrame([tuple(row) for row in rows], columns=list(names))


def erased(linked: int, found: int) -> Erased:
    """What is missing where `linked` messages should be and `found` are in the archive."""
    return Erased(linked, max(linked - found, 0))


def linked_messages(records: Records) -> set[Key]:
    """Every message that is evidence of some insight, for or against."""
    with records.reading() as connection:
        rows = connection.execute(select(INSIGHT_EVIDENCE.c.channel, INSIGHT_EVIDENCE.c.message_id)).all()
    return {(str(channel), str(message_id)) for channel, message_id in rows}


def _known(connection: Connection, insight_id: str, keys: Sequence[Key]) -> set[Key]:
    found: set[Key] = set()
    names = (INSIGHT_EVIDENCE.c.channel, INSIGHT_EVIDENCE.c.message_id)
    for start in range(0, len(keys), _AT_ONCE):
        chosen = (INSIGHT_EVIDENCE.c.insight_id == insight_id) & _among(keys[start : start + _AT_ONCE])
        found |= {(str(c), str(m)) for c, m in connection.execute(select(*names).where(chosen)).all()}
    return found


def _among(keys: Sequence[Key]):  # type: ignore[no-untyped-def] # SQLAlchemy's own clause
    return tuple_(INSIGHT_EVIDENCE.c.channel, INSIGHT_EVIDENCE.c.message_id).in_(list(keys))


def _count(connection: Connection, insight_id: str, difference: int) -> None:
    grown = INSIGHTS.c.linked + difference
    connection.execute(update(INSIGHTS).where(INSIGHTS.c.insight_id == insight_id).values(linked=grown))
