"""What differs from the version before, and whom it concerns: keys of messages, conversations, days and authors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lib.storage.warehouse import KEYS, ROWS_AT_ONCE, Warehouse, rows_of, texts

_BY_AUTHOR = (
    "author_id, channel, conversation_id, message_id, created_at, day, is_brand, language, sentiment, is_critique"
)
"""What marts by author read of a message."""


@dataclass(frozen=True)
class Change:
    """What differs from the version before: files of messages and of authors that came and went, and messages newly
    corrected."""

    added: Sequence[str]
    removed: Sequence[str]
    corrected_keys: Sequence[tuple[str, str]]
    authors_added: Sequence[str] = ()
    authors_removed: Sequence[str] = ()


class Concerned(Warehouse):
    """A warehouse opened on a copy of the version before. The tables `affected_…` hold the keys that a change concerns,
    `slice` and `author_slice` the messages of the conversations and of the authors among them."""

    def changed(self, folder: Path) -> tuple[list[str], Iterator[Any]]:
        """After the messages: the keys ("channel:message_id") to take out of the text index, and the rows to put in.

        Only keys that the version before has are taken out: the index keeps in memory what it is to look for.
        The rows stand in a file of that folder, so that another thread can read them while marts are made.
        """
        keys = self.connection.execute("select channel || ':' || message_id from known_before").fetchall()
        folder.mkdir(exist_ok=True)
        file = folder / "texts.parquet"
        texts(self.connection, "where rowid in (select place from concerned)").write_parquet(str(file))
        return [key for (key,) in keys], _rows_in(file)

    def _find_changed(self, change: Change) -> None:
        """The keys whose row is not the same in the files that went as in those that came, or that were corrected; and
        which of them the version before may have."""
        self.view("rows_before", change.removed)
        self.view("rows_after", change.added)
        keys = pa.table(
            {
                "channel": pa.array([c for c, _ in change.corrected_keys], pa.string()),
                "message_id": pa.array([m for _, m in change.corrected_keys], pa.string()),
            }
        )
        self.connection.register("corrected_keys", keys)
        self.connection.execute(
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
        self.connection.execute(
            """create or replace temp table known_before as
            select channel, message_id from changed
            semi join (
                select channel, message_id from rows_before
                union all
                select channel, message_id from corrected_keys
            ) using (channel, message_id)"""
        )

    def _files_of_corrected(self, change: Change) -> list[str]:
        """The files, besides the new ones, of the months in which a corrected message stands."""
        if not change.corrected_keys:
            return []
        found = self.connection.execute(
            "select distinct month from messages semi join corrected_keys using (channel, message_id)"
        ).fetchall()
        folders = {f"month={month}" for (month,) in found}
        added = set(change.added)
        return [f for f in self.ingredients.files if f not in added and Path(f).parent.name in folders]

    def _keep_affected(self, source: str, *, first: bool) -> None:
        """Keep in `concerned` the messages of this source, and of each key those they have: a table of its own."""
        run = self.connection.execute
        columns = ", ".join(KEYS)
        run(f"create or replace temp table concerned as select rowid as place, {columns} from {source}")  # noqa: S608
        for key in KEYS:
            name = affected(key)
            if first:
                run(f"create or replace temp table {name} as select distinct {key} from concerned")  # noqa: S608
            else:
                run(f"insert into {name} from (select distinct {key} from concerned) except from {name}")  # noqa: S608

    def _copy_slices(self) -> None:
        """Copy the messages of the conversations and of the authors concerned: many marts read them.

        Those of conversations are looked for by their keys first, and then read whole: texts of others are not read.
        """
        run, key = self.connection.execute, KEYS[0]
        run(
            f"""create or replace temp table places as
            select rowid as place from messages semi join {affected(key)} using ({key})"""  # noqa: S608 - our own names
        )
        run("create or replace temp table slice as from messages where rowid in (select place from places)")
        run(
            f"""create or replace temp table author_slice as
            select {_BY_AUTHOR} from messages semi join {affected("author_id")} using (author_id)"""  # noqa: S608 - our own
        )


def affected(key: str) -> str:
    """The table of the keys concerned."""
    return "affected_" + key.split(", ")[-1]


def _rows_in(file: Path) -> Iterator[Any]:
    with pq.ParquetFile(file) as rows:
        yield from rows_of(rows.iter_batches(ROWS_AT_ONCE))
