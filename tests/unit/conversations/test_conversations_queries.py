"""Every named query of conversations: its shape, that it binds on a real model, and what it says of six rows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lib.conversations import queries
from lib.storage.query import Query, sql_parameters
from lib.storage.read_model import ReadModel
from tests.published import BRAND, Rows, published_workspace

FOLDER = Path(queries.__file__).parent / "queries"
NAMED = {name: found for name, found in vars(queries).items() if isinstance(found, Query)}
NEEDED: dict[str, Any] = {
    "since": datetime(2026, 5, 1),
    "until": datetime(2026, 6, 1),
    "first": date(2026, 5, 1),
    "last": date(2026, 6, 1),
    "places": [0],
    "channel": "x",
    "conversation_id": "parcel",
    "channels": ["x"],
    "ids": ["m000000"],
    "language": "it",
    "author_id": "a1",
    "noticed": '[{"channel": "x", "conversation_id": "parcel", "until": 0}]',
    "decided": '[{"channel": "x", "conversation_id": "parcel"}]',
}
NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)


def six_rows() -> list[dict[str, Any]]:
    """A parcel that waits, a thanks that was answered, and a post of ours; on two days and two channels."""
    rows = Rows()
    asked = rows.say(
        "parcel", "x", NOW - timedelta(hours=9), "Dov'è il mio pacco?", intent=["question"], author_id="a1"
    )
    rows.say(
        "parcel",
        "x",
        NOW - timedelta(hours=8),
        "Anche il mio non arriva, che vergogna.",
        parent_id=asked,
        author_id="a2",
        sentiment="negative",
        is_critique=True,
        intent=["critique"],
        heat=0.7,
    )
    rows.say(
        "thanks", "facebook", NOW - timedelta(days=1), "Bello! Quando il prossimo?", intent=["question"],
        sentiment="positive", author_id="a3",
    )  # fmt: skip
    rows.say("thanks", "facebook", NOW - timedelta(hours=20), "A giugno!", is_brand=True)
    rows.say("post", "facebook", NOW - timedelta(hours=2), "Buona sera a tutti", is_brand=True, kind="post")
    rows.say("post", "facebook", NOW, "Buona sera!", author_id="a3", language="en")
    return rows.made


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """The six rows, published."""
    workspace = published_workspace(tmp_path_factory.mktemp("six") / "workspace", six_rows())
    found = ReadModel.current(workspace)
    yield found
    found.close()


def test_every_file_has_its_function_and_every_function_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(NAMED)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_query_is_one_statement_with_the_parameters_of_its_function(name: str) -> None:
    query = NAMED[name]
    assert sql_parameters(query.sql) == set(query.parameters)
    assert len(duckdb.extract_statements(query.sql)) == 1
    assert query.sql.startswith("-- One row")
    assert query.title.endswith(".")


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_query_binds(model: ReadModel, name: str) -> None:
    query = NAMED[name]
    required = {n: NEEDED[n] for n in query.parameters if n not in query.defaults}
    assert len(query(model, **required)) >= 0
    optional = {n: NEEDED[n] for n in query.parameters if n in ("channels", "languages", "ids") and n in NEEDED}
    assert query(model, **{**required, **optional}) is not None


def test_figures_count_inbound_apart(model: ReadModel) -> None:
    row = queries.figures(model).iloc[0]
    assert (row.messages, row.inbound, row.critiques, row.negative, row.positive) == (6, 4, 1, 1, 1)
    today = queries.figures(model, since=date(2026, 5, 12), until=date(2026, 5, 12)).iloc[0]
    assert (today.messages, today.inbound) == (5, 3)
    assert queries.figures(model, channels=["x"]).iloc[0].messages == 2
    assert queries.figures(model, languages=["en"]).iloc[0].messages == 1
    assert queries.figures(model, since=date(2030, 1, 1)).iloc[0].messages == 0


def test_waiting_is_one_conversation_with_its_reasons(model: ReadModel) -> None:
    total = queries.waiting_total(model).iloc[0]
    assert (total.conversations, total.longest_seconds) == (1, 9 * 3600)
    found = queries.queue(model)
    assert list(found.conversation_id) == ["parcel"]
    row = found.iloc[0]
    assert bool(row.asks) and bool(row.is_newcomer)
    assert (row.text, row.shown_name, row.waiting_seconds) == ("Dov'è il mio pacco?", "Lettrice 1", 9 * 3600)


def test_lists_and_their_kinds(model: ReadModel) -> None:
    assert list(queries.conversations(model).conversation_id) == ["post", "parcel", "thanks"]
    assert list(queries.conversations(model, which="waiting").conversation_id) == ["parcel"]
    assert list(queries.conversations(model, which="critiques").conversation_id) == ["parcel"]
    assert list(queries.conversations(model, sort="wait").conversation_id)[0] == "parcel"
    second = queries.conversations(model, first=1, count=1)
    assert (list(second.conversation_id), second.iloc[0].total) == (["parcel"], 3)
    assert list(queries.messages(model, which="critiques").message_id) == ["m000001"]
    assert list(queries.messages(model, which="positive").message_id) == ["m000002"]
    assert set(queries.messages(model, which="questions").message_id) == {"m000000", "m000002"}
    assert "m000000" in set(queries.messages(model, which="waiting").message_id)


def test_messages_by_key_takes_pairs(model: ReadModel) -> None:
    found = queries.messages_by_key(model, channels=["x", "facebook"], ids=["m000000", "m000001"])
    assert list(found.message_id) == ["m000000"]
    assert queries.messages_by_key(model, channels=[], ids=[]).empty


def test_a_thread_is_whole_and_in_order(model: ReadModel) -> None:
    shape = queries.thread_shape(model, channel="x", conversation_id="parcel")
    assert list(shape.message_id) == ["m000000", "m000001"]
    found = queries.thread_messages(model, channel="x", conversation_id="parcel", ids=["m000001"])
    assert list(found.message_id) == ["m000001"]
    summary = queries.conversation(model, channel="facebook", conversation_id="thanks").iloc[0]
    assert summary.first_response_seconds == 4 * 3600
    assert queries.conversation(model, channel="facebook", conversation_id="nobody").empty


def test_silent_days_are_there(tmp_path: Path) -> None:
    rows = Rows()
    rows.say("a", "x", NOW - timedelta(days=3), "Uno")
    rows.say("a", "x", NOW, "Due")
    found = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    assert list(queries.volume_by_day(found).messages) == [1, 0, 0, 1]
    assert list(queries.volume_by_channel(found).messages) == [1, 0, 0, 1]
    within = queries.volume_by_day(found, since=date(2026, 5, 11), until=date(2026, 5, 20))
    assert list(within.messages) == [0, 1]
    found.close()


def test_a_burst_stands_out_and_noise_does_not(tmp_path: Path) -> None:
    rows = Rows()
    for back in range(40):
        for number in range(5 + back % 3):
            rows.say(f"c{back}-{number}", "x", NOW - timedelta(days=back, minutes=number), "Ciao")
    for number in range(40):
        text = "Dov'è il pacco?"
        rows.say(f"flood{number}", "x", NOW - timedelta(minutes=number), text, is_critique=True, author_id="a2")
        rows.say(f"ours{number}", "x", NOW - timedelta(days=9, minutes=number), "Novità!", is_brand=True)
    found = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    bursts = queries.bursts(found)
    assert [f"{day:%Y-%m-%d}" for day in bursts.day] == ["2026-05-12"]
    row = bursts.iloc[0]
    before = [5 + back % 3 for back in range(1, 29)]
    assert row.inbound == 45 and row.usual == pytest.approx(sum(before) / 28)
    assert row.sigmas == pytest.approx((45 - sum(before) / 28) / (sum(before) / 28) ** 0.5)
    assert queries.bursts(found, minimum=46).empty and queries.bursts(found, sigmas=50.0).empty
    now = queries.burst_now(found).iloc[0]
    assert now.inbound == 45 and now.critiques == 40 and now.critique_sigmas > 3
    found.close()


def test_the_brand_is_no_author_of_lively_talk(model: ReadModel) -> None:
    assert queries.liveliest(model).empty
    assert BRAND not in set(queries.queue(model).author_id)


def test_equally_lively_talk_stands_in_the_order_of_its_ids(tmp_path: Path) -> None:
    rows = Rows()
    names = [f"talk{number:02}" for number in range(40)]
    for name in sorted(names, reverse=True):
        for number in range(3):
            rows.say(name, "x", NOW - timedelta(minutes=number), "Io l'ho letto", author_id=f"{name}{number}")
    found = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    assert queries.liveliest(found, count=10).conversation_id.tolist() == names[:10]
    found.close()


def test_a_person_has_a_history_and_the_brand_none(model: ReadModel) -> None:
    found = queries.person(model, author_id="a3").iloc[0]
    assert found.message_count == sum(row["author_id"] == "a3" for row in six_rows())
    assert queries.person(model, author_id=BRAND).empty
