"""The state of a conversation: what somebody decided, as far as what was said since does not speak against it.

A decision is kept as it was made; which state is in force is worked out whenever it is read. So a reply of ours that
the next import brings closes a conversation, and a new message of theirs opens it again, without anybody's doing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["open", "assigned", "snoozed", "handled", "nothing"]
STATES: tuple[State, ...] = ("open", "assigned", "snoozed", "handled", "nothing")
Because = Literal["", "answered", "wrote_again", "woke"]


@dataclass(frozen=True)
class Heard:
    """What the archive says of a conversation: messages that wait for us, and its inbound ones (newest, how many)."""

    waiting_count: int
    last_inbound_at: datetime | None
    inbound_count: int


@dataclass(frozen=True)
class Decision:
    """What somebody decided about a conversation, and what it had said until then. Times are aware."""

    channel: str
    conversation_id: str
    state: State
    owner: str | None
    snoozed_until: datetime | None
    heard_at: datetime | None
    heard_count: int
    version: int
    changed_at: datetime
    changed_by: str

    @property
    def key(self) -> tuple[str, str]:
        """The conversation: channel and conversation_id."""
        return self.channel, self.conversation_id


@dataclass(frozen=True)
class InForce:
    """The state in force. `state` "closed": nothing waits for us in it. `because` says what changed it by itself."""

    state: Literal["open", "assigned", "snoozed", "handled", "nothing", "closed"]
    owner: str | None = None
    snoozed_until: datetime | None = None
    because: Because = ""


def state_in_force(decision: Decision | None, heard: Heard, now: datetime) -> InForce:
    """The state of a conversation now. Whoever has taken it keeps it when somebody writes again."""
    if heard.waiting_count <= 0:
        return InForce("closed", because="answered" if decision else "")
    if decision is None or decision.state == "open":
        return InForce("open")
    if decision.state == "assigned":
        return InForce("assigned", owner=decision.owner)
    if _wrote_again(decision, heard):
        return InForce("open", because="wrote_again")
    if decision.state == "snoozed":
        if decision.snoozed_until is None or now >= decision.snoozed_until:
            return InForce("open", because="woke")
        return InForce("snoozed", owner=decision.owner, snoozed_until=decision.snoozed_until)
    return InForce(decision.state, owner=decision.owner)


def _wrote_again(decision: Decision, heard: Heard) -> bool:
    """Whether there is an inbound message that was not there when it was decided, newer or (a late import) older."""
    if heard.inbound_count > decision.heard_count:
        return True
    if heard.last_inbound_at is None:
        return False
    return decision.heard_at is None or heard.last_inbound_at > decision.heard_at
