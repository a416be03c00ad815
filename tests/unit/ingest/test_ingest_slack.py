"""Slack's export of a workspace, unpacked."""

import json
import shutil
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from readings import FIXTURES, bears, damaged, read, retyped

from lib.errors import BadExport
from lib.ingest.source import Reading

WORKSPACE = FIXTURES / "slack"
DAY = Path("novita") / "2026-03-02.json"


def test_every_object_is_a_row_or_a_rejection_numbered_through() -> None:
    found = read(WORKSPACE)
    assert sorted([row["line"] for row in found.rows] + [r.line for r in found.rejected]) == list(range(1, 10))
    assert [r.line for r in found.rejected] == [2, 3, 7, 8, 9]
    reasons = [r.reason for r in found.rejected]
    assert "no text" in reasons[0] and "channel_join" in reasons[1] and "deleted" in reasons[3] and "time" in reasons[4]


def test_a_thread_and_its_markup() -> None:
    opener, answer, bot = (row for row in read(WORKSPACE).rows if row["kind"] != "direct")
    assert opener["message_id"] == "C01/1772442000.000200" and opener["parent_id"] is None
    assert opener["text"] == "@aurora the third volume & the map: when? #novita @here"
    assert opener["created_at"] == datetime(2026, 3, 2, 9, 0, 0, 200, UTC)
    assert opener["edited_at"] == datetime(2026, 3, 2, 9, 1, tzinfo=UTC)
    assert opener["source_conversation_id"] == "C01/2026-03-02"
    assert (opener["likes"], opener["replies"]) == (2, 1)
    assert (opener["author_key"], opener["author_handle"], opener["author_name"]) == ("U01", "marta", "Marta")
    assert answer["parent_id"] == opener["message_id"] and answer["kind"] == "reply"
    assert answer["author_name"] == "Libreria Aurora"
    assert (bot["author_key"], bot["author_name"]) == ("B01", "Recensioni")
    assert bot["text"] == "2 stars\nThe e-book does not open"


def test_direct_messages_are_marked_and_not_kept_with_a_rejection() -> None:
    found = read(WORKSPACE, reading=Reading())
    assert [row["message_id"] for row in found.rows if row["kind"] == "direct"] == ["D0AAAAAAA/1772442000.000200"]
    assert [r.line for r in found.rejected if r.content is None] == [2]


def test_a_broken_day_names_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    shutil.copytree(WORKSPACE, folder)
    (folder / DAY).write_text('[{"type": "message"')
    with pytest.raises(BadExport, match=r"export/novita/2026-03-02\.json"):
        read(folder)


@settings(max_examples=40, deadline=None)
@given(damaged((WORKSPACE / DAY).read_bytes()), damaged((WORKSPACE / "users.json").read_bytes()))
def test_damage_raises_nothing_but_our_own_error(day: bytes, users: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        shutil.copytree(WORKSPACE, path)
        (path / DAY).write_bytes(day)
        (path / "users.json").write_bytes(users)
        bears(path, "slack")


@settings(max_examples=60, deadline=None)
@given(
    retyped(json.loads((WORKSPACE / DAY).read_text())),
    retyped(json.loads((WORKSPACE / "users.json").read_text())),
    retyped(json.loads((WORKSPACE / "channels.json").read_text())),
)
def test_values_of_other_types_raise_nothing_but_our_own_error(day: object, users: object, rooms: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        shutil.copytree(WORKSPACE, path)
        (path / DAY).write_text(json.dumps(day))
        (path / "users.json").write_text(json.dumps(users))
        (path / "channels.json").write_text(json.dumps(rooms))
        bears(path, "slack")


@pytest.mark.shared
def test_a_real_export(shared: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(shared / "samples" / "slack" / "testarchive.zip") as archive:
        archive.extractall(tmp_path / "workspace")
    found = read(tmp_path / "workspace")
    total = sum(len(json.loads(day.read_text())) for day in (tmp_path / "workspace").glob("*/*.json"))
    assert (total, len(found.rows), len(found.rejected)) == (158, 144, 14)
    assert {row["message_id"].split("/")[0] for row in found.rows} == {"C0JGLMMNX", "C0JL6CGQ2"}
    assert len({row["message_id"] for row in found.rows}) == 144
