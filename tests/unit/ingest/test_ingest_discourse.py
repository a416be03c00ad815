"""Discourse: topics, lists of posts, a member's actions."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import FIXTURES, bears, damaged, read, retyped

from lib.errors import BadExport
from lib.ingest.sources.discourse_text import words_of_html, words_of_markdown

TOPIC = FIXTURES / "discourse" / "topic.json"


def _written(folder: Path, document: Any) -> Path:
    path = folder / "export.json"
    path.write_text(json.dumps(document))
    return path


def test_a_topic_is_a_post_and_its_replies() -> None:
    opening, brand, quoting, lost = read(TOPIC).rows
    assert opening["kind"] == "post" and opening["parent_id"] is None
    assert opening["text"] == "Damaged box\nThe box came with a bent corner.\nWho else? :book:"
    assert opening["edited_at"] == datetime(2026, 2, 1, 11, tzinfo=UTC) and opening["likes"] == 3
    assert (brand["parent_id"], brand["text"]) == ("501", "We are sorry & send a new one.")
    assert brand["edited_at"] is None and brand["author_name"] == "Libreria Aurora"
    assert (quoting["parent_id"], quoting["text"]) == ("502", "Anche a me, ma solo la **copertina**.")
    assert lost["parent_id"] == "501", "it answers post 3, which the file does not hold"
    assert {row["source_conversation_id"] for row in (opening, brand, quoting, lost)} == {"31"}


def test_what_is_no_message_says_why() -> None:
    reasons = dict(read(TOPIC).reasons())
    assert list(reasons) == [5, 6, 7, 8]
    assert "notice" in reasons[5] and "deleted" in reasons[6] and "no words" in reasons[7] and "time" in reasons[8]


def test_the_first_post_is_known_from_the_stream_though_it_is_not_there(tmp_path: Path) -> None:
    document = json.loads(TOPIC.read_text())
    document["post_stream"]["posts"] = document["post_stream"]["posts"][1:2]
    assert read(_written(tmp_path, document)).rows[0]["parent_id"] == "501"


@pytest.mark.parametrize("shape", ["latest_posts", "posts", "list", "one"])
def test_lists_of_posts(tmp_path: Path, shape: str) -> None:
    posts = json.loads(TOPIC.read_text())["post_stream"]["posts"][:3]
    document = {"list": posts, "one": posts[0]}.get(shape, {shape: posts})
    rows = read(_written(tmp_path, document)).rows
    assert [row["message_id"] for row in rows] == (["501"] if shape == "one" else ["501", "502", "503"])
    assert rows[0]["text"].startswith("The box"), "a list of posts names no titles"


def test_actions_of_a_member(tmp_path: Path) -> None:
    reply = {"action_type": 5, "post_id": 601, "topic_id": 31, "post_number": 9, "reply_to_post_number": 8}
    reply |= {"created_at": "2026-02-05T10:00:00Z", "excerpt": "Thanks&hellip;", "acting_username": "ugo"}
    reply |= {"acting_user_id": 13, "post_type": 1}
    document = {"user_actions": [reply, reply | {"action_type": 1}, reply | {"action_type": 12, "post_id": 602}]}
    found = read(_written(tmp_path, document))
    assert [(r["message_id"], r["kind"], r["text"]) for r in found.rows] == [
        ("601", "reply", "Thanks…"),
        ("602", "direct", "Thanks…"),
    ]
    assert found.rows[0]["author_key"] == "13" and found.reasons()[0][0] == 2


def test_private_topics_are_direct(tmp_path: Path) -> None:
    document = json.loads(TOPIC.read_text()) | {"archetype": "private_message"}
    assert {row["kind"] for row in read(_written(tmp_path, document)).rows} == {"direct"}


def test_a_list_of_topics_without_posts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadExport, match="without their posts"):
        read(_written(tmp_path, {"topic_list": {"topics": [{"id": 1, "archetype": "private_message"}]}}))


def test_html_to_words() -> None:
    assert words_of_html("<p>a<br>b</p><script>x()</script><ul><li>c</li><li>d</li></ul>") == "a\nb\nc\nd"
    nested = '<aside class="quote"><aside class="note">x</aside>y</aside>z'
    assert words_of_html(nested) == "z"
    assert words_of_markdown("[quote]open and never closed") == "[quote]open and never closed"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/&#;asideimgp \"'=[]quote!-\n", max_size=200))
def test_no_markup_breaks_the_reader(markup: str) -> None:
    assert "<p>" not in words_of_html(f"<p>{markup}</p>")[:3]
    words_of_markdown(markup)


@settings(max_examples=50, deadline=None)
@given(damaged(TOPIC.read_bytes()))
def test_damage_raises_nothing_but_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_bytes(data)
        bears(path, "discourse")


@settings(max_examples=80, deadline=None)
@given(retyped(json.loads(TOPIC.read_text())))
def test_values_of_other_types_raise_nothing_but_our_own_error(document: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bears(_written(Path(folder), document), "discourse")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "kinds", "rejected"),
    [
        ("post.json", ["post"], []),
        ("replies.json", ["reply"], []),
        ("topic.json", ["post", "reply"], [2, 3]),
        ("topic_posts.json", ["reply"], []),
    ],
)
def test_real_exports(shared: Path, name: str, kinds: list[str], rejected: list[int]) -> None:
    found = read(shared / "samples" / "discourse_api" / name)
    assert [row["kind"] for row in found.rows] == kinds
    assert [r.line for r in found.rejected] == rejected


@pytest.mark.shared
def test_a_real_list_of_private_topics_is_refused(shared: Path) -> None:
    with pytest.raises(BadExport, match="without their posts"):
        read(shared / "samples" / "discourse_api" / "private_messages.json")
