"""The brief in a real browser: asked for on Today, made beside the app, taken away in both languages, opened."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.browser.harness import Visitor, serious

pytestmark = [pytest.mark.browser, pytest.mark.long]
PATIENCE = 180_000
"""Milliseconds for a brief: the first one works out themes and personas."""


def open_dialog(found: Visitor) -> None:
    found.page.goto(f"{found.address}/?period=28d")
    found.page.locator(".opening").wait_for(timeout=PATIENCE)
    found.settle()
    found.page.get_by_role("button", name="Brief", exact=True).click()
    found.page.get_by_role("dialog").wait_for()
    found.settle()


def choose(page: Page, *names: str) -> None:
    """Press these choices of the dialog."""
    for name in names:
        choice = page.get_by_role("dialog").get_by_role("radio", name=name, exact=True)
        choice.click()
        expect(choice).to_be_checked()


def make(found: Visitor, *names: str) -> tuple[str, bytes]:
    """Make the brief under these choices; its file's name and what is in it."""
    choose(found.page, *names)
    dialog = found.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Make the brief").click()
    ready = dialog.get_by_role("button", name="Download brief")
    ready.wait_for(timeout=PATIENCE)
    with found.page.expect_download() as waiting:
        ready.click()
    path = Path(waiting.value.path())
    content = path.read_bytes()
    dialog.get_by_role("button", name="Make another").click()
    dialog.get_by_role("button", name="Make the brief").wait_for()
    return waiting.value.suggested_filename, content


def test_both_languages_are_taken_away_and_opened(visit, tmp_path: Path) -> None:
    found = visit()
    open_dialog(found)
    assert serious(found) == []
    for language, title in (("Italiano", "Che cosa dice la community"), ("English", "What the community of")):
        name, content = make(found, language, "Page (HTML)")
        assert name.endswith(f"-{'it' if language == 'Italiano' else 'en'}.html")
        file = tmp_path / name
        file.write_bytes(content)
        page = found.page.context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(file.as_uri())
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
        assert page.get_by_role("img").count() >= 4
        assert page.title() != "stolen" and asked == [file.as_uri()]
        opened = Visitor(page, "")
        assert serious(opened) == []
        page.emulate_media(media="print")
        assert page.locator("nav").is_hidden()
        page.close()


def test_slides_and_sheets_for_the_client(visit) -> None:
    found = visit()
    open_dialog(found)
    _name, deck = make(found, "For the client", "Slides (PPTX)")
    slides = Presentation(io.BytesIO(deck)).slides
    assert sum(shape.has_chart for slide in slides for shape in slide.shapes) >= 4
    name, sheets = make(found, "For the client", "Sheets (XLSX)")
    assert name.endswith(".xlsx")
    cells = [
        str(cell)
        for sheet in openpyxl.load_workbook(io.BytesIO(sheets))
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    assert "Person 1" in cells and not [cell for cell in cells if "Lettrice" in cell or "Mallory" in cell]


def test_it_can_be_cancelled_and_dismissed(visit) -> None:
    found = visit()
    open_dialog(found)
    dialog = found.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Make the brief").click()
    dialog.get_by_role("button", name="Cancel").click()
    dialog.get_by_role("button", name="Make the brief").wait_for()
    found.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    found.settle()
    assert found.page.get_by_role("dialog").count() == 0
