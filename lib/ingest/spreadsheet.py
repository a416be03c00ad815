"""An Excel workbook (.xlsx) as a table: the first sheet that holds one, each cell as text.

A number that a spreadsheet holds as a float beyond 2^53 has lost its last digits for good; it comes through as
"1.23e+17", and the reader of ids turns it down with that reason.
"""

import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from zipfile import BadZipFile

import openpyxl
import pyarrow as pa
from openpyxl.utils.exceptions import InvalidFileException

from lib.errors import BadExport
from lib.ingest.archive import LIMITS, Limits, judged
from lib.ingest.source import Export
from lib.ingest.table import Block, Table, as_json, cell_text, text_column, unique_names

_BLOCK_ROWS = 2_000
_LIMITS = Limits(members=LIMITS.members, unpacked=4 << 30)
_LOOKED_AT = 20
"""Rows in which a sheet's header is looked for."""
_DAMAGE = (
    InvalidFileException,
    BadZipFile,
    SyntaxError,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
)
"""What openpyxl raises for workbooks that are not whole; SyntaxError is that of both XML parsers it may use."""


def spreadsheet_table(export: Export) -> Table:
    """The first table in the workbook; BadExport where it is damaged, too large or holds none."""
    judged(export.path, export.name, _LIMITS)
    with _opened(export) as book:
        for place, sheet in enumerate(book.worksheets):
            sheet.reset_dimensions()
            found = _header(sheet.iter_rows(max_row=_LOOKED_AT, values_only=True))
            if found:
                row, header = found
                names = unique_names(header)
                return Table("a spreadsheet", names, partial(_blocks, export, place, row, names))
    raise BadExport(f"{export.name} holds no table: the first row of a sheet has to name its columns.")


def _header(rows: Iterator[tuple[Any, ...]]) -> tuple[int, list[str]] | None:
    """(row number from 1, cells) of the first row with two cells or more that has another below it."""
    seen: tuple[int, list[str]] | None = None
    for number, row in enumerate(rows, start=1):
        cells = [cell_text(value) or "" for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        filled = sum(1 for cell in cells if cell.strip())
        if seen and filled:
            return seen
        if filled > 1:
            seen = number, cells
    return None


def _blocks(
    export: Export, place: int, header_row: int, names: tuple[str, ...], wanted: Sequence[str]
) -> Iterator[Block]:
    with _opened(export) as book:
        sheet = book.worksheets[place]
        sheet.reset_dimensions()
        rows: list[tuple[Any, ...]] = []
        lines: list[int] = []
        for number, row in enumerate(sheet.iter_rows(min_row=header_row + 1, values_only=True), start=header_row + 1):
            if any(value is not None for value in row):
                rows.append(row)
                lines.append(number)
            if len(rows) == _BLOCK_ROWS:
                yield _block(rows, lines, names, wanted)
                rows, lines = [], []
        if rows:
            yield _block(rows, lines, names, wanted)


def _block(rows: list[tuple[Any, ...]], lines: list[int], names: tuple[str, ...], wanted: Sequence[str]) -> Block:
    cells = {}
    for name in wanted:
        if name in names:
            at = names.index(name)
            cells[name] = text_column([cell_text(row[at]) if at < len(row) else None for row in rows])
    return Block(cells, pa.array(lines, pa.int64()), lambda i: as_json(names, map(cell_text, rows[i])))


@contextmanager
def _opened(export: Export) -> Iterator[Any]:
    """The workbook, read row by row; what openpyxl stumbles over, here or in the rows, becomes BadExport."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that hold no cell
            book = openpyxl.load_workbook(export.path, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()
    except _DAMAGE as error:
        said = (str(error) or type(error).__name__).splitlines()[0]
        raise BadExport(f"{export.name} is no whole Excel workbook ({said}): save it again as .xlsx.") from error
