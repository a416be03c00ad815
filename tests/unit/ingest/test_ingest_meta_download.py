"""Meta's "Download your information": chats of Messenger, posts and comments of Facebook and Instagram."""

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

from lib.ingest.registry import recognised_source
from lib.ingest.source import Export, Reading
from lib.ingest.sources.meta_words import MadeIds, moment_at, repaired

DOWNLOAD = FIXTURES / "meta_download"
FILES = {
    "message_1.json": "messenger_dyi",
    "encrypted.json": "messenger_dyi",
    "comments.json": "meta_download",
    "your_posts_1.json": "meta_download",
    "post_comments_1.json": "meta_download",
    "posts_1.json": "meta_download",
}


@pytest.mark.parametrize(("name", "source"), FILES.items())
def test_known_by_content_whatever_it_is_called(name: str, source: str, tmp_path: Path) -> None:
    renamed = tmp_path / "download"
    shutil.copyfile(DOWNLOAD / name, renamed)
    assert recognised_source(Export(renamed, "download")).name == source


@pytest.mark.parametrize("name", FILES)
def test_a_file_too_long_for_the_head_is_known_by_its_beginning(name: str, tmp_path: Path) -> None:
    whole = (DOWNLOAD / name).read_text().rstrip()
    end = ', "more": "' + "x" * 100_000 + '"}' if whole[-1] == "}" else ', "' + "x" * 100_000 + '"]'
    longer = tmp_path / "export.json"
    longer.write_text(whole[:-1] + end)
    assert recognised_source(Export(longer, "export.json")).name == FILES[name]


def test_a_chat_is_direct_and_its_letters_are_put_together() -> None:
    found = read(DOWNLOAD / "message_1.json")
    assert [row["text"] for row in found.rows] == [
        "ok",
        "ok",
        "Sì, perché è già partito 📦",
        "È “già” partito? Città: Forlì",
    ]
    assert {row["kind"] for row in found.rows} == {"direct"} and {row["channel"] for row in found.rows} == {"messenger"}
    assert [row["author_name"] for row in found.rows] == ["Zoë Però", "Zoë Però", "Aurora Libri", "Zoë Però"]
    assert [row["is_brand"] for row in found.rows] == [False, False, True, False], "the chat is called by the other"
    assert found.rows[2]["likes"] == 1
    assert found.rows[3]["created_at"] == datetime(2026, 3, 2, 9, 1, tzinfo=UTC)
    assert len({row["message_id"] for row in found.rows}) == 4, "the same words twice in a moment are two messages"
    assert [line for line, _ in found.reasons()] == [1, 2, 3, 4]


def test_nothing_of_a_private_chat_is_kept_unless_asked_for() -> None:
    assert all(r.content is None for r in read(DOWNLOAD / "message_1.json", reading=Reading()).rejected)
    assert all(r.content for r in read(DOWNLOAD / "message_1.json").rejected)
    conversations = {row["source_conversation_id"] for row in read(DOWNLOAD / "message_1.json").rows}
    assert len(conversations) == 1 and "zoe" not in conversations.pop(), "no name in an id"


def test_a_later_download_gives_the_same_ids(tmp_path: Path) -> None:
    document = json.loads((DOWNLOAD / "message_1.json").read_text())
    document["messages"] = document["messages"][4:]
    later = tmp_path / "message_1.json"
    later.write_text(json.dumps(document))
    ids = [[row["message_id"] for row in read(path).rows] for path in (later, DOWNLOAD / "message_1.json")]
    assert ids[0] == ids[1]


def test_a_chat_of_instagram(tmp_path: Path) -> None:
    path = tmp_path / "message_1.json"
    path.write_text(
        (DOWNLOAD / "message_1.json").read_text().replace("your_facebook_activity", "your_instagram_activity")
    )
    assert {row["channel"] for row in read(path).rows} == {"instagram"}


def test_an_encrypted_chat_is_whole_already() -> None:
    found = read(DOWNLOAD / "encrypted.json")
    (message,) = found.rows
    assert (message["text"], message["author_name"]) == ("Perché Ã resta Ã", "Zoë Però")
    assert (message["is_brand"], message["likes"], message["kind"]) == (False, 1, "direct")
    assert [line for line, _ in found.reasons()] == [2, 3] and "taken back" in found.rejected[1].reason


def test_comments_on_facebook() -> None:
    found = read(DOWNLOAD / "comments.json")
    assert [(row["kind"], row["channel"], row["text"], row["author_name"]) for row in found.rows] == [
        ("comment", "facebook", "Grazie, è vero!", "Aurora Libri")
    ] * 2
    assert all(row["is_brand"] for row in found.rows)
    assert len({row["message_id"] for row in found.rows}) == 2
    assert [line for line, _ in found.reasons()] == [3]


def test_posts_on_facebook() -> None:
    found = read(DOWNLOAD / "your_posts_1.json")
    assert [row["text"] for row in found.rows] == ["Domani apriamo più tardi", "La vetrina è pronta"]
    assert [row["edited_at"] for row in found.rows] == [datetime(2026, 3, 2, 10, tzinfo=UTC), None]
    assert {row["kind"] for row in found.rows} == {"post"} and [line for line, _ in found.reasons()] == [3]


def test_comments_and_posts_on_instagram_in_any_language() -> None:
    comments = read(DOWNLOAD / "post_comments_1.json")
    assert [row["text"] for row in comments.rows] == ["Che bella città!", "See you"]
    assert {(row["channel"], row["kind"]) for row in comments.rows} == {("instagram", "comment")}
    assert comments.reasons() == [(3, "It has no time that can be read.")]
    posts = read(DOWNLOAD / "posts_1.json").rows
    assert [row["text"] for row in posts] == ["Novità: ecco il mare 🌊", "Due foto"]
    assert posts[1]["created_at"] == datetime(2026, 3, 2, 9, 0, 1, tzinfo=UTC)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_whatever_meta_took_apart_is_put_together(text: str) -> None:
    assert repaired(text.encode().decode("latin-1")) == text


def test_what_was_whole_stays() -> None:
    for text in ("perché", "Città di Forlì", "日本", "\ud83d", "plain"):
        assert repaired(text) == text
    assert repaired("città".encode().decode("latin-1") + "\xf0\x9f") == "città\xf0\x9f", "cut off within an emoji"


def test_times_in_seconds_and_milliseconds() -> None:
    assert moment_at(1_772_442_000) == moment_at(1_772_442_000_000) == datetime(2026, 3, 2, 9, tzinfo=UTC)
    for value in (True, None, "x", 1e300, float("nan"), 10**400):
        assert moment_at(value) is None
    ids = MadeIds()
    assert ids.made("a", "b") != ids.made("a", "b") and ids.made("ab") != ids.made("a", "b")


@settings(max_examples=80 * TIMES_AS_MANY, deadline=None)
@given(st.sampled_from(sorted(FILES)).flatmap(lambda n: st.tuples(st.just(n), damaged((DOWNLOAD / n).read_bytes()))))
def test_damage_raises_nothing_but_our_own_error(found: tuple[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_bytes(found[1])
        bears(path, FILES[found[0]])


@settings(max_examples=120 * TIMES_AS_MANY, deadline=None)
@given(
    st.sampled_from(sorted(FILES)).flatmap(
        lambda n: st.tuples(st.just(n), retyped(json.loads((DOWNLOAD / n).read_text())))
    )
)
def test_values_of_other_types_raise_nothing_but_our_own_error(found: tuple[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_text(json.dumps(found[1]))
        bears(path, FILES[found[0]])


@pytest.mark.shared
def test_a_real_chat(shared: Path) -> None:
    path = shared / "samples" / "messenger_dyi" / "2A_7M.json"
    assert recognised_source(Export(path, "export")).name == "messenger_dyi"
    found = read(path)
    assert [row["kind"] for row in found.rows] == ["direct"] * 3
    assert [r.line for r in found.rejected] == [4, 5, 6, 7]
