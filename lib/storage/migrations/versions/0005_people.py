"""What is decided about personas and relationships."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
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


def upgrade() -> None:
    op.create_table(
        "personas",
        sa.Column("persona_id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(120)),
        sa.Column("is_pinned", sa.Boolean, nullable=False),
        sa.Column("merged_into", sa.String(32)),
        sa.Column("profile", sa.JSON, nullable=False),
        sa.Column("first_version", sa.Integer, nullable=False),
        sa.Column("last_version", sa.Integer, nullable=False),
        *_changed(),
    )
    op.create_table(
        "persona_sightings",
        sa.Column("basis", sa.String(80), primary_key=True),
        sa.Column("segment", sa.Integer, primary_key=True),
        sa.Column("persona_id", sa.String(32), nullable=False),
        sa.Column("alike", sa.Integer, nullable=False),
    )
    op.create_table(
        "persona_notes",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("persona_id", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *_made(),
    )
    op.create_index("persona_notes_by_persona", "persona_notes", ["persona_id"])
    op.create_table(
        "identities",
        sa.Column("author_id", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        *_made(),
    )
    op.create_index("identities_by_person", "identities", ["person_id"])
    op.create_table(
        "person_notes",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("author_id", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *_made(),
    )
    op.create_index("person_notes_by_author", "person_notes", ["author_id"])
    op.create_table(
        "person_marks",
        sa.Column("author_id", sa.String(64), primary_key=True),
        sa.Column("is_vip", sa.Boolean, nullable=False),
        sa.Column("consent", sa.String(16), nullable=False),
        sa.Column("consent_at", sa.DateTime(timezone=True)),
        *_changed(),
    )


def downgrade() -> None:
    for table in ("person_marks", "person_notes", "identities", "persona_notes", "persona_sightings", "personas"):
        op.drop_table(table)
