"""Briefs made beside the app, in a process of their own, so that nobody else's page waits for them.

A job has a folder outside the workspace, because what is in it would outlive a `forget`: job.json says what is asked,
state.json how far it is, end.json how it ended, and the file itself is there until it is taken.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lib.reports.brief import STEPS, Asked
from lib.settings import ROOT
from lib.storage.workspace import Workspace, write_whole
from lib.words import _

JOB, STATE, END = "job.json", "state.json", "end.json"
_PREFIX = "earshot-brief-"
_KEPT_SECONDS = 3600
_children: "dict[Path, subprocess.Popen[bytes]]" = {}


@dataclass(frozen=True)
class State:
    """How far a brief is: the step under way (one of STEPS), its place, and how many there are."""

    step: str = STEPS[0]
    done: int = 0
    of: int = len(STEPS)


@dataclass(frozen=True)
class Job:
    """A brief that was asked for."""

    folder: Path

    @property
    def state(self) -> State:
        """How far it is."""
        found = _document(self.folder / STATE)
        return State(**found) if found else State()

    @property
    def end(self) -> str | None:
        """None while it is made; empty where it is done; else the sentence why it could not be made."""
        child = _children.get(self.folder)
        is_alive = child is not None and child.poll() is None  # looked at first: it may end between the two looks
        found = _document(self.folder / END)
        if found:
            return str(found["sentence"])
        return None if is_alive else _("Making the brief broke off: try again.")

    def take(self) -> bytes:
        """The file; the job's folder goes with it."""
        content = self._file.read_bytes()
        self.drop()
        return content

    def drop(self) -> None:
        """Stop it where it still runs, and leave nothing behind."""
        child = _children.pop(self.folder, None)
        if child is not None and child.poll() is None:
            child.terminate()
            child.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _file(self) -> Path:
        return self.folder / f"brief.{_document(self.folder / JOB)['format']}"


def start(workspace: Workspace, asked: Asked, format_: str) -> Job:
    """Begin to make this brief; sentences for people are in the language in force now."""
    from lib import words

    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    days = {name: day.isoformat() if day else None for name, day in (("since", asked.since), ("until", asked.until))}
    job = {
        "workspace": str(workspace.path.resolve()),
        "asked": {**asdict(asked), **days},
        "format": format_,
        "spoken": words.language(),
    }
    write_whole(folder / JOB, json.dumps(job))
    with (folder / "log").open("wb") as log:
        _children[folder] = subprocess.Popen(
            [sys.executable, "-m", "lib.reports.worker", str(folder)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    return Job(folder)


def _sweep() -> None:
    """Clear away what nobody took within the hour."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            is_old = time.time() - folder.stat().st_mtime > _KEPT_SECONDS
        except OSError:
            continue  # somebody else took it meanwhile
        if is_old:
            Job(folder).drop()


def _document(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return found
