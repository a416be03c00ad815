"""The three pages on real conversations (5,000 messages of help desks): first look, filter, search, a thread."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.harness import Visitor, serious, visitor
from tests.browser.server import served
from tests.browser.test_browser_imports import LONG
from tests.community import imported, workspace_in

pytestmark = [pytest.mark.browser, pytest.mark.shared]


@pytest.fixture(scope="module")
def real(chromium: Browser, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over the real conversations, imported once."""
    folder = tmp_path_factory.mktemp("real")
    workspace = workspace_in(folder / "workspace", name="Help desks", languages=("en",), time_zone="UTC")
    imported(workspace, shared / "data" / "conversations" / "twcs_5k" / "twcs.csv")
    with served(workspace.path, folder / "app.log") as address:
        yield address


@pytest.fixture(params=["light", "dark"])
def found(chromium: Browser, real: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody who looks, in a light room and in a dark one; nothing they see may come from outside the machine."""
    with visitor(chromium, real, theme=request.param) as looking:
        looking.page.set_default_timeout(LONG)
        yield looking
        assert looking.left_the_machine == []


def pictured(found: Visitor, name: str, folder: Path) -> None:
    """Take a picture; it must show something: a blank page compresses to a few kilobytes."""
    picture = found.page.screenshot(path=folder / f"{name}.png")
    assert len(picture) > 15_000


def test_first_look_filter_search_and_a_thread(found: Visitor, tmp_path: Path) -> None:
    page = found.page
    found.open("?period=all")
    assert page.locator(".st-key-figure-volume .figure-value").inner_text() == "5,000"
    assert page.locator('[class*="st-key-card-wait-"]').count() >= 3
    assert serious(found) == []
    pictured(found, "today", tmp_path)

    found.open("conversations?view=monitor&period=90d")
    assert "Last 90 days" in page.locator(".opening").inner_text()
    whole = page.locator(".opening").inner_text()
    found.open("conversations?view=monitor&period=7d")
    assert page.locator(".opening").inner_text() != whole
    assert serious(found) == []

    found.open("conversations?view=messages&period=all")
    box = page.get_by_placeholder("Search:")
    box.fill("delayed flight")
    box.press("Enter")
    page.wait_for_url("**q=delayed*")
    found.settle()
    hits = {hit.lower() for hit in page.locator("mark").all_inner_texts()}
    assert hits and all(hit.startswith(("delay", "flight")) for hit in hits)
    pictured(found, "search", tmp_path)

    card = page.locator(".st-key-card-message-1")  # the first is open already
    words = card.locator(".quote").inner_text()
    card.click()
    page.wait_for_url("**conversation=*")
    found.settle()
    assert page.locator(".message.opened .words").inner_text() == words
    assert page.locator(".message.ours").count() >= 1
    assert serious(found) == []
    pictured(found, "thread", tmp_path)


def test_the_account_of_the_import_adds_up(found: Visitor, tmp_path: Path) -> None:
    found.open("imports")
    assert "5,000 messages came in with 1 import" in found.page.locator(".opening").inner_text()
    found.page.locator('[class*="st-key-card-import-"]').click()
    found.page.locator(".st-key-panel-account").wait_for()
    found.settle()
    assert "5,000 = 5,000 + 0 + 0 + 0" in found.page.locator(".st-key-panel-account").inner_text()
    assert "Customer Support on Twitter" in found.page.locator("table.numbers").inner_text()
    assert serious(found) == []
    pictured(found, "account", tmp_path)
