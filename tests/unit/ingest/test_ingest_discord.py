"""Discord channels as DiscordChatExporter writes them."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import FIXTURES, bears, damaged, read, retyped

from lib.errors import BadExport
from lib.ingest.source import Reading

CHANNEL = FIXTURES / "discord" / "channel.json"


def test_every_object_is_a_row_or_a_rejection() -> None:
    found = read(CHANNEL)
    assert [row["line"] for row in found.rows] == [1, 2, 3]
    assert [line for line, _ in found.reasons()] == [4, 5, 6, 7, 8]
    assert "GuildMemberJoin" in found.rejected[0].reason
    assert found.rejected[4].content == "not a message"


def test_a_question_and_its_answer() -> None:
    question, answer, _ = read(CHANNEL).rows
    assert question["message_id"] == "9201" and question["kind"] == "comment" and question["parent_id"] is None
    assert question["source_conversation_id"] == "9100/2026-03-02"
    assert question["created_at"] == datetime(2026, 3, 2, 8, 15, 0, 500_000, UTC)
    assert question["edited_at"] == datetime(2026, 3, 2, 8, 20, tzinfo=UTC)
    assert (question["author_key"], question["author_handle"], question["author_name"]) == (
        "71",
        "marta_legge",
        "Marta",
    )
    assert question["likes"] == 4
    assert question["url"] == "https://discord.com/channels/9001/9100/9201"
    assert answer["kind"] == "reply" and answer["parent_id"] == "9201" and answer["source_conversation_id"] is None
    assert answer["author_name"] == "aurora"


def test_a_deleted_account_keeps_its_message_and_loses_its_name() -> None:
    gone = read(CHANNEL).rows[2]
    assert gone["parent_id"] == "8000"
    assert gone["author_key"] is gone["author_handle"] is gone["author_name"] is None


@pytest.mark.parametrize(
    ("kind", "expected"), [("DirectTextChat", "direct"), ("DirectGroupTextChat", "direct"), ("GuildNews", "post")]
)
def test_the_channel_decides_the_kind(tmp_path: Path, kind: str, expected: str) -> None:
    document = json.loads(CHANNEL.read_text())
    document["channel"]["type"] = kind
    path = tmp_path / "export.json"
    path.write_text(json.dumps(document))
    assert read(path).rows[0]["kind"] == expected
    private = read(path, reading=Reading())
    assert (private.rejected[0].content is None) == (expected == "direct")


def test_a_thread_is_one_conversation_whatever_its_length(tmp_path: Path) -> None:
    document = json.loads(CHANNEL.read_text())
    document["channel"] |= {"type": "GuildPublicThread", "id": "9201"}
    path = tmp_path / "export.json"
    path.write_text(json.dumps(document))
    rows = read(path).rows
    assert {row["source_conversation_id"] for row in rows} == {"9201"}
    assert [row["kind"] for row in rows] == ["post", "reply", "reply"]


def test_a_file_cut_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(CHANNEL.read_bytes()[:900])
    with pytest.raises(BadExport, match="cut off"):
        read(path, "discord")


@settings(max_examples=60, deadline=None)
@given(damaged(CHANNEL.read_bytes()))
def test_damage_raises_nothing_but_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_bytes(data)
        bears(path, "discord")


@settings(max_examples=60, deadline=None)
@given(retyped(json.loads(CHANNEL.read_text())), st.booleans())
def test_values_of_other_types_raise_nothing_but_our_own_error(document: object, pretty: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_text(json.dumps(document, indent=1 if pretty else None))
        bears(path, "discord")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "kinds", "rejected"), [("DM_2A_2M.json", ["direct"] * 2, [3]), ("SV_5A_5M.json", ["comment"] * 5, [])]
)
def test_real_exports(shared: Path, name: str, kinds: list[str], rejected: list[int]) -> None:
    found = read(shared / "samples" / "discord_dce" / name)
    assert [row["kind"] for row in found.rows] == kinds
    assert [r.line for r in found.rejected] == rejected
