"""Feedback that no export brings: heard by phone, in person, by letter, entered by hand on somebody's behalf."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd
from sqlalchemy import select

from lib.critiques.insights import SUBJECT, insight_of
from lib.errors import EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.critiques import HEARD_IN_PERSON
from lib.words import N_, _

WAYS = {
    "phone": N_("by phone"),
    "person": N_("in person"),
    "letter": N_("by letter or mail"),
    "event": N_("at an event"),
}


@dataclass(frozen=True)
class Heard:
    """What was heard: its gist in the words of whoever enters it, on whose behalf (a member's author_id, or nobody
    known), which way, on which day."""

    gist: str
    way: str = "person"
    heard_on: date | None = None
    aspect: str = ""
    author_id: str = ""
    insight_id: str = ""


def enter_feedback(records: Records, actor: Actor, heard: Heard, at: datetime | None = None) -> str:
    """Write it down and return its id; where it belongs to an insight it counts as one voice for it."""
    now = at or datetime.now(UTC)
    if not heard.gist.strip():
        raise EarshotError(_("Feedback needs its gist: what did they say?"))
    if heard.way not in WAYS:
        raise EarshotError(_("Feedback reaches us by phone, in person, by letter or at an event."))
    if heard.heard_on and heard.heard_on > now.date():
        raise EarshotError(_("That day is still to come: when was it said?"))
    feedback_id = uuid.uuid4().hex
    with records.writing(actor) as connection:
        if heard.insight_id:
            insight_of(connection, heard.insight_id)
        connection.execute(
            HEARD_IN_PERSON.insert().values(
                feedback_id=feedback_id,
                insight_id=heard.insight_id,
                aspect=heard.aspect,
                author_id=heard.author_id,
                way=heard.way,
                gist=heard.gist.strip(),
                heard_on=heard.heard_on or now.date(),
                person=actor.person,
                entered_at=now,
            )
        )
        subject = (SUBJECT, heard.insight_id) if heard.insight_id else ("feedback", feedback_id)
        note(connection, actor, "note feedback", *subject, {"way": heard.way}, now)
    return feedback_id


def feedback(records: Records, insight_id: str | None = None) -> pd.DataFrame:
    """One row per feedback, the newest first, with the columns of HEARD_IN_PERSON; of one insight, or of all."""
    chosen = select(HEARD_IN_PERSON).order_by(HEARD_IN_PERSON.c.heard_on.desc(), HEARD_IN_PERSON.c.feedback_id)
    if insight_id is not None:
        chosen = chosen.where(HEARD_IN_PERSON.c.insight_id == insight_id)
    with records.reading() as connection:
        rows = connection.execute(chosen).mappings().all()
    return pd.DataFrame([dict(row) for row in rows], columns=[column.name for column in HEARD_IN_PERSON.columns])
