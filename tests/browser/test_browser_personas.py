"""Personas in a real browser: cards side by side, one in full, compared, renamed and merged, and given away."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from pptx import Presentation

from tests.browser.harness import Visitor, serious, visitor
from tests.browser.server import served
from tests.published import published_workspace
from tests.unit.personas.test_personas_segments import rows_of

pytestmark = pytest.mark.browser
CARDS = '[class*="st-key-card-persona-"]'


@pytest.fixture(scope="module")
def people_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over a community of three planted kinds of people."""
    folder = tmp_path_factory.mktemp("people") / "w"
    published_workspace(folder, rows_of(60).made)
    with served(folder, tmp_path_factory.mktemp("log") / "app.log") as address:
        yield address


@pytest.fixture
def found(chromium: Browser, people_app: str) -> Iterator[Visitor]:
    """Somebody who looks; nothing they see may come from outside the machine."""
    with ExitStack() as stack:
        looking = stack.enter_context(visitor(chromium, people_app))
        looking.page.set_default_timeout(60_000)
        yield looking
        assert looking.left_the_machine == []


def card_ids(found: Visitor) -> list[str]:
    """The persona_id of each card on the page."""
    found.open("personas")
    names = found.page.locator(CARDS).evaluate_all("all => all.map(e => e.className)")
    return [name.split("st-key-card-persona-")[1].split()[0] for name in names]


def test_cards_stand_side_by_side_and_one_opens(found: Visitor) -> None:
    ids = card_ids(found)
    assert len(ids) == 3
    assert "3 kinds of people among 60" in found.page.locator(".opening").inner_text()
    assert found.page.locator(f"{CARDS} img").count() == 3
    found.page.locator(CARDS).first.click()
    found.page.wait_for_url("**persona=*")
    found.settle()
    assert found.page.locator(".field .bar").count() >= 3
    assert found.page.locator(".field.unknown").count() >= 1
    assert "?" in found.page.locator(".field.unknown b").first.inner_text()
    found.page.locator('[class*="st-key-card-quote-"]').first.click()
    found.page.wait_for_url("**conversation=*")


def test_a_question_goes_among_the_ideas_once(found: Visitor) -> None:
    persona = card_ids(found)[-1]
    found.open(f"personas?persona={persona}")
    question = found.page.locator('[class*="st-key-question-"]').filter(has=found.page.get_by_role("button")).first
    asked = question.locator(".field.unknown b").inner_text()
    key = str(question.get_attribute("class")).split("st-key-")[1].split()[0]
    question.get_by_role("button", name="Put the question among the ideas").click()
    there = found.page.locator(f".st-key-{key}")
    there.get_by_text("This question was put among the ideas.").wait_for()
    found.settle()  # what stood there before goes at the end of the run
    assert there.get_by_role("button").count() == 0
    there.get_by_role("link", name="Open the ideas").click()
    found.page.wait_for_url("**editorial?*")
    found.page.get_by_text(asked).first.wait_for()


def test_nothing_serious_for_accessibility(found: Visitor) -> None:
    found.open("personas")
    assert found.page.get_by_alt_text("Drawn portrait").count() > 1
    assert serious(found) == []


def test_two_are_compared(found: Visitor) -> None:
    one, other = card_ids(found)[:2]
    found.open(f"personas?persona={one}&with={other}")
    assert "sets them apart" in found.page.locator(".panel-title h2").first.inner_text()
    assert found.page.locator("table.differences tr").count() > 4
    assert found.page.locator('[class*="st-key-panel-compared-"]').count() == 2
    found.open(f"personas?persona={one}&with={one}")
    assert found.page.locator("table.differences").count() == 0


def test_renamed_and_merged_and_parted(found: Visitor) -> None:
    one, other = card_ids(found)[:2]
    found.open(f"personas?persona={one}")
    found.page.get_by_role("button", name="Rename").click()
    found.page.get_by_role("textbox", name="Name").fill("Le notturne <b>x</b>")
    found.page.get_by_role("button", name="Save the name").click()
    found.page.get_by_role("heading", name="Le notturne <b>x</b>").wait_for()
    found.settle()
    found.page.get_by_role("button", name="Merge", exact=True).click()
    found.page.get_by_role("button", name="Merge the two").click()
    found.page.wait_for_url("**persona=*")
    found.settle()
    assert len(card_ids(found)) == 2
    kept = next(code for code in card_ids(found) if code != one)
    for code in card_ids(found):
        found.open(f"personas?persona={code}")
        found.page.get_by_role("button", name="Merge", exact=True).click()
        part = found.page.get_by_role("button", name="again")
        found.page.wait_for_timeout(400)
        if part.count():
            part.first.click()
            found.settle()
            break
    assert len(card_ids(found)) == 3 and other and kept


def test_a_card_is_given_away(found: Visitor, tmp_path: Path) -> None:
    one = card_ids(found)[0]
    found.open(f"personas?persona={one}")
    found.page.get_by_role("button", name="Export").click()
    made = {}
    for name in ("HTML", "PNG", "PPTX"):
        with found.page.expect_download() as waiting:
            found.page.get_by_role("button", name=name, exact=True).click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        made[name] = path.read_bytes()
    assert made["HTML"].startswith(b"<!doctype html>") and "«" not in made["HTML"].decode()
    assert Image.open(io.BytesIO(made["PNG"])).size[1] > 500
    assert len(Presentation(io.BytesIO(made["PPTX"])).slides) == 1
