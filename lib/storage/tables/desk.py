"""What the answer desk keeps: drafts on their way to an answer, and replies saved to be used again.

Both hold our own people's words. A draft answers one message (channel, message_id), and is erased with it.
"""

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Text

from lib.storage.tables import METADATA

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("draft_id", String(32), primary_key=True),
    Column("channel", String(64), nullable=False),
    Column("conversation_id", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    Index("drafts_by_conversation", "channel", "conversation_id"),
)
"""One row per draft: draft, asked (for a second pair of eyes), approved, rejected (with the reason), sent."""

SAVED_REPLIES = Table(
    "saved_replies",
    METADATA,
    Column("name", String(80), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("text", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
)
"""One row per saved reply; {name} and {channel} in its text are filled where it is used."""
