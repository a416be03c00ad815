"""What can be asked about one conversation and its people: its messages, its moment, the words to answer in."""

from lib.storage.query import Names, named_query


@named_query
def conversation(*, channel: str, conversation_id: str) -> None:
    """One row: the conversation's summary."""


@named_query
def thread_shape(*, channel: str, conversation_id: str) -> None:
    """One row per message of the conversation, oldest first: message_id, parent_id, created_at."""


@named_query
def thread_messages(*, channel: str, conversation_id: str, ids: Names = None) -> None:
    """One row per message of the conversation among these ids, with author, signals, and whether it waits."""


@named_query
def member_answers(*, days: int = 365) -> None:
    """One row per message that needed an answer: channel, part (of the week), seconds, is_answered (else censored)."""


@named_query
def moment_record(*, days: int = 365, least: int = 30, likely: float = 0.4, hot: float = 0.5) -> None:
    """One row per advice the past would have got: messages, expected, what came in the hour, heat after less before."""


@named_query
def recent_words(*, language: str, count: int = 3000) -> None:
    """One row per recent message of members in a language: channel, message_id, text; what a tone is learned from."""


@named_query
def our_lengths(*, language: str | None = None) -> None:
    """One row: replies of ours in a language, and their length in characters (10 %, median, 90 %)."""


@named_query
def person(*, author_id: str) -> None:
    """One row: messages, conversations and critiques of a person, and their first and last time; none for the brand."""
