"""Brings a copy of the version before up to date.

Only the rows whose conversation, day or author changed are made again, by the same SQL, with `scope` standing for the
messages concerned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from lib.schema import AUTHORS
from lib.storage.mart import MARTS, Mart
from lib.storage.warehouse import KEYS, Warehouse, texts_of

_BY_AUTHOR = (
    "author_id, channel, conversation_id, message_id, created_at, day, is_brand, language, sentiment, is_critique"
)
"""What marts by author read of a message."""
_RENEWED_BY = {"member_conversations": KEYS[0]}
"""Marts of which fewer rows are made again by another key than the one by which they are made in parts."""
_BORDERS = (30, 90, 120)
"""Days before the end of the archive on which windows of the mart `standing` begin or end."""


@dataclass(frozen=True)
class Change:
    """What differs from the version before: files of messages and of authors that came and went, and messages newly
    corrected."""

    added: Sequence[str]
    removed: Sequence[str]
    corrected_keys: Sequence[tuple[str, str]]
    authors_added: Sequence[str] = ()
    authors_removed: Sequence[str] = ()


class Renewal(Warehouse):
    """A warehouse opened on a copy of the version before."""

    def update(self, change: Change) -> None:
        """Bring a copy of the version before up to date. Leaves `changed`, the keys of the messages concerned."""
        self._find_changed(change)
        run = self.connection.execute
        self._keep_affected("messages semi join known_before using (channel, message_id)", first=True)
        self.view("lake_all", [*change.added, *self._files_of_corrected(change)])
        run("create or replace temp view lake_rows as from lake_all semi join changed using (channel, message_id)")
        run("delete from messages where rowid in (select place from concerned)")
        last = run("select coalesce(max(rowid), -1) from messages").fetchall()[0][0]
        self.make("messages", into_existing=True)
        self._keep_affected(f"messages where rowid > {last}", first=False)
        self._renew_automatic()
        self._copy_slices()
        for mart in map(Mart, MARTS[2:]):
            if mart.name == "people":
                self._renew_people(change)
            elif mart.name == "standing":
                self._renew_standing(mart)
            elif mart.name == "queue":
                self._renew_queue(mart)
            elif (key := _RENEWED_BY.get(mart.name, mart.key)) in KEYS:
                self._renew(mart, key, _affected(key), _AMONG[key])
            else:
                run(f"drop table {mart.name}")
                self.make(mart.name, into_existing=False)

    def _renew(self, mart: Mart, key: str, affected: str, among: str) -> None:
        """Make the rows of these keys again, from these messages."""
        run = self.connection.execute
        run(f"create or replace temp view scope as from {among}")
        run(f"delete from {mart.name} where ({key}) in (from {affected})")  # noqa: S608 - our own names
        self.make(mart.name, into_existing=True)

    def _copy_slices(self) -> None:
        """Copy the messages of the conversations and of the authors concerned: many marts read them.

        Those of conversations are looked for by their keys first, and then read whole: texts of others are not read.
        """
        run, key = self.connection.execute, KEYS[0]
        run(
            f"""create or replace temp table places as
            select rowid as place from messages semi join {_affected(key)} using ({key})"""  # noqa: S608 - our own names
        )
        run("create or replace temp table slice as from messages where rowid in (select place from places)")
        run(
            f"""create or replace temp table author_slice as
            select {_BY_AUTHOR} from messages semi join {_affected("author_id")} using (author_id)"""  # noqa: S608 - our own
        )

    def _renew_people(self, change: Change) -> None:
        """The names that are not the same in the files that went as in those that came."""
        run = self.connection.execute
        self.view("authors_before", change.authors_removed, AUTHORS)
        self.view("lake_authors", change.authors_added, AUTHORS)
        run(
            """create or replace temp table renamed as
            with
            before as (select author_id, hash(authors_before) as content from authors_before),
            after as (select author_id, hash(lake_authors) as content from lake_authors)
            select author_id from (from before except from after)
            union
            select author_id from (from after except from before)"""
        )
        run("delete from people where author_id in (from renamed)")
        run(f"insert into people by name from ({Mart('people').sql}) semi join renamed using (author_id)")

    def _renew_queue(self, mart: Mart) -> None:
        """What waits in a conversation concerned, and from whom something changed or whose name did."""
        self.connection.execute(
            f"""create or replace temp table affected_queue as
            from {_affected(KEYS[0])}
            union
            select {KEYS[0]} from queue
            where author_id in (from {_affected("author_id")}) or author_id in (from renamed)"""  # noqa: S608 - our own names
        )
        self._renew(mart, KEYS[0], "affected_queue", f"waits semi join affected_queue using ({KEYS[0]})")

    def _renew_standing(self, mart: Mart) -> None:
        """Whoever took part in a conversation concerned; where the archive ends on another day, also whoever wrote on
        a day that a window's border passed over. All others are silent for as many days more."""
        run = self.connection.execute
        ends = "(select max(day) from messages)"
        passed = " or ".join(f"day > bounds.earlier - {days} and day <= bounds.later - {days}" for days in _BORDERS)
        run(
            f"""create or replace temp table affected_standing as
            select author_id from affected_author_id
            union
            select author_id from slice
            union
            select member_days.author_id
            from member_days
            cross join (
                select least(max(archive_day), {ends}) as earlier, greatest(max(archive_day), {ends}) as later
                from standing
            ) as bounds
            where {passed}"""  # noqa: S608 - our own words
        )
        self._renew(mart, mart.key, "affected_standing", "affected_standing")
        run(
            f"""update standing set archive_day = {ends}, silent_days = {ends} - last_day
            where archive_day != {ends}"""  # noqa: S608 - our own names
        )

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
        return [key for (key,) in keys], texts_of(self.connection, "where rowid in (select place from concerned)")

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
            name = _affected(key)
            if first:
                run(f"create or replace temp table {name} as select distinct {key} from concerned")  # noqa: S608
            else:
                run(f"insert into {name} from (select distinct {key} from concerned) except from {name}")  # noqa: S608


def _affected(key: str) -> str:
    return "affected_" + key.split(", ")[-1]


_AMONG = {KEYS[0]: "slice", "day": "messages semi join affected_day using (day)", "author_id": "author_slice"}
"""Among which messages the rows of a mart with this key are found."""
