"""The board: moves and their reasons, stale tabs, twenty people at once, and the trail that replays to the board."""

import random
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lib.critiques import board, challenges, drops, evidence, insights, merges, moves, told, trail
from lib.critiques.challenges import Answers
from lib.critiques.insights import Card, Insight
from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.storage.workspace import Workspace

pytestmark = pytest.mark.long

ANNA, BRUNO = Actor("Anna"), Actor("Bruno", "smm")
START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
ENOUGH = Answers(True, "Some were delivered in two days.", "A strike of the carrier in that week.")


@pytest.fixture
def records(tmp_path: Path, database_url: str) -> Iterator[Records]:
    """A store of decisions, once in SQLite and once in a real PostgreSQL."""
    found = Records.of(Workspace.opened_or_created(tmp_path / "workspace"), database_url)
    yield found
    found.close()


def framed(records: Records, claim: str = "Parcels take twice as long as promised.") -> Insight:
    """An insight with two messages, framed."""
    heard = insights.hear_insight(records, ANNA, Card(claim, owner="Anna"), START)
    evidence.link_evidence(records, ANNA, heard.insight_id, [("x", "m1"), ("x", "m2")], at=START)
    return moves.frame(records, ANNA, heard.insight_id, heard.version, START)


def test_the_whole_way(records: Records) -> None:
    found = framed(records)
    key = found.insight_id
    found = challenges.challenge(records, BRUNO, key, found.version, ENOUGH, at=START + timedelta(hours=1))
    assert (found.state, found.challenged_at) == ("challenged", START + timedelta(hours=1))
    found = moves.share(records, ANNA, key, found.version)
    found = moves.decide(records, Actor("Carla", "smm"), key, found.version, "accepted")
    found = moves.act(records, ANNA, key, found.version, date(2026, 5, 12), START + timedelta(days=9))
    assert told.tell(records, ANNA, key, ["a1", "a1", "a2", ""]) == 2
    found = moves.close_telling(records, ANNA, key, found.version)
    with pytest.raises(moves.IllegalMove, match="too early"):
        moves.measure(records, ANNA, key, found.version, is_too_early=True)
    found = moves.measure(records, ANNA, key, found.version, is_too_early=False)
    assert found.state == "measured" and moves.next_states(found) == []
    assert [act.said for act in trail.history(records, key)][:3] == [
        "moved it to measured",
        "moved it to told",
        "told somebody",
    ]
    assert trail.replayed(records) == trail.standing(records)


def test_illegal_moves_explain_themselves(records: Records) -> None:
    heard = insights.hear_insight(records, ANNA, Card("The app forgets the basket."))
    said = {}
    for state in insights.STATES:
        said[state] = moves.objection(heard, state, moves.Facts(0, 0, 0))
    assert all(said.values())
    assert "link a message first" in str(said["framed"])
    assert said["told"] == "From heard it goes to framed first."
    with pytest.raises(moves.IllegalMove, match="link a message first"):
        moves.frame(records, ANNA, heard.insight_id, heard.version)
    with pytest.raises(EarshotError, match="one sentence"):
        insights.hear_insight(records, ANNA, Card("  "))
    found = framed(records)
    with pytest.raises(moves.IllegalMove, match="From framed it goes to challenged first"):
        moves.share(records, ANNA, found.insight_id, found.version)


def test_a_decision_has_its_consequences(records: Records) -> None:
    found = framed(records)
    found = challenges.challenge(records, BRUNO, found.insight_id, found.version, ENOUGH)
    found = moves.share(records, ANNA, found.insight_id, found.version)
    with pytest.raises(moves.IllegalMove, match="needs its reason"):
        moves.decide(records, ANNA, found.insight_id, found.version, "declined", " ")
    later = moves.decide(records, ANNA, found.insight_id, found.version, "later")
    with pytest.raises(moves.IllegalMove, match="not accepted it"):
        moves.act(records, ANNA, found.insight_id, later.version, date(2026, 5, 12))
    with pytest.raises(moves.IllegalMove, match="Nothing was decided"):
        told.tell(records, ANNA, found.insight_id, ["a1"])
    again = moves.step_back(records, ANNA, found.insight_id, later.version)
    assert (again.state, again.decision, again.decided_at) == ("shared", "", None)
    declined = moves.decide(
        records, ANNA, found.insight_id, again.version, "declined", "The carrier is fixed until 2027."
    )
    assert told.tell(records, ANNA, found.insight_id, ["a1"]) == 1
    known = moves.close_telling(records, ANNA, found.insight_id, declined.version)
    assert "no effect to measure" in str(moves.objection(known, "measured", moves.Facts(2, 1, 1)))
    with pytest.raises(moves.IllegalMove, match="cannot be unsaid"):
        moves.step_back(records, ANNA, found.insight_id, known.version)
    assert trail.replayed(records) == trail.standing(records)


def test_a_day_to_come_is_no_day_of_action(records: Records) -> None:
    found = framed(records)
    found = challenges.challenge(records, BRUNO, found.insight_id, found.version, ENOUGH)
    found = moves.share(records, ANNA, found.insight_id, found.version)
    found = moves.decide(records, ANNA, found.insight_id, found.version, "accepted")
    with pytest.raises(moves.IllegalMove, match="still to come"):
        moves.act(records, ANNA, found.insight_id, found.version, date(2026, 5, 5), START)


def test_a_stale_tab_is_told_who_was_faster(records: Records) -> None:
    found = framed(records)
    challenges.challenge(records, BRUNO, found.insight_id, found.version, ENOUGH, at=START)
    with pytest.raises(Conflict, match="Bruno changed this insight 5 min ago"):
        insights.edit_insight(
            records, ANNA, found.insight_id, found.version, Card("Other words"), START + timedelta(minutes=5)
        )
    with pytest.raises(Conflict, match="Bruno"):
        challenges.challenge(records, BRUNO, found.insight_id, found.version, ENOUGH)
    assert insights.insight_named(records, found.insight_id).claim == found.claim


def test_one_does_not_challenge_oneself_on_the_same_day(records: Records) -> None:
    found = framed(records)
    with pytest.raises(moves.IllegalMove, match="ask somebody else"):
        challenges.challenge(records, ANNA, found.insight_id, found.version, ENOUGH, at=START + timedelta(hours=23))
    next_day = START + timedelta(hours=25)
    with pytest.raises(moves.IllegalMove, match="labels hidden"):
        challenges.challenge(records, ANNA, found.insight_id, found.version, ENOUGH, at=next_day)
    sample = challenges.blind_sample(records, found.insight_id, [("x", f"o{n}") for n in range(30)])
    assert len(sample) == 20 and {("x", "m1"), ("x", "m2")} < set(sample)
    assert sample == challenges.blind_sample(records, found.insight_id, [("x", f"o{n}") for n in range(30)])
    second = {key: "for" if key[1] == "m1" else "neither" for key in sample}
    after = challenges.challenge(records, ANNA, found.insight_id, found.version, ENOUGH, second, next_day)
    row = challenges.challenges(records, found.insight_id).iloc[0]
    assert after.state == "challenged" and bool(row.is_alone) and row.labelled == 20
    assert row.kappa == pytest.approx((19 / 20 - 0.86) / (1 - 0.86))  # by chance: .1 × .05 + .9 × .95


def test_agreement_that_is_not_defined(records: Records) -> None:
    keys = {("x", str(n)): "for" for n in range(5)}
    assert challenges.agreement(keys, keys) == challenges.Agreement(5, 5, None)
    assert challenges.agreement({}, {}) == challenges.Agreement(0, 0, None)


def test_a_challenge_that_fails_keeps_the_insight_framed(records: Records) -> None:
    found = framed(records)
    thin = Answers(False, "Only two people.", "One bad week.")
    after = challenges.challenge(records, BRUNO, found.insight_id, found.version, thin)
    assert (after.state, after.version) == ("framed", found.version + 1)
    assert challenges.never_challenged([after], challenges.challenges(records), START) == []
    other = framed(records, "Nobody answers the phone.")
    ledger = challenges.never_challenged([after, other], challenges.challenges(records), START + timedelta(days=3))
    assert [(i.insight_id, seconds) for i, seconds in ledger] == [(other.insight_id, 3 * 86_400)]


def test_linking_counts_and_erasing_is_told(records: Records) -> None:
    found = framed(records)
    assert evidence.link_evidence(records, BRUNO, found.insight_id, [("x", "m2"), ("x", "m3"), ("x", "m3")]) == 1
    assert evidence.unlink_evidence(records, BRUNO, found.insight_id, [("x", "m1"), ("x", "none")]) == 1
    now = insights.insight_named(records, found.insight_id)
    assert (now.linked, now.version) == (2, found.version)
    assert set(evidence.evidence(records, found.insight_id).message_id) == {"m2", "m3"}
    assert evidence.erased(now.linked, 1) == evidence.Erased(2, 1)
    assert trail.replayed(records) == trail.standing(records)


def test_ten_thousand_messages_are_linked_at_once(records: Records) -> None:
    found = framed(records)
    keys = [("x", f"big{n}") for n in range(10_000)]
    assert evidence.link_evidence(records, ANNA, found.insight_id, keys) == 10_000
    assert evidence.link_evidence(records, ANNA, found.insight_id, keys) == 0
    assert insights.insight_named(records, found.insight_id).linked == 10_002


def test_duplicates_are_proposed_and_merged(records: Records) -> None:
    one = framed(records)
    two = framed(records, "Parcels take much longer than promised.")
    three = insights.hear_insight(records, ANNA, Card("The app forgets the basket."))
    linked = {i.insight_id: {("x", "m1"), ("x", "m2")} for i in (one, two)}
    proposed = merges.merge_proposals([one, two, three], linked)
    assert [({p.into.insight_id, p.away.insight_id}) for p in proposed] == [{one.insight_id, two.insight_id}]
    assert "messages are in both" in proposed[0].reason
    evidence.link_evidence(records, ANNA, two.insight_id, [("x", "m9")])
    merges.merge_insights(records, ANNA, (one.insight_id, one.version), (two.insight_id, two.version))
    assert set(evidence.evidence(records, one.insight_id).message_id) == {"m1", "m2", "m9"}
    assert {i.insight_id for i in insights.insights(records)} == {one.insight_id, three.insight_id}
    gone = insights.insight_named(records, two.insight_id)
    assert "merged into another" in str(moves.objection(gone, "challenged", moves.Facts(2, 1, 0)))
    with pytest.raises(Conflict):
        merges.merge_insights(records, ANNA, (one.insight_id, one.version), (three.insight_id, three.version))
    assert trail.replayed(records) == trail.standing(records)


def test_time_in_states_and_columns(records: Records) -> None:
    one, two = framed(records), insights.hear_insight(records, ANNA, Card("Two", severity=3), START)
    spent = board.seconds_in_states([one, two], START + timedelta(hours=2))
    assert spent == {"heard": 3600.0, "framed": 7200.0}
    assert {state: len(found) for state, found in board.columns([one, two]).items() if found} == {
        "heard": 1,
        "framed": 1,
    }
    size = board.size_of(10, 1000)
    assert size.share == 0.01 and size.low < 0.01 < size.high < 0.02


@pytest.mark.parametrize("seed", range(3))
def test_the_trail_replayed_is_the_board(records: Records, seed: int) -> None:
    chance = random.Random(seed)
    people = [ANNA, BRUNO, Actor("Carla", "smm")]
    for _ in range(150):
        _anything(records, chance, chance.choice(people))
    assert len(insights.insights(records, merged=True)) >= 3
    assert trail.replayed(records) == trail.standing(records)


def _anything(records: Records, chance: random.Random, actor: Actor) -> bool:
    """One act of somebody, legal or not; says whether it went through."""
    found = insights.insights(records)
    if not found or chance.random() < 0.05:
        insights.hear_insight(
            records, actor, Card(f"Claim {chance.random()}", due=date(2026, 6, chance.randrange(1, 29)))
        )
        return True
    one = chance.choice(found)
    seen = one.version - (chance.random() < 0.1)
    acts = (
        lambda: evidence.link_evidence(records, actor, one.insight_id, [("x", f"m{chance.randrange(40)}")]),
        lambda: evidence.unlink_evidence(records, actor, one.insight_id, [("x", f"m{chance.randrange(40)}")]),
        lambda: insights.edit_insight(records, actor, one.insight_id, seen, Card(f"Claim {chance.random()}")),
        lambda: moves.frame(records, actor, one.insight_id, seen),
        lambda: challenges.challenge(records, actor, one.insight_id, seen, ENOUGH),
        lambda: moves.share(records, actor, one.insight_id, seen),
        lambda: moves.decide(
            records, actor, one.insight_id, seen, chance.choice(("accepted", "declined", "later")), "No"
        ),
        lambda: moves.act(records, actor, one.insight_id, seen, date(2026, 5, 1)),
        lambda: told.tell(records, actor, one.insight_id, [f"a{chance.randrange(9)}"]),
        lambda: moves.close_telling(records, actor, one.insight_id, seen),
        lambda: moves.measure(records, actor, one.insight_id, seen, is_too_early=False),
        lambda: moves.step_back(records, actor, one.insight_id, seen),
        lambda: drops.drop(records, actor, one.insight_id, seen, chance.choice(insights.STATES)),
    )
    try:
        chance.choice(acts)()
    except (Conflict, moves.IllegalMove):
        return False
    return True


def test_twenty_people_move_fifty_times_and_nothing_is_lost(records: Records) -> None:
    board_of = [framed(records, f"Claim {number}").insight_id for number in range(10)]
    twenty_people(records, board_of)


def twenty_people(records: Records, board_of: list[str]) -> None:
    """Twenty people, fifty changes each (four in five are moves), on the same few insights; who is told of a conflict
    looks and tries again."""
    conflicts, failures = [0] * 20, []
    there_and_back = {"framed": "heard", "heard": "framed"}

    def work(number: int) -> None:
        chance, actor = random.Random(number), Actor(f"Person {number}")
        try:
            for turn in range(50):
                key = chance.choice(board_of)
                found = insights.insight_named(records, key)
                while True:
                    try:
                        if turn % 5:
                            drops.drop(records, actor, key, found.version, there_and_back[found.state])
                        else:
                            card = Card(f"Claim of {number}, turn {turn}", owner=actor.person)
                            insights.edit_insight(records, actor, key, found.version, card)
                        break
                    except Conflict:
                        conflicts[number] += 1
                        found = insights.insight_named(records, key)
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            failures.append(error)

    before = {key: insights.insight_named(records, key).version for key in board_of}
    threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    grown = sum(insights.insight_named(records, key).version - before[key] for key in board_of)
    assert grown == 20 * 50
    assert sum(conflicts) > 0
    assert trail.replayed(records) == trail.standing(records)
