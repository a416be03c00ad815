"""Delimited text (CSV, TSV) as a table: what separates its cells is found from its content.

Python's csv reader is the only path: with the cells turned into Arrow columns by the block it reads several hundred
thousand rows a second, and it is right about quotes, line ends within cells and rows of the wrong width.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TextIO

import pyarrow as pa

from lib.errors import BadExport
from lib.ingest.decoding import HEAD_BYTES, opened_text
from lib.ingest.source import BATCH_ROWS, Export, Rejection
from lib.ingest.table import CONTENT_LIMIT, Block, Table, as_json, text_column, unique_names

if TYPE_CHECKING:
    from _csv import Reader

LINE_LIMIT = 16 << 20
"""Characters of one line, and of one cell, at most."""
_BLOCK_CHARACTERS = 32 << 20
_SEPARATORS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r'"?sep=(.|\\t)"?', re.IGNORECASE)
_APOSTROPHE_FIRST = re.compile(r"(?:^|[,;\t|])'", re.MULTILINE)
_PREAMBLE_LINES = 20

csv.field_size_limit(LINE_LIMIT)


@dataclass(frozen=True)
class Dialect:
    """How the cells of a text are told apart. `skipped`: lines before the header (`sep=;`, a title)."""

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None
    skipped: int = 0

    def reader(self, lines: Iterator[str]) -> "Reader":
        """A csv reader over the lines."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape,
            doublequote=True,
            skipinitialspace=False,
        )


class OverlongLine(Exception):
    """A line longer than LINE_LIMIT was passed over."""


class _Lines:
    """The lines of a text, each within bounds; counts the characters it gave."""

    def __init__(self, text: TextIO) -> None:
        self._next = partial(text.readline, LINE_LIMIT)
        self.characters = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._next()
        if not line:
            raise StopIteration
        self.characters += len(line)
        if len(line) == LINE_LIMIT and line[-1] not in "\r\n":
            while len(line) == LINE_LIMIT and line[-1] not in "\r\n":
                line = self._next()
            raise OverlongLine
        return line


def delimited_table(export: Export) -> Table:
    """The table in a delimited text; BadExport where it is no text, or has no row."""
    with opened_text(export.path, export.name) as text:
        head = text.read(HEAD_BYTES)
        dialect = dialect_of(head)
        text.seek(0)
        header = _header(_Lines(text), dialect)
    if not header:
        raise BadExport(f"{export.name} has no rows: export it again.")
    names = unique_names(header)
    return Table("delimited text", names, lambda columns: _blocks(export, dialect, names, columns))


def delimited_rows(export: Export) -> Iterator[tuple[int, list[str]] | Rejection]:
    """(line, cells) of each row below the header as the file has them, or a Rejection for one of the wrong width."""
    table = delimited_table(export)
    for block in table.blocks(table.columns):
        yield from block.rejected
        for number, *cells in zip(block.lines.to_pylist(), *(c.to_pylist() for c in block.cells.values()), strict=True):
            yield number, cells


def dialect_of(head: str) -> Dialect:
    """The dialect under which the beginning of a text reads as a table: the widest that most rows fit."""
    lines = list(io.StringIO(head.lstrip("\ufeff"), newline=""))
    if len(head) >= HEAD_BYTES and len(lines) > 1:
        lines.pop()  # the last line may be cut
    if lines and (told := _SEPARATOR_LINE.fullmatch(lines[0].strip("\r\n "))):
        tried = [Dialect("\t" if told.group(1) == "\\t" else told.group(1), skipped=1)]
    else:
        # An apostrophe quotes cells only where one begins a cell; elsewhere it would part what stands in "a, b".
        quotes = ('"', "'") if _APOSTROPHE_FIRST.search(head) else ('"',)
        tried = [Dialect(delimiter, quote) for quote in quotes for delimiter in _SEPARATORS]
    best = max((_fit(dialect, lines) for dialect in tried), key=lambda fit: fit.score)
    # A backslash before a quote that neither closes its cell nor is doubled: quotes are escaped, not doubled.
    if re.search(rf"\\{best.dialect.quote}[^{best.dialect.quote}{re.escape(best.dialect.delimiter)}\r\n]", head):
        escaped = _fit(replace(best.dialect, escape="\\"), lines)
        best = max(escaped, best, key=lambda fit: fit.score)
    return best.dialect


@dataclass(frozen=True)
class _Fit:
    dialect: Dialect
    share: float = 0.0
    width: int = 1

    @property
    def score(self) -> tuple[bool, float, float]:
        """A table of two columns or more that fits four rows in five beats a narrower one that fits better."""
        fits = self.width > 1 and self.share >= 0.8
        return self.width > 1, fits * self.width, self.share


def _fit(dialect: Dialect, lines: list[str]) -> _Fit:
    """How well the lines read under a dialect, which is given back with the lines before the header found."""
    reader = dialect.reader(iter(lines[dialect.skipped :]))
    rows: list[list[str]] = []
    starts: list[int] = []
    try:
        start = 0
        for row in reader:
            if row:
                rows.append(row)
                starts.append(start)
            start = reader.line_num
    except csv.Error:
        return _Fit(dialect)
    if not rows:
        return _Fit(dialect)
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    first = next((i for i, row in enumerate(rows[:_PREAMBLE_LINES]) if len(row) == usual), 0)
    titles_only = usual > 2 and all(sum(map(bool, row)) <= 1 for row in rows[:first])
    at = first if titles_only else 0
    found = replace(dialect, skipped=dialect.skipped + starts[at])
    return _Fit(found, widths.count(len(rows[at])) / len(widths), len(rows[at]))


def _header(lines: _Lines, dialect: Dialect) -> list[str]:
    try:
        for _ in range(dialect.skipped):
            next(lines)
        header: list[str] = next((row for row in dialect.reader(lines) if row), [])
    except (csv.Error, OverlongLine, StopIteration):
        return []
    return [cell.removeprefix("\ufeff") for cell in header]


def _blocks(export: Export, dialect: Dialect, names: tuple[str, ...], wanted: Sequence[str]) -> Iterator[Block]:
    places = {name: names.index(name) for name in wanted if name in names}
    with opened_text(export.path, export.name) as text:
        lines = _Lines(text)
        for _ in range(dialect.skipped):
            next(lines)
        reader = dialect.reader(lines)
        is_header, passed = True, dialect.skipped
        rows: list[list[str]] = []
        starts: list[int] = []
        rejected: list[Rejection] = []
        start = passed + 1
        while True:
            try:
                for row in reader:
                    if row:
                        if is_header:
                            is_header = False
                        else:
                            rows.append(row)
                            starts.append(start)
                            if len(rows) == BATCH_ROWS or lines.characters > _BLOCK_CHARACTERS:
                                yield _block(names, places, rows, starts, rejected)
                                rows, starts, rejected, lines.characters = [], [], [], 0
                    start = passed + reader.line_num + 1
                break
            except OverlongLine:
                rejected.append(Rejection(start, "The line is longer than 16 million characters: no message is.", None))
                passed += 1  # the reader never saw it
            except csv.Error as error:
                rejected.append(Rejection(start, f"The row cannot be told apart into cells ({error}).", None))
            start = passed + reader.line_num + 1
        if rows or rejected:
            yield _block(names, places, rows, starts, rejected)


def _block(
    names: tuple[str, ...],
    places: dict[str, int],
    rows: list[list[str]],
    starts: list[int],
    rejected: list[Rejection],
) -> Block:
    width = len(names)
    if set(map(len, rows)) - {width}:
        kept = [_fitted(row, width) for row in rows]
        for row, fitting, start in zip(rows, kept, starts, strict=True):
            if fitting is None:
                reason = f"The row has {len(row)} cells, the header {width}: a separator or a quotation mark is amiss."
                rejected.append(Rejection(start, reason, _again(row)))
        starts = [start for start, row in zip(starts, kept, strict=True) if row is not None]
        rows = [row for row in kept if row is not None]
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    cells = {name: text_column(columns[place]) for name, place in places.items()}
    return Block(cells, pa.array(starts, pa.int64()), partial(_content, names, rows), tuple(rejected))


def _content(names: tuple[str, ...], rows: list[list[str]], place: int) -> str:
    return as_json(names, rows[place])


def _fitted(row: list[str], width: int) -> list[str] | None:
    """The row at its header's width: blank cells beyond it are a trailing separator; None where it does not fit."""
    if len(row) == width:
        return row
    return row[:width] if len(row) > width and not any(row[width:]) else None


def _again(row: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(row)
    return out.getvalue().rstrip("\r\n")[:CONTENT_LIMIT]
