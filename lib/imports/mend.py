"""Mending a workspace: what was killed is finished, what it left is cleared, and what the lake holds is published.

Nothing that a person set or said is deleted here: only work in progress, files that no version names, and what is
made again. Opening the store of decisions has brought its schema up to date before.
"""

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from lib.imports.decided import corrections_in_force
from lib.imports.forget import finish_forgetting
from lib.imports.intake import sweep as sweep_intake
from lib.storage.lake import Lake
from lib.storage.publish import publish, sweep
from lib.storage.records import Records
from lib.storage.tables import IMPORTS
from lib.storage.workspace import Workspace, write_whole

_YOUNG_SECONDS = 600.0
"""What is younger may be somebody's who is writing it now, without the workspace's lock."""


@dataclass(frozen=True)
class Mended:
    """What was done: the version in force (0: nothing was ever imported), and what was cleared, by its place."""

    version: int
    cleared: tuple[str, ...]


def mend(workspace: Workspace, records: Records, *, anew: bool = False) -> Mended:
    """Bring the workspace in order; `anew` builds the read model from nothing, whatever stands."""
    with workspace.locked():
        version = 0
        finish_forgetting(workspace, records)
        cleared = leftovers(workspace) + orphans(workspace, records)
        for path in cleared:
            _delete(path)
        _name_a_version(workspace)
        sweep_intake(workspace.place("intake"))
        lake = Lake(workspace)
        if lake.exists:
            version = publish(workspace, corrections_in_force(records), anew=anew)
            lake.vacuum("messages")
            lake.vacuum("authors")
            sweep(workspace)
        return Mended(version, tuple(path.relative_to(workspace.path).as_posix() for path in cleared))


def leftovers(workspace: Workspace) -> list[Path]:
    """Half-made files and folders of writers that died; the workspace must be locked, or nobody be writing."""
    found = [path for path in (workspace.place("scratch"),) if path.exists()]
    current = _current(workspace)
    for folder in workspace.place("published").glob("*"):
        if folder.is_dir() and (folder.name.endswith(".new") or (folder.name.isdigit() and int(folder.name) > current)):
            found.append(folder)
    for place in (".", "published", "derived", "rejected", "local", "profiles"):
        for path in workspace.place(place).glob("*.new"):
            if path.is_file() and time.time() - path.stat().st_mtime > _YOUNG_SECONDS:
                found.append(path)
    return sorted(found)


def orphans(workspace: Workspace, records: Records) -> list[Path]:
    """Rejected rows of imports that died before their account was kept: repeated, they bring them again."""
    with records.reading() as connection:
        known = set(connection.execute(select(IMPORTS.c.import_id)).scalars())
    return [file for file in sorted(workspace.place("rejected").glob("*.parquet")) if file.stem not in known]


def _name_a_version(workspace: Workspace) -> None:
    """Where the pointer to the version is lost, let numbers go on after the highest: caches know versions by number."""
    pointer = workspace.place("published", "current.json")
    highest = max((int(f.name) for f in workspace.place("published").glob("*") if f.name.isdigit()), default=0)
    if _current(workspace) < _UNKNOWN:
        return
    if highest:
        write_whole(pointer, json.dumps({"version": highest}))
    else:
        pointer.unlink(missing_ok=True)
        shutil.rmtree(workspace.place("derived"), ignore_errors=True)


_UNKNOWN = 1 << 62


def _current(workspace: Workspace) -> int:
    """The number that the pointer names; larger than any where it names none, so that no version is cleared away."""
    try:
        return int(json.loads(workspace.place("published", "current.json").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return _UNKNOWN


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
