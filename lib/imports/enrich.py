"""Hearing a whole archive anew, here or on a cluster: by whichever engine, the same function over the same files.

What is stale (labelled by another ear) is read from the lake's Parquet, heard, and put back month by month, each
month one commit of the Delta table; a killed run repeated goes on with the months that are left.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa

from lib.imports.decided import corrections_in_force
from lib.imports.relabel import relabel_locked, stale_months
from lib.schema import MESSAGES
from lib.signals import Ear
from lib.signals.own import ear_of
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.records import Records
from lib.storage.workspace import Workspace

Progress = Callable[[str, int, int | None], None]
_ROWS = 20_480


class Cluster(Protocol):
    """Something that hears Parquet files of the lake and writes the same rows, heard, as Parquet into a folder."""

    def hear(self, files: list[str], root: Path, ear: Ear, into: Path) -> None:
        """Read these files (`month=…` in their path, below `root`), hear them, write folders `month=…` into `into`."""


def enrich(
    workspace: Workspace,
    records: Records,
    cluster: Cluster | None = None,
    progress: Progress = lambda what, done, of: None,
) -> tuple[int, int]:
    """Hear what another ear labelled, here or on a cluster, and publish: how many messages, and which version."""
    with workspace.locked():
        count = relabel_locked(workspace, progress) if cluster is None else _by(cluster, workspace, progress)
        progress("publishing", 0, None)
        return count, publish(workspace, corrections_in_force(records))


def _by(cluster: Cluster, workspace: Workspace, progress: Progress) -> int:
    lake, ear = Lake(workspace), ear_of(workspace)
    stale = stale_months(lake, ear)
    if not stale:
        return 0
    total = sum(month.count for month in stale)
    scratch = workspace.place("scratch", "cluster")
    shutil.rmtree(scratch, ignore_errors=True)
    progress("listening", 0, total)
    try:
        cluster.hear([file for month in stale for file in month.files], workspace.place("messages"), ear, scratch)
        done = 0
        for month in stale:
            _commit(lake, month.name, scratch / f"month={month.name}")
            done += month.count
            progress("listening", done, total)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return total


def _commit(lake: Lake, month: str, folder: Path) -> None:
    """Put what the cluster wrote of a month in the place of what the lake holds of it, sorted by time as always."""
    columns = ", ".join(name for name in MESSAGES.names if name != "month")
    with duckdb.connect(config={"threads": 2, "memory_limit": "500MB"}) as connection:
        connection.execute("set timezone = 'UTC'")
        rows = connection.sql(
            f"""select {columns}, $month::varchar as month
            from read_parquet($files, hive_partitioning = false) order by created_at, channel, message_id""",  # noqa: S608 - our own columns
            params={"files": str(folder / "*.parquet"), "month": month},
        ).to_arrow_reader(_ROWS)
        batches = (batch.select(MESSAGES.names).cast(MESSAGES) for batch in rows)
        lake.replace_months(pa.RecordBatchReader.from_batches(MESSAGES, batches), [month])
