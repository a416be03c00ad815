"""Hearing a batch in which some rows have their signals already."""

import pyarrow as pa

from lib.imports.hearing import heard
from lib.schema import MESSAGES, SIGNALS
from lib.signals import Ear

SAID = ["Il libro è arrivato rotto, che delusione.", "", "Grazie, siete gentilissimi!", "Dlaczego paczka nie doszła?"]


def _rows(ear: Ear, known: list[bool]) -> pa.RecordBatch:
    """Messages of SAID over and over; those known carry what the ear says of them, under another version."""
    texts = [SAID[place % len(SAID)] for place in range(len(known))]
    signals = ear(
        pa.table({"text": texts, "language": pa.nulls(len(texts), pa.string()), "channel": ["x"] * len(texts)})
    )
    columns = {field.name: pa.nulls(len(texts), field.type) for field in MESSAGES}
    columns["text"] = pa.array(texts)
    for name in SIGNALS.names:
        values = signals.column(name).to_pylist()
        kept = [value if is_known else None for value, is_known in zip(values, known, strict=True)]
        columns[name] = pa.array(kept, SIGNALS.field(name).type)
    versions = ["earlier" if is_known else None for is_known in known]
    columns["signals_version"] = pa.array(versions, pa.string())
    columns["source_language"] = pa.nulls(len(texts), pa.string())
    return pa.RecordBatch.from_pydict(columns)


def test_rows_that_have_signals_keep_them_beside_those_that_get_theirs() -> None:
    ear = Ear()
    known = [place % 3 == 0 for place in range(40)]
    whole = pa.Table.from_batches(heard([_rows(ear, [False] * 40)], ear, 40)).to_pylist()
    mixed = pa.Table.from_batches(heard([_rows(ear, known)], ear, 40)).to_pylist()
    for row, expected, was_known in zip(mixed, whole, known, strict=True):
        assert row["signals_version"] == ("earlier" if was_known else ear.version)
        assert {name: row[name] for name in SIGNALS.names[:-1]} == {name: expected[name] for name in SIGNALS.names[:-1]}
