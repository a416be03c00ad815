"""The tables of decisions: what people did and decided, kept in SQLite or PostgreSQL. Changes go through Alembic.

Here stand those that everybody shares; a domain's own are in the module of its name beside this one.
"""

import importlib
import pkgutil

from sqlalchemy import JSON, BigInteger, Boolean, Column, DateTime, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()
NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""An ever growing number of the database's own, which SQLite wants as a plain INTEGER."""

IMPORTS = Table(
    "imports",
    METADATA,
    Column("import_id", String(32), primary_key=True),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
    Column("file", Text, nullable=False, primary_key=True),
    Column("source", String(64), nullable=False),
    Column("read", BigInteger, nullable=False),
    Column("imported", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("unchanged", BigInteger, nullable=False),
    Column("rejected", BigInteger, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
)
"""One row per import and file: the account of its rows."""

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("channel", String(64), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("signal", String(32), nullable=False),
    Column("value", JSON),
    Column("is_withdrawn", Boolean, nullable=False, default=False),
    Column("person", String(200), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Index("corrections_by_message", "channel", "message_id", "signal"),
)
"""One row per correction of a label, never changed: the newest of a message and signal is in force."""

FORGOTTEN = Table(
    "forgotten",
    METADATA,
    Column("author_id", String(64), primary_key=True),
    Column("forgotten_at", DateTime(timezone=True), nullable=False),
)
"""One row per person who was erased, by pseudonym: so that an old export does not bring them back."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("person", String(200), nullable=False),
    Column("hat", String(16), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Index("audit_by_subject", "subject", "subject_id"),
    Index("audit_by_person", "person", "made_at"),
)
"""One row per thing a person did, never changed: who, in which hat (cm, smm, client, admin), what, to what."""


def all_tables() -> list[Table]:
    """Every table of decisions, also those of domains; one that another depends on stands before it."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return list(METADATA.sorted_tables)
