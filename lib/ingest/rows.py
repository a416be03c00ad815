"""From the dicts a JSON source builds to batches of schema RAW, with the rejected rows beside them."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypedDict

import pyarrow as pa

from lib.ingest.source import BATCH_ROWS, Batch, Note, Rejection
from lib.schema import RAW


class Row(TypedDict, total=False):
    """One row of schema RAW; what is left out is null. Times are aware datetimes; ids are text."""

    channel: str
    message_id: str
    source_conversation_id: str | None
    parent_id: str | None
    kind: str
    author_key: str | None
    author_handle: str | None
    author_name: str | None
    is_brand: bool | None
    created_at: datetime | None
    edited_at: datetime | None
    text: str | None
    language: str | None
    likes: int | None
    shares: int | None
    replies: int | None
    views: int | None
    rating: float | None
    url: str | None
    line: int


BATCH_CHARACTERS = 4 << 20
"""Characters of text in a batch at most (and one message more): long posts make batches of fewer rows."""


def rejection(line: int, reason: str, content: object = None) -> Rejection:
    """A rejection whose content is the row as JSON text (a str is kept as it is, None stays None)."""
    kept = content if content is None or isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return Rejection(line, reason, kept)


def batches(found: Iterable[Row | Rejection | Note]) -> Iterator[Batch]:
    """Batches of at most BATCH_ROWS rows and rejections and some BATCH_CHARACTERS, in the order they were found;
    always at least one."""
    rows: list[Row] = []
    rejected: list[Rejection] = []
    notes: list[str] = []
    emitted, characters = False, 0
    for item in found:
        if isinstance(item, Rejection):
            rejected.append(item)
            characters += len(item.content or "")
        elif isinstance(item, Note):
            notes.append(item.sentence)
        else:
            rows.append(item)
            characters += len(item.get("text") or "")
        if len(rows) + len(rejected) >= BATCH_ROWS or characters >= BATCH_CHARACTERS:
            yield Batch(_record_batch(rows), tuple(rejected), tuple(notes))
            rows, rejected, notes, emitted, characters = [], [], [], True, 0
    if rows or rejected or notes or not emitted:
        yield Batch(_record_batch(rows), tuple(rejected), tuple(notes))


def whole(text: str) -> str:
    """The text without lone surrogates: halves of emoji that some exports cut apart become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _record_batch(rows: list[Row]) -> pa.RecordBatch:
    columns = [_column([row.get(f.name) for row in rows], f.type) for f in RAW]
    return pa.RecordBatch.from_arrays(columns, schema=RAW)


def _column(values: list[object], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, type=kind)
    except UnicodeEncodeError:
        return pa.array([whole(v) if isinstance(v, str) else v for v in values], type=kind)
