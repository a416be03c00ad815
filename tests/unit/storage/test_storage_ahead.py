"""A version copied ahead of its publishing: taken where it still is the one before, thrown away where it is not."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from lib.errors import WorkspaceError
from lib.schema import MESSAGES
from lib.storage.ahead import CopyAhead
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.read_model import ReadModel, published
from lib.storage.workspace import Workspace
from tests.published import Rows, published_workspace

NOW = datetime(2026, 5, 12, 18, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return published_workspace(tmp_path / "w", _said("Ciao", 5))


def _said(text: str, count: int, conversation: str = "c") -> list[dict[str, Any]]:
    rows = Rows()
    for number in range(count):
        rows.say(conversation, "x", NOW - timedelta(minutes=number), text)
    return [{**row, "message_id": f"{conversation}{number}"} for number, row in enumerate(rows.made)]


def _append(workspace: Workspace, conversation: str) -> None:
    Lake(workspace).append_messages(pa.Table.from_pylist(_said("Ecco", 3, conversation), schema=MESSAGES).to_reader())


def _texts(workspace: Workspace) -> tuple[int, int, int]:
    """Messages published, those of them that the index finds, and rows of conversations."""
    model = ReadModel.current(workspace)
    try:
        (counts,) = model.frame(
            "select count(*) as m, (select count(*) from conversations) as c from messages"
        ).itertuples()
        return int(counts.m), model.search.find("ecco").count, int(counts.c)
    finally:
        model.close()


def test_publishing_goes_on_from_the_copy(workspace: Workspace) -> None:
    folder = workspace.place("scratch", "ahead")
    with CopyAhead(workspace, folder) as ahead:
        _append(workspace, "d")
        while not (folder / "model.duckdb").exists():
            time.sleep(0.01)
        copy = (folder / "model.duckdb").stat().st_ino
        assert publish(workspace, ahead=ahead) == 2
    assert workspace.place("published", "2", "model.duckdb").stat().st_ino == copy, "moved, not copied again"
    assert _texts(workspace) == (8, 3, 2) and not list(folder.iterdir())


def test_a_copy_of_another_version_is_not_taken(workspace: Workspace) -> None:
    folder = workspace.place("scratch", "ahead")
    with CopyAhead(workspace, folder) as ahead:
        _append(workspace, "d")
        publish(workspace)
        _append(workspace, "e")
        assert publish(workspace, ahead=ahead) == 3
    assert _texts(workspace) == (11, 6, 3) and not list(folder.iterdir())


def test_where_nothing_came_or_nothing_stands_no_copy_is_left(workspace: Workspace, tmp_path: Path) -> None:
    folder = workspace.place("scratch", "ahead")
    with CopyAhead(workspace, folder) as ahead:
        assert publish(workspace, ahead=ahead) == 1
    assert not list(folder.iterdir())
    empty = Workspace.opened_or_created(tmp_path / "empty")
    with CopyAhead(empty, empty.place("scratch", "ahead")):
        assert published(empty) is None
    assert not empty.place("scratch", "ahead").exists()


def test_a_copy_that_failed_is_said_and_the_version_stays(workspace: Workspace) -> None:
    folder = workspace.place("scratch", "ahead")
    folder.mkdir(parents=True)
    (folder / "model.duckdb").symlink_to(workspace.place("no", "such", "folder"))  # nothing can be written there
    with pytest.raises(WorkspaceError, match="the old one stays"):
        with CopyAhead(workspace, folder) as ahead:
            _append(workspace, "d")
            publish(workspace, ahead=ahead)
    assert _texts(workspace) == (5, 0, 1)
    assert publish(workspace) == 2 and _texts(workspace) == (8, 3, 2)
