"""A large export to measure with: the demo's year over and over, each time under other ids and in other words."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from lib.demo import demo_batches
from lib.demo.build import SEED

COLUMNS = (
    "message_id",
    "parent_id",
    "source_conversation_id",
    "channel",
    "kind",
    "author_key",
    "author_handle",
    "author_name",
    "created_at",
    "text",
    "likes",
    "rating",
    "url",
)
"""The columns of both files."""
_IDS = ("message_id", "parent_id", "source_conversation_id")


def copies(messages: int) -> Iterator[pa.Table]:
    """The demo until that many messages are reached: every copy has its own ids and one word that no other has."""
    year = pa.Table.from_batches(demo_batches(SEED)).select(list(COLUMNS))
    left, number = messages, 0
    while left > 0:
        number += 1
        made = year.slice(0, left)
        changed = {name: pc.binary_join_element_wise(made[name], f"{number:x}z", "_") for name in _IDS}
        changed["text"] = pc.binary_join_element_wise(made["text"], f"({number})", " ")
        for name, column in changed.items():
            made = _set(made, name, column)
        left -= made.num_rows
        yield made


def write_parquet(path: Path, messages: int) -> Path:
    """The export as Parquet."""
    writer: pq.ParquetWriter | None = None
    for table in copies(messages):
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()
    return path


def write_csv(path: Path, messages: int) -> Path:
    """The export as CSV."""
    writer: pa_csv.CSVWriter | None = None
    for table in copies(messages):
        times = pc.strftime(table["created_at"], "%Y-%m-%dT%H:%M:%SZ")
        plain = _set(table, "created_at", times)
        writer = writer or pa_csv.CSVWriter(path, plain.schema)
        writer.write_table(plain)
    if writer:
        writer.close()
    return path


def _set(table: pa.Table, name: str, column: pa.ChunkedArray) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, column)
