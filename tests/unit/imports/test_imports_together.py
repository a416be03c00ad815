"""Several at once: two imports of one workspace lose nothing, and ten readers never see anything but whole versions."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from community import export, imported, row, workspace_in
from told import shown, told

from lib.imports.decided import import_history
from lib.settings import ROOT
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace

pytestmark = pytest.mark.long

READERS = 10


def _begun(workspace: Workspace, path: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "lib", "import", str(path), "--workspace", str(workspace.path), "--json"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_imports_at_once_lose_nothing(tmp_path: Path) -> None:
    """Both into a workspace that is not there yet, and of exports that overlap."""
    workspace = Workspace(tmp_path / "w", workspace_in(tmp_path / "elsewhere").preferences)
    paths = [
        export(tmp_path / "a.parquet", [row(n) for n in range(60)]),
        export(tmp_path / "b.parquet", [row(n, likes=n) for n in range(30, 90)]),
    ]
    processes = [_begun(workspace, path) for path in paths]
    accounts = []
    for process in processes:
        out, said = process.communicate(timeout=300)
        assert process.returncode == 0, said
        accounts.append(json.loads(out)["total"] if "total" in json.loads(out) else json.loads(out))
    assert sum(account["read"] for account in accounts) == 120
    assert sum(account["imported"] for account in accounts) == 90
    messages = told(workspace)["messages"]
    assert sorted(m["message_id"] for m in messages) == sorted(f"m{n}" for n in range(90))
    assert {m["message_id"]: m["likes"] for m in messages if m["likes"] is not None} == {
        f"m{n}": n for n in range(30, 90)
    }
    assert shown(workspace) and len(shown(workspace)) == 90
    assert len(import_history(Records.of(workspace))) == 2


def test_ten_readers_see_whole_versions_while_two_imports_run(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "w")
    imported(workspace, export(tmp_path / "0.parquet", [row(n) for n in range(100)]))
    over, seen, faults = threading.Event(), set(), []

    def look() -> None:
        while not over.wait(0.3):
            try:
                model = ReadModel.current(workspace)
                try:
                    counted = model.frame(
                        """select (select message_count from model) as said, (select count(*) from messages) as held,
                        (select sum(message_count) from conversations) as summed"""
                    )
                    found = model.search.find("libro", limit=1).count
                    (said, held, summed) = (int(value) for value in counted.iloc[0])
                    seen.add((model.version, said, held, summed, found))
                finally:
                    model.close()
            except Exception as error:  # noqa: BLE001 - every fault of a reader is told below
                faults.append(repr(error))
                return

    readers = [threading.Thread(target=look) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(1, 3):
        rows = [row(n) for n in range(number * 100 - 10, number * 100 + 100)]
        process = _begun(workspace, export(tmp_path / f"{number}.parquet", rows))
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said
    over.set()
    for reader in readers:
        reader.join(timeout=60)
    assert faults == []
    assert {version: said for version, said, *_ in seen} == {n + 1: (n + 1) * 100 for n in range(3)}
    assert all(said == held == summed == found for _, said, held, summed, found in seen), seen
