"""Rows of a file to be labelled or measured: CSV (comma, semicolon or tab) or JSON lines, as dictionaries.

Rows stream, so that a file of any length takes little memory. What cannot be read names its row.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from lib.errors import EarshotError
from lib.signals.ear import Ear

Row = dict[str, Any]
AT_ONCE = 2_000
_LONGEST_CELL = 64 * 1024 * 1024
_DELIMITERS = ",;\t|"


class BadRows(EarshotError):
    """A file of rows cannot be used; the sentence names the row and says why."""


def rows_of(path: Path | None) -> Iterator[Row]:
    """The rows of a CSV or JSON-lines file, or of standard input where none is given."""
    if path is None:
        yield from _rows(sys.stdin, "standard input")
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _rows(stream, path.name)
    except OSError as error:
        raise BadRows(f"{path} cannot be read ({error.strerror}).") from error


def heard_rows(rows: Iterable[Row], ear: Ear, text: str, language: str, channel: str) -> Iterator[tuple[Row, Row]]:
    """Each row beside its signals (columns of schema SIGNALS). BadRows where a row has no `text` column.

    `language` and `channel` name columns that are read where a row has them.
    """
    counted = enumerate(rows, start=1)
    while batch := list(islice(counted, AT_ONCE)):
        asked = pa.table(
            {
                "text": pa.array([_text_of(row, text, number) for number, row in batch], pa.string()),
                "language": pa.array([_plain(row.get(language)) for _, row in batch], pa.string()),
                "channel": pa.array([_plain(row.get(channel)) for _, row in batch], pa.string()),
            }
        )
        yield from zip((row for _, row in batch), ear(asked).to_pylist(), strict=True)


def _rows(stream: IO[str], name: str) -> Iterator[Row]:
    try:
        first = next((line for line in stream if line.strip()), "")
        lines = chain((first,), stream)
        if first.lstrip("\ufeff ").startswith("{"):
            yield from _json_lines(lines, name)
        elif first.lstrip().startswith("["):
            raise BadRows(f"{name} holds one JSON list: write one object a line instead.")
        else:
            yield from _delimited(lines, first, name)
    except UnicodeDecodeError as error:
        raise BadRows(f"{name} is not in UTF-8 (byte {error.start}): save it so and try again.") from error


def _json_lines(lines: Iterable[str], name: str) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            raise BadRows(f"{name}, line {number}: this is no JSON ({error}).") from error
        if not isinstance(row, dict):
            raise BadRows(f"{name}, line {number}: each line must hold one object.")
        yield row


def _delimited(lines: Iterable[str], first: str, name: str) -> Iterator[Row]:
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        delimiter = max(_DELIMITERS, key=first.count)
        reader = csv.reader(lines, delimiter=delimiter)
        header = next(reader, [])
        if not any(header):
            raise BadRows(f"{name} is empty: give a header row, or JSON lines.")
        for number, cells in enumerate(reader, start=2):
            if not cells:
                continue
            if len(cells) > len(header):
                raise BadRows(
                    f"{name}, row {number}: {len(cells)} cells under {len(header)} columns; put quotes around texts."
                )
            yield dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise BadRows(f"{name} is no table that can be read ({error}).") from error
    finally:
        csv.field_size_limit(limit)


def _text_of(row: Mapping[str, Any], column: str, number: int) -> str:
    if column not in row:
        known: Sequence[str] = [str(key) for key in row]
        raise BadRows(f"Row {number} has no column {column!r}; its columns are {', '.join(known) or 'none'}.")
    value = row[column]
    return value if isinstance(value, str) else "" if value is None else str(value)


def _plain(value: object) -> str | None:
    return str(value) if value not in (None, "") else None
