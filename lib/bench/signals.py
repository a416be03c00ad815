"""The speed of the ear: all signals in one process, against a loop of TextBlob's `.sentiment` over the same texts."""

import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from textblob import TextBlob

from lib.bench.corpus import copies
from lib.bench.figure import Figure, Result, WrongAnswer
from lib.signals import Ear

MOST = 200_000
"""Texts at most: the rate does not change with more, and TextBlob takes its time."""
_BATCH = 20_480
_PROBE = 500


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result, per core. WrongAnswer where a message heard alone is not labelled as in its batch."""
    texts = [text for table in copies(min(messages, MOST)) for text in table["text"].to_pylist()]
    channels = [name for table in copies(min(messages, MOST)) for name in table["channel"].to_pylist()]
    rows = pa.table({"text": texts, "language": pa.nulls(len(texts), pa.string()), "channel": channels})
    ear = Ear()
    tell("comparing messages heard alone and in a batch")
    _compare(ear, rows.slice(0, _PROBE))
    tell(f"hearing {len(texts):,} messages")
    start = time.perf_counter()
    for batch in rows.to_batches(max_chunksize=_BATCH):
        ear(batch)
    ours = time.perf_counter() - start
    tell(f"TextBlob reads {len(texts):,} messages")
    start = time.perf_counter()
    for text in texts:
        _ = TextBlob(text).sentiment
    theirs = time.perf_counter() - start
    return [
        Result(
            name="all signals, one process",
            count=len(texts),
            unit="messages",
            seconds=ours,
            yardstick="TextBlob(text).sentiment, one by one",
            yardstick_seconds=theirs,
            floor=1.0,
        )
    ]


def _compare(ear: Ear, rows: pa.Table) -> None:
    together = ear(rows).to_pylist()
    for place in range(0, rows.num_rows, 10):
        alone = ear(rows.slice(place, 1)).to_pylist()[0]
        if alone != together[place]:
            raise WrongAnswer(f"The ear labels row {place + 1} otherwise alone than in its batch: nothing was timed.")


FIGURE = Figure("signals", "Speed of all signals, against a TextBlob loop on the same texts", measure)
