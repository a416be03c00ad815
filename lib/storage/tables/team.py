"""What a team decides about itself: who its members are, what they hand to each other, how they judge, how they work.

A message stands here as channel and message_id, a conversation as channel and conversation_id; all words are our own
people's. `person` is the name in the audit trail.
"""

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from lib.storage.tables import METADATA, NUMBER

MEMBERS = Table(
    "workspace_members",
    METADATA,
    Column("person", String(200), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("email", String(320), unique=True),
    Column("subject", String(255), unique=True),
    Column("is_active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
)
"""One row per person of ours who works in this workspace. `roles`: the hats they may wear (cm, smm, client, admin);
`email` (lower case) and `subject` (the identity provider's) are what a sign-in is known by, null without one."""

TEAM_WISHES = Table(
    "team_wishes",
    METADATA,
    Column("person", String(200), primary_key=True),
    Column("hat", String(16), nullable=False),
    Column("is_metered", Boolean, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
)
"""One row per person who wished something for themselves: the hat worn last, and whether the hat meter counts them."""

TEAM_CHOICES = Table(
    "team_choices",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
)
"""One row per choice of the team ("weights"), as numbers."""

HANDOFFS = Table(
    "handoffs",
    METADATA,
    Column("handoff_id", String(32), primary_key=True),
    Column("claim", Text, nullable=False),
    Column("ask", Text, nullable=False),
    Column("due", Date),
    Column("from_person", String(200), nullable=False),
    Column("from_hat", String(16), nullable=False),
    Column("to_person", String(200), nullable=False),
    Column("to_hat", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("answer", Text, nullable=False),
    Column("channel", String(64)),
    Column("conversation_id", Text),
    Column("insight_id", String(32)),
    Column("linked", Integer, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    Column("answered_at", DateTime(timezone=True)),
    Column("closed_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
    Index("handoffs_by_addressee", "to_person", "state"),
)
"""One row per brief from one hat to another. `to_person` is empty only while it is a draft; `answer` is the answer, or
why it came back; channel and conversation_id, or insight_id: what it was begun from. `linked`: messages it rests on."""

HANDOFF_MESSAGES = Table(
    "handoff_messages",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("handoff_id", String(32), ForeignKey("handoffs.handoff_id"), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("linked_at", DateTime(timezone=True), nullable=False),
    Unique("handoff_id", "channel", "message_id", name="handoff_messages_once"),
)
"""One row per message that a brief rests on."""

OPINIONS = Table(
    "opinions",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("subject", String(16), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("person", String(200), nullable=False),
    Column("hat", String(16), nullable=False),
    Column("relation", Integer, nullable=False),
    Column("tone", Integer, nullable=False),
    Column("reach", Integer, nullable=False),
    Column("goals", Integer, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Index("opinions_by_subject", "subject", "subject_id"),
)
"""One row per opinion, never changed: marks from 1 to 5 on a conversation (channel, conversation_id) or an insight
(channel empty, insight_id), given in one hat."""

TEAM_SESSIONS = Table(
    "team_sessions",
    METADATA,
    Column("session_id", String(32), primary_key=True),
    Column("person", String(200), nullable=False),
    Column("hat", String(16), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Index("team_sessions_by_person", "person", "started_at"),
)
"""One row per bounded session of one person in one hat."""

TEAM_LATER = Table(
    "team_later",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("person", String(200), nullable=False),
    Column("session_id", String(32), ForeignKey("team_sessions.session_id"), nullable=False),
    Column("page", String(32), nullable=False),
    Column("channel", String(64)),
    Column("conversation_id", Text),
    Column("insight_id", String(32)),
    Column("note", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("done_at", DateTime(timezone=True)),
    Index("team_later_by_person", "person", "done_at"),
)
"""One row per thing put aside during a session: a page, perhaps a conversation or an insight on it, a note of one's
own; `done_at`: when it was taken up or struck off."""
