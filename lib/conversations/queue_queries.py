"""What can be asked about who waits for us: the queue, its filters, and what a decision is made of."""

from lib.conversations.hours import CLOCK, Hours
from lib.conversations.weights import Weights
from lib.storage.query import Day, Names, named_query

NOTHING_DECIDED = "[]"


@named_query
def waiting_total(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    decided: str = NOTHING_DECIDED,
) -> None:
    """One row: conversations that wait for us, messages in them that do, and the longest wait in seconds."""


@named_query
def queue(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    aspect: str | None = None,
    state: str = "todo",
    owner: str | None = None,
    among: list[int] | None = None,
    decided: str = NOTHING_DECIDED,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
    wait_weight: int = Weights.wait,
    complaint_weight: int = Weights.complaint,
    tension_weight: int = Weights.tension,
    newcomer_weight: int = Weights.newcomer,
    reach_weight: int = Weights.reach,
    sort: str = "priority",
    first: int = 0,
    count: int = 20,
) -> None:
    """One row per conversation that waits for us, the first to answer at the top: priority 0 to 100, and its parts.

    `among`: only these places. `state`: todo (open or assigned), open, assigned, snoozed, handled, nothing, all; by
    `decided`, which like `calendar` and `goals` is JSON (`lib.conversations.queue`, `lib.conversations.hours`).
    `sort`: priority, wait, tension, reach.
    """


@named_query
def queue_facts(*, decided: str) -> None:
    """One row per conversation of `decided` (JSON) that still waits: its place, and what its state follows from."""


@named_query
def queue_places(*, channels: list[str], ids: list[str]) -> None:
    """One row per conversation of the queue in which one of these messages waits (two lists of one length): place."""


@named_query
def queue_aspects() -> None:
    """One row per aspect of waiting conversations, the most frequent first: aspect, conversations."""
