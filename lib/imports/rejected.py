"""Rows that were read and not taken: to look at, and to download as CSV or Parquet."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lib.schema import REJECTED
from lib.storage.workspace import Workspace

_IMPORT_ID = re.compile(r"[0-9A-Za-z-]{1,40}")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rejected_file(workspace: Workspace, import_id: str) -> Path | None:
    """The Parquet of an import's rejected rows; None where it has none."""
    path = workspace.place("rejected", f"{import_id}.parquet")
    return path if _IMPORT_ID.fullmatch(import_id) and path.is_file() else None


def first_rejected(path: Path, count: int, file: str = "") -> list[dict[str, Any]]:
    """The first rejected rows (of one file where it is named): file, line, reason, content."""
    found: list[dict[str, Any]] = []
    with pq.ParquetFile(path) as rows:
        for batch in rows.iter_batches(1_000):
            chosen = batch.filter(pc.equal(batch.column("file"), file)) if file else batch
            found += chosen.to_pylist()
            if len(found) >= count:
                break
    return found[:count]


def rejected_csv(path: Path) -> bytes:
    """All rejected rows as CSV (UTF-8 with a mark, so that spreadsheets read it); no cell can be a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(REJECTED.names)
    with pq.ParquetFile(path) as rows:
        for batch in rows.iter_batches(10_000):
            table = pa.Table.from_batches([batch]).select(REJECTED.names)
            writer.writerows([escaped_cell(cell) for cell in row.values()] for row in table.to_pylist())
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def escaped_cell(cell: object) -> object:
    """A cell that a spreadsheet takes as text: one that would begin a formula gets an apostrophe before it."""
    if isinstance(cell, str) and (cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)):
        return f"'{cell}"
    return cell
