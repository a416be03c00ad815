"""Fixtures that all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.demo import planted_community, planted_truth  # noqa: F401 - fixtures of all tests
from tests.postgresql import database_url, postgresql  # noqa: F401 - fixtures of all tests

# A busy machine is slow, and no property speaks of time: timings belong to `make bench`. In CI the examples are the
# same each time, so that what fails there fails here as well; everywhere else they are drawn anew.
settings.register_profile(
    "earshot",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("earshot")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files of long tests first; otherwise in their order."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real exports beside the project; tests that need it say so with the `shared` marker."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: the real exports cannot be read")
    return SHARED
