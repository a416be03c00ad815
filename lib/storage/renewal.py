"""Brings a copy of the version before up to date.

Only the rows whose conversation, day or author changed are made again, by the same SQL, with `scope` standing for the
messages concerned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from lib.storage.mart import MARTS, Mart
from lib.storage.warehouse import KEYS, Warehouse, texts_of


@dataclass(frozen=True)
class Change:
    """What differs from the version before: files that came and went, and messages newly corrected."""

    added: Sequence[str]
    removed: Sequence[str]
    corrected_keys: Sequence[tuple[str, str]]


class Renewal(Warehouse):
    """A warehouse opened on a copy of the version before."""

    def update(self, change: Change) -> None:
        """Bring a copy of the version before up to date. Leaves `changed`, the keys of the messages concerned."""
        self._find_changed(change)
        run = self.connection.execute
        self._keep_affected("from messages semi join changed using (channel, message_id)", first=True)
        self.view("lake_all", [*change.added, *self._files_of_corrected(change)])
        run("create or replace temp view lake_rows as from lake_all semi join changed using (channel, message_id)")
        run("delete from messages where (channel, message_id) in (select (channel, message_id) from changed)")
        self.make("messages", into_existing=True)
        self._keep_affected("from messages semi join changed using (channel, message_id)", first=False)
        is_copied = False
        for mart in map(Mart, MARTS[1:]):
            if mart.name == "automatic":
                self._renew_automatic()
                continue
            if mart.key not in KEYS:
                run(f"drop table {mart.name}")
                self.make(mart.name, into_existing=False)
                continue
            affected = _affected(mart.key)
            concerned = f"messages semi join {affected} using ({mart.key})"
            if mart.key == KEYS[0]:  # many marts read the texts of these: they are looked for once
                if not is_copied:
                    run(f"create or replace temp table slice as from {concerned}")
                concerned, is_copied = "slice", True
            run(f"create or replace temp view scope as from {concerned}")
            run(f"delete from {mart.name} where ({mart.key}) in (from {affected})")  # noqa: S608 - our own names
            self.make(mart.name, into_existing=True)

    def _renew_automatic(self) -> None:
        """Find anew which of our texts go out by themselves; where that turned, their conversations are affected."""
        run = self.connection.execute
        run("create or replace temp table automatic_before as from automatic")
        self.make("automatic", into_existing=False)
        affected = _affected(KEYS[0])
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
        keys = self.connection.execute("select channel || ':' || message_id from changed").fetchall()
        return [key for (key,) in keys], texts_of(self.connection, "semi join changed using (channel, message_id)")

    def _find_changed(self, change: Change) -> None:
        """The keys whose row is not the same in the files that went as in those that came, or that were corrected."""
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
        for key in KEYS:
            name = _affected(key)
            if first:
                self.connection.execute(f"create or replace temp table {name} as select distinct {key} {source}")
            else:
                self.connection.execute(f"insert into {name} from (select distinct {key} {source}) except from {name}")  # noqa: S608


def _affected(key: str) -> str:
    return "affected_" + key.split(", ")[-1]
