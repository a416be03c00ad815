"""Members of the workspace, hand-offs, second opinions, sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "workspace_members",
        sa.Column("person", sa.String(200), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("email", sa.String(320), unique=True),
        sa.Column("subject", sa.String(255), unique=True),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "team_wishes",
        sa.Column("person", sa.String(200), primary_key=True),
        sa.Column("hat", sa.String(16), nullable=False),
        sa.Column("is_metered", sa.Boolean, nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
    )
    op.create_table(
        "team_choices",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
    )
    _hand_offs()
    op.create_table(
        "opinions",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("subject", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("subject_id", sa.Text, nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("hat", sa.String(16), nullable=False),
        sa.Column("relation", sa.Integer, nullable=False),
        sa.Column("tone", sa.Integer, nullable=False),
        sa.Column("reach", sa.Integer, nullable=False),
        sa.Column("goals", sa.Integer, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
    )
    op.create_index("opinions_by_subject", "opinions", ["subject", "subject_id"])
    _sessions()


def _hand_offs() -> None:
    op.create_table(
        "handoffs",
        sa.Column("handoff_id", sa.String(32), primary_key=True),
        sa.Column("claim", sa.Text, nullable=False),
        sa.Column("ask", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("from_person", sa.String(200), nullable=False),
        sa.Column("from_hat", sa.String(16), nullable=False),
        sa.Column("to_person", sa.String(200), nullable=False),
        sa.Column("to_hat", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("channel", sa.String(64)),
        sa.Column("conversation_id", sa.Text),
        sa.Column("insight_id", sa.String(32)),
        sa.Column("linked", sa.Integer, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("sent_at", _TIME),
        sa.Column("answered_at", _TIME),
        sa.Column("closed_at", _TIME),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
    )
    op.create_index("handoffs_by_addressee", "handoffs", ["to_person", "state"])
    op.create_table(
        "handoff_messages",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("handoff_id", sa.String(32), sa.ForeignKey("handoffs.handoff_id"), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("linked_at", _TIME, nullable=False),
        sa.UniqueConstraint("handoff_id", "channel", "message_id", name="handoff_messages_once"),
    )


def _sessions() -> None:
    op.create_table(
        "team_sessions",
        sa.Column("session_id", sa.String(32), primary_key=True),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("hat", sa.String(16), nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME),
    )
    op.create_index("team_sessions_by_person", "team_sessions", ["person", "started_at"])
    op.create_table(
        "team_later",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("session_id", sa.String(32), sa.ForeignKey("team_sessions.session_id"), nullable=False),
        sa.Column("page", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(64)),
        sa.Column("conversation_id", sa.Text),
        sa.Column("insight_id", sa.String(32)),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("done_at", _TIME),
    )
    op.create_index("team_later_by_person", "team_later", ["person", "done_at"])


def downgrade() -> None:
    names = (
        "team_later",
        "team_sessions",
        "opinions",
        "handoff_messages",
        "handoffs",
        "team_choices",
        "team_wishes",
        "workspace_members",
    )
    for name in names:
        op.drop_table(name)
