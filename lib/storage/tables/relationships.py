"""What is decided about relations: thresholds, whom we approached, and accounts that are not the same person.

A person stands here as author_id, a message as channel and message_id: nothing else of theirs.
"""

from sqlalchemy import JSON, Column, DateTime, Index, Integer, String, Table, Text

from lib.storage.tables import METADATA, NUMBER

RELATION_CHOICES = Table(
    "relation_choices",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
)
"""One row per choice of the workspace ("thresholds"), as numbers."""

APPROACHES = Table(
    "approaches",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("author_id", String(64), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(200), nullable=False),
    Index("approaches_by_author", "author_id"),
)
"""One row per time somebody of ours spoke to a prospect; the message is the one that gave the occasion."""

APART = Table(
    "identities_apart",
    METADATA,
    Column("pair_id", String(32), primary_key=True),
    Column("author_id", String(64), primary_key=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(200), nullable=False),
)
"""Two rows per pair of accounts of which a person said that they are two people: not proposed again."""
