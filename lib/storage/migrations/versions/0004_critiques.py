"""What is decided about critiques."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_STATES = ("heard", "framed", "challenged", "shared", "decided", "acted", "told", "measured")


def upgrade() -> None:
    op.create_table(
        "insights",
        sa.Column("insight_id", sa.String(32), primary_key=True),
        sa.Column("claim", sa.Text, nullable=False),
        sa.Column("ask", sa.Text, nullable=False),
        sa.Column("aspect", sa.String(64), nullable=False),
        sa.Column("theme_id", sa.String(64), nullable=False),
        sa.Column("severity", sa.Integer, nullable=False),
        sa.Column("change_mind", sa.Text, nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("decision_reason", sa.Text, nullable=False),
        sa.Column("acted_on", sa.Date),
        sa.Column("merged_into", sa.String(32), nullable=False),
        sa.Column("linked", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
        *(sa.Column(f"{state}_at", sa.DateTime(timezone=True)) for state in _STATES),
    )
    op.create_index("insights_by_state", "insights", ["state"])
    op.create_table(
        "insight_evidence",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("insight_id", sa.String(32), sa.ForeignKey("insights.insight_id"), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("stance", sa.String(8), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("insight_id", "channel", "message_id", name="evidence_once"),
    )
    op.create_index("evidence_by_message", "insight_evidence", ["channel", "message_id"])
    op.create_table(
        "inbox_marks",
        sa.Column("channel", sa.String(64), primary_key=True),
        sa.Column("message_id", sa.Text, primary_key=True),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "themes",
        sa.Column("theme_id", sa.String(64), primary_key=True),
        sa.Column("aspect", sa.String(64), nullable=False),
        sa.Column("profile", sa.JSON, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("merged_into", sa.String(64), nullable=False),
        sa.Column("found_by", sa.String(200), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "theme_moves",
        sa.Column("channel", sa.String(64), primary_key=True),
        sa.Column("message_id", sa.Text, primary_key=True),
        sa.Column("theme_id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
    )
    _upgrade_answers()


def _upgrade_answers() -> None:
    op.create_table(
        "challenges",
        sa.Column("challenge_id", sa.String(32), primary_key=True),
        sa.Column("insight_id", sa.String(32), sa.ForeignKey("insights.insight_id"), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_alone", sa.Boolean, nullable=False),
        sa.Column("is_enough", sa.Boolean, nullable=False),
        sa.Column("contradicts", sa.Text, nullable=False),
        sa.Column("explains", sa.Text, nullable=False),
        sa.Column("kappa", sa.Float),
        sa.Column("labelled", sa.Integer, nullable=False),
    )
    op.create_index("challenges_by_insight", "challenges", ["insight_id", "made_at"])
    op.create_table(
        "insights_told",
        sa.Column("insight_id", sa.String(32), sa.ForeignKey("insights.insight_id"), primary_key=True),
        sa.Column("author_id", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "heard_in_person",
        sa.Column("feedback_id", sa.String(32), primary_key=True),
        sa.Column("insight_id", sa.String(32), nullable=False),
        sa.Column("aspect", sa.String(64), nullable=False),
        sa.Column("author_id", sa.String(64), nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("gist", sa.Text, nullable=False),
        sa.Column("heard_on", sa.Date, nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("heard_by_insight", "heard_in_person", ["insight_id"])


def downgrade() -> None:
    for table in (
        "heard_in_person",
        "insights_told",
        "challenges",
        "theme_moves",
        "themes",
        "inbox_marks",
        "insight_evidence",
        "insights",
    ):
        op.drop_table(table)
