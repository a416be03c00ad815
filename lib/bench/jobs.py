"""The jobs that `lib.bench.process` runs, each as `python -m lib.bench.jobs NAME FILE FOLDER`; prints JSON.

import   imports the file into a workspace in the folder, as the command `import` does
duckdb   DuckDB reads the file and writes it as Parquet into the folder
serve    answers the questions of Today from the workspace FILE
pandas   loads the messages of the workspace FILE into a pandas frame
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def import_file(file: Path, folder: Path) -> dict[str, Any]:
    """Import one file into a new workspace; says the count, the seconds without the start, and those of each step."""
    from lib.imports.run import Wishes, import_files  # only here: the other job should not pay for it
    from lib.storage.records import Records
    from lib.storage.workspace import Preferences, Workspace

    start = time.perf_counter()
    workspace = Workspace.opened_or_created(folder, Preferences(name="Bench"))
    steps: dict[str, float] = {}
    step, since = "reading", time.perf_counter()

    def told(what: str, done: int, of: int | None) -> None:
        nonlocal step, since
        found = what if what in ("joining", "listening", "publishing") else "reading"
        if found != step:
            now = time.perf_counter()
            steps[step] = steps.get(step, 0.0) + now - since
            step, since = found, now

    account = import_files(workspace, [file], Wishes(), Records.of(workspace), told)
    steps[step] = steps.get(step, 0.0) + time.perf_counter() - since
    return {"imported": account.total().imported, "steps": steps, "seconds": time.perf_counter() - start}


def duckdb_copy(file: Path, folder: Path) -> dict[str, Any]:
    """Read the file with DuckDB and write it again as Parquet (zstd)."""
    import duckdb  # only here: the processes of the other job's pool load this module, and need no database

    folder.mkdir(parents=True, exist_ok=True)
    reader = "read_csv" if file.suffix == ".csv" else "read_parquet"
    target = folder / "copied.parquet"
    start = time.perf_counter()
    with duckdb.connect() as connection:
        relation = connection.sql(f"from {reader}($file)", params={"file": str(file)})
        relation.write_parquet(str(target), compression="zstd")
        row = connection.execute("select count(*) from read_parquet($file)", {"file": str(target)}).fetchone()
    return {"imported": row[0] if row else 0, "seconds": time.perf_counter() - start}


def serve_today(workspace: Path, folder: Path) -> dict[str, Any]:
    """Answer the questions of Today from the published version of a workspace, three times."""
    from lib.bench.today import questions
    from lib.storage.read_model import ReadModel
    from lib.storage.workspace import Workspace

    start = time.perf_counter()
    model = ReadModel.current(Workspace.opened(workspace))
    for _ in range(3):
        for query, params in questions(model).values():
            query(model, **params)
    return {"seconds": time.perf_counter() - start}


def pandas_load(workspace: Path, folder: Path) -> dict[str, Any]:
    """Load all messages of a workspace's lake with pandas."""
    import pandas as pd

    start = time.perf_counter()
    frame = pd.read_parquet(workspace / "messages")
    return {"loaded": len(frame), "seconds": time.perf_counter() - start}


_JOBS: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
    "import": import_file,
    "duckdb": duckdb_copy,
    "serve": serve_today,
    "pandas": pandas_load,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(_JOBS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))))
