"""Labels in a real browser: corrected with clicks they stay after a re-import; batches by key; aspects edited."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from lib.imports.corrections import Message, corrections_of
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.browser.harness import Visitor, press_key
from tests.browser.server import served
from tests.community import export, imported, row, workspace_in

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
_TEXTS = ("Il corriere è passato stamattina.", "La copertina nuova è azzurra.", "Il tomo sta sullo scaffale.")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A community of its own: these tests write."""
    folder = tmp_path_factory.mktemp("signals")
    made = workspace_in(folder / "w", name="Libreria del Molo")
    imported(made, export(folder / "first.parquet", [row(n, text=_TEXTS[n % 3] + f" ({n})") for n in range(30)]))
    return made


@pytest.fixture(scope="module")
def own_app(chromium: Browser, workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(workspace.path, tmp_path_factory.mktemp("log") / "app.log") as address:
        yield address


def test_a_label_corrected_with_clicks_stays_after_a_re_import(
    visit: Visit, own_app: str, workspace: Workspace
) -> None:
    found = visit(own_app)
    here = "conversations?view=messages&period=all&q=%22%287%29%22&channel=instagram&conversation=m7&message=m7"
    found.open(here)
    label = found.page.locator('.st-key-panel-reader [class*="st-key-labels-"] button').first
    before = label.inner_text()
    assert "negative" not in before
    label.click()
    found.page.mouse.move(0, 0)
    found.page.get_by_role("radio", name="negative").click()
    label.filter(has_text="negative").wait_for()
    found.settle()
    assert "corrected" in label.inner_text()
    assert corrections_of(Records.of(workspace), Message("instagram", "m7")) == {"sentiment": "negative"}
    imported(workspace, workspace.path.parent / "first.parquet")
    found.open(here)
    assert "− negative" in label.inner_text() and "corrected" in label.inner_text()
    label.click()
    found.page.mouse.move(0, 0)  # as a hand does on its way: what is said on hovering goes
    expect(found.page.get_by_role("tooltip")).to_have_count(0)
    found.page.get_by_role("button", name="Give the labels back to the ear").click()
    label.filter(has_not_text="corrected").wait_for()
    assert label.inner_text() == before


def test_hovering_says_why(visit: Visit, own_app: str) -> None:
    found = visit(own_app)
    found.open("conversations?view=messages&period=all&channel=instagram&conversation=m3&message=m3")
    found.page.locator('.st-key-panel-reader [class*="st-key-labels-"] button').first.hover()
    expect(found.page.get_by_role("tooltip").filter(has_text="Delivery: «corriere»")).to_have_count(1)


def test_a_batch_is_labelled_with_keys(visit: Visit, own_app: str, workspace: Workspace) -> None:
    found = visit(own_app)
    found.open("signals?view=label")
    asked = found.page.locator(".asked")
    for key in ("1", "3"):
        before = asked.inner_text()
        press_key(found, key)
        found.page.wait_for_function(f"document.querySelector('.asked').innerText != {before!r}")
        found.settle()
    found.page.get_by_role("button", name="Enough: show what I labelled").click()
    found.page.get_by_text("You corrected 2.").wait_for()


def test_an_aspect_is_edited_and_heard_anew(visit: Visit, own_app: str) -> None:
    found = visit(own_app)
    found.open("signals?view=taxonomy&aspect=comfort")
    found.page.locator('[class*="st-key-signals-edit-comfort-language"]').get_by_text("Italian").click()
    found.settle()
    words = found.page.locator("textarea").last
    words.fill("scaffale\nnon ..")
    words.press("Control+Enter")
    found.page.get_by_text("it must begin and end with a word").wait_for()
    words.fill("scaffale")
    words.press("Control+Enter")
    found.page.get_by_text("Finds 10 of the newest 30 messages in Italian.").wait_for()
    found.page.get_by_role("button", name="Keep it, and listen anew").click()
    found.page.get_by_text("Comfort and place · 10").wait_for()
