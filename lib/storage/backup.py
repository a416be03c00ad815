"""A backup: one file that holds all of a workspace that cannot be made again, and says of each part what it should be.

It is a zip of the lake's tables at one version, the decisions as SQLite, the key, the preferences and everything else
that people set; read model, index, derived tables and work in progress are left out, for they are made again. It holds
personal data and the key to the pseudonyms, so only its owner may read it.

Pages and imports go on meanwhile: the versions are pinned first (during an import those that are shown), and a person
who is forgotten while the files are copied makes the copying begin again.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from deltalake import DeltaTable
from sqlalchemy import func, select

from lib.errors import WorkspaceError
from lib.schema import MESSAGES
from lib.storage.lake import Lake
from lib.storage.portable import revision_of, write_decisions
from lib.storage.read_model import published
from lib.storage.records import Records
from lib.storage.tables import FORGOTTEN
from lib.storage.workspace import Workspace
from lib.words import _

FORMAT = 1
MANIFEST, DECISIONS = "manifest.json", "decisions.sqlite"
TABLES = ("messages", "authors")
_MADE_AGAIN = ("published", "derived", "scratch", "intake", *TABLES)
_NOT_KEPT = ("lock", DECISIONS, f"{DECISIONS}-wal", f"{DECISIONS}-shm", f"{DECISIONS}-journal")
_PIECE = 1 << 20
_PACKED = (".parquet", ".zst", ".zip", ".gz")
_TIMES = 5


@dataclass(frozen=True)
class Backup:
    """A backup that was made: `version`: of the lake's messages; `parts`: files in it; `size`: its bytes."""

    file: Path
    version: int
    parts: int
    size: int


@dataclass(frozen=True)
class _Pinned:
    """The versions of the lake's tables and the decisions, at one moment."""

    versions: dict[str, int]
    forgotten: int


def back_up(workspace: Workspace, records: Records, file: Path) -> Backup:
    """Write a backup of the workspace to this file, which is whole or not there."""
    if file.exists():
        raise WorkspaceError(_("{name} is there already: give another name.", name=file))
    if workspace.path.resolve() in file.resolve().parents:
        raise WorkspaceError(_("{name} lies within the workspace itself: give a place outside it.", name=file))
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with tempfile.TemporaryDirectory(prefix="earshot-backup-") as scratch:
            for _again in range(_TIMES):
                done = _written(workspace, records, beside, Path(scratch) / DECISIONS)
                if done is not None:
                    os.replace(beside, file)
                    return Backup(file, *done, file.stat().st_size)
        raise WorkspaceError(_("The workspace changed all the time while it was copied: try again."))
    except OSError as error:
        raise WorkspaceError(
            _("{name} could not be written ({said}): nothing is left of it.", name=file, said=error.strerror or error)
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _written(workspace: Workspace, records: Records, file: Path, decisions: Path) -> tuple[int, int] | None:
    """(version, parts), or None where what was being copied was erased meanwhile."""
    decisions.unlink(missing_ok=True)
    pinned = _pinned(workspace, records, decisions)
    parts: dict[str, dict[str, Any]] = {}
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w+b") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        try:
            for name, path in (*_files(workspace, pinned), (DECISIONS, decisions)):
                parts[name] = _added(archive, name, path)
        except FileNotFoundError:
            return None
        document = {
            "earshot_backup": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "versions": pinned.versions,
            "columns": MESSAGES.names,
            "decisions": revision_of(decisions),
            "parts": parts,
        }
        archive.writestr(MANIFEST, json.dumps(document, indent=1, ensure_ascii=False))
        archive.close()
        stream.flush()
        os.fsync(stream.fileno())
    if _forgotten(records) != pinned.forgotten:
        return None
    return pinned.versions.get("messages", -1), len(parts)


def _pinned(workspace: Workspace, records: Records, decisions: Path) -> _Pinned:
    """What stands now; while somebody writes, what is shown: between its commits an import is neither old nor new."""
    forgotten = _forgotten(records)
    try:
        with workspace.locked(timeout=1):
            versions = {name: table.version() for name, table in _tables(workspace)}
            write_decisions(records, decisions)
            return _Pinned(versions, forgotten)
    except WorkspaceError:
        shown = _shown(workspace)
        if shown is not None:
            write_decisions(records, decisions)
            return _Pinned(shown, forgotten)
    with workspace.locked():
        versions = {name: table.version() for name, table in _tables(workspace)}
        write_decisions(records, decisions)
        return _Pinned(versions, forgotten)


def _shown(workspace: Workspace) -> dict[str, int] | None:
    """The versions of the tables that the published version was made of; None where that cannot be told."""
    current = published(workspace)
    if current is None:
        return None
    try:
        recipe = json.loads((current.folder / "recipe.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    found: dict[str, int] = {}
    for name, table in _tables(workspace):
        wanted = set(recipe["files" if name == "messages" else "author_files"])
        for version in range(table.version(), -1, -1):
            if set(DeltaTable(str(workspace.place(name)), version=version).file_uris()) == wanted:
                found[name] = version
                break
        else:
            return None
    return found


def _tables(workspace: Workspace) -> Iterator[tuple[str, DeltaTable]]:
    if Lake(workspace).exists:
        for name in TABLES:
            yield name, DeltaTable(str(workspace.place(name)))


def _files(workspace: Workspace, pinned: _Pinned) -> Iterator[tuple[str, Path]]:
    """(name in the backup, path) of everything but the decisions."""
    for table, version in pinned.versions.items():
        log = workspace.place(table, "_delta_log")
        paths = [log / name for name in sorted(os.listdir(log)) if _is_of(name, version)]
        paths += [Path(uri) for uri in DeltaTable(str(workspace.place(table)), version=version).file_uris()]
        yield from ((path.relative_to(workspace.path).as_posix(), path) for path in paths)
    for path in _others(workspace.path):
        yield path.relative_to(workspace.path).as_posix(), path


def _is_of(name: str, version: int) -> bool:
    number = name.split(".")[0]
    return number.isdigit() and int(number) <= version and not name.endswith(".tmp")


def _others(folder: Path) -> Iterable[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if parts[0] in _MADE_AGAIN or parts[0] in _NOT_KEPT or path.is_symlink() or not path.is_file():
            continue
        if not path.name.endswith((".new", ".lock")):
            yield path


def _added(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, Any]:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        for piece in _pieces(source):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return {"bytes": size, "sha256": digest.hexdigest()}


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece


def _forgotten(records: Records) -> int:
    with records.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(FORGOTTEN)).scalar_one())
