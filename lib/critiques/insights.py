"""Insights: claims with evidence, and the one way in which they change.

Every change names the version it saw. Where somebody else was faster it raises Conflict and nothing is changed;
otherwise the row, its new version and the audit trail are written in one transaction. The trail holds what was set,
so that replaying it gives the board (`lib.critiques.trail`).
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from lib import words
from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.critiques import INSIGHTS
from lib.words import _

SUBJECT = "insight"
STATES = ("heard", "framed", "challenged", "shared", "decided", "acted", "told", "measured")
LONGEST = 600
"""Characters that a claim may have: it is one sentence."""


@dataclass(frozen=True)
class Insight:
    """One insight as it stands; the columns of INSIGHTS, times aware."""

    insight_id: str
    claim: str
    ask: str
    aspect: str
    theme_id: str
    severity: int
    change_mind: str
    author: str
    owner: str
    due: date | None
    state: str
    decision: str
    decision_reason: str
    acted_on: date | None
    merged_into: str
    linked: int
    version: int
    changed_at: datetime
    changed_by: str
    heard_at: datetime | None = None
    framed_at: datetime | None = None
    challenged_at: datetime | None = None
    shared_at: datetime | None = None
    decided_at: datetime | None = None
    acted_at: datetime | None = None
    told_at: datetime | None = None
    measured_at: datetime | None = None

    def reached(self, state: str) -> datetime | None:
        """When it came into this state; None where it has not."""
        found: datetime | None = getattr(self, f"{state}_at")
        return found


@dataclass(frozen=True)
class Card:
    """What the form of an insight says: one claim, one ask to the client, who sees to it until when."""

    claim: str
    ask: str = ""
    aspect: str = ""
    theme_id: str = ""
    severity: int = 2
    owner: str = ""
    due: date | None = None
    change_mind: str = ""


def insight_of(connection: Connection, insight_id: str) -> Insight:
    """The insight of that id; EarshotError where there is none."""
    row = connection.execute(select(INSIGHTS).where(INSIGHTS.c.insight_id == insight_id)).mappings().first()
    if row is None:
        raise EarshotError(_("This insight is no longer here: choose one from the board."))
    return read(row)


def insight_named(records: Records, insight_id: str) -> Insight:
    """The insight of that id, read now."""
    with records.reading() as connection:
        return insight_of(connection, insight_id)


def insights(records: Records, *, merged: bool = False) -> list[Insight]:
    """All insights, the newest change first; those merged into others only where asked for."""
    chosen = select(INSIGHTS).order_by(INSIGHTS.c.changed_at.desc(), INSIGHTS.c.insight_id)
    with records.reading() as connection:
        rows = connection.execute(chosen if merged else chosen.where(INSIGHTS.c.merged_into == "")).mappings().all()
    return [read(row) for row in rows]


def hear_insight(records: Records, actor: Actor, card: Card, at: datetime | None = None) -> Insight:
    """Put a new insight on the board, heard but not framed yet; returns it."""
    now = at or datetime.now(UTC)
    said = _checked(card)
    values: dict[str, Any] = {
        **said,
        "insight_id": uuid.uuid4().hex,
        "author": actor.person,
        "state": "heard",
        "decision": "",
        "decision_reason": "",
        "acted_on": None,
        "merged_into": "",
        "linked": 0,
        "version": 1,
        "changed_at": now,
        "changed_by": actor.person,
        "heard_at": now,
    }
    with records.writing(actor) as connection:
        connection.execute(INSIGHTS.insert().values(**values))
        note(connection, actor, "hear", SUBJECT, values["insight_id"], {"set": plain(values)}, now)
        return insight_of(connection, values["insight_id"])


def edit_insight(
    records: Records, actor: Actor, insight_id: str, seen: int, card: Card, at: datetime | None = None
) -> None:
    """Change what the card says; Conflict where it is no longer the version that was seen."""
    with records.writing(actor) as connection:
        change(connection, actor, "edit", insight_id, seen, _checked(card), at)


def change(
    connection: Connection,
    actor: Actor,
    action: str,
    insight_id: str,
    seen: int,
    values: Mapping[str, Any],
    at: datetime | None = None,
) -> Insight:
    """Set these columns where the insight is still the version that was seen; the change and its trail, or Conflict."""
    now = at or datetime.now(UTC)
    whole = {**values, "version": seen + 1, "changed_at": now, "changed_by": actor.person}
    chosen = (INSIGHTS.c.insight_id == insight_id) & (INSIGHTS.c.version == seen)
    if connection.execute(update(INSIGHTS).where(chosen).values(**whole)).rowcount != 1:
        raise Conflict(changed_by_another(insight_of(connection, insight_id), now))
    note(connection, actor, action, SUBJECT, insight_id, {"set": plain(whole)}, now)
    return insight_of(connection, insight_id)


def changed_by_another(found: Insight, now: datetime) -> str:
    """The sentence for somebody whose tab is behind: who changed it, and when."""
    ago = words.span((now - found.changed_at).total_seconds())
    return _(
        "{person} changed this insight {span} ago: look at it as it stands now and decide again.",
        person=found.changed_by,
        span=ago,
    )


def read(row: Mapping[Any, Any]) -> Insight:
    """A row of INSIGHTS as an insight; SQLite gives times without their zone, which is UTC."""
    return Insight(**{field.name: _aware(row[field.name]) for field in fields(Insight)})


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON holds them: dates and times as ISO text."""
    return {
        name: value.astimezone(UTC).isoformat()
        if isinstance(value, datetime)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for name, value in values.items()
    }


def ids(found: Iterable[Insight]) -> list[str]:
    """Their ids."""
    return [insight.insight_id for insight in found]


def _checked(card: Card) -> dict[str, Any]:
    claim = " ".join(card.claim.split())
    if not claim:
        raise EarshotError(_("An insight needs its claim: one sentence that says what falls short."))
    if len(claim) > LONGEST:
        raise EarshotError(_("The claim is too long: say it in one sentence of at most {count} signs.", count=LONGEST))
    return {
        "claim": claim,
        "ask": card.ask.strip(),
        "aspect": card.aspect,
        "theme_id": card.theme_id,
        "severity": min(max(int(card.severity), 1), 3),
        "owner": card.owner.strip()[:200],
        "due": card.due,
        "change_mind": card.change_mind.strip(),
    }


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
