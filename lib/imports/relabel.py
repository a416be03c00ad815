"""Hearing anew: where the ear of a workspace has changed (a new model, taxonomy or local layer), what is stale is
labelled again, month by month, and published.

Each month is one commit, so that a killed run goes on where it stopped; people's corrections are not touched.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from lib.imports.decided import corrections_in_force
from lib.imports.hearing import heard
from lib.schema import MESSAGES
from lib.signals import Ear
from lib.signals.own import ear_of
from lib.storage.lake import Lake
from lib.storage.publish import is_of_this_program, publish
from lib.storage.read_model import published
from lib.storage.records import Records
from lib.storage.workspace import Workspace

Progress = Callable[[str, int, int | None], None]
_ROWS = 20_480


def relabel(workspace: Workspace, records: Records, progress: Progress = lambda what, done, of: None) -> int:
    """Label what another ear labelled, publish, and return the version in force."""
    with workspace.locked():
        relabel_locked(workspace, progress)
        progress("publishing", 0, None)
        return publish(workspace, corrections_in_force(records))


def brought_up_to_date(workspace: Workspace, records: Records) -> int:
    """Publish anew where the version in force was made by another Earshot, and return the version in force (0: none).

    Whoever comes second waits for the first, and finds the work done. What another ear labelled stays as it is
    until the next import: reading comes first.
    """
    current = published(workspace)
    if current is None or is_of_this_program(current):
        return current.version if current else 0
    with workspace.locked():
        return publish(workspace, corrections_in_force(records))


@dataclass(frozen=True)
class StaleMonth:
    """A month in which another ear labelled something: its files, and how many messages are stale."""

    name: str
    files: tuple[str, ...]
    count: int


def stale_months(lake: Lake, ear: Ear) -> list[StaleMonth]:
    """The months that hold messages which this ear did not label, oldest first."""
    months: dict[str, list[str]] = {}
    for file in lake.files():
        months.setdefault(Path(file).parent.name.removeprefix("month="), []).append(file)
    found = [StaleMonth(name, tuple(files), _stale(files, ear)) for name, files in sorted(months.items())]
    return [month for month in found if month.count]


def relabel_locked(workspace: Workspace, progress: Progress = lambda what, done, of: None) -> int:
    """Label what another ear labelled; returns how many messages. The workspace must be locked."""
    lake, ear = Lake(workspace), ear_of(workspace)
    stale = stale_months(lake, ear)
    total, done = sum(month.count for month in stale), 0
    for month in stale:
        progress("listening", done, total)
        _hear_month(lake, month, ear)
        done += month.count
    return total


def _stale(files: list[str], ear: Ear) -> int:
    found = duckdb.execute(
        "select count(*) from read_parquet($files) where signals_version is distinct from $version",
        {"files": files, "version": ear.version},
    ).fetchall()
    return int(found[0][0])


def _hear_month(lake: Lake, month: StaleMonth, ear: Ear) -> None:
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "1GB"})
    try:
        connection.execute("set timezone = 'UTC'")
        rows = connection.sql(
            """select * exclude (signals_version),
                case when signals_version = $version then signals_version end as signals_version
            from read_parquet($files, hive_partitioning = true) order by created_at, channel, message_id""",
            params={"files": list(month.files), "version": ear.version},
        ).to_arrow_reader(_ROWS)
        lake.replace_months(pa.RecordBatchReader.from_batches(MESSAGES, _heard(rows, ear, month.count)), [month.name])
    finally:
        connection.close()


def _heard(rows: pa.RecordBatchReader, ear: Ear, count: int) -> Iterator[pa.RecordBatch]:
    yield from heard(rows, ear, count)
