"""Signals for the messages that need them, batch by batch; large work goes to a pool of processes."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

import pyarrow as pa
import pyarrow.compute as pc

from lib.schema import MESSAGES, SIGNALS
from lib.signals import Ear

POOL_FROM = 100_000
"""Rows from which starting further processes (each loads the models) pays."""


def heard(batches: Iterable[pa.RecordBatch], ear: Ear, row_count: int) -> Iterator[pa.RecordBatch]:
    """The batches as schema MESSAGES, in their order; rows whose `signals_version` is null get this ear's signals."""
    processes = min(os.cpu_count() or 1, 4)
    if row_count < POOL_FROM or processes < 2:
        for batch in batches:
            yield heard_batch(batch, ear)
        return
    # A fresh interpreter each: a fork would copy the locks of threads that DuckDB and Arrow have running.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from _in_order(pool.submit, batches, ear, processes + 2)


def awakened(ear: Ear, row_count: int) -> threading.Thread:
    """A thread that loads what the ear reads with, where this process will hear so many rows; join it before."""

    def awaken() -> None:
        for language in ear.languages if row_count < POOL_FROM else ():
            ear.heard(["ok"], language)

    thread = threading.Thread(target=awaken, daemon=True)
    thread.start()
    return thread


def _in_order(
    submit: Callable[..., "Future[pa.RecordBatch]"], batches: Iterable[pa.RecordBatch], ear: Ear, at_once: int
) -> Iterator[pa.RecordBatch]:
    under_way: deque[Future[pa.RecordBatch]] = deque()
    for batch in batches:
        under_way.append(submit(heard_batch, batch, ear))
        if len(under_way) >= at_once:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def heard_batch(batch: pa.RecordBatch, ear: Ear) -> pa.RecordBatch:
    """One batch as schema MESSAGES; rows whose `signals_version` is null get this ear's signals. Runs anywhere."""
    rows = pa.Table.from_batches([batch])
    needs = pc.is_null(rows["signals_version"])
    if pc.any(needs).as_py():
        rows = _with_signals(rows, needs, ear)
    return rows.select(MESSAGES.names).cast(MESSAGES).combine_chunks().to_batches(max_chunksize=None)[0]


def _with_signals(rows: pa.Table, needs: pa.ChunkedArray, ear: Ear) -> pa.Table:
    """Signals of the rows that need them beside those that the others have, row for row."""
    asked = rows.filter(needs).select(["text", "source_language", "channel"])
    signals = ear(asked.rename_columns(["text", "language", "channel"]))
    if len(signals) == rows.num_rows:
        for name in SIGNALS.names:
            rows = rows.set_column(rows.schema.get_field_index(name), SIGNALS.field(name), signals.column(name))
        return rows
    # take from [new signals, old signals] by position: a needing row's place among the needing, another's own place
    order = pc.subtract(pc.cumulative_sum(needs.cast(pa.int64())), 1)
    own = pa.array(range(len(signals), len(signals) + rows.num_rows), pa.int64())
    places = pc.if_else(needs, order, own)
    for name in SIGNALS.names:
        field = SIGNALS.field(name)
        both = pa.chunked_array([*signals.column(name).chunks, *rows[name].cast(field.type).chunks], field.type)
        rows = rows.set_column(rows.schema.get_field_index(name), field, both.take(places))
    return rows
