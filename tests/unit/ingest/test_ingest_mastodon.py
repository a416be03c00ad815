"""Mastodon: an account's archive (outbox.json), and statuses and notifications as a server gives them."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from readings import FIXTURES, bears, damaged, read, retyped

from lib.ingest.source import Reading

pytestmark = pytest.mark.long

OUTBOX = FIXTURES / "mastodon" / "outbox.json"
STATUSES = FIXTURES / "mastodon" / "statuses.json"
NOTIFICATIONS = FIXTURES / "mastodon" / "notifications.json"
AURORA = "https://libri.example/users/aurora/statuses/"
BOOST = "It is a boost of another's post, not a message."


def test_every_activity_is_a_row_or_a_rejection_though_the_list_stands_twice() -> None:
    found = read(OUTBOX)
    assert [row["line"] for row in found.rows] == [1, 2, 5, 6]
    assert [line for line, _ in found.reasons()] == [3, 4, 7, 8]
    assert [reason for _, reason in found.reasons()][:2] == [BOOST, BOOST]


def test_html_becomes_words() -> None:
    post, reply, _, poll = read(OUTBOX).rows
    assert post["text"] == "Il secondo volume è in stampa.\nhttps://libri.example/vol2"
    assert reply["text"] == "Date\n@nino in aprile & non prima", "the warning stands before the words"
    assert poll["text"] == "Rilegato\nTascabile"
    assert post["language"] == "it"


def test_who_when_and_in_answer_to_what() -> None:
    post, reply, direct, _ = read(OUTBOX).rows
    assert (post["message_id"], post["kind"], post["parent_id"]) == (f"{AURORA}9101", "post", None)
    assert (reply["kind"], reply["parent_id"]) == ("reply", "https://altrove.example/users/nino/statuses/70")
    assert reply["source_conversation_id"].startswith("tag:altrove.example")
    assert reply["edited_at"] == datetime(2026, 3, 2, 9, 20, tzinfo=UTC)
    assert post["author_key"] == post["author_handle"] == "aurora@libri.example"
    assert direct["kind"] == "direct"


def test_a_message_to_one_person_is_not_kept_with_a_rejection(tmp_path: Path) -> None:
    document = json.loads(OUTBOX.read_text())
    document["orderedItems"] = document["orderedItems"][4:5]
    document["orderedItems"][0]["object"]["published"] = document["orderedItems"][0]["published"] = None
    path = tmp_path / "export"
    path.write_text(json.dumps(document))
    assert read(path, reading=Reading()).rejected[0].content is None
    assert read(path).rejected[0].content is not None


def test_a_server_names_parents_by_its_own_numbers() -> None:
    found = read(STATUSES)
    assert [(row["message_id"], row["parent_id"], row["kind"]) for row in found.rows] == [
        (f"{AURORA}9101", None, "post"),
        ("https://altrove.example/users/nino/statuses/80", f"{AURORA}9101", "reply"),
        # 9102 is not in this file, but in the archive: its address is put together from the mention.
        ("https://libri.example/users/marta/statuses/9201", f"{AURORA}9102", "reply"),
        # What another server's account wrote has another number there: the root stays missing.
        ("https://libri.example/users/marta/statuses/9202", "8888", "reply"),
        ("https://libri.example/users/marta/statuses/9204", None, "direct"),
        ("https://libri.example/users/marta/statuses/9205", None, "post"),
    ]
    assert found.reasons() == [(5, BOOST)]
    assert f"{AURORA}9102" in {row["message_id"] for row in read(OUTBOX).rows}


def test_counts_edits_and_accounts_of_a_server() -> None:
    post, reply, *_, poll = read(STATUSES).rows
    assert (post["likes"], post["shares"], post["replies"]) == (5, 2, 1)
    assert post["edited_at"] == datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
    assert (post["author_key"], reply["author_key"]) == ("aurora@libri.example", "nino@altrove.example")
    assert reply["text"] == "Finalmente!\nEra ora"
    assert poll["text"] == "Sondaggio\nQuale preferite?\nRilegato\nTascabile"


def test_notifications_and_a_context_hold_statuses(tmp_path: Path) -> None:
    found = read(NOTIFICATIONS)
    assert [row["message_id"] for row in found.rows] == ["https://libri.example/users/marta/statuses/9201"]
    assert len(found.rejected) == 1 and "another kind" in found.rejected[0].reason
    statuses = json.loads(STATUSES.read_text())
    path = tmp_path / "context"
    path.write_text(json.dumps({"ancestors": statuses[:1], "descendants": statuses[1:]}))
    assert read(path).rows == read(STATUSES).rows


def test_lists_of_likes_are_no_messages(tmp_path: Path) -> None:
    path = tmp_path / "likes.json"
    likes = {"@context": "https://www.w3.org/ns/activitystreams", "id": "likes.json", "type": "OrderedCollection"}
    path.write_text(json.dumps(likes | {"orderedItems": ["https://altrove.example/users/nino/statuses/1"] * 3000}))
    with pytest.raises(Exception, match="no export that Earshot knows"):
        read(path)


@settings(max_examples=50, deadline=None)
@given(damaged(OUTBOX.read_bytes()) | damaged(STATUSES.read_bytes()))
def test_damage_raises_nothing_but_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outbox"
        path.write_bytes(data)
        bears(path, "mastodon")
        bears(path, "mastodon_statuses")


@settings(max_examples=80, deadline=None)
@given(retyped(json.loads(OUTBOX.read_text())) | retyped(json.loads(STATUSES.read_text())))
def test_values_of_other_types_raise_nothing_but_our_own_error(document: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outbox"
        path.write_text(json.dumps(document))
        bears(path, "mastodon")
        bears(path, "mastodon_statuses")


@pytest.mark.shared
def test_real_exports(shared: Path) -> None:
    found = read(shared / "samples" / "mastodon_outbox" / "outbox.json")
    assert (len(found.rows), len(found.rejected)) == (34, 11)
    assert {reason for _, reason in found.reasons()} == {BOOST}
    assert {row["author_key"] for row in found.rows} == {"dealingwith@indieweb.social"}
    assert not any("<" in row["text"] or "&quot;" in row["text"] for row in found.rows)
