"""Ideas with what they rest on and what they became, and posts grouped into actions."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "ideas",
        sa.Column("idea_id", sa.String(32), primary_key=True),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("origin_key", sa.String(128), nullable=False),
        sa.Column("hat", sa.String(8), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True)),
        sa.Column("planned_channel", sa.String(64), nullable=False),
        sa.Column("linked", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
    )
    op.create_index("ideas_by_status", "ideas", ["status"])
    op.create_table(
        "idea_sources",
        sa.Column("idea_id", sa.String(32), sa.ForeignKey("ideas.idea_id"), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("idea_id", "channel", "message_id"),
    )
    op.create_index("idea_sources_by_message", "idea_sources", ["channel", "message_id"])
    op.create_table(
        "idea_posts",
        sa.Column("idea_id", sa.String(32), sa.ForeignKey("ideas.idea_id"), primary_key=True),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
    )
    op.create_index("idea_posts_by_message", "idea_posts", ["channel", "message_id"])
    op.create_table(
        "editorial_actions",
        sa.Column("action_id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "editorial_action_posts",
        sa.Column("channel", sa.String(64), primary_key=True),
        sa.Column("message_id", sa.Text, primary_key=True),
        sa.Column("action_id", sa.String(32), sa.ForeignKey("editorial_actions.action_id"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
    )
    op.create_index("action_posts_by_action", "editorial_action_posts", ["action_id"])


def downgrade() -> None:
    for table in ("editorial_action_posts", "editorial_actions", "idea_posts", "idea_sources", "ideas"):
        op.drop_table(table)
