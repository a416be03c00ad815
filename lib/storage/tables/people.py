"""What is decided about people: personas (name, pin, merge, notes) and persons (one behind two accounts, notes, marks).

A persona stands here as numbers over codes (channels, hours, aspects, names of the packs): never as words of the
community. A person stands here as author_id, so that whoever is forgotten leaves every table.
"""

from sqlalchemy import JSON, Boolean, Column, DateTime, Index, Integer, String, Table, Text

from lib.storage.tables import METADATA, NUMBER

PERSONAS = Table(
    "personas",
    METADATA,
    Column("persona_id", String(32), primary_key=True),
    Column("name", String(120)),
    Column("is_pinned", Boolean, nullable=False),
    Column("merged_into", String(32)),
    Column("profile", JSON, nullable=False),
    Column("first_version", Integer, nullable=False),
    Column("last_version", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
)
"""One row per persona ever seen. `profile`: its strongest codes with their weight, by which it is known again;
`name` is a person's, null where the app names it. `version` grows by one with each change."""

SIGHTINGS = Table(
    "persona_sightings",
    METADATA,
    Column("basis", String(80), primary_key=True),
    Column("segment", Integer, primary_key=True),
    Column("persona_id", String(32), nullable=False),
    Column("alike", Integer, nullable=False),
)
"""One row per segment of a version that was looked at: which persona it is; `alike`: how sure, in per cent."""

PERSONA_NOTES = Table(
    "persona_notes",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("persona_id", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(200), nullable=False),
    Index("persona_notes_by_persona", "persona_id"),
)
"""One row per note of our own people about a persona."""

IDENTITIES = Table(
    "identities",
    METADATA,
    Column("author_id", String(64), primary_key=True),
    Column("person_id", String(32), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(200), nullable=False),
    Index("identities_by_person", "person_id"),
)
"""One row per account that was put together with others: those of one person_id are one person. Undone by deleting."""

PERSON_NOTES = Table(
    "person_notes",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("author_id", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(200), nullable=False),
    Index("person_notes_by_author", "author_id"),
)
"""One row per note of our own people about a person."""

PERSON_MARKS = Table(
    "person_marks",
    METADATA,
    Column("author_id", String(64), primary_key=True),
    Column("is_vip", Boolean, nullable=False),
    Column("consent", String(16), nullable=False),
    Column("consent_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(200), nullable=False),
)
"""One row per person with a mark: VIP, and whether they may be quoted to others ("", asked, given, refused)."""
