"""Today over the published marts and over raw Parquet: the same answers, or nothing is timed."""

from pathlib import Path

import pytest
from published import published_workspace

from lib.bench.figure import WrongAnswer
from lib.bench.raw import RawModel
from lib.bench.today import compare, questions
from lib.storage.read_model import ReadModel


def test_raw_parquet_answers_every_question_alike(tmp_path: Path) -> None:
    workspace = published_workspace(tmp_path / "w")
    model, raw = ReadModel.current(workspace), RawModel(workspace)
    asked = questions(model)
    assert len(asked) == 8
    for name, (query, params) in asked.items():
        ours = query(model, **params)
        compare(name, ours, query(raw, **params))  # type: ignore[arg-type]
    with pytest.raises(WrongAnswer, match="nothing was timed"):
        compare("liveliest", ours, ours.iloc[:1])
    raw.close()
    model.close()
