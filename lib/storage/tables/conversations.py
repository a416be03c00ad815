"""What people decide about conversations: who takes one, until when it sleeps, that it is done; tags, notes, views.

A conversation stands here as channel and conversation_id. Nothing holds words or names of the community: a note is
by our own people, and carries the author_id of whom the conversation is with, so that it is erased with them.
"""

from sqlalchemy import JSON, BigInteger, Column, DateTime, Index, Integer, String, Table, Text

from lib.storage.tables import METADATA, NUMBER

TRIAGE = Table(
    "triage",
    METADATA,
    Column("channel", String(64), primary_key=True),
    Column("conversation_id", Text, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("owner", String(200)),
    Column("snoozed_until", DateTime(timezone=True)),
    Column("heard_at", DateTime(timezone=True)),
    Column("heard_count", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
)
"""One row per conversation somebody decided about. `heard_at`, `heard_count`: its newest inbound message then, and how
many there were: what comes after speaks against the decision. `version` grows by one with each change."""

TAGS = Table(
    "conversation_tags",
    METADATA,
    Column("channel", String(64), primary_key=True),
    Column("conversation_id", Text, primary_key=True),
    Column("tag", String(60), primary_key=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(200), nullable=False),
)
"""One row per tag on a conversation."""

NOTES = Table(
    "conversation_notes",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("channel", String(64), nullable=False),
    Column("conversation_id", Text, nullable=False),
    Column("author_id", String(64)),
    Column("text", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(200), nullable=False),
    Index("conversation_notes_by_conversation", "channel", "conversation_id"),
)
"""One row per note of our own people; `author_id` is whom the conversation is with."""

READS = Table(
    "conversation_reads",
    METADATA,
    Column("channel", String(64), primary_key=True),
    Column("conversation_id", Text, primary_key=True),
    Column("read_until", DateTime(timezone=True), nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
    Column("read_by", String(200), nullable=False),
)
"""One row per conversation somebody opened: its messages up to `read_until` were before their eyes."""

VIEWS = Table(
    "saved_views",
    METADATA,
    Column("name", String(80), primary_key=True),
    Column("fields", JSON, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(200), nullable=False),
)
"""One row per saved view: the fields of its address."""

CHOICES = Table(
    "conversation_choices",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
)
"""One row per choice of the workspace ("weights", "hours"), as numbers and codes."""
