"""The lake: the Delta tables `messages` (partitioned by month) and `authors`; the truth all else derives from.

Each write is one Delta commit, so readers and a killed process see the version before it or the one after. Writers
hold the workspace's lock (`Workspace.locked`): Delta alone would let two appends of one message both succeed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, PostCommitHookProperties, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError

from lib.errors import WorkspaceError
from lib.schema import AUTHORS, MESSAGES
from lib.storage.workspace import Workspace

_WRITER = WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=122_880)
# The log keeps the least and greatest value of each column it has statistics of: never a name, never a text.
_CONFIGURATION = {"delta.dataSkippingStatsColumns": "channel"}
_NO_HOOKS = PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False)


@dataclass(frozen=True)
class Lake:
    """The two tables of a workspace."""

    workspace: Workspace

    @property
    def exists(self) -> bool:
        """Whether anything was ever imported."""
        return DeltaTable.is_deltatable(str(self._path("messages")))

    def version(self) -> int:
        """Number of the last commit to `messages`; -1 before the first."""
        return _opened(self._path("messages")).version() if self.exists else -1

    def files(self, table: str = "messages") -> list[str]:
        """The Parquet files of the newest version. `month` stands in the path of messages, Hive style."""
        path = self._path(table)
        return sorted(_opened(path).file_uris()) if DeltaTable.is_deltatable(str(path)) else []

    def append_messages(self, rows: pa.RecordBatchReader) -> None:
        """Add rows of schema MESSAGES whose keys are not in the table yet."""
        with _said(self._path("messages")):
            write_deltalake(
                str(self._path("messages")),
                rows,
                mode="append",
                partition_by=["month"],
                writer_properties=_WRITER,
                post_commithook_properties=_NO_HOOKS,
            )

    def replace_months(self, rows: pa.RecordBatchReader, months: list[str]) -> None:
        """Put rows of schema MESSAGES in place of all that these months hold, in one commit.

        A merge would hold both sides in memory; the caller streams the kept rows and the changed ones together.
        """
        within = ", ".join(f"'{month}'" for month in months)
        with _said(self._path("messages")):
            write_deltalake(
                str(self._path("messages")),
                rows,
                mode="overwrite",
                predicate=f"month in ({within})",
                partition_by=["month"],
                writer_properties=_WRITER,
                post_commithook_properties=_NO_HOOKS,
            )

    def merge_authors(self, rows: pa.Table) -> None:
        """Put rows of schema AUTHORS in place of those with the same author_id; add those that are new."""
        path = self._path("authors")
        with _said(path):
            merger = _opened(path).merge(
                rows, "old.author_id = new.author_id", source_alias="new", target_alias="old", writer_properties=_WRITER
            )
            merger.when_matched_update_all().when_not_matched_insert_all().execute()

    def erase(self, table: str, predicate: str) -> int:
        """Delete rows for good: the rows, and every older file that still held them. Returns how many rows."""
        path = self._path(table)
        if not DeltaTable.is_deltatable(str(path)):
            return 0
        with _said(path):
            count = int(_opened(path).delete(predicate)["num_deleted_rows"])
        self.vacuum(table)
        return count

    def strike(self, pattern: str, by: str, columns: Sequence[str] = ("text",)) -> int:
        """Replace what this regular expression finds in these columns, for good. Returns how many messages changed.

        An update of the table's own would write the pattern, which names somebody, into its log for ever.
        """
        files = self.files()
        if not files:
            return 0
        with duckdb.connect() as connection:
            lake = connection.read_parquet(files, hive_partitioning=True)
            lake.create_view("lake")
            matching = " or ".join(f"regexp_matches({column}, $pattern)" for column in columns)
            found = connection.execute(
                f"select month, count(*) from lake where {matching} group by month",  # noqa: S608 - our own columns
                {"pattern": pattern},
            ).fetchall()
            if not found:
                return 0
            months = [month for month, _ in found]
            names = ", ".join(f'"{name}"' for name in MESSAGES.names)
            # Twice, for what stands right beside another and shares a character with it.
            struck = ", ".join(
                f"regexp_replace(regexp_replace({column}, $pattern, $by, 'g'), $pattern, $by, 'g') as {column}"
                for column in columns
            )
            rows = connection.sql(
                f"""select {names} from (select * replace ({struck}) from lake)
                where list_contains($months, month) order by month, created_at, channel, message_id""",  # noqa: S608
                params={"pattern": pattern, "by": by, "months": months},
            ).to_arrow_reader(20_480)
            self.replace_months(
                pa.RecordBatchReader.from_batches(MESSAGES, (batch.cast(MESSAGES) for batch in rows)), months
            )
        self.vacuum("messages")
        return sum(count for _, count in found)

    def vacuum(self, table: str) -> None:
        """Delete every file that the newest version does not name: older ones, and what killed writers left."""
        path = self._path(table)
        if DeltaTable.is_deltatable(str(path)):
            with _said(path):
                _opened(path).vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False, full=True)

    def create(self) -> None:
        """Make the empty tables where they are not yet there."""
        for name, schema, parts in (("messages", MESSAGES, ["month"]), ("authors", AUTHORS, None)):
            with _said(self._path(name)):
                DeltaTable.create(
                    str(self._path(name)), schema, mode="ignore", partition_by=parts, configuration=_CONFIGURATION
                )

    def _path(self, table: str) -> Path:
        return self.workspace.place(table)


def _opened(path: Path) -> DeltaTable:
    try:
        return DeltaTable(str(path))
    except (TableNotFoundError, DeltaError) as error:
        raise WorkspaceError(f"The table in {path} cannot be read ({error}): restore it from a backup.") from error


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except (DeltaError, OSError) as error:
        raise WorkspaceError(f"{path} could not be written and stays as it was ({error}).") from error
