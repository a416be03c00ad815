"""JSON lines, or one JSON list of objects, as a table: a column for each key, "user.name" for one within another."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

import pyarrow as pa

from lib.errors import BadExport
from lib.ingest.decoding import decoded_head
from lib.ingest.json_stream import json_items, json_lines
from lib.ingest.source import BATCH_ROWS, Export, Rejection
from lib.ingest.table import Block, Table, as_json, cell_text, text_column

_LOOKED_AT = 1_000
"""Rows whose keys make the columns shown; rows after them may have more."""
_DEEPEST = 4
_BLOCK_CHARACTERS = 8 << 20
"""Characters of text in a block at most (and one row more): long rows make blocks of fewer."""


def json_table(export: Export) -> Table:
    """The table in the file; BadExport where it is broken, or its beginning holds no object."""
    names: dict[str, None] = {}
    for row in islice(_rows(export), _LOOKED_AT):
        if not isinstance(row, Rejection):
            names.update(dict.fromkeys(row[1]))
    if not names:
        raise BadExport(f"{export.name} holds no rows of JSON objects: name its source with --source.")
    return Table("JSON", tuple(names), partial(_blocks, export), is_closed=False)


def _rows(export: Export) -> Iterator[tuple[int, dict[str, Any]] | Rejection]:
    if decoded_head(export.path).lstrip("\ufeff \t\r\n").startswith("["):
        found: Iterator[tuple[int, Any] | Rejection] = (
            (number, value) for number, (_, value) in enumerate(json_items(export, "item"), start=1)
        )
    else:
        found = json_lines(export)
    for row in found:
        if isinstance(row, Rejection):
            yield row
        elif isinstance(row[1], dict):
            yield row[0], _flat(row[1])
        else:
            yield Rejection(row[0], "The line is JSON, but no object with keys.", as_json(("value",), (row[1],)))


def _flat(value: dict[str, Any], before: str = "", depth: int = 0) -> dict[str, Any]:
    if depth == 0 and not any(isinstance(inner, dict) for inner in value.values()):
        return value
    cells: dict[str, Any] = {}
    for key, inner in value.items():
        if isinstance(inner, dict) and inner and depth < _DEEPEST:
            cells |= _flat(inner, f"{before}{key}.", depth + 1)
        else:
            cells[f"{before}{key}"] = inner
    return cells


def _blocks(export: Export, wanted: Sequence[str]) -> Iterator[Block]:
    rows: list[dict[str, Any]] = []
    lines: list[int] = []
    rejected: list[Rejection] = []
    characters = 0
    for row in _rows(export):
        if isinstance(row, Rejection):
            rejected.append(row)
            characters += len(row.content or "")
        else:
            lines.append(row[0])
            rows.append(row[1])
            characters += sum(len(value) for value in row[1].values() if isinstance(value, str))
        if len(rows) + len(rejected) == BATCH_ROWS or characters >= _BLOCK_CHARACTERS:
            yield _block(rows, lines, rejected, wanted)
            rows, lines, rejected, characters = [], [], [], 0
    if rows or rejected:
        yield _block(rows, lines, rejected, wanted)


def _block(rows: list[dict[str, Any]], lines: list[int], rejected: list[Rejection], wanted: Sequence[str]) -> Block:
    cells = {name: text_column([cell_text(row.get(name)) for row in rows]) for name in wanted}
    return Block(
        cells,
        pa.array(lines, pa.int64()),
        lambda i: as_json(tuple(rows[i]), rows[i].values()),
        tuple(rejected),
    )
