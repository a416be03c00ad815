"""Editorial without a browser: its views run over a real workspace, and over hardly anything."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.editorial.idea import Sketch, Step
from lib.editorial.ideas import move, propose
from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.published import Rows, published_workspace
from tests.unit.editorial.test_editorial_receptions import START, staged

ROOT = Path(__file__).resolve().parent.parent.parent.parent
ANNA = Actor("Anna", "cm")


def made(folder: Path, case: str) -> Path:
    """A workspace: steady posts with one success, or a community in which we never published."""
    rows = staged([("positive", 40)])
    if case == "silent":
        rows = Rows()
        rows.say("c", "x", START, "C'è qualcuno?", author_id="a1")
    published_workspace(folder / case, rows.made)
    return folder / case


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[AppTest]:
    """The app over one of them."""
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(made(tmp_path, getattr(request, "param", "steady"))))
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)


def shown(app: AppTest, **address: str) -> str:
    """What the page says at this address."""
    app.query_params.update(address)
    app.run()
    app.switch_page("pages/editorial.py").run()
    assert not app.exception, app.exception
    return " ".join(element.value for element in app.get("html"))


def test_receptions_open_with_the_newest_post_and_its_stretches(app: AppTest) -> None:
    said = shown(app, period="all")
    opening = re.search(r"We published (\d+) posts; ([^.]+)\.", said)
    assert opening and "1 was a success" in opening[2] and "too little to say" in opening[2]
    assert sum(int(part.split()[0]) for part in opening[2].split("; ")) == int(opening[1]) == 21
    assert "First hour" in said and "First week" in said and "40 comments, " in said and "times the usual" in said


def test_an_idea_that_was_published_shows_its_reception(app: AppTest, tmp_path: Path) -> None:
    records = Records.of(Workspace.opened(tmp_path / "steady"))
    idea = propose(records, ANNA, Sketch("Una nota per chi aspetta"))
    post = next(row["message_id"] for row in reversed(staged([("positive", 40)]).made) if row["is_brand"])
    move(records, ANNA, idea.idea_id, 1, Step("published", post=("x", post)))
    said = shown(app, view="ideas", period="all", idea=idea.idea_id)
    assert "Una nota per chi aspetta" in said and "40 comments, " in said and "written down by Anna" in said


@pytest.mark.parametrize("view", ["ideas", "calendar", "when"])
def test_the_other_views_run(app: AppTest, view: str) -> None:
    assert shown(app, view=view, period="all")


@pytest.mark.parametrize("app", ["silent"], indirect=True)
@pytest.mark.parametrize(
    ("view", "words_of_it"),
    [
        ("receptions", "No post of ours here"),
        ("ideas", "Nothing to propose in this period"),
        ("calendar", "We published nothing on this day"),
        ("when", "Too few weeks to say"),
    ],
)
def test_where_we_never_published_it_is_said(app: AppTest, view: str, words_of_it: str) -> None:
    said = shown(app, view=view, period="all", day="2026-03-02")
    assert words_of_it in said and "We published nothing in this period." in said
