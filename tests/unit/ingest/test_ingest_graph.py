"""Facebook and Instagram as the Graph API answers."""

import json
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import FIXTURES, TIMES_AS_MANY, bears, damaged, read, retyped

from lib.errors import BadExport
from lib.ingest.registry import recognised_source
from lib.ingest.source import Export, Reading
from lib.ingest.sources import graph

FACEBOOK = FIXTURES / "facebook"
INSTAGRAM = FIXTURES / "instagram"
FILES = {
    **dict.fromkeys(sorted(FACEBOOK.glob("*.json")), "facebook_graph"),
    **dict.fromkeys(sorted(INSTAGRAM.glob("*.json")), "instagram_graph"),
}


def _by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["message_id"]: row for row in rows}


@pytest.mark.parametrize(("path", "source"), FILES.items(), ids=lambda value: getattr(value, "stem", value))
def test_known_by_content_whatever_it_is_called(path: Path, source: str, tmp_path: Path) -> None:
    renamed = tmp_path / "download"
    shutil.copyfile(path, renamed)
    assert recognised_source(Export(renamed, "download")).name == source
    pages = tmp_path / "pages"
    pages.write_text(f"[{path.read_text()}, {path.read_text()}]" + " " * 10)
    assert recognised_source(Export(pages, "pages")).name == source, "a list of answers"


@pytest.mark.parametrize("path", [FACEBOOK / "page.json", INSTAGRAM / "media.json"], ids=lambda path: path.stem)
def test_an_answer_too_long_for_the_head_is_known_by_its_beginning(path: Path, tmp_path: Path) -> None:
    longer = tmp_path / "export.json"
    longer.write_text(path.read_text().rstrip()[:-1] + ', "more": "' + "x" * 100_000 + '"}')
    assert recognised_source(Export(longer, "export.json")).name == FILES[path]


def test_a_page_with_its_posts_and_their_comments() -> None:
    found = read(FACEBOOK / "page.json")
    rows = _by_id(found.rows)
    post = rows["301_9001"]
    assert (post["kind"], post["is_brand"], post["author_key"], post["author_name"]) == (
        "post",
        True,
        "301",
        "Aurora Libri",
    )
    assert (post["likes"], post["shares"], post["replies"]) == (120, 7, 5)
    assert post["created_at"] == datetime(2026, 3, 2, 8, tzinfo=UTC) and post["source_conversation_id"] == "9001"
    comment, answer, thanks, nobody = (rows[f"9001_{n}"] for n in (1, 2, 3, 4))
    assert (comment["kind"], comment["parent_id"], comment["is_brand"]) == ("comment", "301_9001", False)
    assert (answer["kind"], answer["parent_id"], answer["is_brand"]) == ("reply", "9001_1", True)
    assert (thanks["parent_id"], thanks["author_key"], thanks["is_brand"]) == ("9001_1", "55", False)
    assert (nobody["author_key"], nobody["is_brand"]) == (None, None), "of members the API hides the name"
    assert {row["source_conversation_id"] for row in (comment, answer, thanks, nobody)} == {"9001"}
    assert rows["301_9002"]["text"] == "" and rows["301_9002"]["is_brand"] is True, "a story is Facebook's own word"
    assert [line for line, _ in found.reasons()] == [6, 8] and found.rejected[1].content == "rotto"


def test_a_feed_holds_what_others_write_to_the_page() -> None:
    found = read(FACEBOOK / "feed.json")
    assert [(row["text"], row["kind"], row["is_brand"]) for row in found.rows] == [
        ("Quando riaprite?", "post", False),
        ("Domani alle 9", "post", True),
    ]
    assert found.reasons() == [(3, "It has no time that can be read (created_time).")]


def test_comments_asked_for_apart_find_their_post() -> None:
    comment, reply = read(FACEBOOK / "comments.json").rows
    assert (comment["kind"], comment["parent_id"], comment["source_conversation_id"]) == ("comment", "301_9001", "9001")
    assert (reply["kind"], reply["parent_id"], reply["is_brand"]) == ("reply", "9001_6", True)


def test_messages_are_direct() -> None:
    found = read(FACEBOOK / "conversations.json", reading=Reading())
    assert [(row["message_id"], row["kind"], row["is_brand"]) for row in found.rows] == [
        ("m_b", "direct", True),
        ("m_a", "direct", False),
    ]
    assert {row["source_conversation_id"] for row in found.rows} == {"t_11"}
    assert [line for line, _ in found.reasons()] == [3, 4]
    assert all(r.content is None for r in found.rejected), "nothing of a private conversation is kept"
    with pytest.raises(BadExport, match="without their messages"):
        read(FACEBOOK / "conversations_alone.json")


def test_media_with_comments_and_replies() -> None:
    found = read(INSTAGRAM / "media.json")
    rows = _by_id(found.rows)
    post, comment, reply = (rows[key] for key in ("17900000000000001", "17800000000000001", "17800000000000002"))
    assert (post["kind"], post["is_brand"], post["likes"], post["replies"]) == ("post", True, 40, 3)
    assert post["text"] == "Tre libri per marzo 🌊" and post["author_handle"] == "auroralibri"
    assert (comment["kind"], comment["parent_id"], comment["is_brand"]) == ("comment", "17900000000000001", False)
    assert (reply["kind"], reply["parent_id"], reply["is_brand"]) == ("reply", "17800000000000001", True)
    assert {row["source_conversation_id"] for row in (post, comment, reply)} == {"17900000000000001"}
    assert rows["17900000000000003"]["text"] == ""
    assert len(rows) == 4 and [line for line, _ in found.reasons()] == [4], "pictures of an album are no messages"


def test_comments_of_a_media_by_the_address_they_were_asked_at() -> None:
    found = read(INSTAGRAM / "comments.json")
    assert [(row["parent_id"], row["author_key"]) for row in found.rows] == [("17900000000000001", None)]
    assert found.reasons() == [(2, "It has no time that can be read (timestamp).")]


def test_the_accounts_own_comment_names_its_user() -> None:
    own, reply = read(INSTAGRAM / "comment.json").rows
    assert (own["is_brand"], own["parent_id"], own["author_key"]) == (True, "17900000000000001", "17841400000000001")
    assert (reply["kind"], reply["parent_id"], reply["source_conversation_id"]) == (
        "reply",
        "17800000000000006",
        "17900000000000001",
    )
    (mention,) = read(INSTAGRAM / "mentioned.json").rows
    assert (mention["kind"], mention["is_brand"], mention["author_handle"]) == ("post", None, "marta.legge")


def test_a_document_too_large_to_be_held_is_read_as_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(INSTAGRAM / "media.json")
    monkeypatch.setattr(graph, "WHOLE_LIMIT", 100)
    assert read(INSTAGRAM / "media.json") == whole


@settings(max_examples=80 * TIMES_AS_MANY, deadline=None)
@given(st.sampled_from(list(FILES)).flatmap(lambda p: st.tuples(st.just(FILES[p]), damaged(p.read_bytes()))))
def test_damage_raises_nothing_but_our_own_error(found: tuple[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_bytes(found[1])
        bears(path, found[0])


@settings(max_examples=120 * TIMES_AS_MANY, deadline=None)
@given(st.sampled_from(list(FILES)).flatmap(lambda p: st.tuples(st.just(FILES[p]), retyped(json.loads(p.read_text())))))
def test_values_of_other_types_raise_nothing_but_our_own_error(found: tuple[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_text(json.dumps(found[1]))
        bears(path, found[0])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "kinds", "rejected"),
    [
        ("facebook_graph/comments_info.json", ["comment"] * 2, 0),
        ("facebook_graph/feed_fields_p1.json", ["post"] * 5, 0),
        ("facebook_graph/feeds_default_fields_p1.json", ["post"] * 5, 0),
        ("facebook_graph/messages_info.json", [], 2),  # two pictures without a word
        ("instagram_graph/comments_fields.json", ["comment"] * 2, 0),
        ("instagram_graph/comments_p1.json", ["comment"] * 2, 0),
        ("instagram_graph/ig_comment.json", ["comment", "reply"], 0),
        ("instagram_graph/media_default.json", ["post"], 0),
        ("instagram_graph/medias_fields.json", ["post"] * 2, 0),
        ("instagram_graph/mentioned_comment.json", ["comment"], 0),
        ("instagram_graph/replies.json", ["comment"], 0),
    ],
)
def test_real_answers(shared: Path, path: str, kinds: list[str], rejected: int) -> None:
    export = shared / "samples" / path
    assert recognised_source(Export(export, "export")).name == path.partition("/")[0]
    found = read(export)
    assert ([row["kind"] for row in found.rows], len(found.rejected)) == (kinds, rejected)


@pytest.mark.shared
def test_a_real_list_of_conversations_is_refused(shared: Path) -> None:
    with pytest.raises(BadExport, match="without their messages"):
        read(shared / "samples" / "facebook_graph" / "cvses_info.json")
