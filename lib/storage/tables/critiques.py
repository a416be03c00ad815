"""Decisions about critiques: what was read, the themes and what people made of them, insights from heard to measured.

A message stands here as channel and message_id, a person of the community as author_id: nothing else of theirs.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from lib.storage.tables import METADATA, NUMBER

INSIGHT_STATES = ("heard", "framed", "challenged", "shared", "decided", "acted", "told", "measured")
"""The way of an insight, in its order."""
DECISIONS = ("accepted", "declined", "later")

INSIGHTS = Table(
    "insights",
    METADATA,
    Column("insight_id", String(32), primary_key=True),
    Column("claim", Text, nullable=False),
    Column("ask", Text, nullable=False),
    Column("aspect", String(64), nullable=False),
    Column("theme_id", String(64), nullable=False),
    Column("severity", Integer, nullable=False),
    Column("change_mind", Text, nullable=False),
    Column("author", String(200), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("due", Date),
    Column("state", String(16), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("decision_reason", Text, nullable=False),
    Column("acted_on", Date),
    Column("merged_into", String(32), nullable=False),
    Column("linked", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
    *(Column(f"{state}_at", DateTime(timezone=True)) for state in INSIGHT_STATES),
    Index("insights_by_state", "state"),
)
"""One row per insight. `linked`: how many messages were ever its evidence and not taken away by a person, so that
what was erased can be told; `version` grows with every change, and a change names the version it saw."""

INSIGHT_EVIDENCE = Table(
    "insight_evidence",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("insight_id", String(32), ForeignKey("insights.insight_id"), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("stance", String(8), nullable=False),
    Column("person", String(200), nullable=False),
    Column("linked_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("insight_id", "channel", "message_id", name="evidence_once"),
    Index("evidence_by_message", "channel", "message_id"),
)
"""One row per insight and message that speaks for or against it."""

INBOX_MARKS = Table(
    "inbox_marks",
    METADATA,
    Column("channel", String(64), primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("mark", String(16), nullable=False),
    Column("person", String(200), nullable=False),
    Column("marked_at", DateTime(timezone=True), nullable=False),
)
"""One row per critique that somebody read: read, accepted, rejected, known."""

THEMES = Table(
    "themes",
    METADATA,
    Column("theme_id", String(64), primary_key=True),
    Column("aspect", String(64), nullable=False),
    Column("profile", JSON, nullable=False),
    Column("name", String(200), nullable=False),
    Column("merged_into", String(64), nullable=False),
    Column("found_by", String(200), nullable=False),
    Column("found_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
)
"""One row per theme ever found. `profile`: hashed words and their weights, no text; `name`: what a person called it,
empty where nobody did; `merged_into`: the theme it went into; `found_by`: a person's split, or empty."""

THEME_MOVES = Table(
    "theme_moves",
    METADATA,
    Column("channel", String(64), primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("theme_id", String(64), nullable=False),
    Column("person", String(200), nullable=False),
    Column("moved_at", DateTime(timezone=True), nullable=False),
)
"""One row per message that a person put into a theme; it stays there."""

CHALLENGES = Table(
    "challenges",
    METADATA,
    Column("challenge_id", String(32), primary_key=True),
    Column("insight_id", String(32), ForeignKey("insights.insight_id"), nullable=False),
    Column("person", String(200), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("is_alone", Boolean, nullable=False),
    Column("is_enough", Boolean, nullable=False),
    Column("contradicts", Text, nullable=False),
    Column("explains", Text, nullable=False),
    Column("kappa", Float),
    Column("labelled", Integer, nullable=False),
    Index("challenges_by_insight", "insight_id", "made_at"),
)
"""One row per challenge: is the evidence enough, what contradicts it, what else could explain it. `kappa`: agreement
of a second, blind look at `labelled` messages with the first one; null where there was none, or it is not defined."""

INSIGHTS_TOLD = Table(
    "insights_told",
    METADATA,
    Column("insight_id", String(32), ForeignKey("insights.insight_id"), primary_key=True),
    Column("author_id", String(64), primary_key=True),
    Column("person", String(200), nullable=False),
    Column("told_at", DateTime(timezone=True), nullable=False),
)
"""One row per insight and person of the community who was told what came of their words."""

HEARD_IN_PERSON = Table(
    "heard_in_person",
    METADATA,
    Column("feedback_id", String(32), primary_key=True),
    Column("insight_id", String(32), nullable=False),
    Column("aspect", String(64), nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("way", String(16), nullable=False),
    Column("gist", Text, nullable=False),
    Column("heard_on", Date, nullable=False),
    Column("person", String(200), nullable=False),
    Column("entered_at", DateTime(timezone=True), nullable=False),
    Index("heard_by_insight", "insight_id"),
)
"""One row per feedback that reached us by phone, in person or by letter, in the words of whoever entered it.
`author_id`: the member on whose behalf, empty where unknown; `insight_id`: empty where it belongs to none."""
