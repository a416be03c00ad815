"""Builds the demo workspace, through the same import as everybody's exports, and lays the planted truth beside it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from lib.demo import BRAND_ACCOUNTS, LANGUAGES, NAME, TIME_ZONE, demo_batches, demo_truth
from lib.demo.truth import demo_key
from lib.errors import WorkspaceError
from lib.imports.run import Wishes, import_files
from lib.schema import RAW
from lib.storage.read_model import published
from lib.storage.records import Records
from lib.storage.workspace import Preferences, Workspace

SEED = 2026
TRUTH = "truth.json"
"""Name of the file in the workspace that says what was planted."""


def build_demo(path: Path, progress: Callable[[str, float], None] | None = None, seed: int = SEED) -> int:
    """Build the demo in this folder and return its published version; a demo that stands there already is kept.

    It is built beside and moved into place when whole. WorkspaceError where the folder holds a real workspace.
    `progress` is told what is being done and which share of the whole is behind it.
    """
    tell = progress or (lambda what, share: None)
    if (path / "workspace.json").exists():
        workspace = Workspace.opened(path)
        standing = published(workspace)
        if not workspace.preferences.is_demo:
            raise WorkspaceError(f"{path} holds a real workspace, and the demo is never mixed with it: name another.")
        if standing is not None:
            return standing.version
    beside = path.with_name(f"{path.name}.building")
    shutil.rmtree(beside, ignore_errors=True)
    version = _built(beside, tell, seed)
    shutil.rmtree(path, ignore_errors=True)
    beside.rename(path)
    tell("done", 1.0)
    return version


def _built(path: Path, tell: Callable[[str, float], None], seed: int) -> int:
    preferences = Preferences(
        name=NAME,
        is_demo=True,
        languages=tuple(LANGUAGES),
        time_zone=TIME_ZONE,
        brand_accounts=tuple(sorted(account.lower() for account in BRAND_ACCOUNTS)),
    )
    workspace = Workspace.opened_or_created(path, preferences)
    # These people are invented: a key that everybody can know makes their pseudonyms the same in every build.
    (path / "key").write_bytes(demo_key(seed))
    tell("writing", 0.0)
    export = path / "community.parquet"
    with pq.ParquetWriter(export, RAW, compression="zstd") as writer:
        for batch in demo_batches(seed):
            writer.write_batch(batch)
    demo_truth(seed).write(path / TRUTH)
    shares = {"listening": 0.5, "publishing": 0.9}

    def told(what: str, done: int, of: int | None) -> None:
        start = shares.get(what, 0.3)
        tell(what if what in shares else "reading", start + (0.4 * done / of if what == "listening" and of else 0.0))

    records = Records.of(workspace)
    try:
        return import_files(workspace, [export], Wishes(), records, told).version
    finally:
        records.close()
