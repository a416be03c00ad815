"""Fixtures that all tests share."""

from pathlib import Path

import pytest

from tests.postgresql import database_url, postgresql  # noqa: F401 - fixtures of all tests

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real exports beside the project; tests that need it say so with the `shared` marker."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: the real exports cannot be read")
    return SHARED
