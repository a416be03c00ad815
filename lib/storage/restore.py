"""From a backup to a workspace: read whole beside its place, each part compared with what the backup says, then moved.

A file that is cut off, changed or none of ours leaves everything as it was. The read model is not in a backup: whoever
restores publishes afterwards.
"""

import hashlib
import json
import os
import shutil
import stat
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from lib.errors import WorkspaceError
from lib.schema import MESSAGES
from lib.storage.backup import DECISIONS, FORMAT, MANIFEST
from lib.storage.portable import is_known, read_decisions, revision_of
from lib.storage.publish import is_read
from lib.storage.records import Records
from lib.storage.workspace import Preferences, Workspace
from lib.words import _

RESTORING, REPLACED = "restoring", "replaced"
"""What folders beside a workspace are called while one is being restored, and while an old one makes room."""
_PIECE = 1 << 20
_MANIFEST_LIMIT = 256 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, TypeError, NotImplementedError, RuntimeError)


def restored(file: Path, path: Path, database_url: str = "", *, replace: bool = False) -> Workspace:
    """The workspace of this backup, put into this folder; not published yet.

    WorkspaceError where the file is no whole backup of this or an older Earshot, or where the folder holds something
    and is not to be replaced.
    """
    path = path.resolve()
    if path.exists() and any(path.iterdir()) and not replace:
        raise WorkspaceError(
            _("{name} is not empty: name another folder, or give --replace to put the backup in its place.", name=path)
        )
    beside = path.with_name(f"{path.name}.{RESTORING}-{uuid.uuid4().hex[:8]}")
    try:
        beside.mkdir(parents=True, mode=0o700)
        _unpacked(file, beside)
        with ExitStack() as held:
            if (path / "workspace.json").exists():
                held.enter_context(_to_itself(path))
            if database_url:
                records = Records.of(Workspace(path, Preferences()), database_url)
                held.callback(records.close)
                held.enter_context(read_decisions(beside / DECISIONS, records, replace=replace))
                (beside / DECISIONS).unlink()
            _swap(beside, path)
    except OSError as error:
        raise WorkspaceError(
            _("{name} could not be restored ({said}): nothing was changed.", name=path, said=error.strerror or error)
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Workspace.opened(path)


@contextmanager
def _to_itself(path: Path) -> Iterator[None]:
    """The workspace that is to be replaced, with nobody in it: whoever had it open would go on in the old one."""
    old = Workspace(path, Preferences())
    with old.locked(timeout=1):
        if is_read(old):
            raise WorkspaceError(_("{name} is open in the app: stop the app, then restore.", name=path))
        yield


def _swap(new: Path, path: Path) -> None:
    """Two renames; where the second fails, the old folder is back."""
    old = path.with_name(f"{path.name}.{REPLACED}-{uuid.uuid4().hex[:8]}")
    is_there = path.exists()
    if is_there:
        os.rename(path, old)
    try:
        os.rename(new, path)
    except OSError:
        if is_there:
            os.rename(old, path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unpacked(file: Path, into: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive, file)
            parts: dict[str, Any] = manifest["parts"]
            named = [info.filename for info in archive.infolist() if info.filename != MANIFEST]
            if sorted(named) != sorted(parts):
                raise WorkspaceError(_("{name} does not hold what it says: take another backup.", name=file))
            for name in parts:
                _judge(archive.getinfo(name), file)
            for name, said in parts.items():
                _write(archive, name, said, into, file)
            if revision_of(into / DECISIONS) != manifest["decisions"]:
                raise WorkspaceError(_("{name} does not hold what it says: take another backup.", name=file))
    except FileNotFoundError as error:
        raise WorkspaceError(_("{name} is not there: check the path.", name=file)) from error
    except _DAMAGE as error:
        raise WorkspaceError(
            _("{name} is no backup of Earshot, or is cut off: take another backup.", name=file)
        ) from error
    os.chmod(into / "key", 0o600)


def _manifest(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    if archive.getinfo(MANIFEST).file_size > _MANIFEST_LIMIT:
        raise ValueError("too large a list")
    with archive.open(MANIFEST) as stream:
        found: dict[str, Any] = json.loads(stream.read(_MANIFEST_LIMIT))
    if int(found["earshot_backup"]) > FORMAT or not is_known(found["decisions"]) or _unknown_columns(found):
        raise WorkspaceError(_("{name} was made by a newer Earshot: install that one to restore it.", name=file))
    if not {"workspace.json", "key", DECISIONS} <= set(found["parts"]):
        raise ValueError("parts are missing")
    return found


def _unknown_columns(manifest: dict[str, Any]) -> set[str]:
    return {str(name) for name in manifest["columns"]} - set(MESSAGES.names)


def _judge(info: zipfile.ZipInfo, file: Path) -> None:
    """Names of our own making only: a backup may have been made by somebody else."""
    parts = PurePosixPath(info.filename).parts
    kind = stat.S_IFMT(info.external_attr >> 16)
    hostile = any(sign in info.filename for sign in ("\\", "\x00", ":")) or info.filename.startswith("/")
    if hostile or ".." in parts or not parts or info.is_dir() or kind not in (0, stat.S_IFREG):
        raise WorkspaceError(_("{name} holds a part that would be written elsewhere: it is left alone.", name=file))


def _write(archive: zipfile.ZipFile, name: str, said: dict[str, Any], into: Path, file: Path) -> None:
    place = into.joinpath(*PurePosixPath(name).parts)
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), int(said["bytes"])
    with archive.open(name) as packed, place.open("xb") as plain:
        while piece := packed.read(_PIECE):
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            plain.write(piece)
    if left or digest.hexdigest() != said["sha256"]:
        raise WorkspaceError(
            _("{name} is damaged ({part} is not what was backed up): take another backup.", name=file, part=name)
        )
