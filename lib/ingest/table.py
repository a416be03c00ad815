"""A table, whatever it is kept in (delimited text, a spreadsheet, JSON lines, Parquet), as blocks of text columns.

Every cell is text as it stands in the file, so that a 64-bit id never passes through a float; only the times of
Parquet stay times. Blocks keep how to say a row again, which is done for rejected rows alone.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.source import Rejection

CONTENT_LIMIT = 2_000
"""Characters of a rejected row that are kept."""
_EXACT = float(1 << 53)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Block:
    """Consecutive rows of a table: `cells` by column (strings, or timestamps of Parquet), all of one length.

    `lines`: int64, the line of each row in its file, from 1. `content(i)`: row i as JSON text. `rejected`: rows
    that stood between these and are no rows of the table.
    """

    cells: dict[str, pa.Array]
    lines: pa.Array
    content: Callable[[int], str]
    rejected: tuple[Rejection, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class Table:
    """A table opened for reading: its columns as far as its beginning shows, and a way through its rows.

    `blocks(columns)` starts at the first row each time and gives the named columns (null where a row has none).
    `is_closed`: the columns are all there are; of JSON lines later rows may have more. `kind`: what it was kept in.
    """

    kind: str
    columns: tuple[str, ...]
    blocks: Callable[[Sequence[str]], Iterator[Block]]
    is_closed: bool = True


def unique_names(header: Iterable[str]) -> tuple[str, ...]:
    """Column names told apart: "Date", "Date (2)"; one without a name is called by its place."""
    names: dict[str, None] = {}
    last: dict[str, int] = {}
    for place, cell in enumerate(header, start=1):
        name = plain = " ".join(cell.split()) or f"column {place}"
        while name in names:
            last[plain] = last.get(plain, 1) + 1  # goes on where it stopped: a header may hold one name a million times
            name = f"{plain} ({last[plain]})"
        names[name] = None
    return tuple(names)


def as_json(columns: Sequence[str], values: Iterable[object]) -> str:
    """A row as JSON text, cut at CONTENT_LIMIT characters."""
    return json.dumps(dict(zip(columns, values, strict=False)), ensure_ascii=False, default=str)[:CONTENT_LIMIT]


def text_column(values: Sequence[str | None]) -> pa.Array:
    """An Arrow column of the texts; lone surrogates, which no encoding can hold, become U+FFFD."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return pa.array([v if v is None else _LONE_SURROGATE.sub("\ufffd", v) for v in values], pa.string())


def cell_text(value: object) -> str | None:
    """A cell of a spreadsheet or of JSON as text: 3.0 is "3", a time is ISO 8601, a list or an object is JSON.

    A whole number that a float no longer holds exactly keeps its exponent ("1.23e+17"), which tells on it later.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else f"{value!r}"
    if isinstance(value, int):
        return _int_text(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return json.dumps(value, ensure_ascii=False, default=str)


def text_array(values: pa.Array) -> pa.Array:
    """A typed Arrow column as text by the rules of `cell_text`; timestamps stay timestamps."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        return text_array(values.dictionary_decode())
    if pa.types.is_timestamp(kind) or pa.types.is_string(kind):
        return values
    if pa.types.is_date(kind):
        return values.cast(pa.timestamp("us"))
    if pa.types.is_large_string(kind) or pa.types.is_integer(kind) or pa.types.is_null(kind):
        return values.cast(pa.string())
    if pa.types.is_boolean(kind):
        return pc.if_else(values, "true", "false")
    return text_column([cell_text(value) for value in values.to_pylist()])


def _int_text(value: int) -> str:
    try:
        return str(value)
    except ValueError:  # thousands of digits: no id and no count
        return f"{value:#x}"
