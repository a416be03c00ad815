"""Small communities for tests: rows as a source would yield them, and workspaces filled with them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lib.imports.account import Account
from lib.imports.run import Wishes, import_files
from lib.ingest.rows import Row, batches
from lib.storage.records import Records
from lib.storage.workspace import Preferences, Workspace

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def row(number: int, *, text: str = "Buongiorno, quando arriva il libro?", **given: object) -> Row:
    """One row by a reader; `number` gives id, hour and line."""
    made: Row = {
        "channel": "instagram",
        "message_id": f"m{number}",
        "kind": "comment",
        "author_key": f"reader{number % 7}",
        "author_handle": f"reader{number % 7}",
        "author_name": f"Reader {number % 7}",
        "created_at": START + timedelta(hours=number),
        "text": text,
        "line": number + 1,
    }
    made.update(given)  # type: ignore[typeddict-item]
    return made


def export(path: Path, rows: Iterable[Row]) -> Path:
    """A Parquet export in the schema RAW that holds these rows."""
    tables = [pa.Table.from_batches([batch.rows]) for batch in batches(rows)]
    pq.write_table(pa.concat_tables(tables), path)
    return path


def workspace_in(folder: Path, **preferences: object) -> Workspace:
    """A new workspace in this folder."""
    return Workspace.opened_or_created(folder, Preferences(**preferences))  # type: ignore[arg-type]


def imported(workspace: Workspace, *paths: Path, wishes: Wishes | None = None) -> Account:
    """Import these files into the workspace."""
    return import_files(workspace, paths, wishes or Wishes(), Records.of(workspace))
