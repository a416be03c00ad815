"""Decisions about conversations: what is in force, versions, many at once, undo, on SQLite and on PostgreSQL."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.conversations import choices, remarks
from lib.conversations.choices import choices_in_force, choose, saved_views
from lib.conversations.hours import Hours
from lib.conversations.states import STATES, Decision, Heard, state_in_force
from lib.conversations.triage import MOST, Seen, Wish, decide, decision_on, decisions, subject_id, undo
from lib.conversations.weights import Weights
from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, acts_on
from lib.storage.records import Records
from lib.storage.workspace import Workspace

NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)
ANNA, BRUNO = Actor("Anna"), Actor("Bruno")


@pytest.fixture
def records(tmp_path: Path, database_url: str) -> Iterator[Records]:
    """An empty store of decisions."""
    found = Records.of(Workspace.opened_or_created(tmp_path / "w"), database_url)
    yield found
    found.close()


def seen(number: int = 1, version: int = 0) -> Seen:
    return Seen("x", f"c{number}", version, NOW, 3)


def states(records: Records) -> dict[str, str]:
    return {key[1]: found.state for key, found in decisions(records).items()}


def test_a_decision_is_kept_with_who_and_when(records: Records) -> None:
    decide(records, ANNA, [seen()], Wish("assigned", owner="Anna"), NOW)
    found = decision_on(records, "x", "c1")
    assert found == Decision("x", "c1", "assigned", "Anna", None, NOW, 3, 1, NOW, "Anna")
    assert decision_on(records, "x", "c2") is None
    acts = acts_on(records, "conversation", subject_id("x", "c1"))
    assert list(acts.action) == ["take"]
    assert acts.detail[0]["before"] is None and acts.detail[0]["after"]["state"] == "assigned"


def test_a_decision_on_an_old_version_is_refused_and_says_who(records: Records) -> None:
    decide(records, ANNA, [seen()], Wish("handled"), NOW)
    with pytest.raises(Conflict, match="Anna changed this conversation 12 min ago"):
        decide(records, BRUNO, [seen()], Wish("nothing"), NOW + timedelta(minutes=12))
    assert states(records) == {"c1": "handled"}
    decide(records, BRUNO, [seen(version=1)], Wish("nothing"), NOW)
    assert states(records) == {"c1": "nothing"}


def test_many_at_once_are_all_changed_or_none(records: Records) -> None:
    decide(records, BRUNO, [seen(3)], Wish("assigned", owner="Bruno"), NOW)
    with pytest.raises(Conflict, match="Bruno changed one of these 3 conversations"):
        decide(records, ANNA, [seen(1), seen(2), seen(3)], Wish("handled"), NOW)
    assert states(records) == {"c3": "assigned"}
    decide(records, ANNA, [seen(1), seen(2), seen(3, version=1)], Wish("handled"), NOW)
    assert states(records) == {"c1": "handled", "c2": "handled", "c3": "handled"}
    with pytest.raises(Conflict):
        decide(records, ANNA, [seen(number) for number in range(MOST + 1)], Wish("handled"), NOW)


def test_times_of_any_zone_are_kept_as_the_moments_they_are(records: Records) -> None:
    rome = (NOW + timedelta(hours=15)).astimezone(ZoneInfo("Europe/Rome"))
    decide(
        records,
        ANNA,
        [Seen("x", "c1", 0, NOW.astimezone(ZoneInfo("Asia/Tokyo")), 1)],
        Wish("snoozed", snoozed_until=rome),
    )
    found = decision_on(records, "x", "c1")
    assert found is not None and (found.snoozed_until, found.heard_at) == (rome, NOW)
    assert undo(records, ANNA) == 1


def test_undo_takes_back_the_last_act_whole_and_then_the_one_before(records: Records) -> None:
    until = NOW + timedelta(hours=15)
    decide(records, ANNA, [seen(1)], Wish("snoozed", snoozed_until=until), NOW)
    decide(records, ANNA, [seen(1, version=1), seen(2)], Wish("handled"), NOW)
    assert undo(records, BRUNO) == 0
    assert undo(records, ANNA, NOW) == 2
    assert states(records) == {"c1": "snoozed", "c2": "open"}
    found = decision_on(records, "x", "c1")
    assert found is not None and (found.snoozed_until, found.version) == (until, 3)
    assert undo(records, ANNA, NOW) == 1
    assert states(records) == {"c1": "open", "c2": "open"}
    assert undo(records, ANNA, NOW) == 0
    assert list(acts_on(records, "conversation", subject_id("x", "c1")).action) == ["undo", "undo", "handle", "snooze"]


def test_undo_never_takes_away_what_somebody_else_decided(records: Records) -> None:
    decide(records, ANNA, [seen()], Wish("handled"), NOW)
    decide(records, BRUNO, [seen(version=1)], Wish("assigned", owner="Bruno"), NOW)
    with pytest.raises(Conflict, match="Bruno changed this conversation"):
        undo(records, ANNA, NOW)
    assert states(records) == {"c1": "assigned"}


def test_of_writers_at_the_same_moment_one_wins_and_all_others_hear_it(records: Records) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(6)

    def write(number: int) -> None:
        start.wait()
        try:
            decide(records, Actor(f"P{number}"), [seen()], Wish("assigned", owner=f"P{number}"))
            outcomes.append("kept")
        except Conflict:
            outcomes.append("refused")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept"] + ["refused"] * 5
    found = decision_on(records, "x", "c1")
    assert found is not None and found.version == 1
    assert len(acts_on(records, "conversation", subject_id("x", "c1"))) == 1


def test_tags_and_notes_are_ours_and_audited(records: Records) -> None:
    remarks.set_tags(records, ANNA, [("x", "c1"), ("x", "c2")], ["  Spedizione ", "libro"])
    remarks.add_tag(records, ANNA, [("x", "c2")], "libro")
    remarks.set_tags(records, BRUNO, [("x", "c1")], ["libro", ""])
    assert remarks.tags(records) == {("x", "c1"): ["libro"], ("x", "c2"): ["libro", "spedizione"]}
    assert list(acts_on(records, "conversation", subject_id("x", "c2")).action) == ["tag"]
    remarks.note_down(records, ANNA, "x", "c1", " Sentita al telefono. ", "a1")
    assert [(n.text, n.made_by) for n in remarks.notes_on(records, "x", "c1")] == [("Sentita al telefono.", "Anna")]
    for text in ("  ", "x" * 5000):
        with pytest.raises(EarshotError):
            remarks.note_down(records, ANNA, "x", "c1", text)
    assert "telefono" not in str(acts_on(records, "conversation", subject_id("x", "c1")).detail.tolist())


def test_what_was_opened_only_grows(records: Records) -> None:
    for at in (NOW, NOW - timedelta(days=1), NOW + timedelta(days=1), NOW):
        remarks.keep_read(records, ANNA, "x", "c1", at)
    found = remarks.reads(records)
    assert len(found) == 1 and found.read_until[0] == NOW + timedelta(days=1)


def test_choices_have_defaults_versions_and_an_audit(records: Records) -> None:
    assert choices_in_force(records, "Europe/Rome").weights == Weights()
    choose(records, ANNA, Weights(wait=9), 0)
    choose(records, ANNA, Hours(goal_hours=2.5, counted="business", closed=("2026-08-14",), goals=(("x", 1.0),)), 0)
    found = choices_in_force(records, "Europe/London")
    assert found.weights == Weights(wait=9) and found.versions == {"weights": 1, "hours": 1}
    assert found.hours == Hours(
        goal_hours=2.5, counted="business", closed=("2026-08-14",), goals=(("x", 1.0),), time_zone="Europe/London"
    )
    for version in (0, 2):
        with pytest.raises(Conflict, match="Anna changed these settings"):
            choose(records, BRUNO, Weights(wait=1), version)
    choose(records, BRUNO, Weights(wait=1), 1)
    assert choices_in_force(records, "Europe/Rome").weights.wait == 1
    assert list(acts_on(records, "conversation settings", "weights").action) == ["choose", "choose"]


def test_saved_views_keep_codes_of_the_address_only(records: Records) -> None:
    fields = {"view": "queue", "channels": "x", "q": "parole di qualcuno", "conversation": "c1", "state": ""}
    choices.save_view(records, ANNA, "  Miei  su X ", fields)
    assert saved_views(records) == {"Miei su X": {"view": "queue", "channels": "x"}}
    choices.save_view(records, ANNA, "Miei su X", {"view": "queue"})
    assert saved_views(records) == {"Miei su X": {"view": "queue"}}
    choices.drop_view(records, ANNA, "Miei su X")
    assert saved_views(records) == {}
    with pytest.raises(EarshotError):
        choices.save_view(records, ANNA, "   ", fields)


MOMENTS = st.integers(-200, 200).map(lambda hours: NOW + timedelta(hours=hours))
DECISIONS = st.builds(
    Decision,
    channel=st.just("x"),
    conversation_id=st.just("c1"),
    state=st.sampled_from(STATES),
    owner=st.none() | st.just("Anna"),
    snoozed_until=st.none() | MOMENTS,
    heard_at=st.none() | MOMENTS,
    heard_count=st.integers(0, 5),
    version=st.integers(1, 9),
    changed_at=MOMENTS,
    changed_by=st.just("Anna"),
)
HEARDS = st.builds(
    Heard, waiting_count=st.integers(0, 3), last_inbound_at=st.none() | MOMENTS, inbound_count=st.integers(0, 5)
)


@given(st.none() | DECISIONS, HEARDS, MOMENTS)
def test_the_state_in_force_is_one_and_follows_what_was_said(
    decision: Decision | None, heard: Heard, now: datetime
) -> None:
    found = state_in_force(decision, heard, now)
    assert (found.state == "closed") == (heard.waiting_count == 0)
    is_new = decision is not None and (
        heard.inbound_count > decision.heard_count
        or (
            heard.last_inbound_at is not None
            and (decision.heard_at is None or heard.last_inbound_at > decision.heard_at)
        )
    )
    if found.state in ("snoozed", "handled", "nothing"):
        assert decision is not None and decision.state == found.state and not is_new
    if found.state == "snoozed":
        assert found.snoozed_until is not None and now < found.snoozed_until
    if heard.waiting_count and is_new and decision is not None and decision.state != "assigned":
        assert found.state == "open"
    if heard.waiting_count and decision is not None and decision.state == "assigned":
        assert (found.state, found.owner) == ("assigned", decision.owner)


def test_a_handled_conversation_opens_again_and_closes_itself() -> None:
    handled = Decision("x", "c", "handled", None, None, NOW, 3, 1, NOW, "Anna")
    assert state_in_force(handled, Heard(1, NOW, 3), NOW).state == "handled"
    assert state_in_force(handled, Heard(2, NOW + timedelta(minutes=1), 4), NOW).because == "wrote_again"
    assert state_in_force(handled, Heard(2, NOW, 4), NOW).state == "open"  # a late import brought an older message
    assert state_in_force(handled, Heard(0, NOW, 4), NOW).because == "answered"
