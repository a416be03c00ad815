"""Thresholds of relations, approaches, and accounts that are not the same person."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _made() -> tuple[sa.Column[datetime], sa.Column[str]]:
    return (
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "relation_choices",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "approaches",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("author_id", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        *_made(),
    )
    op.create_index("approaches_by_author", "approaches", ["author_id"])
    op.create_table(
        "identities_apart",
        sa.Column("pair_id", sa.String(32), primary_key=True),
        sa.Column("author_id", sa.String(64), primary_key=True),
        *_made(),
    )


def downgrade() -> None:
    for table in ("identities_apart", "approaches", "relation_choices"):
        op.drop_table(table)
