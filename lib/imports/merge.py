"""The merge of an import: staged rows joined with what the lake knows, conversations found, and one commit.

Every step is one statement in `steps/`, run over a DuckDB that spills to disk; memory stays the same whatever the
size. Rows are joined column by column (the later edit, the larger count, known over unknown), so that importing
twice is importing once and the order of overlapping files does not matter.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from lib.imports.account import FileAccount
from lib.schema import AUTHORS, MESSAGES

_STEPS = Path(__file__).parent / "steps"


class Merge:
    """The steps of one import over its stage and the lake's files."""

    def __init__(
        self, scratch: Path, lake_files: list[str], author_files: list[str], rows_file: Path, brand: Iterable[str] = ()
    ) -> None:
        """`brand`: accounts that are the brand's; what the lake holds of them is marked so."""
        scratch.mkdir(parents=True, exist_ok=True)
        self._connection = duckdb.connect()
        for setting in (
            "set timezone = 'UTC'",
            "set python_enable_replacements = false",
            "set memory_limit = '400MB'",
            f"set temp_directory = '{str(scratch).replace(chr(39), chr(39) * 2)}'",
            "set threads = 2",
            "set preserve_insertion_order = false",
        ):
            self._connection.execute(setting)
        self._connection.read_parquet(str(rows_file)).create_view("staged")
        for name, files, schema in (("lake", lake_files, MESSAGES), ("known_authors", author_files, AUTHORS)):
            if files:
                self._connection.read_parquet(files, hive_partitioning=name == "lake").create_view(name)
            else:
                self._connection.register(name, schema.empty_table())
        self._connection.execute(
            """create temp table brand_ids as select author_id from known_authors
            where list_has_any(
                $accounts::varchar[],
                [lower(handle), lower(name), channel || ':' || lower(handle), channel || ':' || lower(name)]
            )""",
            {"accounts": list(brand)},
        )

    def close(self) -> None:
        self._connection.close()

    def join(self, files: list[FileAccount]) -> None:
        """Join staged rows with the lake's, and write into the files' accounts what became of each row."""
        self._connection.register("files", _numbered(files))
        self._table("known", "known")
        self._table("contested_keys", "contested_keys")
        self._table("versions", "contested")
        self._table("merged", "merged")
        self._table("fresh", "fresh")
        counted = self._connection.execute(
            f"""select file_no, fate, count(*) from ({_step("fates")}) group by all
            union all
            select file_no, 'imported', count(*) from staged anti join contested_keys using (channel, message_id)
            group by file_no"""  # noqa: S608 - our own step
        ).fetchall()
        for file_no, fate, count in counted:
            setattr(files[file_no], fate, getattr(files[file_no], fate) + count)

    def settle(self) -> None:
        """Find the conversation and the thread of every message that needs it."""
        for name in ("touched", "unsettled", "settled_parents"):
            self._table(name, name)
        self._table("climbed", "start")
        # Each climb doubles the way, so this many reach any top; what still moves then is a circle of replies.
        for _ in range(self._count("unsettled").bit_length() + 1):
            self._table("climbed_on", "climb")
            self._run("drop table climbed", "alter table climbed_on rename to climbed")
            if not self._count("climbed where is_moved"):
                break
        self._table("uncircled", "uncircled")
        self._table("settled", "settled")

    def write_changed(self, path: Path, imported_at: datetime) -> int:
        """Write the messages to change (schema MESSAGES and `is_known`) to a Parquet, oldest first; how many."""
        relation = self._connection.sql(_step("changed"), params={"imported_at": imported_at})
        relation.write_parquet(str(path), row_group_size=4_096)
        return int(
            self._connection.execute("select count(*) from read_parquet($path)", {"path": str(path)}).fetchall()[0][0]
        )

    def months(self, changed: Path) -> tuple[list[str], list[str]]:
        """The months that the changed messages lie in, and those where the lake's rows of them lie."""
        self._connection.read_parquet(str(changed)).create_view("changed", replace=True)
        new = self._connection.execute("select distinct month from changed order by month").fetchall()
        old = self._connection.execute(
            "select distinct month from lake semi join (from changed where is_known) using (channel, message_id)"
        ).fetchall()
        return [month for (month,) in new], [month for (month,) in old]

    def use(self, heard: Path) -> None:
        """From now on `changed` means this file: the same messages with their signals."""
        self._connection.read_parquet(str(heard)).create_view("changed", replace=True)

    def months_rewritten(self, months: list[str]) -> pa.RecordBatchReader:
        """All rows that these months hold after the import, month by month."""
        columns = ", ".join(f'"{name}"' for name in MESSAGES.names)
        relation = self._connection.sql(
            f"""select {columns} from lake anti join changed using (channel, message_id)
            where list_contains($months, month)
            union all select {columns} from changed
            order by month, created_at, channel, message_id""",  # noqa: S608 - our own columns
            params={"months": months},
        )
        reader = relation.to_arrow_reader(4_096)
        return pa.RecordBatchReader.from_batches(MESSAGES, (batch.cast(MESSAGES) for batch in reader))

    def authors(self) -> pa.Table:
        """Names (schema AUTHORS) that are new or newer than those of the author table."""
        return self._connection.sql(_step("authors")).to_arrow_table()

    def _table(self, name: str, step: str) -> None:
        self._run(f"create temp table {name} as {_step(step)}")

    def _count(self, source: str) -> int:
        return int(self._connection.execute(f"select count(*) from {source}").fetchall()[0][0])  # noqa: S608 - our own

    def _run(self, *statements: str) -> None:
        for statement in statements:
            self._connection.execute(statement)


def _step(name: str) -> str:
    return (_STEPS / f"{name}.sql").read_text("utf-8")


def _numbered(files: Iterable[FileAccount]) -> pa.Table:
    names = [file.file for file in files]
    return pa.table({"file_no": pa.array(range(len(names)), pa.int32()), "name": pa.array(names, pa.string())})
