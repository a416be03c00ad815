"""Bluesky: threads, feeds and records of posts."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from readings import FIXTURES, bears, damaged, read, retyped

from lib.errors import NeedsChoice
from lib.ingest.source import Reading

THREAD = FIXTURES / "bluesky" / "thread.json"
FEED = FIXTURES / "bluesky" / "feed.json"
RECORDS = FIXTURES / "bluesky" / "records.jsonl"
ROOT = "at://did:plc:aurora0/app.bsky.feed.post/3kroot"
QUESTION = "at://did:plc:nino00/app.bsky.feed.post/3kq"
ANSWER = "at://did:plc:aurora0/app.bsky.feed.post/3ka"


def test_a_thread_is_read_from_its_root_down() -> None:
    found = read(THREAD)
    assert [(row["message_id"], row["parent_id"], row["kind"]) for row in found.rows[:3]] == [
        (ROOT, None, "post"),
        (QUESTION, ROOT, "reply"),
        (ANSWER, QUESTION, "reply"),
    ]
    assert [row["source_conversation_id"] for row in found.rows[:3]] == [None, ROOT, ROOT]
    assert [line for line, _ in found.reasons()] == [4, 5]
    assert "deleted" in found.rejected[0].reason and "blocked" in found.rejected[1].reason


def test_names_counts_and_languages() -> None:
    root, question, _, gone = read(THREAD).rows
    assert (root["author_key"], root["author_handle"], root["author_name"]) == (
        "did:plc:aurora0",
        "aurora.example",
        "Aurora",
    )
    assert (root["likes"], root["shares"], root["replies"]) == (5, 3, 1), "quotations are shares as well"
    assert (root["language"], question["language"]) == ("it", None), "two languages decide nothing"
    assert root["url"] == "https://bsky.app/profile/did:plc:aurora0/post/3kroot"
    assert gone["author_handle"] is None and gone["author_key"] == "did:plc:marta0"


def test_of_the_author_s_time_and_bluesky_s_the_earlier_counts() -> None:
    root, question, *_ = read(THREAD).rows
    assert root["created_at"] == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert question["created_at"] == datetime(2026, 3, 2, 9, 59, tzinfo=UTC)


def test_a_feed_shows_what_is_answered_and_a_repost_is_none() -> None:
    found = read(FEED)
    assert [row["message_id"] for row in found.rows[:3]] == [ROOT, QUESTION, ANSWER]
    assert [reason for _, reason in found.reasons()] == ["It is a repost of another's post, not a message."]


def test_records_and_the_time_that_names_no_zone() -> None:
    found = read(RECORDS)
    assert [row["author_key"] for row in found.rows] == ["did:plc:nino00"] * 2
    assert found.rows[1]["created_at"] == datetime(2026, 3, 2, 8, 30, 0, 123_456, UTC), "Rome was named"
    assert found.reasons() == [(3, "It is no post, but app.bsky.feed.like.")]
    with pytest.raises(NeedsChoice, match="--time-zone") as raised:
        read(RECORDS, reading=Reading())
    assert raised.value.choice == "time_zone"


def test_posts_of_a_search_and_records_in_a_list(tmp_path: Path) -> None:
    posts = [json.loads(THREAD.read_text())["thread"]["post"], json.loads(FEED.read_text())["feed"][2]["post"]]
    path = tmp_path / "search"
    path.write_text(json.dumps({"hitsTotal": 2, "posts": posts}))
    assert [row["message_id"] for row in read(path).rows] == [post["uri"] for post in posts]
    path.write_text(json.dumps({"records": [json.loads(line) for line in RECORDS.read_text().splitlines()]}))
    assert read(path).rows == read(RECORDS).rows


def test_a_chain_of_replies_is_followed_down(tmp_path: Path) -> None:
    thread = json.loads(THREAD.read_text())["thread"]
    node = {"post": thread["post"] | {"uri": "at://did:plc:a/app.bsky.feed.post/0"}}
    for number in range(1, 80):
        node = {"post": thread["post"] | {"uri": f"at://did:plc:a/app.bsky.feed.post/{number}"}, "replies": [node]}
    path = tmp_path / "thread"
    path.write_text(json.dumps({"thread": node}))
    assert len(read(path, "bluesky").rows) == 80


@settings(max_examples=50, deadline=None)
@given(damaged(THREAD.read_bytes()) | damaged(FEED.read_bytes()) | damaged(RECORDS.read_bytes()))
def test_damage_raises_nothing_but_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thread"
        path.write_bytes(data)
        bears(path, "bluesky")


@settings(max_examples=80, deadline=None)
@given(retyped(json.loads(THREAD.read_text())) | retyped(json.loads(FEED.read_text())))
def test_values_of_other_types_raise_nothing_but_our_own_error(document: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thread"
        path.write_text(json.dumps(document))
        bears(path, "bluesky")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("extended_post_record.json", "regress test"),
        ("post_record.json", "new text114"),
        ("thread_view_post_with_embed_media.json", None),  # two pictures and a quotation
    ],
)
def test_real_exports(shared: Path, name: str, text: str | None) -> None:
    found = read(shared / "samples" / "bluesky" / name)
    assert [row["text"] for row in found.rows] == [text] and not found.rejected
