"""A large archive to ask: the demo, heard once, over and over under other ids and in other words, published."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from lib.demo.build import build_demo
from lib.schema import AUTHORS, MESSAGES
from lib.storage.lake import Lake
from lib.storage.publish import is_of_this_program, publish
from lib.storage.read_model import published
from lib.storage.workspace import Preferences, Workspace

_IDS = ("message_id", "conversation_id", "thread_id", "parent_id", "author_id")


def shared(folder: Path, messages: int, tell: Callable[[str], None]) -> Workspace:
    """The archive of that size in the folder of a run: made where it is not there yet, the same for every figure."""
    demo, archive = folder / "demo", folder / f"archive-{messages}"
    if not demo.exists():
        tell("building the demo")
        build_demo(demo)
    if not archive.exists():
        tell(f"publishing an archive of {messages:,} messages")
        return grown(Workspace.opened(demo), archive, messages)
    workspace = Workspace.opened(archive)
    current = published(workspace)
    if current is None or not is_of_this_program(current):
        tell(f"publishing an archive of {messages:,} messages anew")
        with workspace.locked():
            publish(workspace)
    return workspace


def grown(source: Workspace, folder: Path, messages: int) -> Workspace:
    """A workspace in this folder with that many messages made of those of the source, and published."""
    workspace = Workspace.opened_or_created(folder, Preferences(name="Bench", time_zone=source.preferences.time_zone))
    lake = Lake(workspace)
    lake.create()
    year, people = _table(source, "messages", MESSAGES), _table(source, "authors", AUTHORS)
    count = -(-messages // year.num_rows)
    batches = (batch for table in _copies(year, messages) for batch in table.to_batches())
    lake.append_messages(pa.RecordBatchReader.from_batches(MESSAGES, batches))
    lake.merge_authors(pa.concat_tables(_other(people, number, ("author_id",)) for number in range(1, count + 1)))
    with workspace.locked():
        publish(workspace)
    return workspace


def _copies(year: pa.Table, messages: int) -> Iterator[pa.Table]:
    """Our own texts differ from copy to copy: the same one said over and over would be taken for an automatic reply."""
    left, number = messages, 0
    while left > 0:
        number += 1
        made = _other(year.slice(0, left), number, _IDS)
        text = pc.binary_join_element_wise(made["text"], f"({number})", " ")
        left -= made.num_rows
        yield made.set_column(made.schema.get_field_index("text"), MESSAGES.field("text"), text)


def _other(rows: pa.Table, number: int, ids: tuple[str, ...]) -> pa.Table:
    for name in ids:
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(
            place, rows.schema.field(name), pc.binary_join_element_wise(rows[name], str(number), "_")
        )
    return rows


def _table(source: Workspace, name: str, schema: pa.Schema) -> pa.Table:
    """A whole table of the lake; the month of messages stands in the path."""
    files = Lake(source).files(name)
    parts = ds.partitioning(pa.schema([("month", pa.string())]), flavor="hive") if name == "messages" else None
    return ds.dataset(files, partitioning=parts).to_table(columns=schema.names).cast(schema)
