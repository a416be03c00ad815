"""What can be asked about critiques in the read model: one function a query, its SQL in `queries/<name>.sql`.

Critiques are messages of other people than the brand that say that something falls short. `since` and `until` are
local days, both inclusive; `channels` and `languages` are lists; None leaves a side open.
"""

from lib.storage.query import Day, Names, named_query


@named_query
def critique_keys() -> None:
    """One row per critique without its text.

    `content` is a number that changes with text, aspects or language, `key` one of channel and id, `place` where the
    message stands in this version.
    """


@named_query
def critique_rows(*, places: list[int] | None = None) -> None:
    """One row per critique (at these places of the version; None: of all) with text, language and aspects."""


@named_query
def critiques_heard(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row for a period: critiques, their authors, and inbound messages."""


@named_query
def critiques_counted(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row for a period: critiques and inbound messages; from the marts, so that it costs nothing."""


@named_query
def people_counted() -> None:
    """One row: how many people ever wrote."""


@named_query
def fresh_critiques(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    first: int = 0,
    count: int = 200,
) -> None:
    """One row per critique of the period, the newest first: key, who, when, what, signals."""


@named_query
def evidence_messages(*, channels: list[str], ids: list[str]) -> None:
    """One row per message of these keys (two lists of one length): who, when, what, reach, form of address."""


@named_query
def messages_at(*, places: list[int]) -> None:
    """One row per message at these places of the version (see critique_keys), with the columns of evidence_messages."""


@named_query
def warm_answers() -> None:
    """One row per warm or praising answer to somebody else: `key` of what it answers, `place`, `likes`."""


@named_query
def praising_messages() -> None:
    """One row per aspect: how many messages praise it, of how many authors, and the places of the most liked."""


@named_query
def forms_of_address() -> None:
    """One row per person who ever used a form of address: author_id, and the one they use most."""


@named_query
def groups_of_authors(*, author_ids: list[str]) -> None:
    """One row per group (a channel, or the language people mostly write): its people, and those of them given."""


@named_query
def inbound_by_day(*, channels: Names = None, languages: Names = None) -> None:
    """One row per day of the archive, silent days too: day, inbound messages."""


@named_query
def own_posts(*, since: Day = None, until: Day = None, count: int = 400) -> None:
    """One row per post of ours, the newest first: when, where, what, and the response it had."""


@named_query
def people_seen(*, author_ids: list[str]) -> None:
    """One row per person of these: shown name, channel, language, first and last time; see PEOPLE_TOLD."""
