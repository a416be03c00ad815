"""The doctor: looks at a workspace without changing anything, says what is wrong and which command mends it.

This module looks at the folder: preferences, key, rights, disk, clock, what killed writers left. The tables and what is
made of them are looked at in `lib.imports.doctor_tables`.
"""

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import portalocker

from lib.errors import EarshotError
from lib.imports.forget import PENDING
from lib.imports.intake import LEFT_LYING, size_of
from lib.imports.mend import leftovers
from lib.storage.workspace import Preferences, Workspace
from lib.words import _

RESTORE = "python -m lib restore FILE --replace"
MEND = "python -m lib mend"
_LEAST_FREE = 1 << 30


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: the check that found it, a sentence, and the command that mends it ("": none can)."""

    check: str
    sentence: str
    command: str = ""


@dataclass(frozen=True)
class Patient:
    """What the doctor looks at. `is_written`: an import runs now, so that work in progress is no finding."""

    workspace: Workspace
    database_url: str
    is_written: bool

    @classmethod
    def of(cls, path: Path, database_url: str) -> "Patient":
        """The workspace in that folder, whatever state it is in."""
        return cls(Workspace(path, Preferences()), database_url, _is_locked(path / "lock"))

    def place(self, *parts: str) -> Path:
        """A path below the workspace."""
        return self.workspace.place(*parts)


Check = Callable[[Patient], Iterator[Finding]]


def preferences(patient: Patient) -> Iterator[Finding]:
    """Whether workspace.json is there and can be read."""
    try:
        Workspace.opened(patient.workspace.path)
    except (EarshotError, TypeError) as error:
        yield Finding("preferences", str(error), RESTORE)


def key(patient: Patient) -> Iterator[Finding]:
    """Whether the key is whole, and its owner's alone."""
    path = patient.place("key")
    try:
        size, mode = path.stat().st_size, stat.S_IMODE(path.stat().st_mode)
    except OSError:
        yield Finding("key", _("The key is missing: without it no export finds its authors again."), RESTORE)
        return
    if size < 32:
        yield Finding("key", _("The key is damaged: without it no export finds its authors again."), RESTORE)
    if mode & 0o077:
        yield Finding("key", _("Others on this machine may read the key to the pseudonyms."), f"chmod 600 {path}")


def rights(patient: Patient) -> Iterator[Finding]:
    """Whether everything may be read and written."""
    for path in sorted({patient.workspace.path, *patient.workspace.path.glob("*")}):
        wanted = os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0)
        if not os.access(path, wanted):
            yield Finding("rights", _("{name} may not be written by you.", name=path), f"chmod -R u+rwX {path}")


def disk(patient: Patient) -> Iterator[Finding]:
    """Whether there is room for one more version, built beside the one in force."""
    free = shutil.disk_usage(patient.workspace.path).free
    needed = max(_LEAST_FREE, size_of(patient.workspace.path))
    if free < needed:
        said = _(
            "The disk is nearly full: {free} MB are free, and an import may need {needed} MB.",
            free=free >> 20,
            needed=needed >> 20,
        )
        yield Finding("disk", said, f"df -h {patient.workspace.path}")


def unfinished(patient: Patient) -> Iterator[Finding]:
    """Whether somebody's erasure, or a restoring, was broken off."""
    if patient.is_written:
        return
    if patient.place(PENDING).exists():
        yield Finding("unfinished", _("The erasure of a person was broken off, and is not finished."), MEND)
    for word in ("restoring", "replaced"):
        for folder in patient.workspace.path.resolve().parent.glob(f"{patient.workspace.path.name}.{word}-*"):
            said = _("{name} was left by a restore that was broken off, and holds personal data.", name=folder)
            yield Finding("unfinished", said, f"rm -r {folder}")


def left(patient: Patient) -> Iterator[Finding]:
    """Whether killed writers left half-made files, or somebody files that wait to be imported."""
    if patient.is_written:
        return
    for path in leftovers(patient.workspace):
        name = path.relative_to(patient.workspace.path).as_posix()
        yield Finding("left", _("Something that died left this half-made: {name}.", name=name), MEND)
    limit = datetime.now(UTC).timestamp() - LEFT_LYING
    if any(folder.stat().st_mtime < limit for folder in patient.place("intake").glob("*")):
        yield Finding("left", _("Files given on Imports have lain there for more than a day."), MEND)


FOLDER_CHECKS: tuple[Check, ...] = (preferences, key, rights, disk, unfinished, left)


def examined(path: Path, database_url: str = "") -> list[Finding]:
    """Everything that is wrong with the workspace in that folder; nothing is changed by looking."""
    from lib.imports.doctor_tables import TABLE_CHECKS

    patient = Patient.of(path, database_url)
    found: list[Finding] = []
    for check in (*FOLDER_CHECKS, *TABLE_CHECKS):
        try:
            found += check(patient)
        except (EarshotError, OSError, duckdb.Error, json.JSONDecodeError) as error:
            name = check.__name__
            if not any(finding.check in ("lake", "preferences") for finding in found):
                found.append(Finding(name, _("It could not be looked at ({said}).", said=error), ""))
    return list(dict.fromkeys(found))


def _is_locked(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with portalocker.Lock(path, "r", timeout=0, fail_when_locked=True, flags=_SHARED):
            return False
    except portalocker.exceptions.LockException:
        return True


_SHARED = portalocker.LOCK_SH | portalocker.LOCK_NB
