"""Fixtures of the browser tests: the app over a published community and over an empty workspace, and who looks."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from lib.bench.chromium import chromium_path
from tests.browser.harness import BROWSERS, PATIENCE, Visitor, browser, visitor
from tests.browser.server import served
from tests.published import published_workspace

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; without one the tests skip with one loud line, and fail where CI says that they must run."""
    if chromium_path(BROWSERS) is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed: the browser tests must run in CI", pytrace=False)
        pytest.skip("CHROMIUM IS NOT INSTALLED: THE BROWSER TESTS ARE SKIPPED")
    with browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published community, for reading only."""
    folder = tmp_path_factory.mktemp("served") / "community"
    published_workspace(folder)
    return folder


@pytest.fixture(scope="session")
def app(chromium: Browser, community: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over the community."""
    with served(community, tmp_path_factory.mktemp("log") / "app.log", by_hand=True) as address:
        yield address


@pytest.fixture(scope="session")
def empty_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over a folder that holds nothing."""
    with served(tmp_path_factory.mktemp("nothing"), tmp_path_factory.mktemp("log") / "app.log") as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, app: str) -> Iterator[Callable[..., Visitor]]:
    """Somebody who looks; nothing they see may come from outside the machine."""
    with ExitStack() as stack:
        visitors: list[Visitor] = []

        def visited(address: str = "", **wishes: str) -> Visitor:
            visitors.append(stack.enter_context(visitor(chromium, address or app, **wishes)))
            return visitors[-1]

        yield visited
        for found in visitors:
            assert found.left_the_machine == []
