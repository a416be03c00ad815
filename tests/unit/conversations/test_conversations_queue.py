"""The queue: priorities that are the sum of their parts, states from decisions, filters, hours and goals."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lib.conversations import queries
from lib.conversations.hours import Hours, calendar_of
from lib.conversations.queue import (
    decided_text,
    keys_text,
    parts,
    places_of,
    priority_said,
    seen,
    snooze_times,
    standings,
)
from lib.conversations.states import Decision, State
from lib.conversations.weights import Weights
from lib.storage.read_model import ReadModel
from tests.published import Rows, published_workspace

NOW = datetime(2026, 5, 15, 16, 0, tzinfo=UTC)  # a Friday, 18:00 in Rome
EVEN = Weights().parameters


def waiting_rows() -> list[dict[str, Any]]:
    """Four that wait, from calm to pressing, one that was answered; the newest message is of NOW."""
    rows = Rows()
    for number in range(3):  # people who have been here before
        rows.say(f"old{number}", "x", NOW - timedelta(days=60), "Ciao", author_id=f"a{number}")
    rows.say("calm", "x", NOW - timedelta(hours=1), "@libreria_aurora ciao", author_id="a0")
    rows.say("asks", "x", NOW - timedelta(hours=4), "Quando esce?", intent=["question"], author_id="a1")
    rows.say(
        "new", "facebook", NOW - timedelta(hours=4), "How much?", intent=["question"], author_id="a9", language="en"
    )
    for number in range(6):
        rows.say(
            "hot",
            "instagram",
            NOW - timedelta(hours=3, minutes=6 - number),
            "Che vergogna",
            is_critique=True,
            intent=["critique"],
            heat=0.9 if number > 2 else 0.1,
            author_id=f"a{number % 3}",
            aspects=["delivery"],
            views=20_000 if number == 0 else None,
        )
    rows.say("done", "x", NOW - timedelta(hours=2), "C'è?", intent=["question"], author_id="a2")
    rows.say("done", "x", NOW, "Sì", is_brand=True, kind="reply")
    return rows.made


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """Those rows, published."""
    found = ReadModel.current(published_workspace(tmp_path_factory.mktemp("queue") / "w", waiting_rows()))
    yield found
    found.close()


def row_of(found: pd.DataFrame, name: str) -> dict[str, Any]:
    return next(row for row in found.to_dict("records") if row["conversation_id"] == name)


def decision(name: str, state: State, channel: str = "x", **given: Any) -> Decision:
    values: dict[str, Any] = {"owner": None, "snoozed_until": None, "heard_at": NOW, "heard_count": 99} | given
    return Decision(channel, name, state, version=1, changed_at=NOW, changed_by="Anna", **values)


def test_the_pressing_come_first_and_the_priority_is_the_sum_of_its_parts(model: ReadModel) -> None:
    found = queries.queue(model)
    assert list(found.conversation_id) == ["hot", "new", "asks", "calm"] and set(found.total) == {4}
    for row in found.to_dict("records"):
        assert 0 <= row["priority"] <= 100
        assert row["priority"] == pytest.approx(sum(points for _, points in parts(row, EVEN)))
    asks = row_of(found, "asks")
    assert asks["wait_share"] == pytest.approx(0.5)  # it waits exactly the goal of four hours
    assert (asks["complaint_share"], asks["newcomer_share"], asks["tension_share"]) == (0.5, 0.0, 0.0)
    hot = row_of(found, "hot")
    assert (hot["complaint_share"], hot["tension_share"], hot["reach_share"]) == (1, 1, 1)
    assert hot["tension"] == pytest.approx(0.8) and hot["reach"] == 20_000
    assert row_of(found, "new")["newcomer_share"] == 1
    assert priority_said(asks, EVEN) == "29 = wait 16 + complaint 12 + reach 1"


def test_weights_change_the_order_and_nothing_weighs_nothing(model: ReadModel) -> None:
    only = {f"{name}_weight": 0 for name in ("wait", "complaint", "tension", "newcomer", "reach")}
    found = queries.queue(model, **only | {"newcomer_weight": 10})
    assert found.conversation_id[0] == "new" and found.priority[0] == 100
    assert set(queries.queue(model, **only).priority) == {0}
    assert Weights(wait=99, reach=-3).parameters["wait_weight"] == 10
    assert Weights(wait=99, reach=-3).parameters["reach_weight"] == 0


def test_it_is_sorted_filtered_and_paged(model: ReadModel) -> None:
    assert queries.queue(model, sort="wait").conversation_id[0] in ("asks", "new")
    assert queries.queue(model, sort="tension").conversation_id[0] == "hot"
    assert queries.queue(model, sort="reach").conversation_id[0] == "hot"
    assert list(queries.queue(model, channels=["facebook"]).conversation_id) == ["new"]
    assert list(queries.queue(model, languages=["en"]).conversation_id) == ["new"]
    assert list(queries.queue(model, aspect="delivery").conversation_id) == ["hot"]
    assert queries.queue_aspects(model).to_dict("records") == [{"aspect": "delivery", "conversations": 1}]
    assert queries.queue(model, until=date(2026, 5, 1)).empty
    assert queries.queue(model, among=[]).empty
    second = queries.queue(model, first=1, count=2)
    assert list(second.conversation_id) == ["new", "asks"] and set(second.total) == {4}


def test_messages_give_the_places_of_the_queue_in_which_they_wait(model: ReadModel) -> None:
    said = model.frame("select channel, message_id, conversation_id from messages")
    places = queries.queue_places(model, channels=said.channel.tolist(), ids=said.message_id.tolist())
    assert places.place.tolist() == model.frame("select rowid as place from queue order by place").place.tolist()
    hot = said[said.conversation_id == "hot"]
    found = queries.queue_places(model, channels=hot.channel.tolist(), ids=hot.message_id.tolist())
    assert list(queries.queue(model, among=found.place.tolist()).conversation_id) == ["hot"]
    assert queries.queue_places(model, channels=[], ids=[]).empty


def test_decisions_take_conversations_out_of_the_queue(model: ReadModel) -> None:
    decisions = {
        d.key: d
        for d in (
            decision("hot", "handled", "instagram"),
            decision("asks", "assigned", owner="Anna"),
            decision("calm", "snoozed", snoozed_until=NOW + timedelta(hours=1)),
            decision("new", "nothing", "facebook", heard_at=NOW - timedelta(days=1)),
            decision("done", "assigned", owner="Anna"),
        )
    }
    facts = queries.queue_facts(model, decided=keys_text(decisions.values()))
    assert set(facts.conversation_id) == {"hot", "asks", "calm", "new"}  # what was answered closes by itself
    found = standings(facts, decisions, NOW)
    text = decided_text(found)
    assert {one["state"] for one in json.loads(text)} == {"handled", "assigned", "snoozed"}
    todo = queries.queue(model, decided=text)
    assert set(todo.conversation_id) == {"asks", "new"}  # "new" wrote again after it was decided
    assert row_of(todo, "asks")["owner"] == "Anna" and row_of(todo, "new")["state"] == "open"
    for state, names in {"open": ["new"], "assigned": ["asks"], "snoozed": ["calm"], "handled": ["hot"]}.items():
        assert list(queries.queue(model, decided=text, state=state).conversation_id) == names
    assert queries.queue(model, decided=text, state="assigned", owner="Bruno").empty
    assert len(queries.queue(model, decided=text, state="all")) == 4
    total = queries.waiting_total(model, decided=text).iloc[0]
    assert (total.conversations, total.messages, total.longest_seconds) == (2, 2, 4 * 3600)
    later = decided_text(standings(facts, decisions, NOW + timedelta(hours=2)))
    assert "calm" in set(queries.queue(model, decided=later).conversation_id)
    assert len(places_of(facts, [("x", "asks"), ("x", "nobody")])) == 1


def test_waits_count_in_business_hours_against_goals_by_channel(model: ReadModel) -> None:
    hours = Hours(counted="business", goal_hours=2, goals=(("x", 1.0),))
    calendar = calendar_of(hours, date(2026, 3, 1), date(2026, 5, 15)).text
    found = queries.queue(model, calendar=calendar, goals=hours.goals_text)
    assert row_of(found, "calm")["waiting_seconds"] == 3600  # the office closes at 18:00 in Rome, when NOW is
    assert (row_of(found, "calm")["goal_seconds"], row_of(found, "new")["goal_seconds"]) == (3600, 7200)
    closed = Hours(counted="business", closed=("2026-05-15",))
    calendar = calendar_of(closed, date(2026, 3, 1), date(2026, 5, 15)).text
    assert set(queries.queue(model, calendar=calendar).waiting_seconds) == {0}


def test_numpy_and_sql_count_hours_alike(tmp_path: Path) -> None:
    rows = Rows()
    for number in range(60):
        rows.say(f"c{number}", "x", NOW - timedelta(hours=7 * number, minutes=13 * number), "C'è?", intent=["question"])
    model = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    hours = Hours(counted="business", week=((480, 780), None, (540, 1440), (0, 1440), (600, 601), None, (1, 2)))
    calendar = calendar_of(hours, date(2026, 4, 1), date(2026, 5, 15))
    found = queries.queue(model, calendar=calendar.text, count=100)
    starts = found.waiting_since.map(lambda at: at.timestamp()).to_numpy()
    expected = calendar.between(starts, starts * 0 + NOW.timestamp())
    assert len(found) == 60 and found.waiting_seconds.to_numpy() == pytest.approx(expected)
    model.close()


def test_what_is_seen_carries_the_version_decided_on(model: ReadModel) -> None:
    row = row_of(queries.queue(model), "hot")
    assert seen(row, None).version == 0
    assert seen(row, decision("hot", "open")).version == 1
    assert (seen(row, None).inbound_count, seen(row, None).last_inbound_at) == (6, row["last_inbound_at"])


def test_snoozing_wakes_in_the_morning_where_the_community_lives() -> None:
    times = snooze_times(NOW, "Europe/Rome")
    said = {code: f"{at.astimezone(UTC):%a %d %H:%M}" for code, at in times.items()}
    assert said == {
        "hours": "Fri 15 20:00",
        "tomorrow": "Sat 16 07:00",
        "monday": "Mon 18 07:00",
        "week": "Fri 22 07:00",
    }
