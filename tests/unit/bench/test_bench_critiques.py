"""The figure of Critiques: counts compared with plain ones before anything is timed, and theming of what is new."""

from pathlib import Path

import pandas as pd
import pytest

from lib.bench.critiques import compare, measure_workspace
from lib.bench.figure import WrongAnswer
from tests.complaints import complaining_workspace


def test_every_answer_is_compared_and_timed(tmp_path: Path) -> None:
    told: list[str] = []
    found = measure_workspace(complaining_workspace(tmp_path / "community"), tmp_path, told.append)
    assert len(found) == 14 and len(told) == 15 and len({result.name.split(",")[0] for result in found}) == 14
    assert all(0 < result.seconds < 60 and result.floor == 1.0 for result in found)
    assert found[-1].yardstick_seconds == 10 and found[-1].count > 10


def test_a_wrong_count_is_not_timed() -> None:
    rows = pd.DataFrame({"theme_id": ["a", "a", ""], "voice": [1, 1, 2], "author": [1.0, None, 2.0]})
    right = pd.DataFrame({"theme_id": ["a"], "critiques": [2], "voices": [1], "authors": [1]})
    compare(right, rows, "of all times")
    with pytest.raises(WrongAnswer, match="nothing was timed"):
        compare(right.assign(voices=2), rows, "of all times")
