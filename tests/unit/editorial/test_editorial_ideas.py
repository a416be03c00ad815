"""Ideas: written down, taken on by legal steps, two people at one of them, and somebody forgotten behind one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.editorial.actions import actions, assign
from lib.editorial.idea import MOST_SOURCES, MOVES, STATUSES, Idea, Sketch, Status, Step, idea_named, ideas
from lib.editorial.ideas import drop_at_once, move, propose, reword
from lib.errors import Conflict, EarshotError
from lib.imports.forget import forget_author
from lib.storage.audit import Actor, acts_on
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.published import Rows, published_workspace

ANNA, BRUNO = Actor("Anna", "cm"), Actor("Bruno", "smm")
AT = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)
POST = ("instagram", "post1")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    store = Records.of(Workspace.opened_or_created(tmp_path / "workspace"))
    yield store
    store.close()


def step_to(status: Status) -> Step:
    """A step with all that it needs."""
    return Step(status, AT + timedelta(days=3), "instagram", POST if status == "published" else None)


def idea_at(records: Records, status: Status) -> Idea:
    """A new idea, brought to that status."""
    made = propose(records, ANNA, Sketch("Un video su come nasce una copertina"))
    return made if status == "idea" else move(records, ANNA, made.idea_id, made.version, step_to(status))


def test_an_idea_keeps_what_it_came_from_and_who_wrote_it_down(records: Records) -> None:
    sources = (("x", "m1"), ("x", "m2"), ("x", "m1"))
    made = propose(records, ANNA, Sketch("  Rispondere   in un post ", "question", "delivery", "smm", sources), AT)
    assert made == idea_named(records, made.idea_id) == ideas(records)[0]
    assert made.sentence == "Rispondere in un post" and made.status == "idea" and made.version == 1
    assert made.sources == (("x", "m1"), ("x", "m2")) and made.linked == 2
    assert (made.origin, made.origin_key, made.hat, made.made_by, made.made_at) == (
        "question", "delivery", "smm", "Anna", AT,
    )  # fmt: skip
    assert acts_on(records, "idea", made.idea_id).iloc[0].detail == {"origin": "question", "hat": "smm", "linked": 2}


@pytest.mark.parametrize("start", STATUSES)
@pytest.mark.parametrize("end", STATUSES)
def test_it_goes_where_it_may_go_and_nowhere_else(records: Records, start: Status, end: Status) -> None:
    idea = idea_at(records, start)
    if end in MOVES[start]:
        moved = move(records, BRUNO, idea.idea_id, idea.version, step_to(end))
        assert moved.status == end and moved.version == idea.version + 1 and moved.changed_by == "Bruno"
        assert moved.post == (POST if end == "published" else None)
    else:
        with pytest.raises(EarshotError, match="cannot go there"):
            move(records, BRUNO, idea.idea_id, idea.version, step_to(end))
        assert idea_named(records, idea.idea_id) == idea


def test_a_plan_needs_day_and_channel_and_a_publication_its_post(records: Records) -> None:
    idea = idea_at(records, "drafted")
    for step in (Step("planned"), Step("planned", AT), Step("planned", None, "x"), Step("published")):
        with pytest.raises(EarshotError):
            move(records, ANNA, idea.idea_id, idea.version, step)
    planned = move(records, ANNA, idea.idea_id, idea.version, Step("planned", AT, "x"))
    assert (planned.planned_at, planned.planned_channel) == (AT, "x")


def test_of_two_at_once_the_second_is_told_and_changes_nothing(records: Records) -> None:
    idea = idea_at(records, "idea")
    move(records, ANNA, idea.idea_id, idea.version, Step("drafted"))
    for act in (
        lambda: move(records, BRUNO, idea.idea_id, idea.version, Step("dropped")),
        lambda: reword(records, BRUNO, idea.idea_id, idea.version, "Altro", "smm"),
    ):
        with pytest.raises(Conflict, match="Anna"):
            act()
    assert idea_named(records, idea.idea_id).status == "drafted"
    assert list(acts_on(records, "idea", idea.idea_id).action) == ["move", "propose"]


def test_words_and_doer_can_be_changed(records: Records) -> None:
    idea = idea_at(records, "idea")
    changed = reword(records, BRUNO, idea.idea_id, idea.version, "Un carosello", "smm")
    assert (changed.sentence, changed.hat, changed.version) == ("Un carosello", "smm", 2)
    detail = acts_on(records, "idea", idea.idea_id).iloc[0].detail
    assert detail == {"changed": ["hat", "sentence"], "hat": "smm"}, "the trail says what changed, not the words"


@pytest.mark.parametrize("sentence", ["", "   \n ", "x" * 301])
def test_a_sentence_is_needed_and_is_one_sentence(records: Records, sentence: str) -> None:
    with pytest.raises(EarshotError, match="sentence"):
        propose(records, ANNA, Sketch(sentence))
    assert ideas(records) == []


def test_a_client_writes_no_idea_and_what_is_gone_is_said(records: Records) -> None:
    with pytest.raises(EarshotError):
        propose(records, Actor("Carla", "client"), Sketch("Un post"))
    with pytest.raises(EarshotError, match="no longer here"):
        move(records, ANNA, "nowhere", 1, Step("dropped"))


def test_what_is_turned_down_is_kept_as_dropped_and_many_sources_are_cut(records: Records) -> None:
    sketch = Sketch("Un post", "praise", "staff", sources=tuple(("x", str(n)) for n in range(MOST_SOURCES + 50)))
    dropped = drop_at_once(records, ANNA, sketch)
    assert dropped.status == "dropped" and len(dropped.sources) == MOST_SOURCES


def test_forgetting_somebody_takes_their_message_and_leaves_the_idea(tmp_path: Path) -> None:
    rows = Rows()
    asked = rows.say("c1", "x", AT, "Quando esce?", author_id="a1")
    kept = rows.say("c2", "x", AT, "Anch'io vorrei saperlo", author_id="a2")
    workspace = published_workspace(tmp_path / "w", rows.made)
    records = Records.of(workspace)
    made = propose(records, ANNA, Sketch("Dire quando esce", "thread", sources=(("x", asked), ("x", kept))))
    forget_author(workspace, "handle_a1", records)
    found = idea_named(records, made.idea_id)
    assert found.sources == (("x", kept),) and found.linked == 2 and found.sentence == "Dire quando esce"
    records.close()


def test_posts_are_put_into_actions_by_name_and_taken_out(records: Records) -> None:
    assign(records, ANNA, POST, " Lancio  d'autunno ")
    assign(records, BRUNO, ("x", "post2"), "Lancio d'autunno")
    assert [(one.name, one.posts) for one in actions(records)] == [("Lancio d'autunno", (POST, ("x", "post2")))]
    assign(records, BRUNO, POST, "Natale")
    assert {one.name: one.posts for one in actions(records)} == {
        "Lancio d'autunno": (("x", "post2"),), "Natale": (POST,),
    }  # fmt: skip
    assign(records, ANNA, POST, "")
    assert dict((one.name, one.posts) for one in actions(records))["Natale"] == ()
    with pytest.raises(EarshotError, match="too long"):
        assign(records, ANNA, POST, "x" * 81)
