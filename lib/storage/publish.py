"""Publishing: the lake and the corrections become a new version of the read model, switched to by one rename.

A version is built in a folder nobody reads, moved to its number, and only then named in `published/current.json`.
Killed at any moment, the version before stays in force and the next publish begins again.
"""

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import portalocker
import pyarrow as pa

from lib.errors import WorkspaceError
from lib.schema import MESSAGES
from lib.storage.ahead import MODEL, CopyAhead
from lib.storage.concerned import Change
from lib.storage.lake import Lake
from lib.storage.mart import sql_fingerprint
from lib.storage.read_model import Published, published
from lib.storage.renewal import Renewal
from lib.storage.search import TextIndex
from lib.storage.warehouse import CORRECTED, Ingredients, Warehouse
from lib.storage.workspace import Workspace, write_whole


@dataclass(frozen=True)
class Corrections:
    """People's corrections in force (schema CORRECTED), the last one's number, and the messages each number touched."""

    table: pa.Table
    last: int
    keys: tuple[tuple[int, str, str], ...]


NO_CORRECTIONS = Corrections(CORRECTED.empty_table(), 0, ())


def publish(
    workspace: Workspace,
    corrections: Corrections = NO_CORRECTIONS,
    *,
    anew: bool = False,
    ahead: CopyAhead | None = None,
) -> int:
    """Publish what the lake holds now and return the version in force; the workspace must be locked.

    `anew`: build all of it from the lake, also where a version of just this stands: a copy of the version before
    would keep, in its free pages and its deleted documents, what was erased. `ahead`: such a copy, already begun.
    """
    lake = Lake(workspace)
    handles = brand_handles(workspace, lake)
    ingredients = Ingredients(
        lake.files(), lake.files("authors"), corrections.table, workspace.preferences.time_zone, handles
    )
    recipe: dict[str, Any] = {
        "files": list(ingredients.files),
        "author_files": list(ingredients.author_files),
        "correction": corrections.last,
        "fingerprint": _fingerprint(ingredients),
        "plan": _plan(),
    }
    current = published(workspace)
    before = {} if anew else _recipe_of(current)
    if current is not None and before == recipe:
        return current.version
    version = current.version + 1 if current else 1
    folder = workspace.place("published", f"{version}.new")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
        is_alike = before.get("fingerprint") == recipe["fingerprint"]
        change = _change(before, ingredients, corrections) if is_alike else None
        if current is not None and change is not None:
            if ahead is None or not ahead.taken(current, folder / MODEL):
                shutil.copyfile(current.folder / MODEL, folder / MODEL)
            TextIndex.copied(current.folder / "search", folder / "search")
        _build(folder, change, ingredients, version)
        write_whole(folder / "recipe.json", json.dumps(recipe))
        (folder / "lease").touch()
        final = workspace.place("published", str(version))
        shutil.rmtree(final, ignore_errors=True)
        folder.rename(final)
        write_whole(workspace.place("published", "current.json"), json.dumps({"version": version}))
    except (OSError, duckdb.Error) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise WorkspaceError(f"The new version could not be published, the old one stays ({error}).") from error
    sweep(workspace)
    return version


def is_of_this_program(current: Published) -> bool:
    """Whether a version has the marts that this program asks; one of an older Earshot has others: publish anew."""
    return _recipe_of(current).get("plan") == _plan()


def is_read(workspace: Workspace) -> bool:
    """Whether anybody has a version open now: the app serves it, or a question is being answered."""
    folders = [folder for folder in workspace.place("published").glob("*") if (folder / "lease").exists()]
    return not all(_is_unread(folder) for folder in folders)


def sweep(workspace: Workspace) -> None:
    """Delete the versions that are neither in force nor read by anybody."""
    current = published(workspace)
    for folder in workspace.place("published").iterdir():
        if folder.is_dir() and folder.name.isdigit() and current is not None and int(folder.name) < current.version:
            if _is_unread(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _build(folder: Path, change: Change | None, ingredients: Ingredients, version: int) -> None:
    """Build a version in this folder: where a change is given, from the copy of the version before that lies there.

    The text index is written in a thread, while the marts are made.
    """
    scratch, file, search = folder / "scratch", folder / MODEL, folder / "search"
    if change is not None:
        with Renewal(file, ingredients, scratch) as renewal, ThreadPoolExecutor(1) as beside:
            renewal.update_messages(change)
            indexing = beside.submit(TextIndex.opened(search).replace, *renewal.changed(scratch))
            renewal.update_marts(change)
            indexing.result()
            renewal.describe(version)
    else:
        with Warehouse(file, ingredients, scratch) as warehouse, ThreadPoolExecutor(1) as beside:
            warehouse.build_messages()
            indexing = beside.submit(TextIndex.created(search).replace, (), warehouse.all_texts())
            warehouse.build_marts()
            indexing.result()
            warehouse.describe(version)
    shutil.rmtree(scratch, ignore_errors=True)


def _change(before: dict[str, Any], ingredients: Ingredients, corrections: Corrections) -> Change | None:
    """The difference to the version before, or None where it can no longer be told (files of then are gone)."""
    files = sorted(set(before["files"]) - set(ingredients.files))
    authors = sorted(set(before["author_files"]) - set(ingredients.author_files))
    if not all(Path(file).exists() for file in (*files, *authors)):
        return None
    keys = tuple(
        (channel, message_id) for number, channel, message_id in corrections.keys if number > before["correction"]
    )
    return Change(
        sorted(set(ingredients.files) - set(before["files"])),
        files,
        keys,
        sorted(set(ingredients.author_files) - set(before["author_files"])),
        authors,
    )


def _recipe_of(current: Published | None) -> dict[str, Any]:
    if current is None:
        return {}
    try:
        found: dict[str, Any] = json.loads((current.folder / "recipe.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}  # a damaged version is built anew from the lake
    whole = (current.folder / MODEL).exists() and (current.folder / "search").is_dir()
    return found if whole else {}


def _plan() -> str:
    """What this program makes of any lake: the SQL of its marts over the columns of messages."""
    return hashlib.sha256("\n".join((sql_fingerprint(), str(MESSAGES))).encode()).hexdigest()[:16]


def _fingerprint(ingredients: Ingredients) -> str:
    parts = (_plan(), ingredients.time_zone, *ingredients.brand_handles)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def brand_handles(workspace: Workspace, lake: Lake) -> list[str]:
    """The handles by which a text can address the brand, lower case, without @."""
    named = {account.split(":")[-1].lower() for account in workspace.preferences.brand_accounts}
    files = lake.files("authors")
    if files:
        rows = duckdb.read_parquet(files).filter("is_brand and handle is not null").project("lower(handle)").fetchall()
        named.update(handle for (handle,) in rows)
    return sorted(named)


def _is_unread(folder: Path) -> bool:
    try:
        with (folder / "lease").open("a+", encoding="utf-8") as stream:
            portalocker.lock(stream, portalocker.LOCK_EX | portalocker.LOCK_NB)
            return True
    except (OSError, portalocker.exceptions.LockException):
        return False
