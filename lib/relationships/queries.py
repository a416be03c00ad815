"""What can be asked about members: one function a query, its SQL in `queries/<name>.sql`.

Channels and languages are lists, None leaves a side open. The thresholds of the member states: `least` messages in 90
days make somebody regular; `warm` (share of positive messages, 0–1) and `helps` (answers to members) an advocate.
"""

from datetime import datetime

from lib.storage.query import Day, Names, named_query

LEAST = 6
WARM = 0.5
HELPS = 5
"""Half of all answers to members come from people who gave nine; under five an answer is chance, not a habit."""
HALF_MONTHS = 3.0
PAIRS = 20_000


@named_query
def member_states(
    *,
    accounts: Names = None,
    people: Names = None,
    least: int = LEAST,
    warm: float = WARM,
    helps: int = HELPS,
    state: str | None = None,
    advocates: bool = False,
    channels: Names = None,
    languages: Names = None,
    sort: str = "seen",
    first: int = 0,
    count: int = 20,
) -> None:
    """One row per member of a state (all where None), with what makes it; sorted by seen, messages, newest, helped.

    `advocates` keeps those who are warm and helpful whatever their state: who of the quiet ones was an advocate.
    """


@named_query
def member_counts(
    *,
    accounts: Names = None,
    people: Names = None,
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


@named_query
def tie_pairs(
    *,
    accounts: Names = None,
    people: Names = None,
    half_months: float = HALF_MONTHS,
    channels: Names = None,
    languages: Names = None,
    count: int = PAIRS,
) -> None:
    """One row per two people who answered each other: how often, when last, and the strength that idle months left.

    The Orbit Model (https://github.com/orbit-love/orbit-model, pages/love.mdx) reads presence from frequency and
    recency and leaves the formula open; ours is the sum over answers of 0.5 ** (months since / half_months).
    """


@named_query
def isolates(*, channels: Names = None, languages: Names = None) -> None:
    """One row: members of the last 90 days, and how many neither answered anybody nor were answered."""


@named_query
def people_named(*, author_ids: Names = None) -> None:
    """One row per account asked for: name, channel, first and last heard, messages, critiques, mood."""


@named_query
def people_found(*, sought: str = "", count: int = 12) -> None:
    """One row per member whose name or handle holds these words, the busiest first."""


@named_query
def person_state(*, author_ids: Names = None, least: int = LEAST, warm: float = WARM, helps: int = HELPS) -> None:
    """One row: the standing of these accounts taken as one person, and the state that it makes."""


@named_query
def person_months(*, author_ids: Names = None) -> None:
    """One row per month of the relation: what they said, what we and other members answered."""


@named_query
def person_conversations(*, author_ids: Names = None, count: int = 30) -> None:
    """One row per conversation these accounts took part in, the newest of their words first."""


@named_query
def person_critiques(*, author_ids: Names = None, count: int = 30) -> None:
    """One row per critique of these accounts, the newest first, and when we answered it."""


@named_query
def prospects(
    *,
    outside: bool = False,
    most: int = 2,
    days: int = 180,
    least: int = LEAST,
    channels: Names = None,
    languages: Names = None,
    first: int = 0,
    count: int = 20,
) -> None:
    """One row per person who could join us: spoke once or twice, unanswered; by topic, tie and recency."""


@named_query
def prospect_words(*, places: list[int] | None = None, tie_author_ids: Names = None) -> None:
    """One row per place of `prospects`: what was said there, by whom, and the name of the member they are tied to."""


@named_query
def second_contributions(*, channels: Names = None, languages: Names = None) -> None:
    """One row per way a first contribution was met: people, and how many came back within 60 days."""


@named_query
def seen_since(*, author_ids: Names = None, moments: list[datetime] | None = None) -> None:
    """One row per person asked for: whether they said more after the moment asked about."""


@named_query
def alike_accounts(*, most: int = 12, count: int = 200) -> None:
    """One row per two accounts on different channels with the same handle or full name, the surest first."""
