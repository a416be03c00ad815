"""Where a person is named besides their own messages: decisions about them, rejected rows, texts and file names.

Those who leave (`lib.imports.forget`) are named here by pseudonym, handle and name; messages that grow too old
(`lib.imports.retention`) take their decisions along in the same way.
"""

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Connection, delete, select, tuple_, update

from lib.ingest.canonical import FORGOTTEN_MASK, NAME_MASK, Canon
from lib.schema import REJECTED
from lib.storage.lake import Lake
from lib.storage.tables import FORGOTTEN, IMPORTS, all_tables
from lib.storage.workspace import Workspace

_KEY_IN_CONTENT = re.compile(r"(?:^|; )author_key=([^;]*)")
_CHANNEL_IN_CONTENT = re.compile(r"(?:^|; )channel=([^;]*)")
_SHORTEST_NAME = 3
_END = r"($|[^\pL\pN])"
_HANDLE_END = r"($|[^\pL\pN_.\-]|[.\-]+(?:$|[^\pL\pN_.\-]))"


@dataclass(frozen=True)
class Person:
    """An account: its pseudonym and the names it was last seen under."""

    author_id: str
    channel: str
    handle: str | None = None
    name: str | None = None

    @property
    def names(self) -> list[str]:
        """Handle and name, where they are long enough to mean somebody."""
        return [name for name in (self.handle, self.name) if name and len(name) >= _SHORTEST_NAME]

    def pseudonyms(self, canon: Canon) -> set[str]:
        """All under which an old export would name them again."""
        found = {self.author_id}
        if self.handle:
            found.add(canon.handle_id(self.channel, self.handle))
        if self.name and " " in self.name.strip():
            found.add(canon.name_id(self.name))
        return found


def quoted(text: str) -> str:
    """The text as a literal of SQL, for the predicates of Delta, which take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def people_of(lake: Lake, condition: str, **given: object) -> list[Person]:
    """The people in the table of names who meet this condition of ours."""
    files = lake.files("authors")
    if not files:
        return []
    rows = duckdb.execute(
        f"select author_id, channel, handle, name from read_parquet($files) where {condition}",  # noqa: S608 - ours
        {"files": files, **given},
    ).fetchall()
    return [Person(*row) for row in rows]


def keys_of(lake: Lake, condition: str, **given: object) -> list[tuple[str, str]]:
    """The keys of the messages in the lake that meet this condition of ours."""
    files = lake.files()
    if not files:
        return []
    return duckdb.execute(
        f"select channel, message_id from read_parquet($files, hive_partitioning = true) where {condition}",  # noqa: S608 - ours
        {"files": files, **given},
    ).fetchall()


def forget_decisions(connection: Connection, author_ids: Sequence[str], keys: Sequence[tuple[str, str]]) -> int:
    """Delete what was decided about these people and messages, in every table; how many rows.

    A person stands in a table of decisions as author_id, a message as channel and message_id, and by no other name.
    """
    removed = 0
    for table in reversed(all_tables()):
        if table is FORGOTTEN:
            continue
        if "author_id" in table.c:
            for start in range(0, len(author_ids), 300):
                theirs = table.c.author_id.in_(author_ids[start : start + 300])
                removed += connection.execute(delete(table).where(theirs)).rowcount
        if {"channel", "message_id"} <= {column.name for column in table.c}:
            for start in range(0, len(keys), 300):
                these = tuple_(table.c.channel, table.c.message_id).in_(keys[start : start + 300])
                removed += connection.execute(delete(table).where(these)).rowcount
    return removed


def strike_history(connection: Connection, people: Sequence[Person]) -> None:
    """Take their names out of the names of imported files, and out of what was noted about them."""
    struck = _striker([name for person in people for name in person.names])
    for row in connection.execute(select(IMPORTS.c.import_id, IMPORTS.c.file, IMPORTS.c.notes, IMPORTS.c.reasons)):
        notes = [struck(note) for note in row.notes]
        reasons = {struck(reason): count for reason, count in row.reasons.items()}
        if (struck(row.file), notes, reasons) != (row.file, row.notes, row.reasons):
            connection.execute(
                update(IMPORTS)
                .where((IMPORTS.c.import_id == row.import_id) & (IMPORTS.c.file == row.file))
                .values(file=struck(row.file), notes=notes, reasons=reasons)
            )


def strike_lake(lake: Lake, person: Person) -> None:
    """Take mentions of them out of texts, and their name out of texts (where it has two words) and file names."""
    if person.handle:
        lake.strike(rf"(?i)@{re.escape(person.handle)}{_HANDLE_END}", rf"{FORGOTTEN_MASK}\1")
    for name in person.names:
        columns = ("text", "source_file") if " " in name.strip() else ("source_file",)
        lake.strike(rf"(?i){_name_pattern(name)}", rf"\1{NAME_MASK}\2", columns)


def blank_rejected(workspace: Workspace, people: Sequence[Person], canon: Canon) -> None:
    """Take the content out of rejected rows that are these people's or name them; line and reason stay."""
    names = [name for person in people for name in person.names]
    struck, words = _striker(names), [name.lower() for name in names]
    ids = {person.author_id for person in people}
    for file in sorted(workspace.place("rejected").glob("*.parquet")):
        rows = pq.read_table(file).to_pylist()
        changed = []
        for row in rows:
            content = row["content"]
            is_theirs = content and (_author_of(content, canon) in ids or any(w in content.lower() for w in words))
            kept = {"content": None if is_theirs else content, "reason": struck(row["reason"])}
            changed.append({**row, **kept, "file": struck(row["file"])})
        if changed != rows:
            beside = file.with_suffix(".new")
            pq.write_table(pa.Table.from_pylist(changed, schema=REJECTED), beside, compression="zstd")
            beside.replace(file)


def clear_made(workspace: Workspace) -> None:
    """Delete what was derived from messages, the files that wait to be imported, and what a killed import left."""
    for name in ("derived", "intake", "scratch"):
        shutil.rmtree(workspace.place(name), ignore_errors=True)


def _striker(names: Sequence[str]) -> Callable[[str], str]:
    patterns = [re.compile(rf"(?<![^\W_]){_spelt(name)}(?![^\W_])", re.IGNORECASE) for name in names]

    def struck(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub(NAME_MASK, text)
        return text

    return struck


def _name_pattern(name: str) -> str:
    return rf"(^|[^\pL\pN]){_spelt(name)}{_END}"


def _spelt(name: str) -> str:
    """A pattern of the name as texts and the names of files spell it."""
    return r"[\s_]+".join(re.escape(word) for word in name.split())


def _author_of(content: str, canon: Canon) -> str | None:
    key, channel = _KEY_IN_CONTENT.search(content), _CHANNEL_IN_CONTENT.search(content)
    return canon.author_id(channel[1], key[1]) if key and channel else None
