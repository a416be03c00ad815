"""X: the table "Customer Support on Twitter" (twcs.csv), tweets of customers and of the brands that answer them.

`inbound` tells who is a brand; ids that a program wrote as 3.0 are read as 3.
"""

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from lib.errors import BadExport
from lib.ingest.mapping import BrandMark, Mapping
from lib.ingest.source import Batch, Export, Reading, Sample, Source
from lib.ingest.sources.x_words import as_typed
from lib.ingest.tables import opened_table
from lib.ingest.translation import translated
from lib.schema import RAW

_NEEDED = frozenset("tweet_id author_id inbound created_at text in_response_to_tweet_id".split())
_MAPPING = Mapping(
    "Customer Support on Twitter",
    {
        "message_id": ("tweet_id",),
        "parent_id": ("in_response_to_tweet_id",),
        "author_key": ("author_id",),
        "created_at": ("created_at",),
        "text": ("text",),
    },
    channel="x",
    brand=BrandMark("inbound", others=True),
)


def _recognises(sample: Sample) -> float:
    return 0.95 if frozenset(sample.header) >= _NEEDED else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    table = opened_table(export)
    missing = sorted(_NEEDED - frozenset(table.columns))
    if missing:
        raise BadExport(f"{export.name} has no column {', '.join(missing)}: import it through a mapping.")
    for batch in translated(export, table, _MAPPING, replace(reading, mapping=None)):
        yield replace(batch, rows=_completed(batch.rows), notes=())


def _completed(rows: pa.RecordBatch) -> pa.RecordBatch:
    """Words as they were typed, a first tweet as a post, a brand (its id is its handle) and others by handle."""
    columns = {
        "text": pa.array([text and as_typed(text) for text in rows.column("text").to_pylist()], pa.string()),
        "kind": pc.if_else(pc.equal(rows.column("kind"), "comment"), "post", rows.column("kind")),
        "author_handle": rows.column("author_key"),
    }
    for name, column in columns.items():
        place = RAW.get_field_index(name)
        rows = rows.set_column(place, RAW.field(place), column)
    return rows


SOURCE = Source("twcs", "X (Customer Support on Twitter, CSV)", _recognises, _read)
