"""A look into an export before it is imported: what it is, its first rows as they will be, and what it leaves open.

Only the beginning is read (the first batch that holds rows), by the very code that imports; nothing is kept.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lib.errors import EarshotError, NeedsChoice
from lib.imports.voices import Voice, voices
from lib.ingest.canonical import DIRECT_LEFT_OUT, Canon
from lib.ingest.exports import Unusable
from lib.ingest.guess import guessed_mapping
from lib.ingest.mapping import Mapping
from lib.ingest.registry import recognised_source
from lib.ingest.source import Batch, Export, Reading
from lib.ingest.tables import opened_table, sampled_block
from lib.schema import RAW

SHOWN = 6
"""Rows of a preview that are shown."""
MAPPED = "mapped"
"""The name of the source that reads tables through a mapping."""


@dataclass(frozen=True)
class Columns:
    """A table as it stands: its columns, its first rows, and the mapping it is read through (None: not known yet)."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: Mapping | None
    is_guessed: bool


@dataclass(frozen=True)
class Preview:
    """What a look into one export found.

    `rows`: the first as they will be, with the name shown as "who". `kept`, `rejected`: counts in the part looked
    at, which is all of the file where `is_whole`; `expected`: rows there may be in all, None where that cannot be
    told. `direct`: direct messages left out so far. `problem`: why it cannot be used, "" where it can; `choice`: what
    has to be decided first ("time_zone", "date_order", "mapping"), "" where nothing.
    """

    name: str
    source: str = ""
    title: str = ""
    rows: tuple[dict[str, Any], ...] = ()
    kept: int = 0
    rejected: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    direct: int = 0
    voices: tuple[Voice, ...] = ()
    is_whole: bool = False
    expected: int | None = None
    columns: Columns | None = None
    problem: str = ""
    choice: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether it can be imported as it is."""
        return not self.problem and not self.choice


def preview_of(export: Export | Unusable, reading: Reading, canon: Canon) -> Preview:
    """The look into one export under what was decided; never raises for what the file holds."""
    if isinstance(export, Unusable):
        return Preview(export.name, problem=str(export.error))
    try:
        source = recognised_source(export, reading.mapping)
    except EarshotError as error:
        return Preview(export.name, problem=str(error), columns=columns_of(export, reading.mapping))
    found = Preview(export.name, source.name, source.title)
    if source.name == MAPPED:
        found = replace(found, columns=columns_of(export, reading.mapping))
    try:
        batch, is_whole = _beginning(source.read(export, replace(reading, brand_accounts=canon.brand_accounts)))
        return _with_rows(found, export, batch, canon, is_whole)
    except NeedsChoice as error:
        return replace(found, problem=str(error), choice=error.choice)
    except EarshotError as error:
        return replace(found, problem=str(error))


def columns_of(export: Export, mapping: Mapping | None) -> Columns | None:
    """The export as a table, with the mapping given or else guessed; None where it is no table."""
    try:
        table = opened_table(export)
        block = sampled_block(table)
        if mapping is None:
            guess = guessed_mapping(export, table)
            mapping, is_guessed = (guess.mapping if guess else None), True
        else:
            is_guessed = False
    except EarshotError:
        return None
    if block is None or len(table.columns) < 2:
        return None
    cells = [block.cells.get(name, pa.nulls(len(block), pa.string()))[:SHOWN].to_pylist() for name in table.columns]
    rows = tuple(tuple("" if cell is None else str(cell)[:200] for cell in row) for row in zip(*cells, strict=True))
    return Columns(table.columns, rows, mapping, is_guessed)


def _beginning(batches: Iterator[Batch]) -> tuple[Batch, bool]:
    """The first batch that holds anything, and whether nothing but notes comes after it."""
    first: Batch | None = None
    notes: list[str] = []
    for batch in batches:
        notes += batch.notes
        if first is None:
            first = batch if batch.rows.num_rows or batch.rejected else None
        elif batch.rows.num_rows or batch.rejected:
            return first, False
    if first is None:
        return Batch(pa.RecordBatch.from_pylist([], schema=RAW), (), tuple(notes)), True
    return replace(first, notes=tuple(notes)), True


def _with_rows(found: Preview, export: Export, batch: Batch, canon: Canon, is_whole: bool) -> Preview:
    rows, rejected = canon.staged(batch)
    reasons = Counter(rejection.reason for rejection in rejected)
    looked_at = rows.num_rows + len(rejected)
    return replace(
        found,
        rows=tuple(_shown(row) for row in rows.slice(0, SHOWN).to_pylist()),
        kept=rows.num_rows,
        rejected=len(rejected),
        reasons=tuple(reasons.most_common(8)),
        notes=batch.notes,
        direct=reasons[DIRECT_LEFT_OUT],
        voices=voices(batch.rows, rows["text"]),
        is_whole=is_whole,
        expected=looked_at if is_whole else _expected(export, looked_at),
        problem="" if looked_at else f"{export.name} holds no messages: export it again.",
    )


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    names = ("created_at", "channel", "kind", "is_brand", "text", "likes", "rating", "parent_id", "url")
    return {name: row[name] for name in names} | {"who": row["author_name"] or row["author_handle"] or ""}


def _expected(export: Export, looked_at: int) -> int | None:
    """Rows of a file that holds one on a line, or that counts them itself."""
    path = export.path
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        if stream.read(4) == b"PAR1":
            return int(pq.read_metadata(path).num_rows)
        stream.seek(0)
        count = 0
        while piece := stream.read(1 << 22):
            count += piece.count(b"\n")
    return count if count > looked_at else None
