"""The intake of an import on the page: a folder in the workspace that holds the files given until they are imported.

Names given by a browser are hostile: only the last part of a name is kept, of letters that no system minds, and each
file lies in a numbered folder of its own. What was left lying is swept after a day: exports hold people's words.
"""

import re
import shutil
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lib.errors import EarshotError, WorkspaceError
from lib.ingest.exports import Unusable, opened_exports
from lib.ingest.source import Export
from lib.storage.workspace import Workspace

_PIECE = 1 << 20
LEFT_LYING = 24 * 3600
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\ud800-\udfff\u202a-\u202e\u2066-\u2069]+')
_ID = re.compile(r"[0-9a-f]{32}")


class Readable(Protocol):
    """Anything that is read piece by piece."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Intake:
    """One import being prepared. `files/<number>/<name>` are the files given; the rest of `folder` is its job's."""

    folder: Path

    @classmethod
    def new(cls, workspace: Workspace) -> "Intake":
        """An empty one in this workspace; those that were left lying are swept."""
        workspace.refuse_looking()
        place = workspace.place("intake")
        sweep(place)
        intake = cls(place / uuid.uuid4().hex)
        try:
            (intake.folder / "files").mkdir(parents=True)
        except OSError as error:
            raise WorkspaceError(f"{place} cannot be written ({error.strerror}): free the disk.") from error
        return intake

    @classmethod
    def opened(cls, workspace: Workspace, intake_id: str) -> "Intake | None":
        """The one of that id; None where there is none (swept, or of another workspace)."""
        folder = workspace.place("intake", intake_id) if _ID.fullmatch(intake_id) else None
        return cls(folder) if folder and folder.is_dir() else None

    @property
    def intake_id(self) -> str:
        """Its name."""
        return self.folder.name

    def keep(self, name: str, content: Readable) -> Path:
        """Write a file piece by piece and return its path; a name that is here already gets a number."""
        number = 1 + max((int(p.name) for p in (self.folder / "files").iterdir()), default=0)
        place = self.folder / "files" / str(number)
        path = place / self._free(plain_name(name))
        try:
            place.mkdir()
            with path.open("xb") as target:
                while piece := content.read(_PIECE):
                    target.write(piece)
        except OSError as error:
            shutil.rmtree(place, ignore_errors=True)
            raise WorkspaceError(f"{path.name} could not be kept ({error.strerror}): free some disk space.") from error
        return path

    def files(self) -> list[Path]:
        """The files given, in the order they came."""
        places = sorted((p for p in (self.folder / "files").glob("*") if p.is_dir()), key=lambda p: int(p.name))
        return [path for place in places for path in place.iterdir()]

    def remove(self, path: Path) -> None:
        """Take a file out again."""
        if path.parent.parent == self.folder / "files":
            shutil.rmtree(path.parent, ignore_errors=True)

    def opened_file(self, path: Path) -> list[Export | Unusable]:
        """The exports in one file, folder or zip; what is unpacked stays here until the intake goes."""
        return list(self._opened(path))

    def _opened(self, path: Path) -> Iterator[Export | Unusable]:
        try:
            yield from opened_exports([path], self.folder / "opened" / uuid.uuid4().hex)
        except EarshotError as error:
            yield Unusable(path.name, error)

    def discard(self) -> None:
        """Delete all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def empty(self) -> None:
        """Delete what people wrote (the files and what was unpacked of them), and keep what was said of the job."""
        for name in ("files", "opened"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def _free(self, name: str) -> str:
        taken = {path.name for path in self.files()}
        stem, dot, ending = name.rpartition(".") if "." in name[1:] else (name, "", "")
        number, free = 1, name
        while free in taken:
            number += 1
            free = f"{stem} ({number}){dot}{ending}"
        return free


def plain_name(name: str) -> str:
    """The last part of a file's name as any system bears it: no path, no control or reserved letters, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    kept = _FORBIDDEN.sub("_", last).strip(" .")
    while len(kept.encode("utf-8")) > 180:
        stem, dot, ending = kept.rpartition(".")
        kept = f"{stem[:-1]}{dot}{ending}" if dot and stem and len(ending) < 12 else kept[:-1]
    return kept or "export"


def lying_in(folder: Path) -> list[Path]:
    """The files, folders and zips that somebody dropped into a folder, by name; hidden ones and links aside."""
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith(".") and not path.is_symlink()]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name.lower())


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.stat().st_size


def sweep(place: Path, older_than: float = LEFT_LYING) -> None:
    """Delete the intakes in this folder that nobody touched for so many seconds."""
    for folder in place.glob("*"):
        try:
            newest = max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
        except OSError:
            continue  # another session swept it first
        if time.time() - newest > older_than:
            shutil.rmtree(folder, ignore_errors=True)
