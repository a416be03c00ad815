"""An import from beginning to end: files → stage → merge → signals → one commit → a published version.

Until the commit nothing of it is visible; between the commit and the publishing the old version is served; killed
anywhere, the next import or publish finishes what is left.
"""

import shutil
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lib.errors import BadExport, EarshotError, WorkspaceError
from lib.imports.account import Account
from lib.imports.decided import corrections_in_force, forgotten_authors, keep_account
from lib.imports.forget import finish_forgetting
from lib.imports.hearing import awakened, heard
from lib.imports.merge import Merge
from lib.imports.relabel import relabel_locked
from lib.imports.retention import kept_since
from lib.imports.stage import Stage
from lib.ingest.canonical import Canon
from lib.ingest.exports import opened_exports
from lib.ingest.registry import named_source, recognised_source
from lib.ingest.source import Export, Reading, Source
from lib.schema import MESSAGES
from lib.signals import Ear
from lib.signals.own import ear_of
from lib.storage.ahead import CopyAhead
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.records import Records
from lib.storage.workspace import Workspace

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how many rows so far, and of how many (None: not known yet)."""


class Cancelled(EarshotError):
    """The user stopped the import; nothing of it was kept."""


@dataclass(frozen=True)
class Wishes:
    """What the user decided about this import. `source`: a name of the registry where recognition is not wanted.

    `readings`: what was decided about single exports, by name, in place of `reading`.
    """

    reading: Reading = field(default_factory=Reading)
    source: str = ""
    brand_accounts: Sequence[str] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)


def import_files(
    workspace: Workspace,
    paths: Iterable[Path],
    wishes: Wishes,
    records: Records,
    progress: Progress = lambda what, done, of: None,
) -> Account:
    """Import these files, folders and zips as one whole. A file that cannot be used is named in its account.

    Raises BadExport, with the workspace untouched, where no file can be used; `progress` may raise Cancelled.
    """
    with workspace.locked():
        finish_forgetting(workspace, records)
        workspace = _with_brand(workspace, wishes.brand_accounts)
        scratch = workspace.place("scratch")
        shutil.rmtree(scratch, ignore_errors=True)
        import_id = datetime.now(UTC).strftime("%Y%m%dT%H%M%S-") + uuid.uuid4().hex[:6]
        started_at = datetime.now(UTC)
        try:
            stage = _staged(workspace, paths, wishes, records, scratch / "stage", progress)
            with CopyAhead(workspace, scratch / "ahead") as ahead:
                commit_stage(workspace, stage, scratch, started_at, progress)
                relabel_locked(workspace, progress)
                workspace = workspace.with_preferences(workspace.preferences)
                rejected = _keep_rejected(workspace, stage, import_id)
                progress("publishing", 0, None)
                version = publish(workspace, corrections_in_force(records), ahead=ahead)
        except (OSError, duckdb.Error, pa.ArrowException) as error:
            raise WorkspaceError(f"The import stopped and nothing of it is shown ({error}).") from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        account = Account(import_id, tuple(stage.files), version, rejected)
        keep_account(records, account, started_at)
        return account


def _staged(
    workspace: Workspace, paths: Iterable[Path], wishes: Wishes, records: Records, folder: Path, progress: Progress
) -> Stage:
    brand = frozenset(workspace.preferences.brand_accounts)
    canon = Canon(
        workspace.key,
        brand,
        wishes.reading.include_direct,
        forgotten_authors(records),
        kept_since(workspace, datetime.now(UTC)),
    )
    stage = Stage(folder)
    chosen = named_source(wishes.source) if wishes.source else None
    try:
        for export in opened_exports(paths, folder / "opened"):
            if isinstance(export, Export):
                reading = replace(wishes.readings.get(export.name, wishes.reading), brand_accounts=brand)
                _read(export, chosen, reading, canon, stage, progress)
            else:
                _pass_over(stage, export.name, export.error)
    finally:
        stage.close()
    problems = [f.problem for f in stage.files if f.problem]
    if problems and len(problems) == len(stage.files):
        raise BadExport(" ".join(problems[:3]))
    if not stage.files:
        raise BadExport("There is nothing to import here: give export files, a folder of them, or a zip.")
    return stage


def _read(
    export: Export, chosen: Source | None, reading: Reading, canon: Canon, stage: Stage, progress: Progress
) -> None:
    """Put one export on the stage. One that breaks off ends the whole import: half a file is never kept."""
    try:
        source = chosen or recognised_source(export, reading.mapping)
    except BadExport as error:
        _pass_over(stage, export.name, error)
        return
    stage.open_file(canon.unnamed(export.name), source.name)
    for batch in source.read(export, reading):
        rows, rejected = canon.staged(batch)
        stage.add(rows, rejected, batch.notes)
        progress(export.name, stage.row_count, None)


def _pass_over(stage: Stage, name: str, error: EarshotError) -> None:
    """What lies inside a folder or zip and is no export is noted; what was given by name ends the import."""
    if "/" not in name:
        raise error
    stage.open_file(name, "").problem = str(error)


def commit_stage(workspace: Workspace, stage: Stage, scratch: Path, at: datetime, progress: Progress) -> None:
    """Join the stage with the lake, hear what is new, and commit it; the workspace must be locked."""
    lake = Lake(workspace)
    lake.create()
    brand = workspace.preferences.brand_accounts
    merge = Merge(scratch / "merge", lake.files(), lake.files("authors"), stage.rows_file, brand)
    ear = ear_of(workspace)
    waking = awakened(ear, stage.row_count)
    try:
        progress("joining", 0, stage.row_count)
        merge.join(stage.files)
        merge.settle()
        changed = scratch / "changed.parquet"
        count = merge.write_changed(changed, at)
        authors = merge.authors()
        if count:
            heard_file = scratch / "heard.parquet"
            waking.join()
            _hear(ear, changed, heard_file, count, progress)
            _write(lake, merge, heard_file, changed)
        if authors.num_rows:
            lake.merge_authors(authors)
    finally:
        merge.close()


def _hear(ear: Ear, changed: Path, heard_file: Path, count: int, progress: Progress) -> None:
    done = 0
    with pq.ParquetFile(changed) as source, pq.ParquetWriter(heard_file, MESSAGES, compression="zstd") as target:
        for batch in heard(source.iter_batches(4_096), ear, count):
            target.write_batch(batch)
            done += batch.num_rows
            progress("listening", done, count)


def _write(lake: Lake, merge: Merge, heard_file: Path, changed: Path) -> None:
    new, old = merge.months(changed)
    merge.use(heard_file)
    if old:
        lake.replace_months(merge.months_rewritten(sorted({*new, *old})), sorted({*new, *old}))
    else:
        with pq.ParquetFile(heard_file) as rows:
            lake.append_messages(pa.RecordBatchReader.from_batches(MESSAGES, rows.iter_batches(4_096)))


def _keep_rejected(workspace: Workspace, stage: Stage, import_id: str) -> str | None:
    if not any(file.rejected for file in stage.files):
        return None
    folder = workspace.place("rejected")
    folder.mkdir(exist_ok=True)
    target = folder / f"{import_id}.parquet"
    shutil.move(stage.rejected_file, target)
    return str(target)


def _with_brand(workspace: Workspace, accounts: Sequence[str]) -> Workspace:
    """The workspace with these brand accounts besides those it has; not saved yet."""
    named = {account.strip().lstrip("@").lower() for account in accounts if account.strip()}
    together = tuple(sorted(named | set(workspace.preferences.brand_accounts)))
    return replace(workspace, preferences=replace(workspace.preferences, brand_accounts=together))
