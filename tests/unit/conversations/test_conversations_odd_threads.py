"""Odd threads are read sensibly: 10,000 messages, one voice, only ours, unknown parents, two channels, bad clocks.

Who waits and what was answered under all these is a property of its own (tests/unit/storage/test_storage_answers.py).
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from lib.conversations import queries
from lib.conversations.moment import advice
from lib.conversations.passion import dominance_said, liveliness_of
from lib.conversations.threads import PAGE, Thread, thread_of
from lib.storage.read_model import ReadModel
from tests.published import Rows, published_workspace

NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)
LONG = 10_000


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    rows = Rows()
    parent: str | None = None
    for number in range(LONG):
        at = NOW - timedelta(days=7) + timedelta(minutes=number)
        parent = rows.say("long", "discord", at, f"E poi? {number}", parent_id=parent, author_id=f"a{number % 40}")
    for number in range(12):
        at = NOW - timedelta(hours=12 - number)
        rows.say("alone", "x", at, "Ci siete?", author_id="solo", intent=["question"], heat=0.8)
        rows.say("ours", "facebook", at, f"Novità {number}", is_brand=True, kind="post" if number == 0 else "reply")
        rows.say(
            "shared", ("x", "instagram")[number % 2], at, "Anche qui?", author_id=f"b{number}", intent=["question"]
        )
    for number in range(3):
        rows.say("orphans", "x", NOW - timedelta(hours=2), f"Eh già {number}", parent_id="gone", root_missing=True)
    asked = rows.say("skew", "x", NOW - timedelta(hours=1), "Quando esce?", intent=["question"], author_id="c1")
    rows.say("skew", "x", NOW - timedelta(hours=3), "Venerdì.", is_brand=True, kind="reply", parent_id=asked)
    found = ReadModel.current(published_workspace(tmp_path_factory.mktemp("odd") / "w", rows.made))
    yield found
    found.close()


def read(model: ReadModel, channel: str, name: str) -> tuple[Thread, pd.DataFrame]:
    """A conversation as the reader reads it: its order, and the messages of its first page."""
    thread = thread_of(queries.thread_shape(model, channel=channel, conversation_id=name))
    ids = [place.message_id for place in thread.page(1)]
    return thread, queries.thread_messages(model, channel=channel, conversation_id=name, ids=ids)


def test_ten_thousand_messages_are_read_in_pages(model: ReadModel) -> None:
    thread, messages = read(model, "discord", "long")
    assert thread.pages == -(-LONG // PAGE) and len(messages) == PAGE
    assert sum(len(thread.page(number)) for number in range(1, thread.pages + 1)) == LONG
    last = thread.page(thread.pages)[-1]
    assert thread.page_of(last.message_id) == thread.pages and last.depth == LONG - 1
    row = queries.conversation(model, channel="discord", conversation_id="long").iloc[0]
    assert (row.message_count, row.author_count) == (LONG, 40)


def test_one_voice_is_no_quarrel_and_gets_a_private_word(model: ReadModel) -> None:
    _thread, messages = read(model, "x", "alone")
    found = liveliness_of(messages)
    assert (found.authors, found.is_passion) == (1, False) and dominance_said(found) == ""
    assert advice(messages, 0.0, found, None).kind == "go_private"


def test_a_thread_of_ours_alone_waits_for_nobody(model: ReadModel) -> None:
    thread, messages = read(model, "facebook", "ours")
    found = liveliness_of(messages)
    assert len(thread.places) == 12 and messages.is_brand.all()
    assert (found.messages, found.authors, found.heat) == (0, 0, None)
    assert advice(messages, None, found, None).kind == "nothing"
    assert "ours" not in set(queries.queue(model, count=100).conversation_id)


def test_answers_to_what_was_never_imported_are_told_as_such(model: ReadModel) -> None:
    thread, messages = read(model, "x", "orphans")
    assert len(thread.places) == len(messages) == 3 and all(place.answers_unknown for place in thread.places)
    assert bool(queries.conversation(model, channel="x", conversation_id="orphans").root_missing[0])


def test_a_conversation_over_two_channels_is_one_on_each(model: ReadModel) -> None:
    for channel in ("x", "instagram"):
        _thread, messages = read(model, channel, "shared")
        assert len(messages) == 6 and set(messages.channel) == {channel}
    queued = queries.queue(model, count=100)
    waiting = queued[queued.conversation_id == "shared"].set_index("channel")
    assert waiting.waiting_count.to_dict() == {"x": 6, "instagram": 6} and waiting.place.is_unique


def test_no_clock_makes_a_time_negative(model: ReadModel) -> None:
    thread, _messages = read(model, "x", "skew")
    assert [place.depth for place in thread.places] == [0, 1]  # the answer stands below what it answers
    total = queries.response_total(model, channels=["x"]).iloc[0]
    assert total.first_median == 0 and total.reply_median == 0
    assert (queries.queue(model, count=100).waiting_seconds >= 0).all()
    assert (queries.response_conversations(model).seconds >= 0).all()
