"""Today in a real browser: the first look, above the fold, and what each number opens."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.harness import Visitor, choose, serious

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


def bottom(found: Visitor, selector: str) -> float:
    """Lower edge in pixels of the last element that fits."""
    box = found.page.locator(selector).last.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_the_first_look_fits_above_the_fold(visit: Visit) -> None:
    found = visit()
    found.open()
    assert "conversations are waiting" in found.page.locator(".opening").inner_text()
    assert "As of 31 Oct 2026, 21:43" in found.page.locator(".opening").inner_text()
    assert found.page.locator('[class*="st-key-card-wait-"]').count() == 3
    for selector in (".figure", '[class*="st-key-card-wait-"]', ".js-plotly-plot"):
        assert bottom(found, selector) <= 768, selector


def test_what_today_needs_comes_while_another_page_is_read(visit: Visit) -> None:
    found = visit()
    found.open("imports")
    loaded = "() => performance.getEntriesByType('resource').some(e => e.name.includes('PlotlyChart'))"
    found.page.wait_for_function(loaded)
    assert found.page.locator(".st-key-ahead").count() == 1
    expect(found.page.locator(".st-key-ahead").get_by_role("combobox", include_hidden=True)).to_have_count(2)
    assert found.page.locator(".st-key-ahead").get_by_role("combobox").count() == 0
    assert found.page.locator(".st-key-ahead").get_by_role("link").count() == 0
    assert found.page.get_by_text("·", exact=True).filter(visible=True).count() == 0
    assert serious(found) == []
    found.page.get_by_role("link", name="Today", exact=True).click()
    found.page.locator(".st-key-panel-changed .main-svg").first.wait_for()
    found.settle()
    assert found.page.locator(".st-key-ahead").count() == 0


def test_no_word_is_cut_in_figures(visit: Visit) -> None:
    for locale in ("en-GB", "it-IT"):
        found = visit(locale=locale)
        found.open()
        for box in found.page.locator(".figure-value, .figure-label, .figure-note").all():
            assert box.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), box.inner_text()


@pytest.mark.parametrize(
    ("figure", "holds"),
    [
        ("waiting", ("view=queue", "sort=wait")),
        ("volume", ("view=messages",)),
        ("mood", ("view=monitor",)),
        ("critiques", ("which=critiques", "view=messages")),
    ],
)
def test_a_number_opens_its_messages(visit: Visit, figure: str, holds: tuple[str, ...]) -> None:
    found = visit()
    found.open("?period=28d")
    found.page.locator(f".st-key-figure-{figure}").click(position={"x": 120, "y": 50})
    found.page.wait_for_url("**/conversations?*")
    found.settle()
    for field in (*holds, "period=28d"):
        assert field in found.page.url


def test_the_critiques_opened_are_as_many_as_the_figure_said(visit: Visit) -> None:
    found = visit()
    found.open("?period=28d")
    count = found.page.locator(".st-key-figure-critiques .figure-value").inner_text()
    found.page.locator(".st-key-figure-critiques a").first.click()
    found.page.wait_for_url("**/conversations?*")
    found.settle()
    assert found.page.get_by_text(f"{count} messages", exact=True).count() == 1


def test_a_definition_shows_on_hover(visit: Visit) -> None:
    found = visit()
    found.open()
    found.page.locator(".st-key-figure-mood").hover(position={"x": 60, "y": 45})
    found.page.get_by_text("neutrals counted in the base").wait_for()


def test_someone_who_waits_opens_in_the_reader(visit: Visit) -> None:
    found = visit()
    found.open()
    card = found.page.locator('[class*="st-key-card-wait-0"]')
    words = card.locator(".quote").inner_text()
    card.click()
    found.page.wait_for_url("**/conversations?*")
    found.settle()
    assert found.page.locator(".message.opened .words").inner_text() == words


def test_a_click_on_a_day_opens_its_messages(visit: Visit) -> None:
    found = visit()
    found.open("?period=28d")
    found.page.locator(".js-plotly-plot .barlayer .point path").nth(20).click(force=True)
    found.page.wait_for_url("**/conversations?*")
    found.settle()
    assert "period=2026-10-24" in found.page.url
    assert "view=messages" in found.page.url


def test_filters_stay_in_the_address_and_come_along(visit: Visit) -> None:
    found = visit()
    found.open()
    choose(found, found.page.locator('[data-testid="stSelectbox"]').first, "Last 90 days")
    found.page.wait_for_url("**period=90d**")
    found.settle()
    found.page.get_by_role("link", name="Conversations", exact=True).click()
    found.page.wait_for_url("**/conversations?*period=90d*")
    found.settle()
    assert "Last 90 days" in found.page.locator(".opening").inner_text()
    found.page.reload()
    found.page.wait_for_selector(".opening")
    found.settle()
    assert "Last 90 days" in found.page.locator(".opening").inner_text()


def test_italian_by_the_browser_and_by_choice(visit: Visit) -> None:
    italian = visit(locale="it-IT")
    italian.open()
    assert "aspettano risposta" in italian.page.locator(".opening").inner_text()
    english = visit()
    english.open()
    english.page.get_by_role("button", name="EN", exact=True).click()
    english.page.get_by_role("button", name="Italiano").click()
    english.page.get_by_text("aspettano risposta").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    ["", "conversations?period=28d", "conversations?view=list", "conversations?view=messages&q=libro&period=all"],
)
def test_nothing_serious_for_accessibility(visit: Visit, theme: str, path: str) -> None:
    found = visit(theme=theme)
    found.open(path)
    assert serious(found) == [], path


def test_an_empty_workspace_says_how_to_begin(visit: Visit, empty_app: str) -> None:
    found = visit(empty_app)
    found.open()
    assert "Nothing to hear yet" in found.page.locator(".empty").inner_text()
    assert found.page.get_by_role("button", name="Build the demo").is_visible()
    assert serious(found) == []
    found.page.get_by_role("button", name="Import my exports").click()
    found.page.wait_for_url("**/imports*")


def test_what_changed_opens_what_it_counts(visit: Visit) -> None:
    found = visit()
    found.open()
    sentence = found.page.locator('[class*="st-key-card-change-0"] .card').inner_text()
    found.page.locator('[class*="st-key-card-change-0"]').click()
    found.page.wait_for_url("**period=1d*")
    found.settle()
    count = sentence.split(" ")[0]
    assert found.page.get_by_text(f"{count} messages", exact=True).count() == 1
