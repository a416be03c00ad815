"""What can be asked about the signals of the archive: one function a query, its SQL in `queries/<name>.sql`."""

from lib.storage.query import Names, named_query


@named_query
def uncertain_messages(*, languages: Names = None, count: int = 20) -> None:
    """One row per message of the community that the ear is least sure of, and that nobody corrected."""


@named_query
def signals_figures() -> None:
    """One row: messages of the community, those analysed, those uncertain, those corrected."""


@named_query
def aspect_counts() -> None:
    """One row per aspect, most frequent first: aspect, messages, critiques."""


@named_query
def newest_texts(*, language: str, count: int = 5000) -> None:
    """One row per message of the community in a language, newest first: text."""
