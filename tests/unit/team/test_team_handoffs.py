"""Hand-offs: their states against a table written by hand, who may move them, and two people at the same brief."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lib.errors import Conflict, EarshotError, NotAllowed
from lib.imports.forget import _forget_decisions
from lib.ingest.canonical import Canon
from lib.storage.audit import Actor, acts_on
from lib.storage.records import Records
from lib.team import handoff_moves as moves
from lib.team.handoff_briefs import edit_brief, write_brief
from lib.team.handoff_turns import moves_of
from lib.team.handoffs import (
    Brief,
    HandOff,
    Origin,
    hand_offs,
    messages_of,
    overdue,
    owed_by,
)
from lib.team.people import add_member
from tests.community import workspace_in

ANNA, BRUNO = Actor("Anna", "cm"), Actor("Bruno", "smm")
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
BRIEF = Brief("Readers ask for the audiobook.", "Plan a post about it.", "Bruno", "smm", date(2026, 5, 8))


@pytest.fixture
def records(tmp_path: Path, database_url: str) -> Iterator[Records]:
    found = Records.of(workspace_in(tmp_path / "team"), database_url)
    add_member(found, ANNA, "Bruno", ["smm"])
    yield found
    found.close()


def sent(records: Records, **given: Any) -> HandOff:
    """A hand-off from Anna that has reached Bruno."""
    made = write_brief(records, ANNA, BRIEF, at=NOW, **given)
    return moves.send(records, ANNA, made.handoff_id, made.version, NOW)


def test_a_brief_goes_there_and_comes_back(records: Records) -> None:
    keys = [("x", "m1"), ("x", "m2"), ("x", "m1")]
    one = write_brief(records, ANNA, BRIEF, keys, Origin(insight_id="i1"), NOW)
    assert (one.state, one.linked, one.from_hat, one.insight_id) == ("draft", 2, "cm", "i1")
    assert messages_of(records, one.handoff_id) == [("x", "m1"), ("x", "m2")]
    one = moves.send(records, ANNA, one.handoff_id, one.version, NOW)
    assert owed_by(hand_offs(records), BRUNO) == [one]
    assert owed_by(hand_offs(records), ANNA) == []
    one = moves.accept(records, BRUNO, one.handoff_id, one.version)
    one = moves.answer(records, BRUNO, one.handoff_id, one.version, " It goes out on Friday. ")
    assert (one.state, one.answer) == ("answered", "It goes out on Friday.")
    assert owed_by(hand_offs(records), BRUNO) == []
    one = moves.close(records, ANNA, one.handoff_id, one.version)
    assert (one.state, one.version) == ("closed", 5)
    acts = acts_on(records, "hand-off", one.handoff_id)
    assert list(zip(acts.action, acts.person, acts.hat, strict=True))[::-1] == [
        ("write", "Anna", "cm"),
        ("sent", "Anna", "cm"),
        ("accepted", "Bruno", "smm"),
        ("answered", "Bruno", "smm"),
        ("closed", "Anna", "cm"),
    ]


def test_nothing_leaves_without_an_addressee(records: Records) -> None:
    one = write_brief(records, ANNA, Brief("Something is the matter.", "Look at it."))
    with pytest.raises(EarshotError, match="addressee"):
        moves.send(records, ANNA, one.handoff_id, one.version)
    one = edit_brief(records, ANNA, one.handoff_id, one.version, Brief(one.claim, "", "Bruno"))
    with pytest.raises(EarshotError, match="what you ask"):
        moves.send(records, ANNA, one.handoff_id, one.version)
    for person, hat in (("Zeno", "smm"), ("Bruno", "cm"), ("Anna", "cm")):
        with pytest.raises(EarshotError):
            edit_brief(
                records,
                ANNA,
                one.handoff_id,
                one.version,
                Brief("A claim.", "An ask.", person, hat),  # type: ignore[arg-type]
            )
    with pytest.raises(NotAllowed):
        write_brief(records, Actor("Carla", "client"), BRIEF)


def test_what_came_back_is_put_otherwise_and_sent_again(records: Records) -> None:
    one = sent(records)
    with pytest.raises(EarshotError, match="why"):
        moves.give_back(records, BRUNO, one.handoff_id, one.version, "  ")
    one = moves.give_back(records, BRUNO, one.handoff_id, one.version, "Which audiobook?")
    assert (one.state, one.answer) == ("returned", "Which audiobook?")
    one = edit_brief(records, ANNA, one.handoff_id, one.version, BRIEF)
    one = moves.send(records, ANNA, one.handoff_id, one.version)
    one = moves.take_back(records, ANNA, one.handoff_id, one.version)
    assert one.state == "draft"


def test_who_works_alone_answers_in_the_other_hat(tmp_path: Path) -> None:
    records = Records.of(workspace_in(tmp_path / "alone"))
    alone = Brief("Readers ask for the audiobook.", "Plan a post.", "Anna", "smm")
    one = write_brief(records, ANNA, alone)
    one = moves.send(records, ANNA, one.handoff_id, one.version)
    with pytest.raises(NotAllowed, match="other hat"):
        moves.accept(records, ANNA, one.handoff_id, one.version)
    one = moves.accept(records, Actor("Anna", "smm"), one.handoff_id, one.version)
    assert moves_of(one, ANNA) == ()
    one = moves.answer(records, Actor("Anna", "smm"), one.handoff_id, one.version, "Friday.")
    assert moves_of(one, ANNA) == ("closed", "sent")
    with pytest.raises(EarshotError, match="is no member"):
        write_brief(records, ANNA, BRIEF)
    records.close()


def test_two_people_at_one_brief_hear_of_each_other(records: Records) -> None:
    one = sent(records)
    taken = moves.accept(records, BRUNO, one.handoff_id, one.version)
    with pytest.raises(Conflict, match="Bruno changed this hand-off 1 min ago, it is now: taken on"):
        moves.take_back(records, ANNA, one.handoff_id, one.version, taken.changed_at + timedelta(seconds=5))


def test_of_two_at_the_same_instant_one_is_told(records: Records) -> None:
    one = sent(records)
    together, said = Barrier(2), []

    def act(move: Callable[[], HandOff]) -> None:
        together.wait()
        try:
            said.append(move().state)
        except Conflict:
            said.append("conflict")

    wishes: list[Callable[[], HandOff]] = [
        lambda: moves.take_back(records, ANNA, one.handoff_id, one.version),
        lambda: moves.accept(records, BRUNO, one.handoff_id, one.version),
    ]
    threads = [Thread(target=act, args=(wish,)) for wish in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    standing = hand_offs(records)[0]
    assert sorted(said) == sorted(["conflict", standing.state])
    assert standing.version == one.version + 1


def test_overdue_is_what_is_owed_since_before_today(records: Records) -> None:
    one = sent(records)
    undated = write_brief(records, ANNA, Brief("A claim.", "An ask.", "Bruno"))
    moves.send(records, ANNA, undated.handoff_id, undated.version)
    write_brief(records, ANNA, BRIEF)
    assert overdue(hand_offs(records), date(2026, 5, 8)) == []
    assert [found.handoff_id for found in overdue(hand_offs(records), date(2026, 5, 9))] == [one.handoff_id]
    one = moves.accept(records, BRUNO, one.handoff_id, one.version)
    moves.answer(records, BRUNO, one.handoff_id, one.version, "Done.")
    assert overdue(hand_offs(records), date(2026, 6, 1)) == []


def test_forgetting_a_person_takes_their_messages_out_of_briefs(records: Records) -> None:
    one = sent(records, messages=[("x", "m1"), ("x", "m2")])
    _forget_decisions(records, Canon(b"k" * 32), [], [("x", "m1")])
    assert messages_of(records, one.handoff_id) == [("x", "m2")]
    assert hand_offs(records)[0].linked == 2


# What may follow what, and who may do it, written a second time and by hand.
ALLOWED = {
    ("draft", "send", "Anna"): "sent",
    ("draft", "edit", "Anna"): "draft",
    ("draft", "take_back", "Anna"): "draft",
    ("draft", "close", "Anna"): "closed",
    ("sent", "accept", "Bruno"): "accepted",
    ("sent", "give_back", "Bruno"): "returned",
    ("sent", "take_back", "Anna"): "draft",
    ("sent", "edit", "Anna"): "draft",
    ("accepted", "answer", "Bruno"): "answered",
    ("accepted", "give_back", "Bruno"): "returned",
    ("answered", "close", "Anna"): "closed",
    ("answered", "send", "Anna"): "sent",
    ("returned", "edit", "Anna"): "draft",
    ("returned", "take_back", "Anna"): "draft",
    ("returned", "send", "Anna"): "sent",
    ("returned", "close", "Anna"): "closed",
}
ACTS = ("send", "edit", "take_back", "accept", "answer", "give_back", "close")


class HandOffMachine(RuleBasedStateMachine):
    """Anybody tries anything in any order: only what the table allows goes through, and each move counts once."""

    @initialize()
    def begin(self) -> None:
        folder = self.folder / f"w{id(self)}"
        self.records = Records.of(workspace_in(folder))
        add_member(self.records, ANNA, "Bruno", ["smm"])
        self.standing = write_brief(self.records, ANNA, BRIEF)
        self.state, self.version = "draft", 1

    @rule(act=st.sampled_from(ACTS), actor=st.sampled_from((ANNA, BRUNO)), behind=st.sampled_from((0, 0, 0, 1)))
    def try_it(self, act: str, actor: Actor, behind: int) -> None:
        given = (self.records, actor, self.standing.handoff_id, self.version - behind)
        extra = {"edit": (BRIEF,), "answer": ("Words.",), "give_back": ("Words.",)}.get(act, ())
        move = edit_brief if act == "edit" else getattr(moves, act)
        expected = ALLOWED.get((self.state, act, actor.person)) if not behind else None
        try:
            move(*given, *extra)
        except EarshotError:
            assert expected is None, (self.state, act, actor)
        else:
            assert expected is not None, (self.state, act, actor)
            self.state, self.version = expected, self.version + 1

    @invariant()
    def stands(self) -> None:
        if hasattr(self, "state"):
            found = hand_offs(self.records)[0]
            assert (found.state, found.version) == (self.state, self.version)
            assert found.state == "draft" or found.to_person
            acts = len(acts_on(self.records, "hand-off", found.handoff_id))
            assert acts == self.version

    def teardown(self) -> None:
        if hasattr(self, "records"):
            self.records.close()


def test_any_order_of_acts_keeps_to_the_table(tmp_path: Path) -> None:
    machine = type("Here", (HandOffMachine,), {"folder": tmp_path}).TestCase
    machine.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
    machine().runTest()
