"""The page Critiques without a browser: every view over a real workspace, empty and filled, and hostile words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.critiques import challenges, evidence, insights, moves, told
from lib.critiques.challenges import Answers
from lib.critiques.feedback import feedback
from lib.critiques.insights import Card
from lib.critiques.theme_registry import rename_theme
from lib.critiques.theme_table import theme_table
from lib.storage.audit import Actor
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.complaints import ACTED, complaining_workspace, complaint_rows

ROOT = Path(__file__).resolve().parent.parent.parent.parent
HOSTILE = "<script>alert(1)</script> **bold** [x](javascript:1)"
ANNA, BRUNO = Actor("Anna"), Actor("Bruno")
THEN = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return complaining_workspace(tmp_path / "community")


@pytest.fixture
def app(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("EARSHOT_WORKSPACE", str(workspace.path))
    monkeypatch.setenv("EARSHOT_PERSON", "Anna")
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)


def page(app: AppTest, **fields: str) -> str:
    """What the page wrote as HTML under this address."""
    app.query_params.update({"period": "all", **fields})
    app.run()
    app.switch_page("pages/critiques.py").run()
    assert not app.exception
    return " ".join(element.value for element in app.get("html"))


@pytest.mark.parametrize("view", ["inbox", "themes", "insights", "challenge", "effect", "", "nonsense"])
def test_every_view_runs_with_nothing_decided(app: AppTest, view: str) -> None:
    said = page(app, view=view)
    assert "critiques were heard" in said and "critiques heard" in said


def test_every_view_runs_over_a_full_board(app: AppTest, workspace: Workspace) -> None:
    records = Records.of(workspace)
    late = [
        (r["channel"], r["message_id"]) for r in complaint_rows() if r["aspects"] == ["delivery"] and r["is_critique"]
    ]
    claims = [HOSTILE, "Parcels take weeks.", "Parcels take many weeks.", "Prices are too high."]
    made = []
    for claim in claims:
        heard = insights.hear_insight(
            records, BRUNO, Card(claim, "Act.", "delivery", "delivery", due=date(2026, 6, 1)), THEN
        )
        evidence.link_evidence(records, ANNA, heard.insight_id, late[:30], at=THEN)
        made.append(moves.frame(records, ANNA, heard.insight_id, heard.version, THEN))
    answers = Answers(True, HOSTILE, "Chance.")
    found = challenges.challenge(records, ANNA, made[1].insight_id, made[1].version, answers, at=THEN)
    found = moves.share(records, ANNA, found.insight_id, found.version)
    found = moves.decide(records, ANNA, found.insight_id, found.version, "accepted")
    moves.act(records, ANNA, found.insight_id, found.version, ACTED, THEN + timedelta(days=9))
    told.tell(records, ANNA, found.insight_id, ["a1"], THEN)
    model = ReadModel.current(workspace)
    theme_table(workspace, model, records)
    model.close()
    rename_theme(records, ANNA, "delivery", 1, HOSTILE)
    said = ""
    for view in ("inbox", "themes", "insights", "challenge", "effect"):
        said += page(app, view=view)
    said += page(app, view="insights", **{"as": "table"})
    for insight in made:
        said += page(app, view="insights", insight=insight.insight_id)
    assert "Fewer critiques of" in said and "still to be told" in said and "praises the same" in said
    assert "These may be one insight" in said
    assert "&lt;script&gt;" in said and "<script" not in said
    records.close()


def test_feedback_names_the_member_it_comes_from(app: AppTest, workspace: Workspace) -> None:
    records = Records.of(workspace)
    made = insights.hear_insight(records, ANNA, Card("Parcels take weeks.", "Act.", "delivery", "delivery"), THEN)
    page(app, view="insights", insight=made.insight_id)
    for called, refused in (("Nessuno Cosi", "Nobody here is called"), ("Lettrice", "Several people may be meant")):
        app.text_area(key="feedback.gist").set_value("She called: three parcels are lost.")
        app.text_input(key="feedback.who").set_value(called)
        next(button for button in app.button if button.key and "feedback" in button.key).click().run()
        assert refused in " ".join(element.value for element in app.get("html")) and feedback(records).empty
    app.text_area(key="feedback.gist").set_value("She called: three parcels are lost.")
    app.text_input(key="feedback.who").set_value("lettrice 7")
    next(button for button in app.button if button.key and "feedback" in button.key).click().run()
    assert not app.exception and feedback(records).iloc[0].author_id == "a7"
    assert "Lettrice 7: " in " ".join(element.value for element in app.get("html"))
    records.close()


def test_what_was_heard_in_person_is_entered_from_the_top(app: AppTest, workspace: Workspace) -> None:
    page(app, view="inbox")
    app.text_area(key="heard.gist").set_value("A reader at the till finds the paper too thin.")
    app.selectbox(key="heard.way").set_value("event")
    app.selectbox(key="heard.aspect").set_value("quality")
    next(button for button in app.button if button.label == "Add it").click().run()
    assert not app.exception
    records = Records.of(workspace)
    row = feedback(records).iloc[0]
    assert (row.gist, row.way, row.aspect, row.insight_id, row.person) == (
        "A reader at the till finds the paper too thin.",
        "event",
        "quality",
        "",
        "Anna",
    )
    records.close()


def test_an_insight_is_moved_from_the_list(app: AppTest, workspace: Workspace) -> None:
    records = Records.of(workspace)
    heard = insights.hear_insight(records, ANNA, Card("Paper is thin."))
    page(app, view="insights")
    app.selectbox(key="board.move.which").set_value(heard.insight_id)
    app.selectbox(key="board.move.to").set_value("framed")
    app.button(key="board.move.do").click().run()
    said = " ".join(element.value for element in app.get("html"))
    assert not app.exception and "link a message first" in said
    evidence.link_evidence(records, ANNA, heard.insight_id, [("x", "m000000")])
    app.run()
    app.button(key="board.move.do").click().run()
    assert not app.exception and insights.insight_named(records, heard.insight_id).state == "framed"
    records.close()
