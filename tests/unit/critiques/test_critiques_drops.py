"""A card dropped on a state: what moves, what asks for more, and what is refused with its reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lib.critiques import challenges, evidence, insights, moves, told, trail
from lib.critiques.challenges import Answers
from lib.critiques.drops import drop
from lib.critiques.insights import Card, Insight
from lib.errors import Conflict
from lib.storage.audit import Actor
from lib.storage.records import Records
from tests.community import workspace_in

ANNA, BRUNO = Actor("Anna"), Actor("Bruno", "smm")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    found = Records.of(workspace_in(tmp_path))
    yield found
    found.close()


def now(records: Records, found: Insight) -> Insight:
    """The insight as it stands."""
    return insights.insight_named(records, found.insight_id)


def test_the_whole_way_by_drops(records: Records) -> None:
    found = insights.hear_insight(records, ANNA, Card("Parcels are late."))
    with pytest.raises(moves.IllegalMove, match="link a message first"):
        drop(records, ANNA, found.insight_id, found.version, "framed")
    evidence.link_evidence(records, ANNA, found.insight_id, [("x", "m1")])
    found = now(records, found)
    assert drop(records, ANNA, found.insight_id, found.version, "framed") == "moved"
    found = now(records, found)
    with pytest.raises(moves.IllegalMove, match="challenged it yet"):
        drop(records, ANNA, found.insight_id, found.version, "challenged")
    with pytest.raises(moves.IllegalMove, match="first"):
        drop(records, ANNA, found.insight_id, found.version, "told")
    answers = Answers(is_enough=True, contradicts="Some were fast.", explains="A strike.")
    found = challenges.challenge(records, BRUNO, found.insight_id, found.version, answers)
    assert drop(records, ANNA, found.insight_id, found.version, "framed") == "moved"
    found = now(records, found)
    assert drop(records, ANNA, found.insight_id, found.version, "challenged") == "moved"
    found = now(records, found)
    assert drop(records, ANNA, found.insight_id, found.version, "shared") == "moved"
    found = now(records, found)
    assert drop(records, ANNA, found.insight_id, found.version, "decided") == "asks"
    assert now(records, found) == found
    found = moves.decide(records, ANNA, found.insight_id, found.version, "accepted")
    assert drop(records, ANNA, found.insight_id, found.version, "acted") == "asks"
    found = moves.act(records, ANNA, found.insight_id, found.version, date(2026, 5, 1))
    with pytest.raises(moves.IllegalMove, match="Nobody has been told"):
        drop(records, ANNA, found.insight_id, found.version, "told")
    told.tell(records, ANNA, found.insight_id, ["a1"])
    assert drop(records, ANNA, found.insight_id, now(records, found).version, "told") == "moved"
    found = now(records, found)
    assert drop(records, ANNA, found.insight_id, found.version, "measured") == "asks"
    with pytest.raises(moves.IllegalMove, match="cannot be unsaid"):
        drop(records, ANNA, found.insight_id, found.version, "acted")
    assert trail.replayed(records) == trail.standing(records)


def test_a_drop_back_takes_the_decision_away(records: Records) -> None:
    found = insights.hear_insight(records, ANNA, Card("Parcels are late."))
    evidence.link_evidence(records, ANNA, found.insight_id, [("x", "m1")])
    found = moves.frame(records, ANNA, found.insight_id, now(records, found).version)
    answers = Answers(is_enough=True, contradicts="Some were fast.", explains="A strike.")
    found = challenges.challenge(records, BRUNO, found.insight_id, found.version, answers)
    found = moves.share(records, ANNA, found.insight_id, found.version)
    found = moves.decide(records, ANNA, found.insight_id, found.version, "declined", "Too dear.")
    assert drop(records, ANNA, found.insight_id, found.version, "shared") == "moved"
    found = now(records, found)
    assert (found.state, found.decision, found.decision_reason) == ("shared", "", "")


def test_a_stale_board_is_told(records: Records) -> None:
    found = insights.hear_insight(records, ANNA, Card("Parcels are late."))
    evidence.link_evidence(records, BRUNO, found.insight_id, [("x", "m1")])
    seen = now(records, found).version
    moves.frame(records, BRUNO, found.insight_id, seen)
    with pytest.raises(Conflict, match="Bruno changed this insight"):
        drop(records, ANNA, found.insight_id, seen, "framed")


def test_a_state_that_is_none_is_refused(records: Records) -> None:
    found = insights.hear_insight(records, ANNA, Card("Parcels are late."))
    with pytest.raises(moves.IllegalMove, match="no such state"):
        drop(records, ANNA, found.insight_id, found.version, "somewhere")
