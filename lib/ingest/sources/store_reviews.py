"""Reviews of apps (Google Play, App Store) in tables: one row becomes a review and, where it was answered, a reply.

The table is rearranged, a block at a time, into one with a row a message, and goes through a mapping of its own: dates,
numbers, ids and time zones are then decided as for every other table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.errors import BadExport
from lib.ingest.decisions import cell_of
from lib.ingest.mapping import BrandMark, Mapping
from lib.ingest.source import Batch, Export, Reading, Sample, Source
from lib.ingest.sources.store_shapes import SHAPES, Shape, answered, linked_id, made_id
from lib.ingest.table import Block, Table
from lib.ingest.tables import opened_table
from lib.ingest.translation import translated
from lib.schema import RAW

_NOBODY = pa.array(["a google user", "un utente google", "google user"])
_VOID = pa.scalar(None, pa.string())
_FIELDS = {
    "message_id": "id",
    "parent_id": "answers",
    "kind": "kind",
    "created_at": "time",
    "edited_at": "edited",
    "rating": "stars",
    "likes": "likes",
    "author_name": "author",
    "language": "language",
    "url": "link",
}
_COLUMNS = ("id", "answers", "kind", "brand", "time", "edited", "heading", "text", "stars", "likes", "author")
_ALL = (*_COLUMNS, "language", "link")


def _recognises(shape: Shape, sample: Sample) -> float:
    return 0.9 if shape.needed <= frozenset(sample.header) else 0.0


def _read(shape: Shape, export: Export, reading: Reading) -> Iterator[Batch]:
    table = opened_table(export)
    missing = sorted(shape.needed - frozenset(table.columns))
    if missing:
        raise BadExport(
            f"{export.name} has no column {', '.join(missing)}, as {shape.title} writes them: export it again, or"
            " import it through a mapping."
        )
    columns: dict[str, tuple[str, ...]] = {field: (column,) for field, column in _FIELDS.items()}
    columns["text"] = ("heading", "text")
    mapping = Mapping(shape.title, columns, channel=shape.channel, brand=BrandMark("brand", ("true",)))
    for batch in translated(export, _rearranged(shape, table), mapping, replace(reading, mapping=None)):
        place = RAW.get_field_index("text")
        rows = batch.rows.set_column(place, RAW.field(place), pc.fill_null(batch.rows.column(place), ""))
        yield replace(batch, rows=rows)


def _rearranged(shape: Shape, table: Table) -> Table:
    def blocks(_: Sequence[str]) -> Iterator[Block]:
        for block in table.blocks([c for c in shape.columns if c in table.columns]):
            yield _messages(shape, block)

    return Table(table.kind, _ALL, blocks)


@dataclass(frozen=True)
class _Again:
    """Says a message again as the row of the table that it came from."""

    block: Block
    rows: tuple[int, ...]

    def __call__(self, place: int) -> str:
        return self.block.content(self.rows[place])


def _messages(shape: Shape, block: Block) -> Block:
    """The block's reviews, each followed by the answer to it where there is one."""
    cells = partial(_cell, block)
    size = len(block)
    ids = _ids(shape, block)
    void = pa.nulls(size, pa.string())
    time, edited, author = cells(shape.time), cells(shape.edited), cells(shape.author)
    nobody = pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(author)), value_set=_NOBODY)
    review = {
        "id": ids,
        "answers": void,
        "kind": _same("review", size),
        "brand": void,
        "time": time,
        "edited": pc.if_else(pc.fill_null(pc.equal(edited, time), True), _VOID, edited),
        "heading": cells(shape.heading),
        "text": cells(shape.text),
        "stars": cells(shape.stars),
        "likes": cells(shape.likes),
        "author": pc.if_else(nobody, _VOID, author),
        "language": cells(shape.language),
        "link": cells(shape.link),
    }
    said, said_at = _answers(shape, block)
    reply = {name: void for name in _ALL} | {
        "id": pc.binary_join_element_wise(ids, "reply", "/"),
        "answers": ids,
        "kind": _same("reply", size),
        "brand": _same("true", size),
        "time": said_at,
        "text": said,
    }
    is_answered = pc.fill_null(pc.greater(pc.utf8_length(pc.utf8_trim_whitespace(said)), 0), False)
    rows = np.concatenate([np.arange(size), np.flatnonzero(is_answered.to_numpy(zero_copy_only=False))])
    order = np.argsort(rows, kind="stable")
    joined = {
        name: pc.fill_null(pa.concat_arrays([review[name], reply[name].filter(is_answered)]).take(pa.array(order)), "")
        for name in _ALL
    }
    again = _Again(block, tuple(rows[order].tolist()))
    return Block(joined, block.lines.take(pa.array(rows[order])), again, block.rejected)


def _cell(block: Block, column: str) -> pa.Array:
    return cell_of(block, column) if column else pa.nulls(len(block), pa.string())


def _same(word: str, size: int) -> pa.Array:
    return pa.array([word] * size, pa.string())


def _ids(shape: Shape, block: Block) -> pa.Array:
    if shape.review_id:
        return _cell(block, shape.review_id)
    links = _cell(block, shape.link).to_pylist()
    parts = zip(*(_cell(block, column).to_pylist() for column in shape.identity), strict=True)
    return pa.array([linked_id(link) or made_id(part) for link, part in zip(links, parts, strict=True)], pa.string())


def _answers(shape: Shape, block: Block) -> tuple[pa.Array, pa.Array]:
    if not shape.answer:
        return _cell(block, shape.reply), _cell(block, shape.replied_at)
    found = [answered(cell) for cell in _cell(block, shape.answer).to_pylist()]
    return pa.array([text for text, _ in found], pa.string()), pa.array([time for _, time in found], pa.string())


STORE_SOURCES: tuple[Source, ...] = tuple(
    Source(shape.name, shape.title, partial(_recognises, shape), partial(_read, shape)) for shape in SHAPES
)
