"""Parquet in the canonical schema (`lib.schema`): what another workspace, or a pipeline of one's own, hands over.

The columns of MESSAGES or RAW by name; a subset is enough. Read by row groups and as whole columns. A Parquet file of
another shape is a table like any other, and goes through a mapping (`lib.ingest.sources.mapped`).
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.errors import BadExport, EarshotError, NeedsChoice
from lib.ingest.dates import moments
from lib.ingest.numbers import ids
from lib.ingest.parquet_table import opened_parquet, parquet_schema
from lib.ingest.source import BATCH_ROWS, Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.table import as_json, text_array
from lib.schema import RAW, UTC

NEEDED = ("message_id", "channel", "created_at", "text")
_IDS = ("message_id", "parent_id", "source_conversation_id", "author_key")
_FALLBACKS = {"author_key": ("author_key", "author_id", "author_handle", "author_name")}
_DESTROYED = "Its {field} {value} went through a float and cannot be got back: write ids as text."


def _recognises(sample: Sample) -> float:
    if not sample.magic.startswith(b"PAR1"):
        return 0.0
    try:
        names = parquet_schema(sample.export).names
    except EarshotError:
        return 0.0
    return 1.0 if all(name in names for name in NEEDED) else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    names = parquet_schema(export).names
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise BadExport(
            f"{export.name} has no column {', '.join(missing)}: rename its columns to those of the schema,"
            " or give a mapping (--mapping FILE)."
        )
    columns = {f: _columns(f, names) for f in RAW.names if f != "line" and _columns(f, names)}
    wanted = sorted({column for found in columns.values() for column in found})
    start = 1
    with opened_parquet(export) as file:
        for batch in file.iter_batches(BATCH_ROWS, columns=wanted):
            yield _batch(export, batch, columns, start, reading.time_zone)
            start += batch.num_rows


def _columns(field: str, names: list[str]) -> tuple[str, ...]:
    return tuple(name for name in _FALLBACKS.get(field, (field,)) if name in names)


def _batch(
    export: Export, batch: pa.RecordBatch, columns: dict[str, tuple[str, ...]], start: int, zone: ZoneInfo | None
) -> Batch:
    size = batch.num_rows
    lines = pa.array(np.arange(start, start + size, dtype=np.int64))
    reasons: dict[int, str] = {}
    made: dict[str, pa.Array] = {"line": lines}
    for field, found in columns.items():
        if pa.types.is_timestamp(RAW.field(field).type):
            made[field] = _times(export, batch.column(found[0]), field, start, zone)
        elif pa.types.is_string(RAW.field(field).type):
            texts = [_text(batch.column(name)) for name in found]
            made[field] = pc.coalesce(*texts) if len(texts) > 1 else texts[0]
        else:
            made[field] = _converted(export, batch.column(found[0]), field)
        if field in _IDS:
            made[field], destroyed = ids(made[field], repair=False)
            for i in np.flatnonzero(destroyed):
                reasons.setdefault(int(i), _DESTROYED.format(field=field, value=made[field][int(i)]))
    if "kind" not in made:
        parents = made.get("parent_id")
        made["kind"] = (
            pc.if_else(parents.is_valid(), "reply", "comment")
            if parents is not None
            else pa.array(["comment"] * size, pa.string())
        )
    for field in NEEDED:
        for i in np.flatnonzero(made[field].is_null().to_numpy(zero_copy_only=False)):
            reasons.setdefault(int(i), f"Its {field} is empty or cannot be read.")
    rows = pa.RecordBatch.from_arrays([made.get(f.name, pa.nulls(size, f.type)).cast(f.type) for f in RAW], schema=RAW)
    if not reasons:
        return Batch(rows)
    rejected = tuple(Rejection(start + i, reasons[i], _content(batch, i)) for i in sorted(reasons))
    kept = np.ones(size, bool)
    kept[list(reasons)] = False
    return Batch(rows.filter(pa.array(kept)), rejected)


def _text(values: pa.Array) -> pa.Array:
    texts = text_array(values)
    return texts.cast(pa.string()) if pa.types.is_timestamp(texts.type) else texts


def _times(export: Export, values: pa.Array, field: str, start: int, zone: ZoneInfo | None) -> pa.Array:
    texts = text_array(values)
    if pa.types.is_timestamp(texts.type) and texts.type.tz:
        return texts.cast(UTC, safe=False)
    found = moments(texts, None, zone)
    if found.naive.any():
        line = start + int(np.argmax(found.naive))
        raise NeedsChoice(
            f"In {export.name} the times in {field} name no time zone (row {line}): write them as UTC,"
            " or say which one they are in (--time-zone UTC, for instance).",
            "time_zone",
        )
    return found.utc


def _converted(export: Export, values: pa.Array, field: str) -> pa.Array:
    """Counts, ratings and marks in the schema's type; BadExport where the column is of another kind."""
    kind = RAW.field(field).type
    plain = values.dictionary_decode() if pa.types.is_dictionary(values.type) else values
    try:
        if pa.types.is_floating(plain.type) and pa.types.is_integer(kind):
            # Whole numbers with gaps come as floats from pandas; its NaN means that there is none.
            plain = pc.if_else(pc.is_finite(plain), pc.round(plain), pa.scalar(None, plain.type))
        return plain.cast(kind)
    except pa.ArrowException as error:
        raise BadExport(
            f"In {export.name} the column {field} holds {values.type} where {kind} belongs: convert it."
        ) from error


def _content(batch: pa.RecordBatch, place: int) -> str:
    row = batch.slice(place, 1).to_pylist()[0]
    return as_json(tuple(row), row.values())


SOURCE = Source("parquet", "Parquet in the canonical schema", _recognises, _read)
