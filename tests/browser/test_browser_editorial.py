"""Editorial in a real browser: a verdict opens its messages; a proposal becomes an idea, a plan, and a post."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.harness import PATIENCE, Visitor, choose, click_until, serious, visitor
from tests.browser.server import served
from tests.published import Rows, published_workspace
from tests.unit.editorial.test_editorial_receptions import START, staged

pytestmark = pytest.mark.browser


def talked_of() -> Rows:
    """Twenty ordinary posts, one that did much better, and three people who ask about deliveries in vain."""
    rows = staged([("positive", 30), ("negative", 6)])
    for number in range(3):
        at = START + timedelta(days=49, hours=number)
        rows.say(
            f"q{number}", "x", at, "Quando arriva il mio pacco?", author_id=f"q{number}", intent=["question"],
            aspects=["delivery"],
        )  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def found(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """Anna, who looks at it."""
    folder = tmp_path_factory.mktemp("editorial")
    published_workspace(folder / "workspace", talked_of().made)
    with (
        served(folder / "workspace", folder / "app.log", EARSHOT_PERSON="Anna") as address,
        visitor(chromium, address) as looking,
    ):
        yield looking
        assert looking.left_the_machine == []


def test_the_verdict_of_the_first_hour_opens_its_messages(found: Visitor) -> None:
    found.open("editorial?period=all&verdict=success")
    expect(found.page.locator(".opening")).to_contain_text("1 was a success")
    hour = found.page.locator(".st-key-card-span-hour")
    expect(hour).to_contain_text("36 comments")
    expect(hour.locator(".verdict")).to_have_text("+ success")
    click_until(found, hour.get_by_role("link"), "**span=hour**")
    cards = found.page.locator('.st-key-panel-reader [class*="st-key-card-message-"]')
    expect(cards).to_have_count(6)
    found.page.locator(".st-key-panel-reader").get_by_role("radio", name="Negative").click()
    found.page.wait_for_url("**which=negative**")
    found.settle()
    expect(found.page.locator(".st-key-panel-reader").get_by_text("negative", exact=False).first).to_be_visible()
    expect(cards).to_have_count(6)
    cards.first.get_by_role("link").click()
    found.page.wait_for_url("**/conversations**message=**")


def test_a_proposal_becomes_an_idea_a_plan_a_post_and_its_reception(found: Visitor) -> None:
    page = found.page
    found.open("editorial?view=ideas&period=all")
    proposed = page.locator('[class*="st-key-proposed-"]').filter(has_text="3 people asked").first
    proposed.get_by_role("button", name="Take it").click()
    page.get_by_role("textbox", name="What we would publish").fill("Dove sono i pacchi, in una carta")
    page.get_by_role("button", name="Put it among the ideas").click()
    card = page.locator('[class*="st-key-card-idea-"]').filter(has_text="Dove sono i pacchi")
    expect(card).to_be_visible()
    found.settle()
    click_until(found, card.get_by_role("link"), "**idea=**")
    idea = page.locator(".st-key-panel-idea")
    expect(idea).to_contain_text("From 3 messages")
    idea.get_by_role("button", name="Plan it").click()
    body = page.locator('[data-testid="stPopoverBody"]')
    body.get_by_role("button", name="Plan it").click()
    expect(idea.locator(".way-here")).to_contain_text("planned")
    found.settle()
    idea.get_by_role("button", name="It is published").click()
    choose(found, body.get_by_role("combobox"))
    body.get_by_role("button", name="It is published").click()
    expect(idea.locator(".way-here")).to_contain_text("published")
    found.settle()
    hour = page.locator(".st-key-card-received-hour")
    expect(hour.locator(".verdict")).to_have_text("+ success")
    click_until(found, hour.get_by_role("link"), "**view=receptions**span=hour**")
    expect(page.locator('.st-key-panel-reader [class*="st-key-card-message-"]')).to_have_count(6)
    found.open("editorial?view=ideas&period=all")
    expect(page.locator('[class*="st-key-proposed-"]').filter(has_text="3 people asked")).to_have_count(1)


def test_a_post_is_put_into_an_action_and_the_action_sums_up(found: Visitor) -> None:
    page = found.page
    found.open("editorial?period=all")
    page.get_by_role("button", name="Put it into an action").click()
    body = page.locator('[data-testid="stPopoverBody"]')
    body.get_by_role("combobox").fill("Primavera")
    page.keyboard.press("Enter")
    body.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("button", name="Part of: Primavera")).to_be_visible()
    found.settle()
    choose(found, page.locator(".st-key-panel-posts").get_by_role("combobox").first, "Action: Primavera")
    expect(page.locator(".st-key-panel-posts .said")).to_contain_text("1 post, 36 comments")


def test_a_day_of_the_calendar_opens(found: Visitor) -> None:
    found.open("editorial?view=calendar&period=all")
    found.page.locator(".st-key-panel-calendar .js-plotly-plot .points path").first.wait_for(timeout=PATIENCE)
    marks = found.page.locator(".st-key-panel-calendar .js-plotly-plot .scatterlayer .trace").last.locator("path.point")
    click_until(found, marks.first, "**day=2026-03-02**")
    expect(found.page.locator(".st-key-panel-day h2")).to_have_text("2 March 2026")
    expect(found.page.locator('[class*="st-key-card-day-post-"]')).to_have_count(1)


@pytest.mark.parametrize("view", ["receptions", "ideas", "calendar", "when"])
def test_every_view_can_be_read_by_all(found: Visitor, view: str) -> None:
    found.open(f"editorial?view={view}&period=all")
    assert serious(found) == []
    assert found.page.query_selector('[data-testid="stException"]') is None


def test_a_period_ahead_and_one_without_posts_are_said(found: Visitor) -> None:
    found.open("editorial?period=2030-01-01..2030-01-31")
    assert "lies ahead" in found.page.locator(".empty").inner_text()
    found.open("editorial?period=2026-04-15..2026-04-21")
    assert "No post of ours here" in found.page.locator(".empty").inner_text()
    for view in ("ideas", "calendar", "when"):
        found.open(f"editorial?view={view}&period=2030-01-01..2030-01-31")
        assert found.page.query_selector('[data-testid="stException"], .error') is None
