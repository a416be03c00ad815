"""The soak in short: three people in Chromium for two minutes, and one import while they look."""

import os
from pathlib import Path

import pytest

from lib.bench.chromium import missing
from lib.bench.soak import soaked


@pytest.mark.slow
def test_three_sessions_and_an_import_leave_no_error(tmp_path: Path) -> None:
    if why := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(why, pytrace=False)
        pytest.skip(why)
    found = soaked(tmp_path, minutes=2, warm=1, sessions=3, every=0.5)
    assert found.errors == []
    assert found.imports >= 1
    assert found.acts.total() >= 6
    assert found.end_memory > 0
