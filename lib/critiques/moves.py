"""The way of an insight: heard → framed → challenged → shared → decided → acted → told → measured.

`objection` says why a move cannot be made, in a sentence; each move is a function of its own, because each asks for
something else. One step back is always possible until somebody was told: what was said cannot be unsaid.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from lib.critiques.insights import STATES, Insight, change, changed_by_another, insight_of
from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.storage.tables.critiques import CHALLENGES, HEARD_IN_PERSON, INSIGHT_EVIDENCE, INSIGHTS_TOLD
from lib.words import N_, _

STATE_NAMES = {
    "heard": N_("heard"),
    "framed": N_("framed"),
    "challenged": N_("challenged"),
    "shared": N_("shared"),
    "decided": N_("decided"),
    "acted": N_("acted"),
    "told": N_("told"),
    "measured": N_("measured"),
}
DECISION_NAMES = {
    "accepted": N_("accepted"),
    "declined": N_("declined"),
    "later": N_("later"),
}


class IllegalMove(EarshotError):
    """A move that the way of an insight does not allow; the sentence says why and what comes first."""


@dataclass(frozen=True)
class Facts:
    """What a move depends on: messages for the claim, challenges that found them enough, people told."""

    evidence: int
    challenges: int
    told: int


def facts_of(connection: Connection, insight_id: str) -> Facts:
    """The facts of an insight as they stand now."""

    def counted(table: Any, *conditions: Any) -> int:
        chosen = select(func.count()).select_from(table).where(table.c.insight_id == insight_id, *conditions)
        return int(connection.execute(chosen).scalar_one())

    return Facts(
        counted(INSIGHT_EVIDENCE, INSIGHT_EVIDENCE.c.stance == "for") + counted(HEARD_IN_PERSON),
        counted(CHALLENGES, CHALLENGES.c.is_enough.is_(True)),
        counted(INSIGHTS_TOLD),
    )


def next_states(insight: Insight) -> list[str]:
    """The states it may go to from where it is, the usual one first; what each asks for comes later."""
    place = STATES.index(insight.state)
    if insight.state == "decided":
        onward = {"accepted": ["acted"], "declined": ["told"], "later": []}[insight.decision]
        return [*onward, "shared"]
    onward = [STATES[place + 1]] if place + 1 < len(STATES) else []
    if insight.state == "told" and insight.decision == "declined":
        return []
    back = [STATES[place - 1]] if 0 < place < STATES.index("told") else []
    return [*onward, *back]


def objection(insight: Insight, to: str, facts: Facts) -> str | None:
    """Why it cannot go there now, and what comes first; None where it can."""
    if to not in STATES:
        return _("There is no such state.")
    if to == insight.state:
        return _("It is {state} already.", state=_(STATE_NAMES[to]))
    if insight.merged_into:
        return _("It was merged into another insight: move that one.")
    if to not in next_states(insight):
        return _out_of_turn(insight, to)
    if STATES.index(to) < STATES.index(insight.state):
        return None
    if to == "framed" and not facts.evidence:
        return _("Nobody's words are linked to it yet: link a message first.")
    if to == "challenged" and not facts.challenges:
        return _("Nobody has challenged it yet: somebody else answers the three questions first.")
    if to == "told" and not facts.told:
        return _("Nobody has been told yet: tell the first person whose words are in it.")
    return None


def _out_of_turn(insight: Insight, to: str) -> str:
    if insight.state == "decided" and to == "acted":
        return _("The client has not accepted it, so there is nothing to act on.")
    if STATES.index(insight.state) >= STATES.index("told") and STATES.index(to) < STATES.index(insight.state):
        return _("People have been told: what was said cannot be unsaid.")
    if insight.state == "told" and insight.decision == "declined":
        return _("It was declined and people know why: there is no effect to measure.")
    comes_next = next_states(insight)
    if not comes_next:
        return _("It has come to the end of its way.")
    return _(
        "From {state} it goes to {next} first.", state=_(STATE_NAMES[insight.state]), next=_(STATE_NAMES[comes_next[0]])
    )


def frame(records: Records, actor: Actor, insight_id: str, seen: int, at: datetime | None = None) -> Insight:
    """Its claim stands and its words are linked: it is framed."""
    return _move(records, actor, insight_id, seen, "framed", {}, at)


def share(records: Records, actor: Actor, insight_id: str, seen: int, at: datetime | None = None) -> Insight:
    """It was put before the client."""
    return _move(records, actor, insight_id, seen, "shared", {}, at)


def decide(
    records: Records,
    actor: Actor,
    insight_id: str,
    seen: int,
    decision: str,
    reason: str = "",
    at: datetime | None = None,
) -> Insight:
    """The client accepted it, declined it (with a reason) or put it off."""
    if decision not in DECISION_NAMES:
        raise IllegalMove(_("A decision is accepted, declined or later."))
    if decision == "declined" and not reason.strip():
        raise IllegalMove(_("A declined insight needs its reason: the people who spoke will ask for it."))
    values = {"decision": decision, "decision_reason": reason.strip()}
    return _move(records, actor, insight_id, seen, "decided", values, at)


def act(
    records: Records, actor: Actor, insight_id: str, seen: int, acted_on: date, at: datetime | None = None
) -> Insight:
    """Something was done, on that day: from then on its effect can be looked at."""
    if acted_on > (at or datetime.now(UTC)).date():
        raise IllegalMove(_("That day is still to come: enter it when something was done."))
    return _move(records, actor, insight_id, seen, "acted", {"acted_on": acted_on}, at)


def close_telling(records: Records, actor: Actor, insight_id: str, seen: int, at: datetime | None = None) -> Insight:
    """The people whose words are in it know what came of it."""
    return _move(records, actor, insight_id, seen, "told", {}, at)


def measure(
    records: Records, actor: Actor, insight_id: str, seen: int, *, is_too_early: bool, at: datetime | None = None
) -> Insight:
    """Its effect was looked at; IllegalMove where it is too early to say anything."""
    if is_too_early:
        raise IllegalMove(_("It is too early to measure: wait for more messages after the day something was done."))
    return _move(records, actor, insight_id, seen, "measured", {}, at)


def step_back(records: Records, actor: Actor, insight_id: str, seen: int, at: datetime | None = None) -> Insight:
    """Take the last step back."""
    with records.writing(actor) as connection:
        found = insight_of(connection, insight_id)
        back = STATES[max(STATES.index(found.state) - 1, 0)]
        values: dict[str, Any] = {"decision": "", "decision_reason": ""} if found.state == "decided" else {}
        values |= {"acted_on": None} if found.state == "acted" else {}
        return step(connection, actor, found, seen, back, values, at)


def step(
    connection: Connection,
    actor: Actor,
    found: Insight,
    seen: int,
    to: str,
    values: dict[str, Any],
    at: datetime | None = None,
) -> Insight:
    """Go to a state inside a transaction under way: Conflict for a stale tab, IllegalMove with its reason."""
    now = at or datetime.now(UTC)
    if found.version != seen:
        raise Conflict(changed_by_another(found, now))
    reason = objection(found, to, facts_of(connection, found.insight_id))
    if reason:
        raise IllegalMove(reason)
    left = {f"{state}_at": None for state in STATES[STATES.index(to) + 1 :] if found.reached(state)}
    whole = {"state": to, f"{to}_at": found.reached(to) or now, **left, **values}
    return change(connection, actor, f"move to {to}", found.insight_id, seen, whole, now)


def _move(
    records: Records,
    actor: Actor,
    insight_id: str,
    seen: int,
    to: str,
    values: dict[str, Any],
    at: datetime | None,
) -> Insight:
    with records.writing(actor) as connection:
        return step(connection, actor, insight_of(connection, insight_id), seen, to, values, at)
