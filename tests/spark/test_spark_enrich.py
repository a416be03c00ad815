"""An archive heard anew by a real Spark cluster (`local-cluster`: two executors, processes of their own) is the one
that this machine makes; a run that was killed and repeated as well."""

import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from lib.imports.enrich import enrich
from lib.imports.spark import Spark
from lib.schema import SIGNALS
from lib.settings import ROOT
from lib.signals.own import ear_of
from lib.storage.lake import Lake
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.community import export, imported, row, workspace_in

pytestmark = pytest.mark.spark
MASTER = "local-cluster[2,1,1024]"
SAID = (
    "Il libro è arrivato rovinato, che delusione!",
    "Quando riapre la libreria? 😍",
    "Thank you, wonderful story",
    "",
    "The e-book does not open on my reader",
    "Dlaczego paczka nie doszła?",
)
COUNT = 3_000


@pytest.fixture(scope="module")
def stale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of several months that an ear of one language labelled, and whose ear now has two."""
    folder = tmp_path_factory.mktemp("stale")
    rows = [
        row(n, text=f"{SAID[n % len(SAID)]}", kind="post" if n % len(SAID) == 3 else "comment") for n in range(COUNT)
    ]
    workspace = workspace_in(folder / "workspace", languages=("it",))
    imported(workspace, export(folder / "export.parquet", rows))
    workspace.with_preferences(replace(workspace.preferences, languages=("it", "en")))
    return workspace.path


def _copy(stale: Path, to: Path) -> Workspace:
    shutil.copytree(stale, to)
    return Workspace.opened(to)


def _table(workspace: Workspace) -> list[dict[str, object]]:
    with duckdb.connect() as connection:
        rows = connection.sql(
            "select * exclude (imported_at) from read_parquet($files, hive_partitioning = true) order by message_id",
            params={"files": Lake(workspace).files()},
        )
        return rows.to_arrow_table().to_pylist()


@pytest.fixture(scope="module")
def here(stale: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same workspace, heard anew on this machine."""
    workspace = _copy(stale, tmp_path_factory.mktemp("here") / "workspace")
    assert enrich(workspace, Records.of(workspace)) == (COUNT, 2)
    return workspace


def test_a_cluster_makes_the_same_table_as_this_machine(stale: Path, here: Workspace, tmp_path: Path) -> None:
    workspace = _copy(stale, tmp_path / "workspace")
    assert enrich(workspace, Records.of(workspace), Spark(MASTER)) == (COUNT, 2)
    assert _table(workspace) == _table(here)
    assert Lake(workspace).files() and not workspace.place("scratch", "cluster").exists()
    said = ", ".join(SIGNALS.names)
    model, other = ReadModel.current(workspace), ReadModel.current(here)
    asked = f"select message_id, {said} from messages order by message_id"
    assert model.frame(asked).equals(other.frame(asked))
    model.close()
    other.close()
    assert enrich(workspace, Records.of(workspace), Spark(MASTER)) == (0, 2), "nothing is stale: nothing is done"


@pytest.mark.parametrize("seen", ["scratch/cluster", "commit"])
def test_a_run_that_was_killed_and_repeated_makes_the_same_table(
    stale: Path, here: Workspace, tmp_path: Path, seen: str
) -> None:
    workspace = _copy(stale, tmp_path / "workspace")
    before, ear = _table(workspace), ear_of(workspace).version
    commits = Lake(workspace).version()
    command = [sys.executable, "-m", "lib", "enrich", "--engine", "spark", "--master", MASTER]
    run = subprocess.Popen([*command, "--workspace", str(workspace.path)], cwd=ROOT, start_new_session=True)
    until = time.monotonic() + 120
    while run.poll() is None and time.monotonic() < until:
        if workspace.place(seen).exists() if seen != "commit" else Lake(workspace).version() > commits:
            break
        time.sleep(0.02)
    run.kill()
    run.wait()
    found = _table(workspace)
    assert [line["message_id"] for line in found] == [line["message_id"] for line in before], (
        "no message is lost, none is twice"
    )
    labelled = {str(line["month"]): line["signals_version"] == ear for line in found}
    assert all(labelled[str(line["month"])] == (line["signals_version"] == ear) for line in found), "whole months"
    enrich(workspace, Records.of(workspace), Spark(MASTER))
    assert _table(workspace) == _table(here)
