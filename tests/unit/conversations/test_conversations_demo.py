"""Conversations against what was planted in the demo: the quarrel, the passion for the saga, those who wait."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lib.conversations import queries
from lib.conversations.lively import CANDIDATES, to_read
from lib.conversations.passion import Liveliness, liveliness_by_conversation, liveliness_of, worth_kindling
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace


@pytest.fixture(scope="module")
def model(planted_community: Path) -> Iterator[ReadModel]:
    found = ReadModel.current(Workspace.opened(planted_community))
    yield found
    found.close()


def story(truth: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in truth["stories"] if one["name"] == name)
    return found


def conversations_of(model: ReadModel, keys: list[dict[str, str]]) -> set[tuple[str, str]]:
    rows = queries.messages_by_key(
        model, channels=[one["channel"] for one in keys], ids=[one["message_id"] for one in keys]
    )
    return set(zip(rows.channel, rows.conversation_id, strict=True))


def liveliness(model: ReadModel, key: tuple[str, str]) -> Liveliness:
    ids = queries.thread_shape(model, channel=key[0], conversation_id=key[1]).message_id.tolist()
    return liveliness_of(queries.thread_messages(model, channel=key[0], conversation_id=key[1], ids=ids))


def lively_messages(model: ReadModel, channels: list[str] | None = None) -> pd.DataFrame:
    return queries.lively_messages(model, **to_read(queries.liveliest(model, channels=channels, count=CANDIDATES)))


def test_the_quarrel_is_called_one_and_is_not_worth_kindling(model: ReadModel, planted_truth: dict[str, Any]) -> None:
    planted = story(planted_truth, "quarrel")
    (key,) = conversations_of(model, planted["messages"])
    found = liveliness(model, key)
    assert found.is_quarrel and not found.is_passion and found.dominance > 0.8
    lively = liveliness_by_conversation(lively_messages(model))
    assert key not in worth_kindling(lively)


def test_no_planted_passion_is_called_a_quarrel_and_most_are_called_what_they_are(
    model: ReadModel, planted_truth: dict[str, Any]
) -> None:
    keys = conversations_of(model, story(planted_truth, "passion for the saga")["messages"])
    found = [one for one in (liveliness(model, key) for key in keys) if one.is_enough]
    assert len(found) > 25 and not any(one.is_quarrel for one in found)
    assert sum(one.is_passion for one in found) >= 0.8 * len(found)
    lively = liveliness_by_conversation(lively_messages(model, channels=["discord"]))
    assert keys & set(worth_kindling(lively)[:10])


def test_all_who_were_left_waiting_stand_in_the_queue(model: ReadModel, planted_truth: dict[str, Any]) -> None:
    queued = queries.queue(model, count=100_000)
    held = set(zip(queued.channel, queued.conversation_id, strict=True))
    waiting = story(planted_truth, "waiting now")["messages"]
    assert len(waiting) == 12 and conversations_of(model, waiting) <= held
    waits = queries.messages(model, which="waiting", count=100_000)
    assert {(one["channel"], one["message_id"]) for one in waiting} <= set(
        zip(waits.channel, waits.message_id, strict=True)
    )
