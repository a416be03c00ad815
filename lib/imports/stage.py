"""The stage of an import: canonical rows and rejections of all its files, on disk, before anything is kept.

Nothing here is visible to anybody; a killed import leaves a folder under `scratch/` that the next one clears.
"""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lib.imports.account import FileAccount
from lib.ingest.canonical import STAGED
from lib.ingest.source import Rejection
from lib.schema import REJECTED

_ROWS = STAGED.append(pa.field("seq", pa.int64())).append(pa.field("file_no", pa.int32()))
_CONTENT_LIMIT = 10_000
"""Characters of a rejected row that are kept to look at."""


class Stage:
    """Collects rows in the order they are read; `seq` numbers them from 1 over all files."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.rows_file = folder / "rows.parquet"
        self.rejected_file = folder / "rejected.parquet"
        self.files: list[FileAccount] = []
        self.row_count = 0
        self._rows = pq.ParquetWriter(self.rows_file, _ROWS, compression="zstd")
        self._rejected = pq.ParquetWriter(self.rejected_file, REJECTED, compression="zstd")

    def open_file(self, name: str, source: str) -> FileAccount:
        """Begin the account of one file; rows added from now on are its own. A second of that name gets a number."""
        taken = {file.file for file in self.files}
        number, free = 1, name
        while free in taken:
            number += 1
            free = f"{name} ({number})"
        account = FileAccount(free, source)
        self.files.append(account)
        return account

    def add(self, rows: pa.Table, rejected: Iterable[Rejection], notes: Iterable[str] = ()) -> None:
        """Put rows (schema STAGED) and rejections of the file under way on the stage."""
        account = self.files[-1]
        count = rows.num_rows
        if count:
            sequence = pa.array(range(self.row_count + 1, self.row_count + count + 1), pa.int64())
            numbered = rows.append_column("seq", sequence)
            numbered = numbered.append_column("file_no", pa.array([len(self.files) - 1] * count, pa.int32()))
            self._rows.write_table(numbered.cast(_ROWS))
            self.row_count += count
        turned_down = [
            {"file": account.file, "line": r.line, "reason": r.reason, "content": r.content and _printable(r.content)}
            for r in rejected
        ]
        if turned_down:
            self._rejected.write_table(pa.Table.from_pylist(turned_down, schema=REJECTED))
        account.read += count + len(turned_down)
        account.rejected += len(turned_down)
        account.reasons.update(str(r["reason"]) for r in turned_down)
        account.notes.extend(notes)

    def close(self) -> None:
        """Finish both files, so that they can be read."""
        self._rows.close()
        self._rejected.close()


def _printable(content: str) -> str:
    return content[:_CONTENT_LIMIT].encode("utf-8", "replace").decode("utf-8")
