"""A store that any older Earshot left opens in this one, with every row it held."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from lib.errors import WorkspaceError
from lib.storage.portable import head_revision, revision_of
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.old_decisions import FOLDER, dumped, revisions

OLD = revisions()[:-1]


def _rows(file: Path) -> dict[str, list[dict[str, object]]]:
    """Every table's rows, by column."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        names = [row["name"] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        return {
            name: [dict(row) for row in connection.execute(f'select * from "{name}" order by rowid')]
            for name in names
            if name != "alembic_version" and not name.startswith("sqlite_")
        }


def _store(workspace: Workspace, sql: str) -> Path:
    file = workspace.place("decisions.sqlite")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(sql)
    return file


def test_every_revision_before_this_one_is_kept() -> None:
    missing = [revision for revision in OLD if not (FOLDER / f"{revision}.sql").exists()]
    assert missing == [], "run `python -m tests.old_decisions` and commit what it writes"


@pytest.mark.parametrize("revision", OLD)
def test_a_store_of_an_older_earshot_opens_with_its_rows(revision: str, tmp_path: Path) -> None:
    workspace = Workspace.opened_or_created(tmp_path / "w")
    file = _store(workspace, (FOLDER / f"{revision}.sql").read_text("utf-8"))
    assert revision_of(file) == revision
    before = _rows(file)
    records = Records.of(workspace)
    try:
        with records.reading() as connection:
            assert MigrationContext.configure(connection).get_current_revision() == head_revision()
            tables = set(inspect(connection).get_table_names())
    finally:
        records.close()
    assert revision_of(file) == head_revision()
    after = _rows(file)
    assert before and set(before) <= set(after) <= tables
    for table, rows in before.items():
        assert len(rows) == 2, table
        kept = [{name: row[name] for name in old if name in row} for row, old in zip(after[table], rows, strict=True)]
        assert kept == [{n: v for n, v in old.items() if n in after[table][0]} for old in rows], table
        lost = set(rows[0]) - set(after[table][0])
        assert lost == set(), f"{table} lost {lost}"


def test_a_store_of_a_newer_earshot_is_told_and_left_alone(tmp_path: Path) -> None:
    workspace = Workspace.opened_or_created(tmp_path / "w")
    file = _store(workspace, dumped(head_revision()))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
        connection.commit()
    before = _rows(file)
    with pytest.raises(WorkspaceError, match="newer Earshot"):
        Records.of(workspace)
    assert _rows(file) == before and revision_of(file) == "9999"
