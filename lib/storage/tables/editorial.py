"""What is decided about what we publish: ideas and what they rest on, and posts that belong to one action.

A message stands here as channel and message_id in a row of its own, so that forgetting its author takes that row and
leaves the idea; sentences and names are ours, never the community's.
"""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from lib.storage.tables import METADATA

IDEAS = Table(
    "ideas",
    METADATA,
    Column("idea_id", String(32), primary_key=True),
    Column("sentence", Text, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("origin_key", String(128), nullable=False),
    Column("hat", String(8), nullable=False),
    Column("status", String(16), nullable=False),
    Column("planned_at", DateTime(timezone=True)),
    Column("planned_channel", String(64), nullable=False),
    Column("linked", Integer, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
    Index("ideas_by_status", "status"),
)
"""One row per idea. `origin_key`: what it came from in the terms of its origin (an aspect, a theme, a field of a
persona), empty where messages alone say it; `linked`: how many messages it was ever linked to."""

IDEA_SOURCES = Table(
    "idea_sources",
    METADATA,
    Column("idea_id", String(32), ForeignKey("ideas.idea_id"), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("message_id", Text, nullable=False),
    PrimaryKeyConstraint("idea_id", "channel", "message_id"),
    Index("idea_sources_by_message", "channel", "message_id"),
)
"""One row per idea and message that it came from."""

IDEA_POSTS = Table(
    "idea_posts",
    METADATA,
    Column("idea_id", String(32), ForeignKey("ideas.idea_id"), primary_key=True),
    Column("channel", String(64), nullable=False),
    Column("message_id", Text, nullable=False),
    Index("idea_posts_by_message", "channel", "message_id"),
)
"""One row per idea that was published: the post it became."""

ACTIONS = Table(
    "editorial_actions",
    METADATA,
    Column("action_id", String(32), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
)
"""One row per action that somebody named: a campaign, a series."""

ACTION_POSTS = Table(
    "editorial_action_posts",
    METADATA,
    Column("channel", String(64), primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("action_id", String(32), ForeignKey("editorial_actions.action_id"), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(200), nullable=False),
    Index("action_posts_by_action", "action_id"),
)
"""One row per post of ours that belongs to an action; it belongs to one at most."""
