"""The table of themes while it is made: a million critiques stay in DuckDB, only those that are placed become frames.

What was worked out for the same text before is taken over; then the rest is placed by `lib.critiques.theme_table`, and
each critique learns on which day the same voice (one person's text) and the same author were last heard in its theme,
so that counting voices of any period means looking at each row once.
"""

from pathlib import Path
from types import TracebackType

import duckdb
import pandas as pd
import pyarrow as pa

_FOLDER = Path(__file__).parent / "themed" / "prepared"


class Draft:
    """The critiques of a version, each with its theme as far as it is known; closed after use."""

    def __init__(self, keys: pa.Table, before: Path | None) -> None:
        """`keys`: the rows of `critique_keys`; `before`: the file of a version before, taken over from."""
        self.count = keys.num_rows
        self._connection = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
        run = self._connection.execute
        run("set timezone = 'UTC'")
        self._connection.register("keys", keys)
        if before is None:
            run(
                "create view before as select key, content, null as theme_id, 0 as fit, 0 as wave from keys where false"
            )
        else:
            self._connection.read_parquet([str(before)]).create_view("before")
        run(f"create table found as {_sql('taken_over')}")
        self._connection.unregister("keys")

    def __enter__(self) -> "Draft":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def every(self) -> pd.DataFrame:
        """All critiques by channel and id: key, place in the version, theme_id (null where none was found yet)."""
        return self._frame("select key, place, theme_id from found order by channel, message_id")

    def fresh(self) -> pd.DataFrame:
        """Those that nothing is known of, in the same order."""
        return self._frame("select key, place, theme_id from found where theme_id is null order by channel, message_id")

    def left(self, most: int) -> pd.DataFrame:
        """The newest of those that are of no theme, in the same order."""
        return self._frame(_sql("left"), {"most": most})

    def write(self, rows: pd.DataFrame) -> None:
        """Take over theme, fit and wave of these rows."""
        names = ["key", "theme_id", "fit", "wave"]
        self._connection.register("placed", pa.Table.from_pandas(rows[names], preserve_index=False))
        self._connection.execute(
            "update found set theme_id = placed.theme_id, fit = placed.fit, wave = placed.wave "
            "from placed where found.key = placed.key"
        )
        self._connection.unregister("placed")

    def keep(self, file: Path, sums: Path) -> None:
        """Write the sums and then the file, by one rename: where it stands, its sums do."""
        beside = file.with_suffix(".new")
        self._write(_sql("voices"), beside)
        self._connection.read_parquet([str(beside)]).create_view("counted")
        self._write(_sql("sums"), sums)
        beside.replace(file)

    def _write(self, sql: str, file: Path) -> None:
        self._connection.execute(
            f"copy ({sql}) to '{_quoted(file)}' (format parquet, compression zstd, row_group_size 50000)"
        )

    def _frame(self, sql: str, given: dict[str, int] | None = None) -> pd.DataFrame:
        found: pd.DataFrame = self._connection.execute(sql, given or {}).df()
        return found


def _sql(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text("utf-8")


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")
