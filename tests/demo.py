"""The demo community, built once a test run and shared by all who measure themselves against what was planted."""

import json
from pathlib import Path
from typing import Any

import pytest

from lib.demo.build import TRUTH, build_demo


@pytest.fixture(scope="session")
def planted_community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo workspace; truth.json lies in it. For reading only."""
    path = tmp_path_factory.mktemp("planted") / "demo"
    build_demo(path)
    return path


@pytest.fixture(scope="session")
def planted_truth(planted_community: Path) -> dict[str, Any]:
    """What was planted in it."""
    found: dict[str, Any] = json.loads((planted_community / TRUTH).read_text("utf-8"))
    return found
