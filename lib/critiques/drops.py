"""A card dropped on a state of the board: which move that is, and what it still asks for.

A move that needs more than the drop says (a decision, a day, a look at the effect) is not made: it is asked for on the
insight itself. What the way does not allow is refused with the same sentence as everywhere.
"""

from datetime import UTC, datetime
from typing import Any, Literal

from lib.critiques.insights import STATES, changed_by_another, insight_of
from lib.critiques.moves import IllegalMove, facts_of, objection, step
from lib.errors import Conflict
from lib.storage.audit import Actor
from lib.storage.records import Records

ASKING = ("decided", "acted", "measured")
"""States that ask for something when an insight comes to them."""
Outcome = Literal["moved", "asks"]


def drop(records: Records, actor: Actor, insight_id: str, seen: int, to: str, at: datetime | None = None) -> Outcome:
    """Make the move that a drop on this state means; "asks" where it may go there but something is asked first.

    IllegalMove with its reason, Conflict where somebody else was faster; then nothing was moved.
    """
    with records.writing(actor) as connection:
        found = insight_of(connection, insight_id)
        if found.version != seen:
            raise Conflict(changed_by_another(found, at or datetime.now(UTC)))
        reason = objection(found, to, facts_of(connection, insight_id))
        if reason:
            raise IllegalMove(reason)
        is_back = STATES.index(to) < STATES.index(found.state)
        if to in ASKING and not is_back:
            return "asks"
        step(connection, actor, found, seen, to, _undone(found.state) if is_back else {}, at)
        return "moved"


def _undone(state: str) -> dict[str, Any]:
    """What a step back from this state takes away."""
    if state == "decided":
        return {"decision": "", "decision_reason": ""}
    return {"acted_on": None} if state == "acted" else {}
