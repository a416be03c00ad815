"""What another ear labelled is heard anew with the next import, and nothing else is touched."""

from dataclasses import replace
from pathlib import Path

import duckdb

from lib.signals.own import ear_of
from lib.storage.lake import Lake
from lib.storage.workspace import Workspace
from tests.community import export, imported, row, workspace_in


def versions(workspace: Workspace) -> dict[str, int]:
    """How many messages each ear labelled."""
    rows = duckdb.execute(
        "select signals_version, count(*) from read_parquet($files) group by all", {"files": Lake(workspace).files()}
    ).fetchall()
    return dict(rows)


def test_a_new_ear_is_heard_with_the_next_import(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "workspace", languages=("it",))
    first = export(tmp_path / "first.parquet", [row(n, text="Che bello, grazie!") for n in range(5)])
    imported(workspace, first)
    before = ear_of(workspace).version
    assert versions(workspace) == {before: 5}
    changed = workspace.with_preferences(replace(workspace.preferences, languages=("it", "en")))
    after = ear_of(changed).version
    assert after != before
    account = imported(changed, export(tmp_path / "second.parquet", [row(9, text="When is it out?")]))
    assert versions(changed) == {after: 6}
    assert account.total().imported == 1
