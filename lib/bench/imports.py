"""Import throughput: a generated export, Parquet and CSV, against DuckDB reading and writing the same file.

DuckDB moves bytes; an import also makes pseudonyms, masks contact data, finds what is new, hears every text, sorts by
month, builds the marts and the text index. The ratio says what all that costs.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from lib.bench.corpus import write_csv, write_parquet
from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.process import watched

_JOBS = "lib.bench.jobs"
_WRITERS: dict[str, Callable[[Path, int], Path]] = {"parquet": write_parquet, "csv": write_csv}
_ANSWER = """
select
    count(*),
    count(distinct message_id),
    sum(likes)::bigint,
    sum(length(text)),
    count(parent_id),
    max(created_at)::timestamptz::varchar
from {table}
"""


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result for Parquet and one for CSV. WrongAnswer where the lake does not hold what the file does."""
    return [measure_one(kind, messages, folder, tell) for kind in _WRITERS]


def measure_one(kind: str, messages: int, folder: Path, tell: Callable[[str], None]) -> Result:
    """The result for one kind of file, "parquet" or "csv"."""
    tell(f"writing {messages:,} messages as {kind}")
    file = _WRITERS[kind](folder / f"export.{kind}", messages)
    tell(f"DuckDB reads and writes the {kind}")
    theirs = watched(_JOBS, "duckdb", str(file), str(folder / f"copy-{kind}"))
    tell(f"Earshot imports the {kind}")
    workspace = folder / f"workspace-{kind}"
    ours = watched(_JOBS, "import", str(file), str(workspace))
    compare(file, workspace)
    shutil.rmtree(workspace)
    file.unlink()
    return Result(
        name=f"import of {kind}",
        count=messages,
        unit="rows",
        seconds=ours.seconds,
        yardstick="DuckDB reads and writes the file",
        yardstick_seconds=theirs.seconds,
        memory=ours.memory,
        yardstick_memory=theirs.memory,
        parts=ours.document["steps"],
    )


def compare(file: Path, workspace: Path) -> None:
    """The published messages and what DuckDB reads in the file give the same counts, sums and lengths."""
    published = next(workspace.glob("published/*/*.duckdb"))
    reader = "read_csv" if file.suffix == ".csv" else "read_parquet"
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"attach '{published}' as model (read_only)")
        ours = connection.execute(_ANSWER.format(table="model.messages")).fetchone()
        theirs = connection.execute(_ANSWER.format(table=f"{reader}('{file}')")).fetchone()
    if ours != theirs:
        raise WrongAnswer(f"The import of {file.name} holds {ours} where the file holds {theirs}: nothing was timed.")


FIGURE = Figure("imports", "Import throughput and peak memory, against DuckDB's own read and write", measure)
