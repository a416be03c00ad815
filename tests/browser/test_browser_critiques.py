"""Critiques by hand, with two people: Anna hears and frames, Bruno challenges; stale tabs are told; keys work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.harness import Visitor, press_key, visitor
from tests.browser.server import served
from tests.complaints import complaining_workspace

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture(scope="module")
def two_apps(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The app served twice over one workspace: for Anna and for Bruno."""
    folder = tmp_path_factory.mktemp("critiques")
    complaining_workspace(folder / "community")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARSHOT_PERSON", "Anna")
        with served(folder / "community", folder / "anna.log") as anna:
            patch.setenv("EARSHOT_PERSON", "Bruno")
            with served(folder / "community", folder / "bruno.log") as bruno:
                yield anna, bruno


def press(found: Visitor, name: str) -> None:
    """Press a button by its name and wait."""
    found.page.get_by_role("button", name=name).first.click()
    found.page.wait_for_timeout(400)
    found.settle()


def fill(page: Page, label: str, text: str) -> None:
    """Fill a field by its label, and leave it."""
    box = page.get_by_role("textbox", name=label).first
    box.fill(text)
    box.press("Tab")


def test_two_people_walk_an_insight(chromium: Browser, two_apps: tuple[str, str]) -> None:
    with visitor(chromium, two_apps[0]) as anna, visitor(chromium, two_apps[1]) as bruno:
        # Anna reads with keys, and makes an insight of a critique
        anna.open("critiques?view=inbox&period=all")
        first = anna.page.locator(".st-key-panel-critique .quote").inner_text()
        press_key(anna, "k")
        anna.page.wait_for_function(f"document.querySelector('.st-key-panel-critique .quote').innerText !== {first!r}")
        anna.settle()
        anna.page.get_by_text("New insight from it").click()
        anna.page.wait_for_timeout(600)
        fill(anna.page, "Claim, in one sentence", "Parcels take weeks to arrive.")
        press(anna, "Put it on the board")
        anna.open("critiques?view=insights&period=all")
        assert "Parcels take weeks" in anna.page.locator('[class*="st-key-lane-0"]').inner_text()
        anna.page.locator('[class*="st-key-card-insight-"]').first.click()
        anna.page.wait_for_url("**insight=*")
        anna.settle()
        press(anna, "It is framed")
        assert "ask somebody else" in anna.page.locator(".st-key-panel-challenge").inner_text()
        address = anna.page.url.split("/", 3)[3]

        # Bruno challenges it; Anna's tab, which still shows it as framed, is told so
        bruno.open(address)
        bruno.page.get_by_text("The evidence is enough").click()
        fill(bruno.page, "What contradicts it?", "Some were fast.")
        fill(bruno.page, "What else could explain it?", "A strike.")
        press(bruno, "Write the challenge down")
        assert bruno.page.locator(".way-here").inner_text() == "challenged"
        press(anna, "Take the last step back")
        assert "Bruno changed this insight" in anna.page.get_by_role("alert").inner_text()
        assert anna.page.locator(".way-here").inner_text() == "challenged"

        # shared, decided, acted; the effect stands on its page
        press(anna, "Shared with the client")
        fill(anna.page, "Reason", "We agree.")
        press(anna, "Decided")
        assert anna.page.locator(".way-here").inner_text() == "decided"
        press(anna, "Something was done")
        assert anna.page.locator(".way-here").inner_text() == "acted"
        assert "Too early" in anna.page.locator(".st-key-panel-effect h2").inner_text()
        press(anna, "Told")
        assert "0 people are still to be told" in anna.page.locator(".st-key-panel-telling h2").inner_text()
        press(anna, "Everybody knows")
        assert anna.page.locator(".way-here").inner_text() == "told"
        history = anna.page.locator(".st-key-panel-history").inner_text()
        assert "Bruno moved it to challenged" in history and "Anna heard it first" in history
        assert anna.left_the_machine == [] and bruno.left_the_machine == []


def test_a_theme_is_renamed_and_stays_so(chromium: Browser, two_apps: tuple[str, str]) -> None:
    with visitor(chromium, two_apps[0]) as anna:
        anna.open("critiques?view=themes&period=all&theme=price")
        anna.page.get_by_role("button", name="Rename").click()
        fill(anna.page, "Name", "Dear books")
        anna.settle()
        press(anna, "Keep this name")
        anna.open("critiques?view=themes&period=all&theme=price")
        assert anna.page.locator(".st-key-panel-theme h2").inner_text() == "Dear books"


def test_critiques_are_exported(chromium: Browser, two_apps: tuple[str, str], tmp_path: Path) -> None:
    with visitor(chromium, two_apps[0]) as anna:
        anna.open("critiques?view=themes&period=all")
        anna.page.locator(".st-key-critiques-export button").first.click()
        press(anna, "Prepare the files")
        with anna.page.expect_download() as started:
            anna.page.get_by_role("button", name="CSV").click()
        started.value.save_as(tmp_path / "critiques.csv")
        lines = (tmp_path / "critiques.csv").read_text("utf-8-sig").splitlines()
        assert lines[0].startswith("channel,message_id") and len(lines) > 150


def test_a_card_is_dragged_and_moved_by_keys(chromium: Browser, two_apps: tuple[str, str]) -> None:
    with visitor(chromium, two_apps[0]) as anna:
        anna.open("critiques?view=inbox&period=all")
        anna.page.get_by_text("New insight from it").click()
        fill(anna.page, "Claim, in one sentence", "The paper is too thin.")
        press(anna, "Put it on the board")
        anna.open("critiques?view=insights&period=all")
        card = anna.page.locator('[class*="st-key-card-insight-"]', has_text="The paper is too thin.")
        lanes = [anna.page.locator(f".st-key-lane-{place}") for place in range(8)]
        expect(lanes[0]).to_contain_text("The paper is too thin.")
        expect(anna.page.locator(".st-key-board[data-drags]")).to_be_visible()

        # dragged one state on, then where it may not go yet
        card.drag_to(lanes[1])
        expect(lanes[1]).to_contain_text("The paper is too thin.")
        anna.settle()
        card.drag_to(lanes[3])
        expect(anna.page.get_by_role("alert")).to_contain_text("first")
        expect(lanes[1]).to_contain_text("The paper is too thin.")
        anna.settle()

        # back by keys
        card.get_by_role("link").focus()
        anna.page.keyboard.press("Shift+ArrowLeft")
        expect(lanes[0]).to_contain_text("The paper is too thin.")
        assert anna.left_the_machine == []
