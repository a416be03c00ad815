"""The page Team without a browser: a workspace of one person, the meter of one and of many, a session's pages."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.team.handoffs import hand_offs
from lib.team.opinions import Thing, give_opinion
from lib.team.people import add_member, members
from lib.team.sessions import later, start
from lib.team.wishes import meter_me, wishes_of
from tests.published import published_workspace

ROOT = Path(__file__).resolve().parent.parent.parent.parent
ANNA = Actor("Anna", "cm")
VIEWS = ("handoffs", "opinions", "hats", "challenge", "people")


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ui") / "community"
    published_workspace(folder)
    return folder


@pytest.fixture
def records(community: Path) -> Iterator[Records]:
    """The decisions, empty at first: what a test decides is gone after it."""
    found = Records.of(Workspace.opened(community))
    yield found
    found.close()
    for file in community.glob("decisions.sqlite*"):
        file.unlink()


@pytest.fixture
def app(community: Path, records: Records, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """The page Team, opened by Anna with these fields in the address."""
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(community))
    monkeypatch.setenv("EARSHOT_PERSON", "Anna")

    def opened(page: str = "pages/team.py", **fields: str) -> AppTest:
        found = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        found.query_params.update(fields)
        found.switch_page(page).run()
        assert not found.exception
        return found

    yield opened


def html(found: AppTest) -> str:
    """All that the page wrote as HTML."""
    return " ".join(element.value for element in found.get("html"))


def button(found: AppTest, label: str) -> AppTest:
    """Press the button of that label."""
    return next(one for one in found.button if one.label == label).click().run()


@pytest.mark.parametrize("view", VIEWS)
def test_a_workspace_of_one_person_shows_every_view(app: Callable[..., AppTest], view: str) -> None:
    said = html(app(view=view))
    assert "No hand-off waits for you. You work alone here" in said


@pytest.mark.parametrize("view", ["", "nonsense", "handoffs"])
@pytest.mark.parametrize("fields", [{"handoff": "gone"}, {"insight": "gone", "begun": "there"}, {"channel": "x"}])
def test_an_address_that_says_nonsense_is_borne(app: Callable[..., AppTest], view: str, fields: dict[str, str]) -> None:
    assert "New hand-off" in html(app(view=view, **fields))


def test_who_works_alone_hands_over_to_another_hat(app: Callable[..., AppTest], records: Records) -> None:
    found = app()
    next(one for one in found.text_area if one.label.startswith("Claim")).input("The newsletter is late.")
    next(one for one in found.text_area if one.label == "What you ask for").input("Send it today.")
    to = next(one for one in found.selectbox if one.label == "To whom")
    assert to.options == ["Anna (SMM)", "Anna (admin)"]
    to.select(("Anna", "smm"))
    button(found, "Send it")
    assert [(one.state, one.to_hat) for one in hand_offs(records)] == [("sent", "smm")]
    assert "put on the other hat for this (social media manager)" in html(found)
    button(app(), "Social media manager")
    assert wishes_of(records, "Anna").hat == "smm"
    button(app(), "Take it on")
    assert hand_offs(records)[0].state == "accepted"


def test_a_member_is_added_and_nobody_is_shut_out(app: Callable[..., AppTest], records: Records) -> None:
    found = app(view="people")
    next(one for one in found.text_input if one.label == "Name").input("<b>Bruno</b>")
    button(found, "Add")
    assert [(one.person, one.roles) for one in members(records)] == [
        ("<b>Bruno</b>", ("smm",)),
        ("Anna", ("cm", "smm", "admin")),
    ]
    assert "&lt;b&gt;Bruno&lt;/b&gt;" in html(found) and "<b>Bruno</b>" not in html(found).replace("<b><b>", "")


def work(records: Records, person: str, hours: int = 2) -> None:
    """Acts of this person, every ten minutes until now, with a change of hat each hour."""
    now = datetime.now(UTC)
    with records.writing(Actor(person)) as connection:
        for step in range(6 * hours):
            hat = "smm" if (step // 6) % 2 else "cm"
            at = now - timedelta(minutes=10 * (6 * hours - step))
            note(connection, Actor(person, hat), "handle", "conversation", "x:1", {}, at)  # type: ignore[arg-type]


def test_the_meter_is_off_at_first_and_ones_own(app: Callable[..., AppTest], records: Records) -> None:
    work(records, "Anna")
    assert "Switches an hour" not in html(app(view="hats"))
    meter_me(records, ANNA, True)
    said = html(app(view="hats"))
    assert "Switches an hour" in said and "1 switch in " in said
    assert "too few to say" in said
    assert "Shown once 3 people count their hats" in said


def test_the_team_is_shown_from_three_people_on(app: Callable[..., AppTest], records: Records) -> None:
    for person in ("Bruno", "Carla"):
        work(records, person)
        meter_me(records, Actor(person), True)
    assert "Shown once 3 people" in html(app(view="hats"))
    work(records, "Dora", hours=4)
    meter_me(records, Actor("Dora"), True)
    said = html(app(view="hats"))
    assert "Shown once 3 people" not in said and "5 switches in " in said
    assert not {"Bruno", "Carla", "Dora"} & set(said.replace("<", " ").replace(">", " ").split())


def test_in_a_session_other_pages_wait_for_later(app: Callable[..., AppTest], records: Records) -> None:
    start(records, ANNA, 25)
    found = app("pages/signals.py")
    assert "Signals does not belong to this session." in html(found)
    assert [one.place.page for one in later(records, "Anna")] == ["signals"]
    found = app("pages/conversations.py")
    assert "does not belong" not in html(found) and "Session as CM, 25 min left" in html(found)
    button(app("pages/signals.py"), "End the session")
    assert "does not belong" not in html(app("pages/signals.py"))


def test_a_session_whose_time_is_over_hides_nothing(app: Callable[..., AppTest], records: Records) -> None:
    start(records, ANNA, 25, datetime.now(UTC) - timedelta(minutes=26))
    said = html(app("pages/signals.py"))
    assert "The 25 minutes as CM are over" in said and "does not belong" not in said


def test_marks_stay_unseen_until_the_second_opinion(app: Callable[..., AppTest], records: Records) -> None:
    talk = Thing("conversation", "youtube", "long")
    give_opinion(records, ANNA, talk, (5, 4, 1, 1))
    said = html(app(view="opinions"))
    assert "In 24 h you are asked again" in said and "counts 40" not in said
    add_member(records, ANNA, "Bruno", ["smm"])
    give_opinion(records, Actor("Bruno", "smm"), talk, (5, 4, 1, 1))
    said = html(app(view="opinions"))
    assert "CM 70, SMM 18: +52" in said and "0 from other marks, +52 from what counts in each hat" in said


def test_an_opinion_on_what_is_gone_is_borne(app: Callable[..., AppTest], records: Records) -> None:
    give_opinion(records, ANNA, Thing("conversation", "x", "gone"), (1, 1, 1, 1))
    give_opinion(records, ANNA, Thing("insight", "", "gone"), (1, 1, 1, 1))
    said = html(app(view="opinions"))
    assert "a conversation that is no longer there" in said and "an insight that is no longer there" in said
