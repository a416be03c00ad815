"""The doctor's look at the tables: the lake, what is published of it, and the store of decisions."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import tantivy
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from sqlalchemy.exc import SQLAlchemyError

from lib.errors import WorkspaceError
from lib.imports.doctor import MEND, RESTORE, Check, Finding, Patient
from lib.imports.mend import orphans
from lib.storage.lake import Lake
from lib.storage.portable import head_revision, is_known, revision_at
from lib.storage.publish import is_of_this_program
from lib.storage.read_model import Published, published
from lib.storage.records import Records
from lib.words import _

_DAY_SECONDS = 24 * 3600
ANEW = f"{MEND} --anew"


def lake(patient: Patient) -> Iterator[Finding]:
    """Whether both tables open, and every file that they name is there and can be read."""
    for name in ("messages", "authors"):
        path = patient.place(name)
        if not path.exists():
            continue
        try:
            files = DeltaTable(str(path)).file_uris()
        except (DeltaError, OSError):
            yield Finding("lake", _("The log of {name} cannot be read: its rows are out of reach.", name=name), RESTORE)
            continue
        for file in files:
            try:
                duckdb.execute("select count(*) from parquet_metadata($file)", {"file": file})
            except (duckdb.Error, OSError):
                yield Finding(
                    "lake", _("A file of the tables is missing or damaged: {name}.", name=Path(file).name), RESTORE
                )
    if not patient.place("messages").exists() and patient.place("published", "current.json").exists():
        yield Finding("lake", _("The messages are gone; only what was published of them is left."), RESTORE)


def clock(patient: Patient) -> Iterator[Finding]:
    """Whether the clock goes: nothing was imported in the future."""
    files = Lake(patient.workspace).files()
    newest = "select epoch(max(imported_at)) from read_parquet($files)"
    seconds = duckdb.execute(newest, {"files": files}).fetchall()[0][0] if files else None
    if seconds is not None and seconds > datetime.now(UTC).timestamp() + _DAY_SECONDS:
        day = datetime.fromtimestamp(seconds, UTC).date()
        said = _("The clock is behind: something was imported on {day}, which is still to come.", day=day)
        yield Finding("clock", said, "timedatectl set-ntp true")


def read_model(patient: Patient) -> Iterator[Finding]:
    """Whether what is published is whole, opens, and is what the lake holds."""
    stored = Lake(patient.workspace)
    if not stored.exists:
        return
    try:
        current = published(patient.workspace)
    except WorkspaceError as error:
        yield Finding("published", str(error), MEND)
        return
    if current is None:
        yield Finding("published", _("Nothing is published of what was imported."), MEND)
        return
    if not (current.folder / "model.duckdb").exists() or not (current.folder / "search").is_dir():
        yield Finding("published", _("Version {number} is in force, and is not there.", number=current.version), MEND)
        return
    yield from _opens(current)
    if patient.is_written:
        return
    if not is_of_this_program(current):
        yield Finding("published", _("What is published was made by another Earshot."), MEND)
    elif _is_behind(current, stored):
        yield Finding("published", _("What is published is behind what was imported."), MEND)


def _opens(current: Published) -> Iterator[Finding]:
    """The model says how many messages it holds; it holds them, and so does the index."""
    try:
        with duckdb.connect(str(current.folder / "model.duckdb"), read_only=True) as model:
            said, held = model.execute("select message_count, (select count(*) from messages) from model").fetchall()[0]
    except duckdb.Error:
        yield Finding("published", _("Version {number} cannot be opened.", number=current.version), ANEW)
        return
    if said != held:
        yield Finding("published", _("Version {number} does not hold what it says.", number=current.version), ANEW)
    try:
        indexed = tantivy.Index.open(str(current.folder / "search")).searcher().num_docs
    except (ValueError, OSError):
        yield Finding("index", _("The text index cannot be opened."), ANEW)
        return
    if indexed != held:
        yield Finding("index", _("The text index does not hold the messages that are published."), ANEW)


def _is_behind(current: Published, stored: Lake) -> bool:
    recipe = json.loads((current.folder / "recipe.json").read_text("utf-8"))
    return (recipe["files"], recipe["author_files"]) != (stored.files(), stored.files("authors"))


def decisions(patient: Patient) -> Iterator[Finding]:
    """Whether the store opens, is sound, and has this program's schema."""
    file = patient.place("decisions.sqlite")
    if not patient.database_url:
        if not file.exists():
            return
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            try:
                sound = connection.execute("pragma quick_check").fetchone() == ("ok",)
            except sqlite3.Error:
                sound = False
        if not sound:
            yield Finding("decisions", _("The store of decisions is damaged."), RESTORE)
            return
    try:
        revision = revision_at(patient.workspace, patient.database_url)
    except SQLAlchemyError as error:
        said = str(error).splitlines()[0]
        yield Finding("decisions", _("The store of decisions cannot be reached ({said}).", said=said))
        return
    if not is_known(revision) and revision:
        yield Finding("decisions", _("The decisions were kept by a newer Earshot: install that one."))
    elif revision != head_revision():
        yield Finding("decisions", _("The schema of the decisions is that of an older Earshot."), MEND)
    elif not patient.is_written:
        for path in orphans(patient.workspace, Records.of(patient.workspace, patient.database_url)):
            said = _("Rejected rows of an import that died before its account was kept: {name}.", name=path.name)
            yield Finding("rejected", said, MEND)


TABLE_CHECKS: tuple[Check, ...] = (lake, clock, read_model, decisions)
