"""Building the demo: whole or not at all, kept once it stands, and never over a real workspace."""

import json
from pathlib import Path

import pytest

from lib.demo import NAME
from lib.demo.build import TRUTH, build_demo
from lib.errors import WorkspaceError
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace
from tests.community import export, imported, row, workspace_in


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, built once for this file; what was told on the way lies beside it."""
    path = tmp_path_factory.mktemp("built") / "demo"
    told: list[tuple[str, float]] = []
    assert build_demo(path, lambda what, share: told.append((what, share))) == 1
    path.with_name("told.json").write_text(json.dumps(told))
    return path


def test_everything_that_was_planted_is_in_the_workspace_under_the_ids_of_the_truth(demo: Path) -> None:
    model = ReadModel.current(Workspace.opened(demo))
    messages = model.frame("select channel, message_id, author_id, is_brand from messages")
    model.close()
    truth = json.loads((demo / TRUTH).read_text())
    keys = set(zip(messages["channel"], messages["message_id"], strict=True))
    assert len(messages) == truth["messages"]
    assert messages[~messages["is_brand"]]["author_id"].nunique() == truth["authors"]
    for story in truth["stories"]:
        assert {(m["channel"], m["message_id"]) for m in story["messages"]} <= keys, story["name"]
        assert set(story["authors"]) <= set(messages["author_id"]), story["name"]


def test_it_says_that_it_is_the_demo_and_has_no_rejected_rows(demo: Path) -> None:
    workspace = Workspace.opened(demo)
    assert workspace.preferences.is_demo
    assert workspace.preferences.name == NAME
    assert not (demo / "rejected").exists()


def test_progress_grows_to_the_end(demo: Path) -> None:
    told = json.loads(demo.with_name("told.json").read_text())
    shares = [share for _, share in told]
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert {"writing", "listening", "publishing", "done"} <= {what for what, _ in told}


def test_a_demo_that_stands_is_kept(demo: Path) -> None:
    before = (demo / "published" / "current.json").stat().st_mtime_ns
    assert build_demo(demo) == 1
    assert (demo / "published" / "current.json").stat().st_mtime_ns == before


def test_a_real_workspace_is_never_touched(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "own")
    imported(workspace, export(tmp_path / "rows.parquet", [row(1)]))
    before = {path: path.stat().st_mtime_ns for path in workspace.path.rglob("*")}
    with pytest.raises(WorkspaceError, match="real workspace"):
        build_demo(workspace.path)
    assert {path: path.stat().st_mtime_ns for path in workspace.path.rglob("*")} == before
