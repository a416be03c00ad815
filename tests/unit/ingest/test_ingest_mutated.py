"""Every fixture of every source, damaged at random, is read as an import would: rows, reasons, or our own error."""

import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readings import FIXTURES, TIMES_AS_MANY, damaged

from lib.errors import EarshotError
from lib.ingest.canonical import STAGED, Canon
from lib.ingest.exports import Unusable, opened_exports
from lib.ingest.registry import recognised_source
from lib.ingest.source import Reading

CANON = Canon(b"k" * 32, frozenset(("aurora",)), include_direct=True)
READING = Reading(time_zone=ZoneInfo("Europe/Rome"), include_direct=True)
_LARGEST = 100_000


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and 0 < p.stat().st_size < _LARGEST)


def put_through(path: Path, scratch: Path, said: list[str] | None = None) -> int:
    """Read the file as an import would; how many rows were taken. What was said against it goes into `said`."""
    taken, said = 0, [] if said is None else said
    for export in opened_exports([path], scratch):
        if isinstance(export, Unusable):
            assert str(export.error)
            said.append(str(export.error))
            continue
        try:
            for batch in recognised_source(export).read(export, READING):
                rows, rejected = CANON.staged(batch)
                assert rows.num_rows + len(rejected) == batch.rows.num_rows + len(batch.rejected), "a row went missing"
                assert rows.schema == STAGED and all(r.reason for r in rejected)
                said += {r.reason for r in rejected}
                taken += rows.num_rows
        except EarshotError as error:
            assert str(error)
            said.append(str(error))
    return taken


def _mutated(path: Path, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(data.draw(damaged(path.read_bytes())))
        put_through(copy, Path(folder) / "scratch")


@pytest.mark.parametrize("path", _files(FIXTURES), ids=lambda path: path.relative_to(FIXTURES).as_posix())
@settings(max_examples=6 * TIMES_AS_MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_damaged_fixture_raises_nothing_but_our_own_error(path: Path, data: st.DataObject) -> None:
    _mutated(path, data)


@pytest.mark.shared
@settings(max_examples=60 * TIMES_AS_MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_damaged_real_export_raises_nothing_but_our_own_error(shared: Path, data: st.DataObject) -> None:
    _mutated(data.draw(st.sampled_from(_files(shared / "samples"))), data)
