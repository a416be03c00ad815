"""The audit trail: every act of a person that changes something, written in the transaction of the act itself."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from lib.storage.actors import HATS as HATS
from lib.storage.actors import Actor as Actor
from lib.storage.actors import Hat as Hat
from lib.storage.actors import refuse_unless_writing
from lib.storage.records import Records
from lib.storage.tables import AUDIT

READ = "read"
"""The one act that changes nothing: somebody opened or exported what is about persons (`note_read`)."""


def note(
    connection: Connection,
    actor: Actor,
    action: str,
    subject: str,
    subject_id: str,
    detail: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> None:
    """Write one act down. `action` is a verb ("snooze"), `subject` a noun ("conversation"), `detail` what changed.

    NotAllowed, and nothing of the transaction is kept, where the actor may only look and this is no look (READ).
    """
    if action != READ:
        refuse_unless_writing(actor)
    connection.execute(
        AUDIT.insert().values(
            made_at=at or datetime.now(UTC),
            person=actor.person,
            hat=actor.hat,
            action=action,
            subject=subject,
            subject_id=subject_id,
            detail=detail or {},
        )
    )


def note_read(records: Records, actor: Actor, subject: str, subject_id: str) -> None:
    """Write down that somebody looked; who may only look is written down too."""
    with records.writing(None) as connection:
        note(connection, actor, READ, subject, subject_id)


def acts_on(records: Records, subject: str, subject_id: str) -> pd.DataFrame:
    """One row per act on this thing, newest first, with the columns of AUDIT; `detail` is a dict."""
    chosen = (AUDIT.c.subject == subject) & (AUDIT.c.subject_id == subject_id)
    with records.reading() as connection:
        rows = connection.execute(select(AUDIT).where(chosen).order_by(AUDIT.c.number.desc())).mappings().all()
    return pd.DataFrame([dict(row) for row in rows], columns=[column.name for column in AUDIT.columns])
