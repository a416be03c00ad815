"""Decisions as one SQLite file, whatever they are kept in: a backup holds the same file for SQLite and PostgreSQL.

So a backup made beside a PostgreSQL is restored into a plain folder as well, and the other way round.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import BigInteger, Connection, Integer, Table, create_engine, delete, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from lib.errors import WorkspaceError
from lib.storage.records import Records
from lib.storage.tables import all_tables
from lib.storage.workspace import Workspace
from lib.words import _

MIGRATIONS = Path(__file__).parent / "migrations"
_AT_ONCE = 1_000


def write_decisions(records: Records, file: Path) -> None:
    """Write all decisions, as they are at one moment, into a new SQLite file; others may go on deciding."""
    try:
        if records.engine.dialect.name == "sqlite":
            database = records.engine.url.database or ""
            with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(file)) as target:
                source.backup(target)
        else:
            with opened_file(file) as copy, records.engine.connect() as source_of_all:
                _pour(source_of_all.execution_options(isolation_level="REPEATABLE READ"), copy)
        with closing(sqlite3.connect(file)) as copied:
            copied.execute("pragma journal_mode = delete")
            copied.execute("vacuum")
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise WorkspaceError(_("The decisions cannot be read ({said}).", said=str(error).splitlines()[0])) from error


@contextmanager
def read_decisions(file: Path, records: Records, *, replace: bool) -> Iterator[None]:
    """Put the decisions of such a file into a store, kept when the block ends and not where it raises.

    WorkspaceError where the store holds decisions already, unless they are to be replaced.
    """
    with opened_file(file) as copy, records.writing(None) as target:
        for table in reversed(all_tables()):
            if replace:
                target.execute(delete(table))
            elif target.execute(select(table).limit(1)).first() is not None:
                raise WorkspaceError(
                    _("The database holds decisions already: give --replace to put the backup in their place.")
                )
        _pour(copy, target)
        yield


def is_known(revision: str) -> bool:
    """Whether this program knows that revision of the schema of decisions; one of a newer Earshot it does not."""
    try:
        return ScriptDirectory(str(MIGRATIONS)).get_revision(revision) is not None
    except (RevisionError, CommandError):
        return False


def head_revision() -> str:
    """The revision of the schema that this program writes."""
    return str(ScriptDirectory(str(MIGRATIONS)).get_current_head())


def revision_at(workspace: Workspace, database_url: str = "") -> str:
    """The revision of a store's schema, without bringing it up to date; "" where it has none."""
    if not database_url:
        return revision_of(workspace.place("decisions.sqlite"))
    engine = create_engine(database_url.replace("{workspace}", workspace.path.resolve().name))
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        engine.dispose()


def revision_of(file: Path) -> str:
    """The revision of the schema of a SQLite file of decisions; "" where it has none."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        try:
            found = connection.execute("select version_num from alembic_version").fetchone()
        except sqlite3.Error:
            return ""
    return str(found[0]) if found else ""


@contextmanager
def opened_file(file: Path) -> Iterator[Connection]:
    """A connection to a SQLite file of decisions, brought to this program's schema; all is kept at the end."""
    engine = create_engine(f"sqlite:///{file}")
    try:
        Records(engine)
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _pour(source: Connection, target: Connection) -> None:
    for table in all_tables():
        found = source.execute(select(table)).mappings()
        while rows := found.fetchmany(_AT_ONCE):
            target.execute(insert(table), [_row(row) for row in rows])
        if target.dialect.name == "postgresql":
            _count_on(table, target)


def _row(row: Mapping[Any, Any]) -> dict[str, Any]:
    """The row with every time in UTC: SQLite keeps no zone, and PostgreSQL gives its own."""
    return {str(name): _utc(value) if isinstance(value, datetime) else value for name, value in row.items()}


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _count_on(table: Table, target: Connection) -> None:
    """Let the database's own numbers go on after the highest that came in."""
    for column in table.primary_key.columns:
        if isinstance(column.type, BigInteger | Integer) and column is table.autoincrement_column:
            target.execute(
                text(
                    f"select setval(pg_get_serial_sequence('{table.name}', '{column.name}'),"  # noqa: S608 - our own names
                    f" (select coalesce(max({column.name}), 0) + 1 from {table.name}), false)"
                )
            )
