"""Ten thousand damaged exports, each put through as an import would: rows, reasons or our own error, never another;
what is read is what is taken and turned down; none takes long, and memory stays where it was.

A seed makes them, so that one that fails is made again by its number. Every run tries a few hundred; `make slow` all.
"""

import os
import random
import resource
import tempfile
import time
from pathlib import Path

import pytest
from community import workspace_in
from readings import FIXTURES
from test_ingest_mutated import put_through

from lib.errors import EarshotError
from lib.imports.run import Wishes, import_files
from lib.ingest.source import Reading
from lib.storage.records import Records
from tests.mutations import mutated

SEED = 20_260_302
FEW, MANY = 300, 10_000
LARGEST = 200_000
SECONDS, MEGABYTES = 20.0, 700
"""What one file may take at most (processor time), and by how much memory may grow over all of them."""
_ENDINGS = (".json", ".jsonl", ".csv", ".txt", ".js", ".xlsx", ".zip", "", ".parquet", ".tsv")
SHARED = Path(__file__).resolve().parents[4] / "shared" / "samples"


def _sources() -> list[Path]:
    """The project's fixtures, and the real samples where they are."""
    places = [FIXTURES, *([SHARED] if SHARED.is_dir() else [])]
    return [p for place in places for p in sorted(place.rglob("*")) if p.is_file() and 0 < p.stat().st_size < LARGEST]


def made(number: int, sources: list[Path], folder: Path) -> Path:
    """The damaged export of that number."""
    hand = random.Random(SEED + number)
    path, other = hand.choice(sources), hand.choice(sources)
    ending = hand.choice(_ENDINGS) if hand.random() < 0.2 else path.suffix
    target = folder / f"{path.stem}{ending}"
    target.write_bytes(mutated(path.read_bytes(), other.read_bytes(), hand))
    return target


def _memory() -> float:
    """The most this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _tried(numbers: range) -> int:
    """Put these through; how many rows were taken in all."""
    sources, taken, before = _sources(), 0, 0.0
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            path = made(number, sources, Path(folder))
            began = time.process_time()
            try:
                taken += put_through(path, Path(folder) / "scratch")
            except Exception as error:
                raise AssertionError(f"export {number} ({path.name}) raised {error!r}") from error
            spent = time.process_time() - began
            assert spent < SECONDS, f"export {number} ({path.name}) took {spent:.0f} s"
        before = before or _memory()
    assert _memory() - before < MEGABYTES, f"memory grew by {_memory() - before:.0f} MB"
    return taken


def test_hundreds_of_damaged_exports() -> None:
    assert _tried(range(FEW)) > FEW, "many are damaged so little that their rows are still read"


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_ten_thousand_damaged_exports(part: int) -> None:
    count = MANY // 10
    assert _tried(range(part * count, (part + 1) * count)) > count


def test_damaged_exports_imported_to_the_end(tmp_path: Path) -> None:
    """Some of them through the whole import: what the account says is what the workspace holds."""
    sources, workspace, held = _sources(), workspace_in(tmp_path / "w"), 0
    records = Records.of(workspace)
    for number in range(MANY, MANY + int(os.environ.get("EARSHOT_TEST_TIMES", "1")) * 12):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = made(number, sources, folder)
        try:
            account = import_files(workspace, [path], Wishes(Reading(include_direct=True)), records)
        except EarshotError as error:
            assert str(error)
            continue
        assert all(file.adds_up() for file in account.files), number
        held += account.total().imported
    with records.reading():
        pass
    from told import told

    messages = told(workspace)["messages"] if held else []
    assert len(messages) == held > 0
