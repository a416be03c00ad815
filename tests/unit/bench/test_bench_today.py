"""Today over the published marts and over raw Parquet: the same answers, or nothing is timed."""

import json
from pathlib import Path

import pytest
from published import published_workspace

from lib.bench import growth
from lib.bench.figure import WrongAnswer
from lib.bench.grown import grown, shared
from lib.bench.raw import RawModel
from lib.bench.today import compare, questions
from lib.conversations import queries
from lib.storage.read_model import ReadModel, published


def test_raw_parquet_answers_every_question_alike(tmp_path: Path) -> None:
    workspace = published_workspace(tmp_path / "w")
    model, raw = ReadModel.current(workspace), RawModel(workspace)
    asked, asked_of_raw = questions(model), questions(raw)  # type: ignore[arg-type]
    assert len(asked) == 10
    for name, (query, params) in asked.items():
        ours = query(model, **params)
        compare(name, ours, query(raw, **asked_of_raw[name][1]))  # type: ignore[arg-type]
    volume = queries.volume_by_day(model)
    with pytest.raises(WrongAnswer, match="nothing was timed"):
        compare("volume by day", volume, volume.iloc[:1])
    raw.close()
    model.close()


def test_the_page_is_asked_of_each_archive_and_of_the_larger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = published_workspace(tmp_path / "source")
    for messages in (150, 1_500, 3_000):
        grown(source, tmp_path / f"archive-{messages}", messages)
    (tmp_path / "demo").mkdir()
    (below,) = growth.measure(1_500, tmp_path, lambda _: None)
    assert below.name.startswith("Today, 1,500 messages") and below.yardstick.startswith("with 150,")
    monkeypatch.setattr(growth, "STEPS", ((150, 1_500, 2.0), (1_500, 3_000, 3.0)))
    found = growth.measure(3_000, tmp_path, lambda _: None)
    assert [(one.floor, one.name.split(" messages")[0]) for one in found] == [
        (1 / 2, "Today, 1,500"),
        (1 / 3, "Today, 3,000"),
    ]
    assert found[0].seconds == found[1].yardstick_seconds > 0


def test_an_archive_kept_from_an_older_program_is_published_anew(tmp_path: Path) -> None:
    grown(published_workspace(tmp_path / "source"), tmp_path / "archive-150", 150)
    (tmp_path / "demo").mkdir()
    told: list[str] = []
    workspace = shared(tmp_path, 150, told.append)
    assert told == []
    current = published(workspace)
    assert current is not None
    recipe = json.loads((current.folder / "recipe.json").read_text("utf-8"))
    (current.folder / "recipe.json").write_text(json.dumps({**recipe, "plan": "other", "fingerprint": "other"}))
    again = published(shared(tmp_path, 150, told.append))
    assert again is not None and again.version == current.version + 1 and len(told) == 1
