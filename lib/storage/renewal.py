"""Brings a copy of the version before up to date.

Only the rows whose conversation, day or author changed are made again, by the same SQL, with `scope` standing for the
messages concerned.
"""

from lib.schema import AUTHORS
from lib.storage.concerned import Change, Concerned, affected
from lib.storage.mart import MARTS, Mart
from lib.storage.warehouse import KEYS

_RENEWED_BY = {"member_conversations": KEYS[0]}
"""Marts of which fewer rows are made again by another key than the one by which they are made in parts."""
_AMONG = {KEYS[0]: "slice", "day": "messages semi join affected_day using (day)", "author_id": "author_slice"}
"""Among which messages the rows of a mart with this key are found."""
_BORDERS = (30, 90, 120)
"""Days before the end of the archive on which windows of the mart `standing` begin or end."""


class Renewal(Concerned):
    """The version before in the making of the next."""

    def update_messages(self, change: Change) -> None:
        """Bring the messages up to date. Leaves `changed`, the keys of the messages concerned."""
        self._find_changed(change)
        run = self.connection.execute
        self._keep_affected("messages semi join known_before using (channel, message_id)", first=True)
        self.view("lake_all", [*change.added, *self._files_of_corrected(change)])
        run("create or replace temp view lake_rows as from lake_all semi join changed using (channel, message_id)")
        run("delete from messages where rowid in (select place from concerned)")
        last = run("select coalesce(max(rowid), -1) from messages").fetchall()[0][0]
        self.make("messages", into_existing=True)
        self._keep_affected(f"messages where rowid > {last}", first=False)

    def update_marts(self, change: Change) -> None:
        """After the messages, bring the marts over them up to date."""
        run = self.connection.execute
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
                self._renew(mart, key, affected(key), _AMONG[key])
            else:
                run(f"drop table {mart.name}")
                self.make(mart.name, into_existing=False)

    def _renew(self, mart: Mart, key: str, keys: str, among: str) -> None:
        """Make the rows with these keys (a table of them) again, from these messages."""
        run = self.connection.execute
        run(f"create or replace temp view scope as from {among}")
        run(f"delete from {mart.name} where ({key}) in (from {keys})")  # noqa: S608 - our own names
        self.make(mart.name, into_existing=True)

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
            from {affected(KEYS[0])}
            union
            select {KEYS[0]} from queue
            where author_id in (from {affected("author_id")}) or author_id in (from renamed)"""  # noqa: S608 - our own names
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
        run(
            f"""insert into {affected(KEYS[0])}
            with
            turned as (
                select channel, said from automatic_before anti join automatic using (channel, said)
                union
                select channel, said from automatic anti join automatic_before using (channel, said)
            )
            select distinct channel, conversation_id from messages
            where is_brand and exists (from turned)
                and (channel, md5(text)) in (select (channel, said) from turned)
            except from {affected(KEYS[0])}"""  # noqa: S608 - our own names
        )
