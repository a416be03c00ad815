"""The intake: hostile names stay inside, content is written piece by piece, nothing is left lying."""

import io
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.imports.intake import Intake, lying_in, plain_name, sweep
from lib.ingest.exports import Unusable
from tests.community import workspace_in

HOSTILE = (
    "../../etc/passwd",
    "..\\..\\windows\\system.ini",
    "/absolute.csv",
    "C:\\temp\\x.csv",
    "..",
    ".",
    "",
    " . ",
    "a\x00b.csv",
    "<img src=x onerror=alert(1)>.csv",
    "\u202egnp.exe",
    "\ud800.csv",
    "è" * 400 + ".csv",
    ".hidden",
    "con\nbreak.csv",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_inside(tmp_path: Path, name: str) -> None:
    intake = Intake.new(workspace_in(tmp_path / "w"))
    path = intake.keep(name, io.BytesIO(b"id,text\n"))
    assert path.resolve().parent.parent == (intake.folder / "files").resolve()
    assert path.read_bytes() == b"id,text\n"
    assert not set(path.name) & set('<>:"|?*/\\\x00\n')


@given(st.text())
def test_any_name_becomes_one_that_any_system_bears(name: str) -> None:
    plain = plain_name(name)
    assert plain and Path(plain).name == plain and plain not in (".", "..")
    assert not plain.startswith(".") and len(plain.encode("utf-8")) <= 180
    assert plain_name(plain) == plain


def test_the_ending_outlives_a_long_name() -> None:
    assert plain_name("è" * 400 + ".csv").endswith("è.csv")


def test_the_same_name_twice_gets_a_number_and_can_be_taken_out(tmp_path: Path) -> None:
    intake = Intake.new(workspace_in(tmp_path / "w"))
    first, second = (intake.keep("a/comments.csv", io.BytesIO(text)) for text in (b"one", b"two"))
    assert [path.name for path in intake.files()] == ["comments.csv", "comments (2).csv"]
    intake.remove(first)
    assert intake.files() == [second]
    intake.remove(tmp_path / "w" / "workspace.json")
    assert (tmp_path / "w" / "workspace.json").exists()


def test_a_file_is_read_piece_by_piece(tmp_path: Path) -> None:
    class Pieces(io.BytesIO):
        largest = 0

        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None and size > 0
            Pieces.largest = max(Pieces.largest, size)
            return super().read(size)

    content = os.urandom(3 << 20)
    path = Intake.new(workspace_in(tmp_path / "w")).keep("big.bin", Pieces(content))
    assert path.read_bytes() == content
    assert Pieces.largest <= 1 << 20


def test_an_intake_is_found_by_its_id_alone(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "w")
    intake = Intake.new(workspace)
    assert Intake.opened(workspace, intake.intake_id) == intake
    for other in ("", "..", "../..", "0" * 32, intake.intake_id + "/files"):
        assert Intake.opened(workspace, other) is None


def test_what_was_left_lying_is_swept(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "w")
    old, new = Intake.new(workspace), Intake.new(workspace)
    then = time.time() - 3 * 24 * 3600
    for path in (old.folder / "files", old.folder):
        os.utime(path, (then, then))
    sweep(workspace.place("intake"))
    assert not old.folder.exists() and new.folder.exists()


def test_a_bad_file_says_why_and_nothing_is_raised(tmp_path: Path) -> None:
    intake = Intake.new(workspace_in(tmp_path / "w"))
    (found,) = intake.opened_file(intake.keep("photo.csv", io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(100))))
    assert isinstance(found, Unusable)
    assert "photo.csv" in str(found.error)


def test_what_lies_in_a_folder_is_offered_by_name(tmp_path: Path) -> None:
    for name in ("b.csv", "A.json", ".gitkeep"):
        (tmp_path / name).write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "b.csv")
    assert [path.name for path in lying_in(tmp_path)] == ["A.json", "b.csv"]
    assert lying_in(tmp_path / "nowhere") == []
