"""Relationships in a real browser: the graph, two accounts put together and apart, and somebody forgotten."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.harness import Visitor, visitor
from tests.browser.server import served
from tests.unit.relationships.test_relationships_people import workspace_of_two_channels

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def found(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """Somebody who looks at a small community of two channels."""
    folder = tmp_path_factory.mktemp("relations")
    workspace_of_two_channels(folder / "workspace")
    with served(folder / "workspace", folder / "app.log") as address, visitor(chromium, address) as looking:
        yield looking
        assert looking.left_the_machine == []


def test_members_are_counted_and_listed_with_their_reason(found: Visitor) -> None:
    found.open("relationships?view=members&state=newcomer")
    assert found.page.locator(".state").count() == 7
    reasons = found.page.locator('[class*="st-key-card-member-"] .reasons').all_inner_texts()
    assert reasons and all("first heard on" in said for said in reasons)


def test_the_graph_shows_whose_ties_they_are(found: Visitor) -> None:
    found.open("relationships?view=ties")
    expect(found.page.locator(".st-key-panel-graph .js-plotly-plot .points path")).to_have_count(3)
    found.page.get_by_placeholder("Name or handle").fill("rita.legge")
    found.page.keyboard.press("Enter")
    found.page.get_by_role("button", name="Rita Bo").click()
    found.page.wait_for_url("**person=rita_x*")
    found.settle()
    assert "Ugo" in found.page.locator('[class*="st-key-card-near-"]').first.inner_text()


def test_two_accounts_become_one_person_and_two_again(found: Visitor) -> None:
    found.open("relationships?view=person&person=rita_d")
    assert found.page.get_by_text("1 account", exact=True).count() == 1
    found.page.get_by_role("button", name="One person").first.click()
    found.page.get_by_text("2 accounts", exact=True).wait_for()
    found.settle()
    assert "In 8 conversations" in found.page.locator(".st-key-panel-talks h2").inner_text()
    found.page.get_by_role("button", name="Take apart").first.click()
    found.page.get_by_text("1 account", exact=True).wait_for()
    found.settle()
    assert "In 4 conversations" in found.page.locator(".st-key-panel-talks h2").inner_text()


def test_somebody_is_forgotten_after_one_question(found: Visitor) -> None:
    found.open("relationships?view=person&person=rita_y")
    found.page.get_by_role("button", name="Forget this person…").click()
    found.page.get_by_role("button", name="Forget for good").click()
    found.page.wait_for_url("**view=members*")
    found.settle()
    found.open("relationships?view=person&person=rita_y")
    assert "This person is not here" in found.page.locator(".empty").inner_text()
