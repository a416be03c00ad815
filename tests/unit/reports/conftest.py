"""Fixtures of the brief's tests: one community, its briefs made once."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from lib.reports.brief import Asked
from lib.reports.document import Brief
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.briefs import brief, briefed_workspace


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The community with decisions about it, for reading only."""
    return briefed_workspace(tmp_path_factory.mktemp("briefed") / "w")


@pytest.fixture(scope="session")
def written(told: Workspace) -> Callable[[Asked], Brief]:
    """A brief of it, made once for each thing asked."""
    return cache(lambda asked: brief(told, asked))


@pytest.fixture
def records(told: Workspace) -> Iterator[Records]:
    """Its decisions."""
    found = Records.of(told)
    yield found
    found.close()


@pytest.fixture
def model(told: Workspace) -> Iterator[ReadModel]:
    """Its published version."""
    found = ReadModel.current(told)
    yield found
    found.close()
