"""The queue in a real browser: triage with the keyboard, snooze and undo, many at once, two people in conflict."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from lib.conversations.triage import Seen, Wish, decide, decisions
from lib.editorial.idea import ideas
from lib.imports.corrections import Message, corrections_of
from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.browser.harness import Visitor, click_until, press_key, visitor
from tests.browser.server import served
from tests.published import published_workspace

pytestmark = [pytest.mark.browser, pytest.mark.long]
CARDS = '[class*="st-key-card-"][class*="wait-"]'
Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A community of its own: here people decide."""
    return published_workspace(tmp_path_factory.mktemp("queue") / "community")


@pytest.fixture(scope="module")
def anna(chromium: Browser, workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app as Anna runs it."""
    with served(workspace.path, tmp_path_factory.mktemp("log") / "anna.log", EARSHOT_PERSON="Anna") as address:
        yield address


@pytest.fixture(scope="module")
def bruno(chromium: Browser, workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app as Bruno runs it, over the same community."""
    with served(workspace.path, tmp_path_factory.mktemp("log") / "bruno.log", EARSHOT_PERSON="Bruno") as address:
        yield address


@pytest.fixture
def records(workspace: Workspace) -> Records:
    """The decisions, with all open again that earlier tests decided."""
    found = Records.of(workspace)
    for one in decisions(found).values():
        if one.state != "open":
            decide(found, Actor("Nobody"), [Seen(*one.key, one.version, one.heard_at, one.heard_count)], Wish("open"))
    return found


@pytest.fixture
def look(chromium: Browser) -> Iterator[Visit]:
    """Somebody who looks at one of the apps."""
    with ExitStack() as stack:
        yield lambda address, **wishes: stack.enter_context(visitor(chromium, address, **wishes))


def count(found: Visitor) -> int:
    """How many conversations the queue says it has."""
    said = found.page.locator(".st-key-queue-count .note").first.inner_text()
    return int(re.sub(r"\D", "", said))


def states(records: Records) -> list[str]:
    return sorted(found.state for found in decisions(records).values() if found.state != "open")


def test_the_queue_shows_who_waits_why_and_the_thread(look: Visit, anna: str, records: Records) -> None:
    found = look(anna)
    found.open("conversations?period=28d")
    cards = found.page.locator(CARDS)
    numbers = [int(text) for text in found.page.locator(f"{CARDS} .meta b").all_inner_texts()]
    assert len(numbers) == 12 and numbers == sorted(numbers, reverse=True)
    assert all(re.match(r"waiting .+ (of|your goal is) ", said) for said in cards.locator(".reasons").all_inner_texts())
    box = cards.nth(2).bounding_box()
    assert box is not None and box["y"] + box["height"] < 768
    assert found.page.locator(".st-key-panel-reader .message").count() >= 1
    said = found.page.locator(".triage-standing").inner_text()
    total, _equals, parts = said.removeprefix("Priority ").partition(" = ")
    assert abs(sum(int(number) for number in re.findall(r"\d+", parts)) - int(total)) <= 3


def test_triage_with_the_keyboard(look: Visit, anna: str, records: Records) -> None:
    found = look(anna)
    found.open("conversations?period=28d")
    before, first = count(found), found.page.locator(f"{CARDS} .quote").first.inner_text()
    press_key(found, "j")
    assert "conversation=" in found.page.url
    press_key(found, "k")
    press_key(found, "h")
    found.page.get_by_text("Handled. U takes it back.").wait_for()
    assert count(found) == before - 1 and states(records) == ["handled"]
    press_key(found, "m")
    found.page.get_by_text("Taken by Anna").wait_for()
    assert count(found) == before - 1 and states(records) == ["assigned", "handled"]
    press_key(found, "n")
    assert count(found) == before - 2 and states(records) == ["handled", "nothing"]
    for _ in range(3):
        press_key(found, "u")
    assert count(found) == before and states(records) == []
    assert found.page.locator(f"{CARDS} .quote").first.inner_text() == first


def test_snooze_sleeps_until_tomorrow_and_undo_wakes_it(look: Visit, anna: str, records: Records) -> None:
    found = look(anna)
    found.open("conversations?period=28d")
    before = count(found)
    press_key(found, "s")
    assert count(found) == before - 1
    found.open("conversations?period=28d&state=snoozed")
    assert count(found) == 1
    assert re.search(r"Snoozed by Anna until .+, 09:00", found.page.locator(".standing").inner_text())
    press_key(found, "u")
    found.page.get_by_text("No conversation of this period is in this state.").wait_for()
    found.page.get_by_role("button", name="Show all who wait").click()
    found.settle()
    assert count(found) == before


def test_many_are_handled_at_once(look: Visit, anna: str, records: Records) -> None:
    found = look(anna)
    found.open("conversations?period=28d")
    before = count(found)
    for place in (0, 1, 3):
        found.page.locator('[class*="st-key-queue-row-"] [data-testid="stCheckbox"] label').nth(place).click()
        found.settle()
    found.page.get_by_text("3 selected").wait_for()
    found.page.locator(".st-key-triage-handled button").click()
    found.settle()
    assert count(found) == before - 3 and states(records) == ["handled"] * 3
    press_key(found, "u")
    found.page.get_by_text("3 conversations are as they were.").wait_for()
    assert count(found) == before and states(records) == []


def test_keys_work_while_a_box_has_the_focus_and_the_space_bar_still_ticks(
    look: Visit, anna: str, records: Records
) -> None:
    found = look(anna)
    found.open("conversations?period=28d")
    before = count(found)
    box = found.page.locator('[class*="st-key-queue-row-"] input[type="checkbox"]').nth(1)
    box.focus()
    box.press("Space")
    found.page.get_by_text("1 selected").wait_for()
    found.settle()
    box.focus()
    box.press("h")
    found.page.get_by_text("Handled. U takes it back.").wait_for()
    found.settle()
    assert count(found) == before - 1 and states(records) == ["handled"]
    found.page.locator('[class*="st-key-queue-row-"] input[type="checkbox"]').first.press("u")
    found.settle()
    assert count(found) == before and states(records) == []


def test_of_two_people_the_slower_hears_who_was_faster(look: Visit, anna: str, bruno: str, records: Records) -> None:
    hers, his = look(anna), look(bruno)
    for found in (hers, his):
        found.open("conversations?period=28d")
    press_key(hers, "m")
    hers.page.get_by_text("Taken by Anna").wait_for()
    press_key(his, "h")
    refused = his.page.locator('.st-key-refused [role="alert"]').inner_text()
    assert refused == "Anna changed this conversation 1 min ago: look at it again, then decide."
    assert states(records) == ["assigned"]
    his.page.get_by_text("Taken by Anna").wait_for()
    press_key(his, "h")  # now on what he sees
    assert states(records) == ["handled"]


def test_tags_notes_and_weights_are_kept(look: Visit, anna: str, records: Records) -> None:
    found = look(anna)
    found.open("conversations?period=28d")
    found.page.locator(".st-key-triage-more button").click()
    note = found.page.get_by_label("A note for your colleagues")
    note.fill("Sentita al telefono, richiama lunedì.")
    found.page.get_by_role("button", name="Keep the note").click()
    found.page.locator(".own-note").wait_for()
    assert found.page.locator(".own-note").inner_text() == "Sentita al telefono, richiama lunedì."
    assert states(records) == []  # what is typed is no key of triage
    assert "done here" in found.page.locator('[data-testid="stExpander"] summary').first.inner_text()


def test_a_message_becomes_an_idea_and_a_critique(look: Visit, anna: str, workspace: Workspace) -> None:
    found = look(anna)
    found.open("conversations?view=list&channel=x&conversation=lost&period=all")
    assert re.match(
        r"Lettrice \d+, .+: \d+ messages so far", found.page.locator(".st-key-opener .note").first.inner_text()
    )
    more = found.page.get_by_role("button", name="Make something of it").first
    more.click()
    found.page.get_by_label("In one sentence of yours").fill("Che cosa ci dite del finale?")
    found.page.get_by_role("button", name="Keep the idea").click()
    found.page.get_by_text("It stands among the ideas.").wait_for()
    made = ideas(Records.of(workspace))
    assert [(one.sentence, one.origin, one.linked) for one in made] == [("Che cosa ci dite del finale?", "thread", 1)]
    found.settle()
    if not found.page.get_by_role("button", name="It is a critique").is_visible():
        more.click()
    found.page.get_by_role("button", name="It is a critique").click()
    found.page.get_by_text("It is a critique now, whatever is imported").wait_for()
    message = Message(made[0].sources[0][0], made[0].sources[0][1])
    assert corrections_of(Records.of(workspace), message)["is_critique"] is True


def test_the_view_is_saved_and_opened_again(look: Visit, anna: str, records: Records) -> None:
    found = look(anna)
    found.open("conversations?period=28d&sort=reach&channels=x")
    found.page.locator(".st-key-queue-more button").first.click()
    found.page.get_by_label("Name of the view").fill("Reach on X")
    found.page.get_by_role("button", name="Save view").click()
    found.settle()
    found.open("conversations")
    found.page.locator(".st-key-queue-more button").first.click()
    found.page.get_by_role("link", name="Reach on X").click()
    found.page.wait_for_url("**sort=reach*")
    found.settle()
    assert {text.split(" · ")[1] for text in found.page.locator(f"{CARDS} .meta").all_inner_texts()} == {"X"}


def test_response_names_every_bar(look: Visit, anna: str) -> None:
    found = look(anna)
    found.open("conversations?view=response&period=all")
    for panel in ("by-channel", "by-person"):
        chart = found.page.locator(f".st-key-panel-{panel} .js-plotly-plot")
        names, bars = chart.locator(".ytick text"), chart.locator(".barlayer .point")
        assert bars.count() >= 1 and names.count() == bars.count()


def test_response_opens_the_conversations_behind_a_bar(look: Visit, anna: str) -> None:
    found = look(anna)
    found.open("conversations?view=response&period=all")
    before = found.page.locator(".st-key-panel-behind h2").inner_text()
    bar = found.page.locator(".st-key-panel-distribution .barlayer .point path").nth(3)
    click_until(found, bar, "**behind=step*")
    after = found.page.locator(".st-key-panel-behind h2").inner_text()
    assert after != before and "behind this" in after
    assert "Half of those who wrote" in found.page.locator(".st-key-response-head h2").inner_text()


def test_alerts_tell_the_flood_once_with_its_cause(look: Visit, anna: str) -> None:
    found = look(anna)
    found.open("conversations?view=alerts&period=28d")
    titles = found.page.locator('[class*="st-key-card-"][class*="alert-"] .meta b').all_inner_texts()
    assert titles and any("Critiques" in title for title in titles)
    assert found.page.locator(".st-key-panel-alert .chip").count() >= 1
    found.open("conversations?view=alerts&period=2026-08-01..2026-08-05")
    assert "quiet time" in found.page.locator(".stApp").inner_text()
