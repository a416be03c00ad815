"""Rejected rows: found by the import's id alone, looked at, and downloaded without a cell that could be a formula."""

import csv
import io
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.imports.rejected import escaped_cell, first_rejected, rejected_csv, rejected_file
from lib.storage.workspace import Workspace
from tests.community import export, imported, row, workspace_in

FORMULA = '=HYPERLINK("https://example.org","click")'


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Workspace, Path]:
    workspace = workspace_in(tmp_path / "w")
    rows = [row(1), row(2, text="", author_name=FORMULA), row(3, kind="nonsense", text=FORMULA)]
    account = imported(workspace, export(tmp_path / "=cmd.parquet", rows))
    path = rejected_file(workspace, account.import_id)
    assert path is not None
    return workspace, path


def test_they_are_looked_at(kept: tuple[Workspace, Path]) -> None:
    rows = first_rejected(kept[1], 10)
    assert [(r["file"], r["line"], r["reason"]) for r in rows] == [
        ("=cmd.parquet", 2, "It has no text."),
        ("=cmd.parquet", 3, "Its kind is none of post, comment, reply, direct, review."),
    ]
    assert len(first_rejected(kept[1], 1)) == 1
    assert first_rejected(kept[1], 10, "other.csv") == []


def test_the_csv_holds_every_row_and_no_formula(kept: tuple[Workspace, Path]) -> None:
    data = rejected_csv(kept[1])
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert head == ["file", "line", "reason", "content"]
    assert len(rows) == pq.read_metadata(kept[1]).num_rows == 2
    assert {cells[0] for cells in rows} == {"'=cmd.parquet"}


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = escaped_cell(text)
    assert isinstance(cell, str) and cell.lstrip("'") == text.lstrip("'")
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("import_id", ["", "..", "../w/workspace", "x/y", "a" * 41, "20260101T000000-abcdef"])
def test_no_other_file_is_given(kept: tuple[Workspace, Path], import_id: str) -> None:
    assert rejected_file(kept[0], import_id) is None
