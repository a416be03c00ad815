"""Stores of decisions as older Earshots left them: one SQL text a revision, in `tests/fixtures/decisions`.

`python -m tests.old_decisions` writes those that are missing, from the migrations as they stand: run it when a revision
is added, and commit what it writes. A text that is there is never written again: it is what people have.
"""

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Date, DateTime, Float, Integer, MetaData, create_engine, insert, types
from sqlalchemy.sql.schema import Column

from lib.storage.portable import MIGRATIONS

FOLDER = Path(__file__).parent / "fixtures" / "decisions"
ROWS = 2


def revisions() -> list[str]:
    """All revisions, the oldest first; the last is the one of this program."""
    return [script.revision for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]


def dumped(revision: str) -> str:
    """The SQL of a store at that revision, with two rows in each table."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/store.sqlite")
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
        metadata = MetaData()
        metadata.reflect(engine)
        with engine.begin() as connection:
            for table in metadata.sorted_tables:
                if table.name != "alembic_version":
                    rows = [{c.name: _value(c, number) for c in table.columns} for number in range(1, ROWS + 1)]
                    connection.execute(insert(table), rows)
        engine.dispose()
        with closing(sqlite3.connect(f"{folder}/store.sqlite")) as copy:
            return "\n".join(copy.iterdump()) + "\n"


def _value(column: "Column[object]", number: int) -> object:
    """A value by the column's name and type; the same in every table, so that one row refers to another."""
    from datetime import UTC, date, datetime

    made: list[tuple[type[types.TypeEngine[object]], object]] = [
        (Boolean, number == 1),
        (JSON, {"n": number}),
        (DateTime, datetime(2026, 1, number, 3, 4, 5, tzinfo=UTC)),
        (Date, date(2026, 1, number)),
        (Integer, number),
        (Float, number / 2),
    ]
    for kind, value in made:
        if isinstance(column.type, kind):
            return value
    return f"{number}-{column.name}"[: getattr(column.type, "length", None) or 200]


def main() -> None:
    """Write what is missing."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for revision in revisions()[:-1]:  # the last may still change until the next is added
        file = FOLDER / f"{revision}.sql"
        if not file.exists():
            file.write_text(dumped(revision), "utf-8")
            sys.stderr.write(f"Written: {file}\n")


if __name__ == "__main__":
    main()
