"""Second opinions: the score against its definition, who is asked, the day that one person has to wait."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, acts_on
from lib.storage.records import Records
from lib.team.opinions import Opinion, Thing, compared, give_opinion, is_asked, opinions, score
from lib.team.weights import CRITERIA, Weights, choose_weights, weights_in_force
from tests.community import workspace_in

ANNA, BRUNO = Actor("Anna", "cm"), Actor("Bruno", "smm")
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
TALK = Thing("conversation", "x", "talk")
CLAIM = Thing("insight", "", "i1")
MARKS = st.tuples(*[st.integers(1, 5)] * 4)
WEIGHTS = st.tuples(*[st.integers(0, 100)] * 4).filter(any)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    found = Records.of(workspace_in(tmp_path / "team"))
    yield found
    found.close()


def named(weights: tuple[int, ...]) -> dict[str, int]:
    """Weights by criterion."""
    return dict(zip(CRITERIA, weights, strict=True))


def test_the_score_by_hand() -> None:
    assert score((1, 1, 1, 1), Weights().cm) == 0
    assert score((5, 5, 5, 5), Weights().smm) == 100
    assert score((5, 4, 1, 2), named((40, 40, 10, 10))) == pytest.approx(40 + 30 + 0 + 2.5)
    assert score((5, 1, 1, 1), named((1, 0, 0, 0))) == 100


@given(MARKS, MARKS, WEIGHTS, WEIGHTS)
def test_differences_split_into_marks_and_weights(
    cm: tuple[int, int, int, int], smm: tuple[int, int, int, int], one: tuple[int, ...], other: tuple[int, ...]
) -> None:
    weights = Weights(named(one), named(other))
    found = compared([Opinion(TALK, "Anna", "cm", cm, NOW), Opinion(TALK, "Bruno", "smm", smm, NOW)], weights)[0]
    assert 0 <= found.cm_score <= 100 and 0 <= found.smm_score <= 100
    assert found.by_marks + found.by_weights == pytest.approx(found.difference)
    if cm == smm:
        assert found.by_marks == pytest.approx(0)
    if named(one) == named(other):
        assert found.by_weights == pytest.approx(0)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(("cm", "smm")), MARKS), max_size=12))
def test_where_they_differ_most_comes_first(given_: list[tuple[str, str, tuple[int, int, int, int]]]) -> None:
    made = [
        Opinion(Thing("insight", "", name), "Anna", hat, marks, NOW + timedelta(hours=place))  # type: ignore[arg-type]
        for place, (name, hat, marks) in enumerate(given_)
    ]
    found = compared(made, Weights())
    assert {one.thing.subject_id for one in found} == {name for name, _hat, _marks in given_}
    whole = [abs(one.difference) for one in found if one.is_whole]
    assert whole == sorted(whole, reverse=True)
    assert [one.is_whole for one in found] == sorted((one.is_whole for one in found), reverse=True)
    for one in found:
        last = [o for o in made if o.thing == one.thing and o.hat == "cm"]
        assert one.cm == (last[-1] if last else None)


def test_two_people_are_compared(records: Records) -> None:
    give_opinion(records, ANNA, TALK, (5, 5, 1, 1), NOW)
    alone = compared(opinions(records), Weights())[0]
    assert (alone.is_whole, alone.by_marks) == (False, 0)
    assert is_asked(alone, BRUNO, others=True) and not is_asked(alone, ANNA, others=True)
    assert not is_asked(alone, Actor("Bruno", "admin"), others=True)
    give_opinion(records, BRUNO, TALK, (1, 1, 5, 5), NOW)
    both = compared(opinions(records), Weights())[0]
    assert (both.cm_score, both.smm_score, both.is_of_one_person) == (80, 80, False)
    assert not is_asked(both, BRUNO, others=True)
    assert list(acts_on(records, "conversation", "x:talk").action) == ["judge", "judge"]


def test_who_works_alone_is_asked_again_after_a_day(records: Records) -> None:
    before = datetime.now(UTC) - timedelta(hours=23)
    give_opinion(records, ANNA, CLAIM, (4, 4, 2, 2), before)
    again = Actor("Anna", "smm")
    assert not is_asked(compared(opinions(records), Weights())[0], again, others=False)
    with pytest.raises(EarshotError, match="in 60 min"):
        give_opinion(records, again, CLAIM, (1, 2, 3, 4))
    give_opinion(records, again, CLAIM, (1, 2, 3, 4), before + timedelta(hours=24))
    assert compared(opinions(records), Weights())[0].is_of_one_person


def test_after_a_day_one_is_asked_in_the_other_hat_only(records: Records) -> None:
    give_opinion(records, ANNA, CLAIM, (4, 4, 2, 2), datetime.now(UTC) - timedelta(hours=25))
    found = compared(opinions(records), Weights())[0]
    assert is_asked(found, Actor("Anna", "smm"), others=False)
    assert not is_asked(found, ANNA, others=False)
    assert not is_asked(found, Actor("Anna", "smm"), others=True)


@pytest.mark.parametrize("marks", [(1, 2, 3), (0, 1, 1, 1), (1, 1, 1, 6), ()])
def test_marks_go_from_one_to_five(records: Records, marks: tuple[int, ...]) -> None:
    with pytest.raises(EarshotError, match="four marks"):
        give_opinion(records, ANNA, TALK, marks)
    with pytest.raises(EarshotError, match="hat"):
        give_opinion(records, Actor("Anna", "admin"), TALK, (1, 1, 1, 1))


def test_weights_are_chosen_and_conflicts_told(records: Records) -> None:
    usual = weights_in_force(records)
    assert usual == Weights()
    choose_weights(records, ANNA, Weights(named((1, 2, 3, 4)), usual.smm))
    chosen = weights_in_force(records)
    assert (chosen.cm, chosen.version) == (named((1, 2, 3, 4)), 1)
    with pytest.raises(Conflict):
        choose_weights(records, BRUNO, Weights())
    with pytest.raises(Conflict):
        choose_weights(records, BRUNO, Weights(version=7))
    with pytest.raises(EarshotError):
        choose_weights(records, BRUNO, Weights(named((0, 0, 0, 0)), version=1))
    choose_weights(records, BRUNO, Weights(version=1))
    assert weights_in_force(records).cm == Weights().cm
