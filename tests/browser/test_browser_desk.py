"""The answer desk in a real browser: checks while writing, a second pair of eyes, what a colleague did meanwhile."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.harness import PATIENCE, Visitor, press_button, visitor
from tests.browser.server import served
from tests.published import LAST, Rows, community_rows, published_workspace

pytestmark = pytest.mark.browser
ITALIAN = "conversations?view=list&channel=instagram&conversation=ordine&period=28d"
ENGLISH = "conversations?view=list&channel=x&conversation=audiobook&period=28d"
QUARTET = "conversations?view=list&channel=x&conversation=quartet&period=28d"


@pytest.fixture(scope="module")
def desks(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Visitor, Visitor]]:
    """Anna and Bruno, each before an app of their own over one workspace."""
    folder = tmp_path_factory.mktemp("desk")
    rows = Rows(community_rows())
    asked = {"intent": ["question"], "author_id": "a3"}
    text = "Buongiorno, quando arriva il mio ordine? Mi può dire qualcosa?"
    rows.say("ordine", "instagram", LAST - timedelta(hours=2), text, formality="lei", **asked)
    text = "Hey folks, do you have an audiobook of this one?"
    rows.say("audiobook", "x", LAST - timedelta(hours=3), text, formality="informal", language="en", **asked)
    text = "Which volume of the quartet would you start with?"
    rows.say("quartet", "x", LAST - timedelta(hours=4), text, language="en", **asked)
    published_workspace(folder / "community", rows.made)
    with ExitStack() as stack:
        people = []
        for name in ("Anna", "Bruno"):
            app = served(folder / "community", folder / f"{name}.log", EARSHOT_PERSON=name)
            people.append(stack.enter_context(visitor(chromium, stack.enter_context(app))))
        for person in people:  # a cold process on a busy machine: the first look may take longer than any other
            person.page.goto(f"{person.address}/conversations")
            person.page.wait_for_selector(".opening", timeout=4 * PATIENCE)
        yield people[0], people[1]
        assert [person.left_the_machine for person in people] == [[], []]


def opened(person: Visitor, path: str) -> Locator:
    """The desk of a conversation, unfolded."""
    person.open(path)
    desk = person.page.locator('[class*="st-key-desk-"]').first
    if not desk.locator("textarea").is_visible():
        desk.get_by_text("Answer desk").click()
    desk.locator("textarea").wait_for()
    return desk


def write(person: Visitor, desk: Locator, text: str) -> None:
    """Type a draft and pause."""
    desk.locator("textarea").fill(text)
    desk.locator("textarea").press("Control+Enter")
    person.settle()


def press(person: Visitor, desk: Locator, name: str) -> None:
    """Press a button of the desk."""
    press_button(person, desk.get_by_role("button", name=name, exact=True))


def test_an_italian_draft_is_checked_while_it_is_written(desks: tuple[Visitor, Visitor]) -> None:
    anna = desks[0]
    desk = opened(anna, ITALIAN)
    assert "are checked here" in desk.inner_text()
    write(anna, desk, "Ciao, ti promettiamo che te lo spediremo entro domani.")
    said = " ".join(desk.locator(".checks li.amiss").all_inner_texts())
    assert "The draft says tu, they say Lei." in said and "Use Lei." in said
    assert "«promettiamo»" in said and "«spediremo»" in said
    assert "Unanswered question" in said and "quando arriva il mio ordine?" in said
    write(anna, desk, "Buongiorno, Lei può scriverci quando vuole: qualcosa sul suo ordine arriva oggi.")
    assert "Lei, as they do." in desk.locator(".checks").inner_text()
    assert "Unanswered question" not in desk.locator(".checks").inner_text()


def test_an_english_draft_that_speaks_like_an_office_is_told(desks: tuple[Visitor, Visitor]) -> None:
    anna = desks[0]
    desk = opened(anna, ENGLISH)
    write(anna, desk, "Dear Sir, pursuant to the aforementioned regulation we shall remit correspondence henceforth.")
    said = " ".join(desk.locator(".checks li.amiss").all_inner_texts())
    assert "It reads like a stranger's" in said and "«aforementioned»" in said
    assert "The draft says formal, they say informal." in said
    assert "Unanswered question" in said and "audiobook" in said
    write(anna, desk, "Hey! The audiobook of this one is out next week.")
    assert "«next week»" in " ".join(desk.locator(".checks li.amiss").all_inner_texts())


def test_a_second_pair_of_eyes_sends_back_approves_and_it_is_sent(desks: tuple[Visitor, Visitor]) -> None:
    anna, bruno = desks
    desk = opened(anna, ITALIAN)
    write(anna, desk, "Buongiorno, il suo ordine arriva venerdì.")
    press(anna, desk, "Keep the draft")
    anna.page.get_by_text("The draft is kept.").wait_for()
    press(anna, desk, "Ask for a second pair of eyes")
    assert "Anna asks for a second pair of eyes." in desk.inner_text()
    assert desk.get_by_role("button", name="Approve").count() == 0

    theirs = opened(bruno, ITALIAN)
    assert theirs.locator("textarea").input_value() == "Buongiorno, il suo ordine arriva venerdì."
    press(bruno, theirs, "Send back")
    assert "Say why, so that the draft can be mended." in theirs.get_by_role("alert").inner_text()
    theirs.get_by_placeholder("What to change").fill("Non sappiamo se è venerdì.")
    theirs.get_by_placeholder("What to change").press("Enter")
    press(bruno, theirs, "Send back")
    assert "Bruno sent it back: Non sappiamo se è venerdì." in theirs.inner_text().replace("“", "").replace("”", "")

    desk = opened(anna, ITALIAN)
    assert "Non sappiamo se è venerdì." in desk.inner_text()
    write(anna, desk, "Buongiorno, il suo ordine è in viaggio.")
    press(anna, desk, "Keep the draft")
    press(anna, desk, "Ask for a second pair of eyes")
    theirs = opened(bruno, ITALIAN)
    press(bruno, theirs, "Approve")
    assert "Bruno approved it." in theirs.inner_text()
    desk = opened(anna, ITALIAN)
    press(anna, desk, "Mark as sent")
    assert "Sent by Anna." in desk.inner_text() and "The next import looks for it" in desk.inner_text()
    assert desk.locator("textarea").input_value() == ""


def test_words_a_colleague_kept_meanwhile_are_never_lost(desks: tuple[Visitor, Visitor]) -> None:
    anna, bruno = desks
    desk = opened(anna, QUARTET)
    write(anna, desk, "Start with the first volume.")
    press(anna, desk, "Keep the draft")
    theirs = opened(bruno, QUARTET)
    write(anna, desk, "Start with the second volume.")
    write(bruno, theirs, "Start with the third volume.")
    press(bruno, theirs, "Keep the draft")
    press(anna, desk, "Keep the draft")
    alerts = " ".join(desk.get_by_role("alert").all_inner_texts())
    assert "Changed by Bruno in the meantime" in alerts and "Bruno kept other words in the meantime:" in alerts
    assert "Start with the third volume." in desk.locator(".overtaken").inner_text()
    assert desk.locator("textarea").input_value() == "Start with the second volume."
    press(anna, desk, "Take these words")
    assert desk.locator("textarea").input_value() == "Start with the third volume."
    assert desk.locator(".overtaken").count() == 0
