"""What can be asked about members: one function a query, its SQL in `queries/<name>.sql`.

Channels and languages are lists, None leaves a side open. The thresholds of the member states: `least` messages in 90
days make somebody regular; `warm` (share of positive messages, 0–1) and `helps` (answers to members) an advocate.
"""

from lib.storage.query import Day, Names, named_query

LEAST = 6
WARM = 0.5
HELPS = 2


@named_query
def member_states(
    *,
    least: int = LEAST,
    warm: float = WARM,
    helps: int = HELPS,
    state: str | None = None,
    channels: Names = None,
    languages: Names = None,
    sort: str = "seen",
    first: int = 0,
    count: int = 20,
) -> None:
    """One row per member of a state (all where None), with what makes it; sorted by seen, messages, newest, helped."""


@named_query
def member_counts(
    *,
    least: int = LEAST,
    warm: float = WARM,
    helps: int = HELPS,
    channels: Names = None,
    languages: Names = None,
) -> None:
    """One row per state: members, and their messages in the last 90 days of the archive and of their own."""


@named_query
def cohorts(*, months: int = 12, channels: Names = None, languages: Names = None) -> None:
    """One row per month of arrival and months since it: members seen then, and how many had arrived."""


@named_query
def dependency(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row for a period: members, messages, and the fewest members who together wrote half of them."""


@named_query
def newcomers_waiting(*, channels: Names = None, languages: Names = None, count: int = 20) -> None:
    """One row per newcomer whose first conversation still waits for us, the longest wait first."""


@named_query
def welcomes(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row: newcomers who needed an answer, answered in 25 minutes and at all, and how many came back."""
