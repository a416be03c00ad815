"""A real process killed with SIGKILL within an import: the old version stays, and importing again heals all of it."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from community import export, imported, row
from killed_child import POINTS, SHOWS_THE_NEW
from told import shown, told, workspace_with_key

from lib.storage.workspace import Workspace

pytestmark = pytest.mark.long

CHILD = Path(__file__).with_name("killed_child.py")
MOMENTS = (1.0, 2.5)
"""Seconds after which the command line is killed, wherever it is by then."""


@dataclass(frozen=True)
class Stage:
    """A workspace with a first import, a copy to begin from again, and what the second import comes to."""

    workspace: Workspace
    copy: Path
    second: Path
    old: list[dict[str, Any]]
    new: list[dict[str, Any]]
    everything: dict[str, list[dict[str, Any]]]

    def begin_again(self) -> None:
        """Back to the state after the first import, in the same place."""
        shutil.rmtree(self.workspace.path)
        shutil.copytree(self.copy, self.workspace.path)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Two exports that overlap: new messages, an answer to an old one, an edit, more likes, a new name."""
    folder = tmp_path_factory.mktemp("killed")
    second = [row(n, text=f"Messaggio {n}", likes=n) for n in range(20, 40)]
    second += [row(900, message_id="m5", text="Corretto", edited_at=row(901)["created_at"], author_name="Lettrice")]
    second += [row(50, parent_id="m2", kind="reply"), row(51, message_id="other", created_at=row(9000)["created_at"])]
    paths = [
        export(folder / "first.parquet", [row(n, text=f"Messaggio {n}") for n in range(30)]),
        export(folder / "second.parquet", second),
    ]
    workspace = workspace_with_key(folder / "workspace")
    imported(workspace, paths[0])
    old = shown(workspace)
    shutil.copytree(workspace.path, folder / "copy")
    imported(workspace, paths[1])
    return Stage(workspace, folder / "copy", paths[1], old, shown(workspace), told(workspace))


@pytest.fixture(scope="module")
def child(stage: Stage) -> "Iterator[subprocess.Popen[str]]":
    """The process that has killed imports made."""
    command = [sys.executable, str(CHILD), str(stage.workspace.path), str(stage.second)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_point_and_run_again(point: str, stage: Stage, child: "subprocess.Popen[str]") -> None:
    stage.begin_again()
    assert child.stdin and child.stdout
    child.stdin.write(f"{point}\n")
    child.stdin.flush()
    assert int(child.stdout.readline()) == -signal.SIGKILL
    assert shown(stage.workspace) == (stage.new if point in SHOWS_THE_NEW else stage.old)
    account = imported(stage.workspace, stage.second)
    assert all(file.adds_up() for file in account.files)
    assert told(stage.workspace) == stage.everything
    assert not stage.workspace.place("scratch").exists()
    assert not list(stage.workspace.place("published").glob("*.new"))


def test_the_command_line_killed_at_any_moment_and_run_again(stage: Stage) -> None:
    stage.begin_again()
    command = ["-m", "lib", "import", str(stage.second), "--workspace", str(stage.workspace.path)]
    for moment in MOMENTS:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=CHILD.parents[3], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moment)
        process.kill()
        process.wait()
        assert shown(stage.workspace) in (stage.old, stage.new)
    imported(stage.workspace, stage.second)
    assert told(stage.workspace) == stage.everything
