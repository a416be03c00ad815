"""A Parquet file as a table, read by its row groups so that memory stays flat."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import pyarrow as pa
import pyarrow.parquet as pq

from lib.errors import BadExport
from lib.ingest.source import BATCH_ROWS, Export
from lib.ingest.table import Block, Table, as_json, text_array


def parquet_schema(export: Export) -> pa.Schema:
    """The Arrow schema of the file; BadExport where it is no whole Parquet file."""
    with opened_parquet(export) as file:
        return file.schema_arrow


def parquet_table(export: Export) -> Table:
    """The table in the file; BadExport where it is damaged."""
    names = tuple(dict.fromkeys(parquet_schema(export).names))
    return Table("Parquet", names, partial(_blocks, export, names))


@contextmanager
def opened_parquet(export: Export) -> Iterator[pq.ParquetFile]:
    """The file opened; whatever Arrow stumbles over, here or in its rows, becomes BadExport."""
    try:
        with pq.ParquetFile(export.path) as file:
            yield file
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        said = (str(error) or type(error).__name__).splitlines()[0][:200]
        raise BadExport(f"{export.name} is no whole Parquet file ({said}): export it again.") from error


def _blocks(export: Export, names: tuple[str, ...], wanted: Sequence[str]) -> Iterator[Block]:
    columns = [name for name in names if name in frozenset(wanted)]
    start = 1
    with opened_parquet(export) as file:
        for batch in file.iter_batches(BATCH_ROWS, columns=columns):
            # With no column wanted there is no batch to count; callers always want one.
            cells = {name: text_array(batch.column(name)) for name in columns}
            lines = pa.array(range(start, start + batch.num_rows), pa.int64())
            yield Block(cells, lines, partial(_content, batch))
            start += batch.num_rows


def _content(batch: pa.RecordBatch, place: int) -> str:
    row = batch.slice(place, 1).to_pylist()[0]
    return as_json(tuple(row), row.values())
