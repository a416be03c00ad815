"""Builds the read model's DuckDB file from the lake: the messages and the marts over them.

`scope` stands in the marts' SQL for the messages concerned: all of them, or a slice of a large archive.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from lib.schema import AUTHORS, MESSAGES, NAMES
from lib.storage.mart import MACROS, MARTS, Mart, macro_statement

ROWS_AT_ONCE = 20_000
"""Texts that are held at once while the text index is written."""
SLICE = 500_000
"""Messages whose marts are made at once; four times as many where their texts are not read."""
_SLICES = 20
"""At most so many slices: each looks through the whole archive, so beyond ten million messages they grow with it."""
_MEMORY = 400 << 20
"""Bytes that DuckDB may hold while it builds, for each SLICE made at once; beyond that it spills to disk. An import as
a whole stays under 1 GB."""
KEYS = ("channel, conversation_id", "day", "author_id")
"""Keys by which a mart is made in parts."""

CORRECTED: pa.Schema = pa.schema(
    [
        ("channel", pa.string()),
        ("message_id", pa.string()),
        ("language", pa.string()),
        ("sentiment", pa.string()),
        ("intent", NAMES),
        ("is_critique", pa.bool_()),
        ("aspects", NAMES),
        ("heat", pa.float32()),
        ("formality", pa.string()),
    ]
)
"""People's corrections in force, one row per corrected message; null where a signal was not corrected."""


@dataclass(frozen=True)
class Ingredients:
    """What a version is made of: the lake's files, the corrections, and what the marts need to know."""

    files: Sequence[str]
    author_files: Sequence[str]
    corrected: pa.Table
    time_zone: str
    brand_handles: Sequence[str]


class Warehouse:
    """A DuckDB file under construction; used as a context manager."""

    def __init__(self, path: Path, ingredients: Ingredients, scratch: Path) -> None:
        self.ingredients = ingredients
        self._memory = _MEMORY
        self.connection = duckdb.connect(str(path))
        for statement, values in (
            ("set timezone = 'UTC'", None),
            ("set python_enable_replacements = false", None),
            ("set memory_limit = $limit", {"limit": f"{self._memory >> 20}MiB"}),
            ("set preserve_insertion_order = true", None),
            ("set temp_directory = $folder", {"folder": str(scratch)}),
            ("set variable time_zone = $name", {"name": ingredients.time_zone}),
            ("set variable brand_handles = $names::varchar[]", {"names": list(ingredients.brand_handles)}),
        ):
            self.connection.execute(statement, values)
        self.connection.register("corrected", ingredients.corrected)
        self.view("lake_authors", ingredients.author_files, AUTHORS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.execute("checkpoint")
        self.connection.close()

    def build_messages(self) -> None:
        """Make the messages from the lake, month by month so that sorting stays small."""
        by_month: dict[str, list[str]] = {}
        for file in self.ingredients.files:
            by_month.setdefault(Path(file).parent.name, []).append(file)
        for month in sorted(by_month):
            self.view("lake_rows", by_month[month])
            self.make("messages", into_existing=month != min(by_month))

    def build_marts(self) -> None:
        """Make every mart over the messages; of a large archive in slices by their key, so that memory stays small."""
        count = self.message_count()
        at_once = max(SLICE, -(-count // _SLICES))
        self._hold(int(_MEMORY * at_once / SLICE))
        marts = [Mart(name) for name in MARTS[1:]]
        self._scope("true")
        self.make("automatic", into_existing=False)  # what the brand says by itself; the others leave it out
        for key in KEYS:
            slices = -(-count // (at_once if key == KEYS[0] else 4 * at_once)) or 1
            for part in range(slices):
                if slices > 1:
                    self._scope(f"hash({key}) % {slices} = {part}", copied=key == KEYS[0])
                for mart in marts:
                    if mart.key == key:
                        self.make(mart.name, into_existing=part > 0)
        for mart in marts:  # those of everything read the ones above
            if mart.key not in KEYS and mart.name != "automatic":
                if mart.key in MARTS:
                    self.connection.execute(f"create or replace temp view scope as from {mart.key}")
                self.make(mart.name, into_existing=False)

    def _scope(self, condition: str, *, copied: bool = False) -> None:
        """Let `scope` be the messages that meet this condition; copied where several marts read their texts."""
        run, source = self.connection.execute, f"messages where {condition}"
        if copied:
            run(f"create or replace temp table slice as from {source}")
        run(f"create or replace temp view scope as from {'slice' if copied else source}")

    def all_texts(self) -> Iterator[Any]:
        """Rows (channel, message_id, language, created_at, text) of every message, for the text index.

        By a cursor of their own: they may be read in one thread while another builds the marts.
        """
        return rows_of(texts(self.connection.cursor(), "").to_arrow_reader(ROWS_AT_ONCE))

    def message_count(self) -> int:
        """How many messages the version holds."""
        return int(self.connection.execute("select count(*) from messages").fetchall()[0][0])

    def describe(self, version: int) -> None:
        """Write the one-row table `model`: what this version is, and the time its newest message was written."""
        self.connection.execute(
            """create or replace table model as
            select $version::bigint as version, $zone as time_zone, count(*) as message_count,
                min(created_at) as first_at, max(created_at) as last_at, min(day) as first_day, max(day) as last_day
            from messages""",
            {"version": version, "zone": self.ingredients.time_zone},
        )
        for name in MACROS:
            self.connection.execute(macro_statement(name))

    def make(self, name: str, *, into_existing: bool) -> None:
        """Make the rows of one mart from what `scope` is now: a table anew, or rows added to the one that stands."""
        start = f"insert into {name} by name" if into_existing else f"create or replace table {name} as"
        while True:
            try:
                self.connection.execute(f"{start} {Mart(name).sql}")
                return
            except duckdb.OutOfMemoryException:
                # what cannot spill may have more, as far as the machine has it: slower beats not at all
                if not self._allow_more():
                    raise

    def _allow_more(self) -> bool:
        """Double what may be held; False where that would be more than half of the machine's memory."""
        if 2 * self._memory > _machine_memory() // 2:
            return False
        self._hold(2 * self._memory)
        return True

    def _hold(self, memory: int) -> None:
        """Let so many bytes be held, up to half of the machine's memory, and no fewer than now."""
        self._memory = max(self._memory, min(memory, _machine_memory() // 2))
        self.connection.execute("set memory_limit = $limit", {"limit": f"{self._memory >> 20}MiB"})

    def view(self, name: str, files: Iterable[str], schema: pa.Schema = MESSAGES) -> None:
        """Name what these Parquet files of the lake hold; with no files, an empty table of the same columns."""
        found = list(files)
        if found:
            relation = self.connection.read_parquet(found, hive_partitioning=schema == MESSAGES, union_by_name=True)
            relation.create_view(name, replace=True)
        else:
            self.connection.register(name, schema.empty_table())


def texts(connection: duckdb.DuckDBPyConnection, condition: str) -> duckdb.DuckDBPyRelation:
    """Rows (channel, message_id, language, naive UTC created_at, text) of messages, for the text index."""
    return connection.sql(
        f"""select channel, message_id, language, created_at at time zone 'UTC' as created_at, text
        from messages {condition}"""  # noqa: S608 - our own words
    )


def rows_of(batches: Iterable[pa.RecordBatch]) -> Iterator[Any]:
    """Their rows as tuples."""
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _machine_memory() -> int:
    """Bytes; where the system does not say (Windows), what a small laptop has."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 8 << 30
