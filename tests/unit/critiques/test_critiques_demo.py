"""What was planted in the demo is found: each critique story is one theme with nine in ten of its messages, and what
was done shows where it should, and nowhere else."""

from pathlib import Path

import pytest

from lib.critiques.stories import Told, stories, table
from lib.demo.build import TRUTH, build_demo
from lib.errors import EarshotError
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Preferences, Workspace

pytestmark = pytest.mark.long

STORIES = {"delivery", "covers", "ebook", "prices", "typos", "checkout"}
TOGETHER = 0.9


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """The critique stories of the demo, built once for this file."""
    path = tmp_path_factory.mktemp("demo") / "demo"
    build_demo(path)
    assert (path / TRUTH).exists()
    workspace = Workspace.opened(path)
    model = ReadModel.current(workspace)
    found = stories(workspace, model)
    model.close()
    return found


def test_each_story_is_one_theme(told: list[Told]) -> None:
    assert {one.name for one in told} == STORIES
    for one in told:
        assert one.share_of_all >= TOGETHER, one
        assert one.theme_id
    assert len({one.theme_id for one in told}) == len(told)
    assert len(table(told)) == len(told)


def test_effects_show_where_they_were_planted_and_nowhere_else(told: list[Told]) -> None:
    assert sorted(one.planted for one in told if one.planted) == ["falls"] * 3 + ["none"] * 2
    for one in told:
        if one.planted:
            assert one.effect is not None and one.effect.ratio is not None
            if one.planted == "falls":
                assert one.effect.verdict == "fell" and one.effect.ratio.high < 1, one
            else:
                assert one.effect.verdict == "level" and one.effect.ratio.low < 1 < one.effect.ratio.high, one


def test_where_nothing_was_planted_it_is_said(tmp_path: Path) -> None:
    workspace = Workspace.opened_or_created(tmp_path, Preferences(name="Empty"))
    with pytest.raises(EarshotError, match="demo"):
        stories(workspace, None)  # type: ignore[arg-type]  # the truth is looked for first
