"""Telegram's result.json: one chat, and the whole account."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from readings import FIXTURES, bears, damaged, read, retyped

from lib.errors import NeedsChoice
from lib.ingest.source import Reading

GROUP = FIXTURES / "telegram" / "group.json"
ACCOUNT = FIXTURES / "telegram" / "account.json"


def test_every_object_is_a_row_or_a_rejection() -> None:
    found = read(GROUP)
    assert [row["line"] for row in found.rows] == [2, 3, 4, 6]
    assert [line for line, _ in found.reasons()] == [1, 5, 7]
    assert "create_group" in found.rejected[0].reason and "no text" in found.rejected[1].reason


def test_parts_of_a_text_are_put_together_and_ids_carry_the_chat() -> None:
    first, answer, other, poll = read(GROUP).rows
    assert first["text"] == "Avete visto la copertina nuova?"
    assert first["message_id"] == "1500/2" and first["kind"] == "comment" and first["likes"] == 4
    assert first["created_at"] == datetime(2026, 3, 1, 9, 5, tzinfo=UTC)
    assert first["edited_at"] == datetime(2026, 3, 1, 9, 6, tzinfo=UTC)
    assert first["source_conversation_id"] == "1500/2026-03-01"
    assert answer["parent_id"] == "1500/2" and answer["kind"] == "reply" and answer["source_conversation_id"] is None
    assert answer["author_key"] == "channel77"
    assert other["parent_id"] == "77/40", "it answers a post of the channel beside the group"
    assert other["author_key"] is None and other["author_name"] is None, "the account was deleted"
    assert poll["text"] == "Quale volume vi è piaciuto di più?"


def test_an_account_holds_chats_of_several_kinds() -> None:
    found = read(ACCOUNT)
    assert [(row["message_id"], row["kind"]) for row in found.rows] == [
        ("77/40", "post"),
        ("13/41", "direct"),
        ("99/40", "comment"),
    ]
    assert found.rows[0]["created_at"] == datetime(2025, 7, 1, 10, tzinfo=UTC), "the clock of the computer, in Rome"
    assert found.rows[0]["edited_at"] is None
    assert found.reasons()[0][0] == 3


def test_what_stands_in_a_private_chat_is_not_kept_with_a_rejection() -> None:
    reading = Reading(time_zone=None)
    with pytest.raises(NeedsChoice, match="time zone") as raised:
        read(ACCOUNT, reading=reading)
    assert raised.value.choice == "time_zone"
    private = [r for r in read(ACCOUNT).rejected if r.content is None]
    assert not private, "asked for, it is kept"


def test_a_second_export_of_the_chat_gives_the_same_ids(tmp_path: Path) -> None:
    document = json.loads(GROUP.read_text())
    document["messages"] = document["messages"][2:]
    path = tmp_path / "later.json"
    path.write_text(json.dumps(document))
    assert {row["message_id"] for row in read(path).rows} < {row["message_id"] for row in read(GROUP).rows}


@settings(max_examples=50, deadline=None)
@given(damaged(GROUP.read_bytes()))
def test_damage_raises_nothing_but_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        path.write_bytes(data)
        bears(path, "telegram")


@settings(max_examples=80, deadline=None)
@given(retyped(json.loads(GROUP.read_text())) | retyped(json.loads(ACCOUNT.read_text())))
def test_values_of_other_types_raise_nothing_but_our_own_error(document: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        path.write_text(json.dumps(document))
        bears(path, "telegram")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows", "rejected"),
    # The last two carry messages without ids, which Telegram always writes: they are a parser's own test data.
    [("DM_2A_7M.json", 4, 4), ("test_batch_export.json", 0, 2), ("test_single_export.json", 0, 2)],
)
def test_real_exports(shared: Path, name: str, rows: int, rejected: int) -> None:
    found = read(shared / "samples" / "telegram" / name)
    assert (len(found.rows), len(found.rejected)) == (rows, rejected)
    assert all(row["kind"] == "direct" for row in found.rows)
