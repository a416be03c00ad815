"""Who waits and who was answered: properties over random threads, wrong clocks, replies that go out by themselves."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.schema import MESSAGES
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace
from tests.published import Rows, published_workspace

pytestmark = pytest.mark.long

NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)
AUTO = "Grazie, ti rispondiamo il prima possibile."
MARTS = ("automatic", "replies", "answers", "exchanges", "conversations", "queue")


def asked(rows: Rows, number: int, seconds: int | None, reply: str = AUTO) -> None:
    """A question, and our reply so many seconds later (none where None)."""
    at = NOW - timedelta(hours=number)
    parent = rows.say(f"c{number}", "x", at, f"Domanda {number}?", intent=["question"], author_id=f"a{number}")
    if seconds is not None:
        rows.say(
            f"c{number}", "x", at + timedelta(seconds=seconds), reply, is_brand=True, parent_id=parent, kind="reply"
        )


def content(workspace: Workspace) -> dict[str, Any]:
    model = ReadModel.current(workspace)
    found = {mart: sorted(map(repr, model.frame(f"from {mart}").to_dict("records"))) for mart in MARTS}
    model.close()
    return found


def test_a_reply_that_goes_out_by_itself_is_no_answer(tmp_path: Path) -> None:
    rows = Rows()
    for number in range(6):
        asked(rows, number, 8)
    asked(rows, 6, 7200, "Eccoci: è in negozio da venerdì.")
    at = NOW - timedelta(hours=1) + timedelta(minutes=40)
    rows.say("c1", "x", at, "Sì, arriva domani.", is_brand=True, kind="reply")
    model = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    answers = model.frame("from answers order by created_at desc").set_index("conversation_id")
    assert list(answers.index[answers.is_waiting]) == ["c0", "c2", "c3", "c4", "c5"]
    assert answers.answered_seconds["c1"] == 2400 and answers.answered_seconds["c6"] == 7200
    assert model.frame("from automatic").times.tolist() == [6]
    summary = model.frame("from conversations").set_index("conversation_id")
    assert summary.first_response_seconds["c1"] == 2400
    model.close()


def test_the_same_words_said_by_a_person_in_their_own_time_are_answers(tmp_path: Path) -> None:
    rows = Rows()
    for number in range(8):
        asked(rows, number, 600 + 90 * number)
    model = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    assert model.frame("from automatic").empty and model.frame("from queue").empty
    model.close()


def test_a_text_that_turns_automatic_opens_older_conversations_too(tmp_path: Path) -> None:
    rows = Rows()
    for number in range(4):
        asked(rows, number, 8)
    workspace = published_workspace(tmp_path / "w", rows.made)
    model = ReadModel.current(workspace)
    assert model.frame("from queue").empty
    model.close()
    more = Rows(list(rows.made))
    asked(more, 20, 5)
    Lake(workspace).append_messages(pa.Table.from_pylist(more.made[8:], schema=MESSAGES).to_reader())
    publish(workspace)
    grown = content(workspace)
    assert len(grown["queue"]) == 5
    anew = published_workspace(tmp_path / "anew", more.made)
    assert content(anew) == grown


def test_a_reply_before_its_parent_answers_at_once(tmp_path: Path) -> None:
    rows = Rows()
    asked(rows, 1, -90, "Sì, certo.")
    model = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    assert model.frame("from answers").answered_seconds.tolist() == [0]
    assert model.frame("from exchanges").first_response_seconds.tolist() == [0]
    assert model.frame("from conversations").first_response_seconds.tolist() == [0]
    model.close()


MESSAGE = st.fixed_dictionaries(
    {
        "conversation": st.integers(0, 3),
        "channel": st.sampled_from(("x", "facebook")),
        "minutes": st.integers(-500, 0),
        "is_brand": st.booleans(),
        "kind": st.sampled_from(("post", "comment", "reply", "review")),
        "intent": st.sampled_from((["question"], ["critique"], ["other"], None)),
        "is_critique": st.sampled_from((True, False, None)),
        "author": st.integers(0, 3),
        "parent": st.none() | st.integers(0, 12),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MESSAGE, min_size=1, max_size=12))
def test_an_inbound_message_waits_or_was_answered_or_needs_nothing(said: list[dict[str, Any]]) -> None:
    """Never two of the three, never a negative time, whatever clocks, parents and channels say."""
    rows = Rows()
    for one in said:
        parent = None if one["parent"] is None else f"m{one['parent']:06d}"
        rows.say(
            f"c{one['conversation']}",
            one["channel"],
            NOW + timedelta(minutes=one["minutes"]),
            "@libreria_aurora ciao" if one["author"] == 3 else "ciao",
            is_brand=one["is_brand"],
            kind=one["kind"],
            intent=one["intent"],
            is_critique=one["is_critique"],
            parent_id=parent,
            author_id="brand" if one["is_brand"] else f"a{one['author']}",
        )
    with tempfile.TemporaryDirectory() as folder:
        model = ReadModel.current(published_workspace(Path(folder) / "w", rows.made))
        answers, inbound = model.frame("from answers"), model.frame("from messages where not is_brand")
        assert not answers.duplicated(["channel", "message_id"]).any()
        assert set(answers.message_id) <= set(inbound.message_id)
        assert (answers.is_waiting == answers.answered_at.isna()).all()
        assert (answers.answered_seconds.dropna() >= 0).all()
        exchanges = model.frame("from exchanges")
        assert (exchanges.first_response_seconds.dropna() >= 0).all()
        conversations = model.frame("from conversations")
        assert (conversations.first_response_seconds.dropna() >= 0).all()
        waiting = answers[answers.is_waiting].groupby(["channel", "conversation_id"]).size()
        queue = model.frame("from queue").set_index(["channel", "conversation_id"])
        assert queue.waiting_count.to_dict() == waiting.to_dict()
        assert int(conversations.waiting_count.sum()) == int(answers.is_waiting.sum())
        model.close()


@pytest.mark.parametrize("is_brand", [True, False])
def test_threads_of_one_voice_are_borne(tmp_path: Path, is_brand: bool) -> None:
    rows = Rows()
    for number in range(5):
        rows.say("alone", "x", NOW - timedelta(hours=number), "Qualcuno?", is_brand=is_brand, intent=["question"])
    model = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    queue = model.frame("from queue")
    assert queue.waiting_count.tolist() == ([] if is_brand else [5])
    assert len(model.frame("from exchanges")) == (0 if is_brand else 1)
    model.close()
