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
def critique_rows(*, channels: Names = None, ids: Names = None) -> None:
    """One row per critique (of these keys, two lists of one length; None: of all) with text, language and aspects."""


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
def critiques_among(
    *,
    keys_channels: list[str],
    keys_ids: list[str],
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
) -> None:
    """One row: how many of these messages (two lists of one length) are critiques of the period."""


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
def praise_of_aspect(*, aspect: str, since: Day = None, until: Day = None, count: int = 12) -> None:
    """One row per message that praises this aspect, the most liked first; `total` and `authors` count all of them."""


@named_query
def disagreeing_replies(*, channels: list[str], ids: list[str], count: int = 12) -> None:
    """One row per warm or praising answer of somebody else to these messages (two lists of one length)."""


@named_query
def groups_of_authors(*, channels: list[str], ids: list[str], since: Day = None, until: Day = None) -> None:
    """One row per group (channel or language): its authors, and those of them who wrote one of these messages."""


@named_query
def inbound_by_day(*, channels: Names = None, languages: Names = None) -> None:
    """One row per day of the archive, silent days too: day, inbound messages."""


@named_query
def own_posts(*, since: Day = None, until: Day = None, count: int = 400) -> None:
    """One row per post of ours, the newest first: when, where, what, and the response it had."""


@named_query
def people_seen(*, author_ids: list[str]) -> None:
    """One row per person of these: shown name, channel, language, form of address, first and last time."""
