"""What personas ask of the read model: one function a query, its SQL in `queries/<name>.sql`.

`cap`: how many of an author's messages count, the newest first, so that nobody weighs more than that.
"""

from lib.storage.query import Names, named_query

CAP = 60
MOST = 300_000
"""Messages that are read for what people say: as many as a minute allows."""
WAVE = 5


@named_query
def drawn_members(*, cap: int = CAP, most: int = MOST) -> None:
    """One row per author whose words are read, and how many people there are.

    Of a larger archive whole authors are drawn by lot (the same each time) until they make `most` messages.
    """


@named_query
def members_words(*, author_ids: Names = None, cap: int = CAP, wave: int = WAVE) -> None:
    """One row per message of a member that personas read; a longer text said `wave` times in a week is left out."""


@named_query
def behaviours(*, zone: str = "UTC", cap: int = CAP) -> None:
    """One row per member (`person`, as numbered), block (channel, kind, language, address, hour, aspect) and code."""


@named_query
def numbered_members() -> None:
    """One row per member with the number that `behaviours` gives them."""


@named_query
def standing_people(*, wave: int = WAVE) -> None:
    """One row per member: messages, different ones, copied ones, first and last time, hours active."""


@named_query
def words_of_members(*, fewest: int, most: int, author_ids: Names = None, words: int = 600, cap: int = CAP) -> None:
    """One row per author and telling word: used by at least `fewest` and at most `most` of these members."""


@named_query
def quotes(*, channels: list[str], message_ids: list[str]) -> None:
    """One row per message asked for: text, author, time and place."""


@named_query
def member_months() -> None:
    """One row per member and month: messages, analysed, positive, negative, and the last day."""


@named_query
def names_of_members(*, author_ids: list[str]) -> None:
    """One row per member asked for: name shown, channel, last heard, messages."""
