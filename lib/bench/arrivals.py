"""New messages into a large archive: from the command to the moment they are seen."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lib.bench.corpus import copies
from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.grown import shared
from lib.conversations import queries
from lib.settings import ROOT
from lib.storage.read_model import ReadModel, published
from lib.storage.workspace import Workspace

ARRIVING = 10_000
SECONDS = 15.0
"""From the command to the messages on the pages, at most. The command goes on after that: it works out the personas."""
_LOOKS = 0.05


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result. WrongAnswer where they are not all there after the command."""
    workspace = shared(folder, messages, tell)
    before = counted(workspace)
    file = arriving(workspace, folder / "arriving.parquet", mark=f"new{before}")  # an archive may be kept
    tell(f"importing {ARRIVING:,} new messages")
    command = [sys.executable, "-m", "lib", "import", str(file), "--workspace", str(workspace.path), "--json"]
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said, subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said) as run:
        was = published(workspace)
        while run.poll() is None and published(workspace) == was:
            time.sleep(_LOOKS)
        taken = time.perf_counter() - start
        found = counted(workspace)
        if run.wait() or found != before + ARRIVING:
            said.seek(0)
            raise WrongAnswer(f"The new messages did not all arrive: {said.read()[-500:]}")
    name = f"{ARRIVING:,} new into {messages:,}, {taken:.1f} s"
    return [Result(name, ARRIVING, "messages", taken, f"seen in {SECONDS:.0f} s", SECONDS, floor=1.0)]


def arriving(workspace: Workspace, file: Path, count: int = ARRIVING, mark: str = "new") -> Path:
    """An export of the archive's last days: so many messages that arrive, all with ids that it does not have (each
    ends in the mark)."""
    model = ReadModel.current(workspace)
    try:
        last = queries.archive(model).iloc[0].last_at
    finally:
        model.close()
    rows = pa.concat_tables(_named_anew(copies(count), mark))
    ages = pc.multiply(pa.array(range(rows.num_rows), pa.int64()), 60_000_000)
    times = pc.subtract(pa.scalar(last, pa.timestamp("us", "UTC")), ages.cast(pa.duration("us")))
    place = rows.schema.get_field_index("created_at")
    pq.write_table(rows.set_column(place, "created_at", times.cast(rows.schema.field(place).type)), file)
    return file


def _named_anew(tables: Iterator[pa.Table], mark: str) -> Iterator[pa.Table]:
    for table in tables:
        for name in ("message_id", "parent_id", "source_conversation_id"):
            place = table.schema.get_field_index(name)
            table = table.set_column(place, name, pc.binary_join_element_wise(table[name], mark, "_"))
        yield table


def counted(workspace: Workspace) -> int:
    """How many messages are published."""
    model = ReadModel.current(workspace)
    try:
        return int(queries.archive(model).iloc[0].message_count)
    finally:
        model.close()


FIGURE = Figure("arrivals", "New messages into a large archive, from the command to the pages, against 15 s", measure)
