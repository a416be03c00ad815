"""Team in a real browser: a brief goes from one person to another and back; a session in one hat, from start to end."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.team.handoff_briefs import write_brief
from lib.team.handoff_moves import send
from lib.team.handoffs import Brief
from lib.team.opinions import Thing, give_opinion
from lib.team.people import add_member
from lib.team.sessions import session_under_way
from tests.browser.harness import PATIENCE, Visitor, choose, press_button, serious, visitor
from tests.browser.server import served
from tests.published import LAST, Rows, community_rows, published_workspace

pytestmark = [pytest.mark.browser, pytest.mark.long]
ANNA, BRUNO = Actor("Anna", "cm"), Actor("Bruno", "smm")
ASKED = "Is there an audiobook of the lighthouse one?"


@pytest.fixture(scope="module")
def shared_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community in which Anna and Bruno work."""
    folder = tmp_path_factory.mktemp("team") / "community"
    rows = Rows(community_rows())
    rows.say("lighthouse", "x", LAST - timedelta(hours=3), ASKED, language="en", intent=["question"], author_id="a3")
    published_workspace(folder, rows.made)
    records = store(folder)
    add_member(records, ANNA, "Bruno", ["smm"])
    records.close()
    return folder


@pytest.fixture(scope="module")
def people(chromium: Browser, shared_workspace: Path) -> Iterator[tuple[Visitor, Visitor]]:
    """Anna and Bruno, each before an app of their own over one workspace."""
    with ExitStack() as stack:
        found = []
        for name in ("Anna", "Bruno"):
            app = served(shared_workspace, shared_workspace.parent / f"{name}.log", EARSHOT_PERSON=name)
            found.append(stack.enter_context(visitor(chromium, stack.enter_context(app))))
        for person in found:  # a cold process on a busy machine: the first look may take longer than any other
            person.page.goto(f"{person.address}/team")
            person.page.wait_for_selector(".opening", timeout=4 * PATIENCE)
        yield found[0], found[1]
        assert [person.left_the_machine for person in found] == [[], []]


def store(folder: Path) -> Records:
    """The decisions of a workspace."""
    workspace = Workspace.opened(folder)
    return Records.of(workspace)


def press(person: Visitor, name: str, *, within: Locator | None = None) -> None:
    """Press a button and wait until the page stands still."""
    press_button(person, (within or person.page).get_by_role("button", name=name, exact=True))


def test_a_brief_goes_to_a_colleague_and_comes_back(people: tuple[Visitor, Visitor]) -> None:
    anna, bruno = people
    anna.open("conversations?view=list&channel=x&conversation=lighthouse&period=28d")
    anna.page.get_by_role("link", name="Hand it over").click()
    form = anna.page.locator(".st-key-panel-brief")
    expect(form.get_by_text(ASKED)).to_be_visible()
    form.get_by_label("Claim, in one sentence").fill("They ask for the audiobook of the lighthouse one.")
    form.get_by_label("What you ask for").fill("A post with the date, please.")
    press(anna, "Send it", within=form)
    expect(anna.page.locator(".st-key-refused")).to_contain_text("Nothing leaves without an addressee")

    # It was kept as a draft: now it gets its addressee.
    reader = anna.page.locator(".st-key-panel-handoff")
    choose(anna, reader.get_by_role("combobox", name="To whom"), "Bruno (SMM)")
    press(anna, "Save", within=reader)
    press(anna, "Send it", within=reader)
    expect(reader).to_contain_text("Anna (CM) → Bruno (SMM)")
    expect(reader).to_contain_text("It waits for Bruno.")

    bruno.open("")
    bruno.page.get_by_role("link", name="hand-off waits for you").click()
    theirs = bruno.page.locator(".st-key-panel-handoff")
    expect(theirs).to_contain_text("A post with the date")
    expect(bruno.page.locator(".st-key-panel-handoff-evidence")).to_contain_text(ASKED)
    press(bruno, "Take it on", within=theirs)
    theirs.get_by_label("Your answer").fill("It goes out on Friday.")
    theirs.get_by_label("Your answer").press("Control+Enter")
    bruno.settle()
    press(bruno, "Answer", within=theirs)
    expect(theirs).to_contain_text("It goes out on Friday.")

    # Anna's page is behind: she hears of it, and nothing is lost.
    press(anna, "Take it back", within=reader)
    expect(anna.page.locator(".st-key-refused")).to_contain_text("Bruno changed this hand-off")
    expect(reader).to_contain_text("It goes out on Friday.")
    press(anna, "Close it", within=reader)
    expect(anna.page.locator(".st-key-panel-handoffs-closed")).to_contain_text("audiobook of the lighthouse")
    assert serious(anna) == []


def test_what_is_overdue_stands_on_today_of_both(people: tuple[Visitor, Visitor], shared_workspace: Path) -> None:
    anna, bruno = people
    records = store(shared_workspace)
    late = Brief(
        "The contest runs out.", "Draw the winner.", "Bruno", "smm", (datetime.now(UTC) - timedelta(days=4)).date()
    )
    one = write_brief(records, ANNA, late)
    send(records, ANNA, one.handoff_id, one.version)
    records.close()
    bruno.open("")
    expect(bruno.page.get_by_role("link", name="is overdue, since")).to_be_visible()
    anna.open("")
    anna.page.get_by_role("link", name="Bruno owes you an answer since").click()
    expect(anna.page.locator(".st-key-panel-handoff")).to_contain_text("The contest runs out.")
    expect(anna.page.locator(".opening")).to_contain_text("1 in the team is overdue")


def test_a_second_opinion_is_given_unseen(people: tuple[Visitor, Visitor], shared_workspace: Path) -> None:
    anna = people[0]
    records = store(shared_workspace)
    give_opinion(records, BRUNO, Thing("conversation", "x", "lighthouse"), (1, 1, 5, 5))
    records.close()
    anna.open("conversations?view=list&channel=x&conversation=lighthouse&period=28d")
    anna.page.get_by_role("link", name="Second opinion").click()
    panel = anna.page.locator(".st-key-panel-opinion").filter(has_text="Your marks, as community manager")
    expect(panel).to_contain_text("Give your own marks before you see theirs.")
    assert "SMM 8" not in anna.page.inner_text("body")
    for place, mark in enumerate("5411"):
        panel.get_by_role("radiogroup").nth(place).get_by_role("radio", name=mark, exact=True).click()
        anna.settle()
    press(anna, "Give your opinion", within=panel)
    whole = anna.page.locator(".st-key-panel-opinion").filter(has_text="points apart")
    expect(whole).to_contain_text("CM 70, SMM 80: −10")
    expect(whole).to_contain_text("5 (counts 40)")


def test_a_session_from_start_to_end(chromium: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "alone"
    published_workspace(folder)
    with (
        served(folder, tmp_path / "app.log", EARSHOT_PERSON="Carla") as address,
        visitor(chromium, address) as carla,
    ):
        page = carla.page
        page.goto(f"{address}/team?view=hats")
        page.wait_for_selector(".opening", timeout=4 * PATIENCE)
        carla.settle()
        expect(page.locator(".opening")).to_contain_text("You work alone here")
        navigation = page.get_by_test_id("stTopNavLinkContainer")
        expect(navigation.filter(has_text="Editorial")).to_have_count(1)
        press(carla, "25 minutes")
        bar = page.locator(".st-key-session-bar")
        expect(bar).to_contain_text("Session as CM, 25 min left")
        expect(navigation.filter(has_text="Editorial")).to_have_count(0)
        expect(navigation.filter(has_text="Conversations")).to_have_count(1)

        # What does not belong to the hat is put aside.
        carla.open("editorial")
        expect(page.get_by_text("Editorial does not belong to this session.")).to_be_visible()
        carla.settle()
        assert serious(carla) == []

        # What belongs to it is done.
        carla.open("conversations?view=queue&period=28d")
        page.locator(".st-key-triage-handled button").click()
        page.get_by_text("Handled. U takes it back.").wait_for()
        carla.settle()
        expect(page.locator(".st-key-session-bar")).to_be_visible()
        records = store(folder)
        assert session_under_way(records, "Carla") is not None
        press(carla, "End and see what was done")
        expect(page.locator(".st-key-panel-session-done")).to_contain_text("conversations: 1")
        expect(page.locator(".st-key-panel-later")).to_contain_text("1 thing for later")
        expect(page.locator(".st-key-session-bar")).to_have_count(0)
        assert session_under_way(records, "Carla") is None
        records.close()

        # What waited is taken up now.
        press(carla, "Open it")
        page.wait_for_url("**/editorial**")
        page.wait_for_selector(".opening, .empty")
        carla.open("team?view=hats")
        expect(page.locator(".st-key-panel-later")).to_contain_text("Nothing for later")
        assert carla.left_the_machine == []
