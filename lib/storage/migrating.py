"""Migrations of the store of decisions, by Alembic.

Alembic takes long to import and is needed once in the life of a schema: `is_current` says without it whether the store
stands where this program does.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from lib.errors import WorkspaceError
from lib.words import _

_MIGRATIONS = Path(__file__).parent / "migrations"


def newest() -> str:
    """The newest revision there is; a migration's file begins with its revision."""
    return max(path.name.split("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def is_current(connection: Connection) -> bool:
    """Whether the store stands at the newest revision."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    found = connection.execute(text("select version_num from alembic_version")).scalars().all()
    return found == [newest()]


def migrate(connection: Connection) -> None:
    """Bring the store up to date; WorkspaceError where a newer Earshot wrote it."""
    from alembic import command  # see above
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise WorkspaceError(_("The decisions were kept by a newer Earshot: install that one.")) from error
