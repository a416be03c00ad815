"""The store of decisions: a SQLite file in the workspace, or the PostgreSQL that a URL names.

SQLite is opened in WAL mode and each transaction begins with BEGIN IMMEDIATE, so that two writers wait for each
other instead of one losing silently; migrations run when the store is opened.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from lib.errors import WorkspaceError
from lib.storage.actors import Actor, refuse_unless_writing
from lib.storage.migrating import is_current, migrate
from lib.storage.workspace import Workspace
from lib.words import _

_BUSY_MILLISECONDS = 30_000


class Records:
    """An opened store of decisions; share one per process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        try:
            with engine.begin() as connection:
                if not is_current(connection):
                    migrate(connection)
        except SQLAlchemyError as error:
            raise WorkspaceError(
                _("The store of decisions cannot be opened ({said}).", said=_first_line(error))
            ) from error

    @classmethod
    def of(cls, workspace: Workspace, database_url: str = "") -> "Records":
        """The store of a workspace: its own SQLite file, unless a database URL is given ("{workspace}" in it stands
        for the name of the workspace's folder)."""
        given = database_url.replace("{workspace}", workspace.path.resolve().name)
        return _opened(given or f"sqlite:///{workspace.place('decisions.sqlite')}")

    def close(self) -> None:
        """Give the database back; the store is opened anew when it is asked for again."""
        self.engine.dispose()
        _opened.cache_clear()

    @contextmanager
    def writing(self, actor: Actor | None) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing; NotAllowed where the actor's hat may only look.

        None is the program itself, which keeps what it worked out and what an import counted: never a person's wish.
        """
        if actor is not None:
            refuse_unless_writing(actor)
        try:
            with self.engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise WorkspaceError(
                _("The decision could not be kept ({said}): try again.", said=_first_line(error))
            ) from error

    def scrub(self) -> None:
        """Let no file keep what was deleted: SQLite's log still holds the pages as they were before."""
        if self.engine.dialect.name == "sqlite":
            with closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("pragma wal_checkpoint(truncate)")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from."""
        with self.engine.connect().execution_options(reading=True) as connection:
            yield connection


@cache
def _opened(url: str) -> Records:
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return Records(engine)


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would be a deferred one
    for pragma in (
        "journal_mode = wal",
        f"busy_timeout = {_BUSY_MILLISECONDS}",
        "foreign_keys = on",
        "secure_delete = on",
    ):
        connection.execute(f"pragma {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("begin" if connection.get_execution_options().get("reading") else "begin immediate")


def _first_line(error: SQLAlchemyError) -> str:
    return str(error).splitlines()[0]
