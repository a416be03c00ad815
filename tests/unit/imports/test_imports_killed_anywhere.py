"""Killed with SIGKILL at random moments: the old or the new state is shown, what was acknowledged is kept, and the next
run heals the rest. A few times each in every run; `make slow` does it a hundred times each.
"""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from community import START, export, imported, row
from killed_acts import ACTS, FORGOTTEN, WORDS
from told import shown, told, workspace_with_key

from lib.imports.corrections import Message, keep
from lib.imports.decided import corrections_in_force
from lib.imports.doctor import examined
from lib.imports.forget import forget_author
from lib.imports.mend import mend
from lib.imports.relabel import relabel
from lib.storage.actors import Actor
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.records import Records
from lib.storage.workspace import Workspace

pytestmark = pytest.mark.long

CHILD = Path(__file__).with_name("killed_acts.py")
FEW, MANY, PARTS = 3, 100, 10
MONTH = START.replace(month=START.month + 1) - START


@dataclass(frozen=True)
class Stage:
    """A workspace before an act (`folder`/w, and a copy of it), and what is shown and told after it."""

    act: str
    folder: Path
    old: list[dict[str, Any]]
    new: list[dict[str, Any]]
    everything: dict[str, list[dict[str, Any]]]

    @property
    def workspace(self) -> Workspace:
        return Workspace.opened(self.folder / "w")

    def begin_again(self) -> None:
        """Back to the state before the act, in the same place."""
        Records.of(self.workspace).close()
        shutil.rmtree(self.folder / "w")
        shutil.copytree(self.folder / "copy", self.folder / "w")
        (self.folder / "acknowledged").write_bytes(b"")


def _prepared(act: str, workspace: Workspace, first: Path) -> None:
    """The state in which the act begins."""
    imported(workspace, first)
    records = Records.of(workspace)
    keep(workspace, records, Actor("Ada"), Message("instagram", "m3"), {"sentiment": "negative"})
    _publish(workspace)
    if act == "publish":
        Lake(workspace).strike("Messaggio", "Racconto")
    if act == "relabel":
        preferences = replace(workspace.preferences, languages=("en",))
        workspace.with_preferences(preferences)
    records.close()


def _publish(workspace: Workspace) -> None:
    with workspace.locked():
        publish(workspace, corrections_in_force(Records.of(workspace)))


def _healed(act: str, stage: Stage) -> None:
    """What anybody would do next."""
    workspace, records = stage.workspace, Records.of(stage.workspace)
    again: dict[str, Callable[[], object]] = {
        "import": lambda: imported(workspace, stage.folder / "second.parquet"),
        "publish": lambda: _publish(workspace),
        "decide": lambda: None,
        "relabel": lambda: relabel(workspace, records),
        "forget": lambda: forget_author(workspace, FORGOTTEN, records),
    }
    again[act]()


@pytest.fixture(scope="module", params=list(ACTS))
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp(request.param)
    workspace = workspace_with_key(folder / "w")
    rows = [row(n, text=f"Messaggio {n} per @{FORGOTTEN}", created_at=START + n % 3 * MONTH) for n in range(45)]
    first = export(folder / "first.parquet", [*rows, row(99, text="")])
    second = [
        row(n, text=f"Messaggio {n} cambiato", created_at=START + n % 3 * MONTH, edited_at=START + 3 * MONTH)
        for n in range(30, 60)
    ]
    export(folder / "second.parquet", second)
    _prepared(request.param, workspace, first)
    old = shown(workspace)
    shutil.copytree(folder / "w", folder / "copy")
    stage = Stage(request.param, folder, old, [], {})
    _healed(request.param, stage)
    new = shown(workspace)
    assert (new == old) == (request.param == "decide"), "the act changes what is shown"
    return replace(stage, new=new, everything=told(workspace))


@pytest.fixture(scope="module")
def process(stage: Stage) -> "Iterator[subprocess.Popen[str]]":
    """The process that is asked to act and to be killed."""
    places = [str(stage.folder / name) for name in ("w", "second.parquet", "acknowledged")]
    command = [sys.executable, str(CHILD), *places]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def _acted(process: "subprocess.Popen[str]", act: str, seconds: float) -> str:
    assert process.stdin and process.stdout
    process.stdin.write(f"{act} {seconds}\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def _decided(workspace: Workspace) -> list[tuple[str, str]]:
    """(message, sentiment) of every correction in the store, in order; the store must be sound."""
    with closing(sqlite3.connect(workspace.place("decisions.sqlite"))) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        rows = connection.execute("select message_id, value from corrections order by number").fetchall()
        (acts,) = connection.execute("select count(*) from audit").fetchone()
    assert acts == len(rows), "a decision and its trace are kept together"
    return [(message, value.strip('"')) for message, value in rows]


def _kill(stage: Stage, process: "subprocess.Popen[str]", seconds: float) -> list[str]:
    """Kill the act after so many seconds, look, heal, and look again: "killed", or "done" and the seconds it took."""
    stage.begin_again()
    ended = _acted(process, stage.act, seconds)
    assert ended.split()[0] in ("killed", "done"), ended
    workspace = stage.workspace
    assert shown(workspace) in (stage.old, stage.new), "between the old and the new"
    if stage.act == "decide":
        acknowledged = len((stage.folder / "acknowledged").read_text().splitlines())
        decided = _decided(workspace)
        assert decided[0] == ("m3", "negative")
        expected = [(f"m{n % 30}", WORDS[n % 3]) for n in range(len(decided) - 1)]
        assert decided[1:] == expected and acknowledged <= len(expected) <= acknowledged + 1
        return ended.split()
    _healed(stage.act, stage)
    if stage.act == "forget":
        files = [p for p in workspace.path.rglob("*") if p.is_file()]
        assert [p for p in files if FORGOTTEN.encode() in p.read_bytes()] == []
    assert told(workspace) == stage.everything
    return ended.split()


def _in_order(stage: Stage) -> None:
    """What is left over is cleared by mending, and the doctor finds nothing any more."""
    workspace = stage.workspace
    mend(workspace, Records.of(workspace))
    assert told(workspace) == stage.everything
    assert [f for f in examined(workspace.path) if f.check != "disk"] == []


def _kill_times(stage: Stage, process: "subprocess.Popen[str]", times: int, part: int = 0) -> None:
    """Kill it so many times, each time at a moment drawn from the least time it takes when left alone."""
    stage.begin_again()
    done, seconds = _acted(process, stage.act, 120).split()
    assert done == "done", "left alone, it comes to its end"
    moments, least, killed = random.Random(f"{stage.act} {times} {part}"), float(seconds), 0
    for _ in range(4 * times):
        ended, *took = _kill(stage, process, moments.uniform(0, least))
        killed += ended == "killed"
        least = min(least, *map(float, took)) if took else least
        if killed == times:
            break
    assert killed == times, "it is done before it can be killed"
    if stage.act != "decide":
        _in_order(stage)


def test_killed_a_few_times_and_run_again(stage: Stage, process: "subprocess.Popen[str]") -> None:
    _kill_times(stage, process, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_a_hundred_times_and_run_again(part: int, stage: Stage, process: "subprocess.Popen[str]") -> None:
    _kill_times(stage, process, MANY // PARTS, part)
