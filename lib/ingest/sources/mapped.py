"""Any table of messages, under a mapping given or guessed: CSV, TSV, .xlsx, JSON lines, Parquet."""

from collections.abc import Iterator

from lib.errors import EarshotError, NeedsChoice
from lib.ingest.guess import SURE, guessed_mapping
from lib.ingest.source import Batch, Export, Reading, Sample, Source
from lib.ingest.tables import opened_table
from lib.ingest.translation import translated

_MODEST = 0.4
"""How sure this source is at most: any source that knows the very export goes first."""


def _recognises(sample: Sample) -> float:
    looks_like_one = (
        sample.header or sample.magic.startswith((b"PAR1", b"PK\x03\x04")) or isinstance(sample.first, dict)
    )
    is_list = sample.head.lstrip("\ufeff \t\r\n").startswith("[")
    if sample.members or not (looks_like_one or is_list):
        return 0.0
    try:
        guess = guessed_mapping(sample.export, opened_table(sample.export))
    except EarshotError:
        return 0.0
    return _MODEST * guess.confidence if guess else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    table = opened_table(export)
    mapping = reading.mapping
    if mapping is None:
        guess = guessed_mapping(export, table)
        if guess is None or guess.confidence < SURE:
            raise NeedsChoice(
                f"What the columns of {export.name} hold cannot be told from it ({', '.join(table.columns[:20])}):"
                " give a mapping (--mapping FILE), or choose the columns on the page Imports.",
                "mapping",
            )
        mapping = guess.mapping
    yield from translated(export, table, mapping, reading)


SOURCE = Source("mapped", "A table, through a mapping", _recognises, _read)
