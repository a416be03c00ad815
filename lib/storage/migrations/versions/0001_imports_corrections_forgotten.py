"""The first tables: imports, corrections, forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("import_id", sa.String(32), primary_key=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("file", sa.Text, primary_key=True),
        sa.Column("source", sa.String(64), nullable=False),
        *(
            sa.Column(name, sa.BigInteger, nullable=False)
            for name in ("read", "imported", "updated", "unchanged", "rejected")
        ),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("notes", sa.JSON, nullable=False),
    )
    op.create_table(
        "corrections",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("signal", sa.String(32), nullable=False),
        sa.Column("value", sa.JSON),
        sa.Column("is_withdrawn", sa.Boolean, nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("corrections_by_message", "corrections", ["channel", "message_id", "signal"])
    op.create_table(
        "forgotten",
        sa.Column("author_id", sa.String(64), primary_key=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    for table in ("forgotten", "corrections", "imports"):
        op.drop_table(table)
