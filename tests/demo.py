"""The demo community, built once a test run and shared by all who measure themselves against what was planted."""

import fcntl
import json
from pathlib import Path
from typing import Any

import pytest

from lib.demo.build import TRUTH, build_demo


@pytest.fixture(scope="session")
def planted_community(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the demo workspace; truth.json lies in it. For reading only: all processes of a run share it."""
    base = tmp_path_factory.getbasetemp()
    path = (base if worker_id == "master" else base.parent) / "planted" / "demo"
    path.parent.mkdir(exist_ok=True)
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (path / TRUTH).exists():
            build_demo(path)
    return path


@pytest.fixture(scope="session")
def planted_truth(planted_community: Path) -> dict[str, Any]:
    """What was planted in it."""
    found: dict[str, Any] = json.loads((planted_community / TRUTH).read_text("utf-8"))
    return found
