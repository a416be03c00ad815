"""Conversations in a real browser: over time, lists, search, the reader; and texts that mean harm."""

from collections.abc import Callable

import pytest

from tests.browser.harness import Visitor
from tests.published import HOSTILE

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


def test_over_time_marks_the_flood(visit: Visit) -> None:
    found = visit()
    found.open("conversations?view=monitor&period=28d")
    assert "stood out" in found.page.locator(".panel-title h2").first.inner_text()
    assert found.page.get_by_text("26 October 2026").count() >= 1
    found.page.locator('[class*="st-key-card-burst-"]').first.click()
    found.page.wait_for_url("**view=messages*")
    found.settle()
    assert found.page.locator('[class*="st-key-card-"] .quote').count() > 5


def test_search_finds_forms_and_marks_them(visit: Visit) -> None:
    found = visit()
    found.open("conversations?view=messages&period=all")
    box = found.page.get_by_placeholder("Search:")
    box.fill("arrivare")
    box.press("Enter")
    found.page.wait_for_url("**q=arrivare*")
    found.settle()
    hits = set(found.page.locator("mark").all_inner_texts())
    assert hits and all(hit.startswith("arriv") for hit in hits)
    found.page.get_by_text("As written").click()
    found.page.wait_for_url("**exact=1*")
    found.page.get_by_text("Nothing fits").wait_for()


def test_a_way_out_of_nothing(visit: Visit) -> None:
    found = visit()
    found.open("conversations?view=messages&period=2020-01-01")
    found.page.get_by_role("button", name="Show the whole archive").click()
    found.page.wait_for_url("**period=all*")
    found.settle()
    assert found.page.locator('[class*="st-key-card-"]').count() == 15


def test_a_long_thread_is_read_in_parts(visit: Visit) -> None:
    found = visit()
    found.open("conversations?view=list&channel=youtube&conversation=long")
    assert found.page.locator(".message").count() == 60
    assert found.page.locator(".message").first.get_attribute("class") == "message ours"
    assert "our voice" in found.page.locator(".message.ours .meta").first.inner_text()
    indent = found.page.locator(".message").nth(1).evaluate("e => getComputedStyle(e).marginLeft")
    assert indent == "20px"
    found.page.get_by_role("button", name="Page 2", exact=True).last.click()
    found.page.wait_for_url("**part=2*")
    found.settle()
    assert "capitolo 60" in found.page.locator(".message .words").first.inner_text()


def test_a_missing_beginning_is_said(visit: Visit) -> None:
    found = visit()
    found.open("conversations?view=list&channel=x&conversation=lost")
    assert "was never imported" in found.page.locator(".panel-title .hint").inner_text()
    link = found.page.locator(".message a")
    assert link.get_attribute("href", timeout=1000).startswith("https://example.org/x/")  # type: ignore[union-attr]


def test_a_conversation_that_is_not_there(visit: Visit) -> None:
    found = visit()
    found.open("conversations?view=list&channel=x&conversation=nobody")
    assert "This conversation is not here" in found.page.locator(".empty").inner_text()


@pytest.mark.parametrize("number", [0, 1])
def test_words_of_the_community_stay_words(visit: Visit, number: int) -> None:
    found = visit()
    found.open(f"conversations?view=list&channel=facebook&conversation=hostile{number}&period=28d")
    assert found.page.locator(".message .words").inner_text() == HOSTILE[number]
    assert "<b>Mallory</b> **x**" in found.page.locator(".message .meta b").inner_text()
    assert found.page.locator(".message :is(script, img, h1, strong, b b)").count() == 0
    assert found.page.title() != "stolen"
    found.open("conversations?view=messages&period=28d&q=bold")
    assert HOSTILE[0] in found.page.locator(".quote").all_inner_texts()
    assert found.page.title() != "stolen"


def test_a_card_opens_beside_the_list_and_back_returns(visit: Visit) -> None:
    found = visit()
    found.open("conversations?view=list&period=28d")
    head = found.page.locator(".st-key-panel-reader h2")
    before = head.inner_text()
    found.page.locator('[class*="st-key-card-conversation-3"]').click()
    found.page.wait_for_url("**conversation=*")
    found.settle()
    assert head.inner_text() != before
    found.page.go_back()
    found.page.wait_for_function(f"document.querySelector('.st-key-panel-reader h2').innerText == {before!r}")


def test_lists_are_sorted_and_paged(visit: Visit) -> None:
    found = visit()
    found.open("conversations?view=list&period=all&sort=longest")
    assert "261 messages" in found.page.locator('[class*="st-key-card-"] .reasons').first.inner_text()
    first = found.page.locator('[class*="st-key-card-"] .meta').first.inner_text()
    found.page.get_by_role("button", name="Page 2", exact=True).first.click()
    found.page.wait_for_url("**page=2*")
    found.settle()
    assert found.page.locator('[class*="st-key-card-"] .meta').first.inner_text() != first
