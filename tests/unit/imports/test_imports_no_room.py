"""A disk that is full, a folder that may not be written: a sentence, the old state, nothing half, and room heals it.

The full disk is a real small one (tmpfs) where this process may mount; elsewhere a process whose files may not grow
beyond a size (RLIMIT_FSIZE), which writers meet in the same places.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from community import START, export, imported, row, workspace_in
from told import told

from lib.imports.doctor import examined
from lib.imports.mend import mend
from lib.settings import ROOT
from lib.storage.records import Records

pytestmark = pytest.mark.long

DISK_BYTES = 40 << 20
_MOUNTED = "size=40m,mode=700"


def _mount(place: Path, options: str) -> bool:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False
    )
    return done.returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 MB; skipped, aloud, where it cannot be mounted (the size limit below is tried everywhere)."""
    place = tmp_path / "disk"
    place.mkdir()
    if not shutil.which("mount") or not _mount(place, _MOUNTED):
        pytest.skip("THIS PROCESS MAY NOT MOUNT A DISK: the limit on the size of files is tried instead")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def _command(*words: str, limit: int | None = None) -> "subprocess.CompletedProcess[str]":
    def limited() -> None:
        if limit is not None:
            import signal

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # else a write too many kills instead of failing
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    environment = {**os.environ, "EARSHOT_LANGUAGE": "en", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "lib", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        preexec_fn=limited,
    )


def _said(done: "subprocess.CompletedProcess[str]") -> str:
    """The sentence with which a command ended; it must have ended with one."""
    assert done.returncode == 1, (done.returncode, done.stderr)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stderr.strip().endswith((".", ".)")), done.stderr
    return done.stderr


@pytest.fixture
def exports(tmp_path: Path) -> list[Path]:
    """A small export, and one whose import needs more than the disk has left."""
    long = "parole " * 40
    many = [row(n, text=f"{n} {long} {n * 7919}", created_at=START) for n in range(100, 1_600)]
    return [
        export(tmp_path / "first.parquet", [row(n) for n in range(30)]),
        export(tmp_path / "second.parquet", many),
    ]


def _fill(disk: Path, leave: int) -> Path:
    """A file that takes all but so many bytes."""
    filler = disk / "filler"
    with filler.open("wb") as stream:
        stream.write(b"\0" * (shutil.disk_usage(disk).free - leave))
    return filler


@pytest.mark.parametrize(
    "left_free",
    [pytest.param(n, marks=() if n == 300_000 else pytest.mark.slow) for n in (0, 100_000, 300_000, 6_000_000)],
)
def test_a_full_disk_leaves_the_old_state(left_free: int, small_disk: Path, exports: list[Path]) -> None:
    workspace = workspace_in(small_disk / "w")
    imported(workspace, exports[0])
    Records.of(workspace).close()
    before = told(workspace)
    filler = _fill(small_disk, left_free)
    done = _command("import", str(exports[1]), "--workspace", str(workspace.path))
    if left_free < 6_000_000:
        _said(done)
    assert told(workspace)["shown"] == before["shown"] or done.returncode == 0
    filler.unlink()
    assert _command("import", str(exports[1]), "--workspace", str(workspace.path)).returncode == 0
    assert len(told(workspace)["shown"]) == 1_530
    mend(workspace, Records.of(workspace))
    assert [finding for finding in examined(workspace.path) if finding.check != "disk"] == []
    Records.of(workspace).close()


@pytest.mark.parametrize(
    "limit", [pytest.param(n, marks=() if n == 20_000 else pytest.mark.slow) for n in (1_000, 20_000, 300_000)]
)
def test_files_that_may_not_grow_leave_the_old_state(limit: int, tmp_path: Path, exports: list[Path]) -> None:
    workspace = workspace_in(tmp_path / "w")
    imported(workspace, exports[0])
    Records.of(workspace).close()
    before = told(workspace)
    _said(_command("import", str(exports[1]), "--workspace", str(workspace.path), limit=limit))
    assert told(workspace)["shown"] == before["shown"]
    imported(workspace, exports[1])
    assert len(told(workspace)["shown"]) == 1_530
    mend(workspace, Records.of(workspace))
    assert [finding for finding in examined(workspace.path) if finding.check != "disk"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("import", "{export}"),
        pytest.param(("forget", "reader1"), marks=pytest.mark.slow),
        pytest.param(("mend", "--anew"), marks=pytest.mark.slow),
        pytest.param(("backup", "{workspace}/../b"), marks=pytest.mark.slow),
    ],
)
def test_a_folder_that_may_only_be_read_is_told(words: tuple[str, ...], small_disk: Path, exports: list[Path]) -> None:
    workspace = workspace_in(small_disk / "w")
    imported(workspace, exports[0])
    Records.of(workspace).close()
    before = told(workspace)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        filled = [word.format(export=exports[1], workspace=workspace.path) for word in words]
        _said(_command(*filled, "--workspace", str(workspace.path)))
        assert told(workspace) == before
        ill = _command("doctor", "--workspace", str(workspace.path), "--json")
        assert ill.returncode == 1
        assert "rights" in {finding["check"] for finding in json.loads(ill.stdout)["findings"]}
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)


def test_a_folder_of_somebody_else_is_told(tmp_path: Path, exports: list[Path]) -> None:
    if os.geteuid() == 0:
        place = Path("/proc/earshot-cannot-be-made-here")  # root may write anywhere but here
    else:
        tmp_path.joinpath("closed").mkdir(mode=0o500)
        place = tmp_path / "closed" / "w"
    _said(_command("import", str(exports[0]), "--workspace", str(place)))
