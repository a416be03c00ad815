"""The figure of the brief: the period counted plainly before anything is timed, every format written and kept."""

from pathlib import Path

import pytest

from lib.bench.brief import SECONDS, compare, measure_workspace
from lib.bench.figure import WrongAnswer
from lib.reports.writing import FORMATS
from tests.complaints import complaining_workspace

pytestmark = pytest.mark.long


def test_every_format_is_written_and_timed(tmp_path: Path) -> None:
    told: list[str] = []
    workspace = complaining_workspace(tmp_path / "community")
    found = measure_workspace(workspace, tmp_path, told.append)
    assert len(found) == 2 * len(FORMATS) and len(told) == 1 + len(found)
    assert all((tmp_path / f"brief-week.{name}").stat().st_size > 5_000 for name in FORMATS)
    assert all(0 < result.seconds < 60 and result.yardstick_seconds == SECONDS for result in found)
    assert all(abs(sum(result.parts.values()) - result.seconds) < 0.01 for result in found)


def test_a_wrong_count_is_not_timed() -> None:
    compare("week", 7, 7)
    with pytest.raises(WrongAnswer, match="nothing was timed"):
        compare("week", 7, 8)
