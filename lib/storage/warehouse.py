"""Builds the read model's DuckDB file from the lake: the messages and the marts over them.

Every mart is one file in `marts/`, whose first line states its grain and second its key. A new version starts as a
copy of the one before; then only the rows whose conversation, day or author changed are made again, by the same SQL,
with `scope` standing for the messages concerned. With no version before, `scope` is all messages.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from lib.errors import WorkspaceError
from lib.schema import AUTHORS, MESSAGES, NAMES

MARTS = (
    "messages",
    "automatic",
    "replies",
    "answers",
    "exchanges",
    "conversations",
    "hours",
    "aspect_hours",
    "days",
    "members",
    "people",
    "queue",
    "member_days",
    "ties",
    "standing",
    "receptions",
)
"""In the order they are built: a mart may read those before it."""
MACROS = ("member_states", "timed_answers", "timed_exchanges", "member_answers", "response_of", "heard_critiques")
"""Selects with parameters over the marts, asked as `from member_states(…)`: what several queries have in common."""
_ROWS_AT_ONCE = 20_000
SLICE = 1_000_000
"""Messages whose marts are made at once."""
_MEMORY = 480 << 20
"""Bytes that DuckDB may hold while it builds; beyond that it spills to disk. An import as a whole stays under 1 GB."""
_FOLDER = Path(__file__).parent / "marts"
_MACRO_FOLDER = Path(__file__).parent / "macros"
_KEYS = ("channel, conversation_id", "day", "author_id")

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
class Mart:
    """One mart: its name, its key columns and its one select statement."""

    name: str

    @cached_property
    def sql(self) -> str:
        return (_FOLDER / f"{self.name}.sql").read_text("utf-8")

    @property
    def key(self) -> str:
        return self.sql.splitlines()[1].removeprefix("-- key: ")


@dataclass(frozen=True)
class Ingredients:
    """What a version is made of: the lake's files, the corrections, and what the marts need to know."""

    files: Sequence[str]
    author_files: Sequence[str]
    corrected: pa.Table
    time_zone: str
    brand_handles: Sequence[str]


@dataclass(frozen=True)
class Change:
    """What differs from the version before: files that came and went, and messages newly corrected."""

    added: Sequence[str]
    removed: Sequence[str]
    corrected_keys: Sequence[tuple[str, str]]


class Warehouse:
    """A DuckDB file under construction; used as a context manager."""

    def __init__(self, path: Path, ingredients: Ingredients, scratch: Path) -> None:
        self._ingredients = ingredients
        self._memory = _MEMORY
        self._connection = duckdb.connect(str(path))
        for statement, values in (
            ("set timezone = 'UTC'", None),
            ("set python_enable_replacements = false", None),
            ("set memory_limit = $limit", {"limit": f"{self._memory >> 20}MiB"}),
            ("set preserve_insertion_order = true", None),
            ("set temp_directory = $folder", {"folder": str(scratch)}),
            ("set variable time_zone = $name", {"name": ingredients.time_zone}),
            ("set variable brand_handles = $names::varchar[]", {"names": list(ingredients.brand_handles)}),
        ):
            self._connection.execute(statement, values)
        self._connection.register("corrected", ingredients.corrected)
        self._view("lake_authors", ingredients.author_files)

    def __enter__(self) -> "Warehouse":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.execute("checkpoint")
        self._connection.close()

    def build_messages(self) -> None:
        """Make the messages from the lake, month by month so that sorting stays small."""
        by_month: dict[str, list[str]] = {}
        for file in self._ingredients.files:
            by_month.setdefault(Path(file).parent.name, []).append(file)
        for month in sorted(by_month):
            self._view("lake_rows", by_month[month])
            self._make("messages", into_existing=month != min(by_month))

    def build_marts(self) -> None:
        """Make every mart over the messages; of a large archive in slices by the mart's key, so that memory stays."""
        slices = -(-self.message_count() // SLICE) or 1
        for mart in map(Mart, MARTS[1:]):
            parts = slices if mart.key in _KEYS else 1
            for part in range(parts):
                these = f"hash({mart.key}) % {parts} = {part}" if parts > 1 else "true"
                self._connection.execute(f"create or replace temp view scope as from messages where {these}")
                self._make(mart.name, into_existing=part > 0)

    def update(self, change: Change) -> None:
        """Bring a copy of the version before up to date. Leaves `changed`, the keys of the messages concerned."""
        self._find_changed(change)
        run = self._connection.execute
        self._keep_affected("from messages semi join changed using (channel, message_id)", first=True)
        self._view("lake_all", [*change.added, *self._files_of_corrected(change)])
        run("create or replace temp view lake_rows as from lake_all semi join changed using (channel, message_id)")
        run("delete from messages where (channel, message_id) in (select (channel, message_id) from changed)")
        self._make("messages", into_existing=True)
        self._keep_affected("from messages semi join changed using (channel, message_id)", first=False)
        for mart in map(Mart, MARTS[1:]):
            if mart.name == "automatic":
                self._renew_automatic()
                continue
            if mart.key not in _KEYS:
                run(f"drop table {mart.name}")
                self._make(mart.name, into_existing=False)
                continue
            affected = _affected(mart.key)
            run(f"create or replace temp view scope as from messages semi join {affected} using ({mart.key})")
            run(f"delete from {mart.name} where ({mart.key}) in (from {affected})")  # noqa: S608 - our own names
            self._make(mart.name, into_existing=True)

    def _renew_automatic(self) -> None:
        """Find anew which of our texts go out by themselves; where that turned, their conversations are affected."""
        run = self._connection.execute
        run("create or replace temp table automatic_before as from automatic")
        self._make("automatic", into_existing=False)
        affected = _affected(_KEYS[0])
        run(
            f"""insert into {affected}
            with
            turned as (
                select channel, said from automatic_before anti join automatic using (channel, said)
                union
                select channel, said from automatic anti join automatic_before using (channel, said)
            )
            select distinct channel, conversation_id from messages
            where is_brand and exists (from turned)
                and (channel, md5(text)) in (select (channel, said) from turned)
            except from {affected}"""  # noqa: S608 - our own names
        )

    def changed(self) -> tuple[list[str], Iterator[Any]]:
        """After `update`: the keys ("channel:message_id") to take out of the text index, and the rows to put in."""
        keys = self._connection.execute("select channel || ':' || message_id from changed").fetchall()
        return [key for (key,) in keys], _texts(self._connection, "semi join changed using (channel, message_id)")

    def all_texts(self) -> Iterator[Any]:
        """Rows (channel, message_id, language, created_at, text) of every message, for the text index.

        By a cursor of their own: they may be read in one thread while another builds the marts.
        """
        return _texts(self._connection.cursor(), "")

    def message_count(self) -> int:
        """How many messages the version holds."""
        return int(self._connection.execute("select count(*) from messages").fetchall()[0][0])

    def describe(self, version: int) -> None:
        """Write the one-row table `model`: what this version is, and the time its newest message was written."""
        self._connection.execute(
            """create or replace table model as
            select $version::bigint as version, $zone as time_zone, count(*) as message_count,
                min(created_at) as first_at, max(created_at) as last_at, min(day) as first_day, max(day) as last_day
            from messages""",
            {"version": version, "zone": self._ingredients.time_zone},
        )
        for name in MACROS:
            self._connection.execute(macro_statement(name))

    def _find_changed(self, change: Change) -> None:
        """The keys whose row is not the same in the files that went as in those that came, or that were corrected."""
        self._view("rows_before", change.removed)
        self._view("rows_after", change.added)
        keys = pa.table(
            {
                "channel": pa.array([c for c, _ in change.corrected_keys], pa.string()),
                "message_id": pa.array([m for _, m in change.corrected_keys], pa.string()),
            }
        )
        self._connection.register("corrected_keys", keys)
        self._connection.execute(
            """create or replace temp table changed as
            with
            before as (select channel, message_id, hash(rows_before) as content from rows_before),
            after as (select channel, message_id, hash(rows_after) as content from rows_after)
            select channel, message_id from (select * from before except select * from after)
            union
            select channel, message_id from (select * from after except select * from before)
            union
            select channel, message_id from corrected_keys"""
        )

    def _files_of_corrected(self, change: Change) -> list[str]:
        """The files, besides the new ones, of the months in which a corrected message stands."""
        if not change.corrected_keys:
            return []
        found = self._connection.execute(
            "select distinct month from messages semi join corrected_keys using (channel, message_id)"
        ).fetchall()
        folders = {f"month={month}" for (month,) in found}
        added = set(change.added)
        return [f for f in self._ingredients.files if f not in added and Path(f).parent.name in folders]

    def _keep_affected(self, source: str, *, first: bool) -> None:
        for key in _KEYS:
            name = _affected(key)
            if first:
                self._connection.execute(f"create or replace temp table {name} as select distinct {key} {source}")
            else:
                self._connection.execute(f"insert into {name} from (select distinct {key} {source}) except from {name}")  # noqa: S608

    def _make(self, name: str, *, into_existing: bool) -> None:
        start = f"insert into {name} by name" if into_existing else f"create or replace table {name} as"
        while True:
            try:
                self._connection.execute(f"{start} {Mart(name).sql}")
                return
            except duckdb.OutOfMemoryException:
                # what cannot spill may have more, as far as the machine has it: slower beats not at all
                if not self._allow_more():
                    raise

    def _allow_more(self) -> bool:
        """Double what may be held; False where that would be more than half of the machine's memory."""
        if 2 * self._memory > _machine_memory() // 2:
            return False
        self._memory *= 2
        self._connection.execute("set memory_limit = $limit", {"limit": f"{self._memory >> 20}MiB"})
        return True

    def _view(self, name: str, files: Iterable[str]) -> None:
        found = list(files)
        schema = "lake_authors" if name == "lake_authors" else "messages"
        if found:
            relation = self._connection.read_parquet(found, hive_partitioning=schema == "messages", union_by_name=True)
            relation.create_view(name, replace=True)
        else:
            self._connection.register(name, _empty(schema))


def _texts(connection: duckdb.DuckDBPyConnection, condition: str) -> Iterator[Any]:
    found = connection.sql(
        f"""select channel, message_id, language, created_at at time zone 'UTC' as created_at, text
        from messages {condition}"""  # noqa: S608 - our own words
    )
    for batch in found.to_arrow_reader(_ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _machine_memory() -> int:
    """Bytes; where the system does not say (Windows), what a small laptop has."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 8 << 30


def _affected(key: str) -> str:
    return "affected_" + key.split(", ")[-1]


def _empty(table: str) -> pa.Table:
    return (AUTHORS if table == "lake_authors" else MESSAGES).empty_table()


def sql_fingerprint() -> str:
    """All marts' SQL as one text: when it changes, versions are built anew."""
    missing = [name for name in MARTS if not (_FOLDER / f"{name}.sql").exists()]
    if missing:
        raise WorkspaceError(f"The mart {missing[0]}.sql is missing: install Earshot again.")
    return "\n".join([*(Mart(name).sql for name in MARTS), *(_macro(name) for name in MACROS)])


def macro_statement(name: str) -> str:
    """The statement that makes one of MACROS."""
    sql = _macro(name)
    parameters = sql.splitlines()[1].removeprefix("-- parameters: ")
    return f"create or replace macro {name}({parameters}) as table {sql}"


def _macro(name: str) -> str:
    return (_MACRO_FOLDER / f"{name}.sql").read_text("utf-8")
