"""Imports that run beside the app, in a process of their own: started, watched, cancelled, and found by every session.

The process is `python -m lib.commands.import_job`; what it does stands in small files of its intake's folder (job.json:
the plan, state.json: how far it is, end.json: how it ended), so that the page stays alive, a second session sees the
same import, and memory goes back to the system when it is over.
"""

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import portalocker

from lib.errors import WorkspaceError
from lib.imports.intake import Intake
from lib.imports.plan import Plan
from lib.settings import ROOT
from lib.storage.workspace import Workspace, write_whole

JOB, STATE, END, CANCEL, ALIVE = "job.json", "state.json", "end.json", "cancel", "alive"
_STARTING_SECONDS = 60.0
_children: "dict[str, subprocess.Popen[bytes]]" = {}
Step = Literal["starting", "reading", "joining", "listening", "publishing"]
STEPS: tuple[Step, ...] = ("starting", "reading", "joining", "listening", "publishing")


@dataclass(frozen=True)
class State:
    """How far an import is. `what`: the file being read; `of`: None where it is not known; times in Unix seconds."""

    step: Step = "starting"
    what: str = ""
    done: int = 0
    of: int | None = None
    started_at: float = 0.0
    step_at: float = 0.0

    def remaining_seconds(self, now: float) -> float | None:
        """How long this step still takes at its pace so far; None where that cannot be told yet."""
        spent = now - self.step_at
        if not self.of or not self.done or spent < 1 or self.done > self.of:
            return None
        return spent * (self.of - self.done) / self.done

    @property
    def can_be_cancelled(self) -> bool:
        """Whether nothing has been kept yet."""
        return self.step != "publishing"


@dataclass(frozen=True)
class End:
    """How an import ended: `import_id` where it is done; else the sentence, and what has to be decided, if anything."""

    import_id: str = ""
    sentence: str = ""
    choice: str = ""
    file: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True)
class Job:
    """An import that was started."""

    intake: Intake

    @property
    def state(self) -> State:
        """How far it is."""
        found = _document(self.intake.folder / STATE)
        return State(**found) if found else State(started_at=self._given_at, step_at=self._given_at)

    @property
    def end(self) -> End | None:
        """How it ended; None while it runs. One that died says so."""
        is_alive = self._is_alive()  # looked at first: it may end, and say how, between the two looks
        found = _document(self.intake.folder / END)
        if found:
            return End(**found)
        return None if is_alive else End(sentence=_DIED)

    @property
    def is_stopping(self) -> bool:
        """Whether somebody asked it to stop."""
        return (self.intake.folder / CANCEL).exists()

    def cancel(self) -> None:
        """Ask it to stop; what it kept already stays, otherwise nothing is kept."""
        (self.intake.folder / CANCEL).touch()

    @property
    def _given_at(self) -> float:
        return (self.intake.folder / JOB).stat().st_mtime

    def _is_alive(self) -> bool:
        child = _children.get(self.intake.intake_id)
        if child is not None:
            return child.poll() is None
        if not (self.intake.folder / ALIVE).exists():
            return time.time() - self._given_at < _STARTING_SECONDS
        try:
            with portalocker.Lock(self.intake.folder / ALIVE, "a", timeout=0, fail_when_locked=True):
                return False
        except portalocker.exceptions.LockException:
            return True


_DIED = "The import broke off and nothing of it is shown: start it again. If it breaks off again, give fewer files."


def start(workspace: Workspace, intake: Intake, plan: Plan, expected: int | None = None) -> Job:
    """Start this import beside the app; `expected`: rows there may be. WorkspaceError where another one runs here."""
    workspace.refuse_looking()
    if under_way(workspace) is not None:
        raise WorkspaceError("Another import is under way here: wait for it, or cancel it.")
    for name in (STATE, END, CANCEL):
        (intake.folder / name).unlink(missing_ok=True)
    job = {"workspace": str(workspace.path.resolve()), "plan": plan.as_json(), "expected": expected}
    write_whole(intake.folder / JOB, json.dumps(job, ensure_ascii=False))
    with (intake.folder / "log").open("wb") as log:
        _children[intake.intake_id] = subprocess.Popen(
            [sys.executable, "-m", "lib.commands.import_job", str(intake.folder.resolve())],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    return Job(intake)


def under_way(workspace: Workspace) -> Job | None:
    """The import that runs in this workspace now, whoever started it."""
    for file in workspace.place("intake").glob(f"*/{JOB}"):
        job = Job(Intake(file.parent))
        try:
            if job.end is None:
                return job
        except FileNotFoundError:
            continue  # its session cleared it away in the meantime
    return None


def workspace_of(folder: Path) -> Path:
    """Where the workspace lies into which the job in this folder imports."""
    return Path(str(json.loads((folder / JOB).read_text("utf-8"))["workspace"]))


def keep_state(folder: Path, state: State) -> None:
    """Write down how far an import is."""
    write_whole(folder / STATE, json.dumps(asdict(state), ensure_ascii=False))


def keep_end(folder: Path, end: End) -> None:
    """Write down how an import ended."""
    write_whole(folder / END, json.dumps(asdict(end), ensure_ascii=False))


def _document(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    return found
