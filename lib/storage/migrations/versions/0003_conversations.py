"""What is decided about conversations: triage, tags, notes, what was read, saved views, choices."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _made() -> tuple[sa.Column[datetime], sa.Column[str]]:
    return (
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
    )


def _changed() -> tuple[sa.Column[int], sa.Column[datetime], sa.Column[str]]:
    return (
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
    )


def _conversation() -> tuple[sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("channel", sa.String(64), primary_key=True),
        sa.Column("conversation_id", sa.Text, primary_key=True),
    )


def upgrade() -> None:
    op.create_table(
        "triage",
        *_conversation(),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("owner", sa.String(200)),
        sa.Column("snoozed_until", sa.DateTime(timezone=True)),
        sa.Column("heard_at", sa.DateTime(timezone=True)),
        sa.Column("heard_count", sa.BigInteger, nullable=False),
        *_changed(),
    )
    op.create_table("conversation_tags", *_conversation(), sa.Column("tag", sa.String(60), primary_key=True), *_made())
    op.create_table(
        "conversation_notes",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("author_id", sa.String(64)),
        sa.Column("text", sa.Text, nullable=False),
        *_made(),
    )
    op.create_index("conversation_notes_by_conversation", "conversation_notes", ["channel", "conversation_id"])
    op.create_table(
        "conversation_reads",
        *_conversation(),
        sa.Column("read_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "saved_views",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("fields", sa.JSON, nullable=False),
        *_made(),
    )
    op.create_table(
        "conversation_choices",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
        *_changed(),
    )


def downgrade() -> None:
    for table in (
        "conversation_choices",
        "saved_views",
        "conversation_reads",
        "conversation_notes",
        "conversation_tags",
        "triage",
    ):
        op.drop_table(table)
