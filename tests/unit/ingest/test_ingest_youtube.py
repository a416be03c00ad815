"""YouTube by three tools: the Data API's pages, yt-dlp's info.json and youtube-comment-downloader's lines."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from readings import FIXTURES, bears, damaged, read, retyped

from lib.errors import BadExport
from lib.ingest.source import Reading
from lib.ingest.sources.youtube_words import abbreviated_count, address

THREADS = FIXTURES / "youtube" / "comment_threads.json"
COMMENTS = FIXTURES / "youtube" / "comments.json"
VIDEOS = FIXTURES / "youtube" / "videos.json"
INFO = FIXTURES / "youtube" / "video.info.json"
LINES = FIXTURES / "youtube" / "downloader.jsonl"


def test_a_thread_is_its_comment_and_the_answers_below_it() -> None:
    found = read(THREADS)
    assert [(row["message_id"], row["parent_id"], row["kind"]) for row in found.rows] == [
        ("UgxMartaAAA1", "aurora00001", "comment"),
        ("UgxMartaAAA1.9bRisposta", "UgxMartaAAA1", "reply"),
        ("UgxMartaAAA1.9bGrazie", "UgxMartaAAA1", "reply"),
        ("UgxNinoAAAA2", "aurora00001", "comment"),
        ("UgxGoneAAAA3", "aurora00001", "comment"),
    ]
    assert found.reasons() == [(6, "YouTube took it for spam.")]
    (note,) = found.notes
    assert "3 answers" in note, "YouTube counts five and gives two"


def test_times_likes_and_names() -> None:
    question, answer, thanks, html, gone = read(THREADS).rows
    assert question["created_at"] == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert question["edited_at"] == datetime(2026, 3, 2, 9, 30, tzinfo=UTC) and answer["edited_at"] is None
    assert (question["author_key"], question["author_handle"]) == ("UCmarta", "marta_legge")
    assert (thanks["author_handle"], thanks["author_name"]) == (None, "Nino"), "before 2023 names were shown"
    assert (question["likes"], question["replies"], answer["replies"]) == (3, 5, None)
    assert html["text"] == 'Copertina "sbiadita",\npeccato & pazienza'
    assert gone["author_key"] is gone["author_name"] is None and gone["text"] == "Il pacco non arriva"
    assert question["url"] == "https://www.youtube.com/watch?v=aurora00001&lc=UgxMartaAAA1"


def test_the_uploader_is_the_brand_unless_its_accounts_were_named() -> None:
    for path, brand in ((THREADS, ["UgxMartaAAA1.9bRisposta"]), (INFO, ["aurora00001", "UgxMartaAAA1.9bRisposta"])):
        assert [row["message_id"] for row in read(path).rows if row["is_brand"]] == brand
        named = Reading(brand_accounts=frozenset(("youtube:another",)))
        assert not any(row["is_brand"] for row in read(path, reading=named).rows)


def test_pages_in_a_list_and_pages_one_a_line_are_the_pages(tmp_path: Path) -> None:
    pages = [json.loads(path.read_text()) for path in (THREADS, COMMENTS, VIDEOS)]
    expected = [row["message_id"] for path in (THREADS, COMMENTS, VIDEOS) for row in read(path).rows]
    listed, lines, items = tmp_path / "listed", tmp_path / "lines", tmp_path / "items"
    listed.write_text(json.dumps(pages))
    lines.write_text("".join(json.dumps(page) + "\n" for page in pages))
    items.write_text("".join(json.dumps(item) + "\n" for page in pages for item in page["items"]))
    for path in (listed, lines, items):
        assert [row["message_id"] for row in read(path).rows] == expected


def test_a_video_is_the_post_that_its_comments_answer() -> None:
    (video,) = read(VIDEOS).rows
    assert (video["message_id"], video["kind"], video["views"], video["replies"]) == ("aurora00001", "post", 1204, 4)
    assert video["text"] == "Il secondo volume: la copertina\nVe la mostriamo in anteprima."
    scraped = read(INFO).rows[0]
    assert {key: video[key] for key in ("message_id", "kind", "text", "author_key", "created_at", "url")} == {
        key: scraped[key] for key in ("message_id", "kind", "text", "author_key", "created_at", "url")
    }


def test_tools_agree_on_ids_and_accounts() -> None:
    by_tool = [{row["message_id"]: row["author_key"] for row in read(path).rows} for path in (THREADS, INFO, LINES)]
    for found in by_tool:
        assert found["UgxMartaAAA1"] == "UCmarta" and found["UgxMartaAAA1.9bRisposta"] == "UCaurora"


def test_info_json_with_the_comments_before_the_video_s_own_keys() -> None:
    found = read(INFO)
    assert [(row["line"], row["kind"], row["parent_id"]) for row in found.rows] == [
        (1, "post", None),
        (2, "comment", "aurora00001"),
        (3, "reply", "UgxMartaAAA1"),
    ]
    assert found.reasons() == [(4, "It has no time that can be read.")]
    assert "late" in found.notes[0]


def test_a_relative_time_counts_only_where_the_tool_counted_it_back() -> None:
    found = read(LINES)
    assert [row["created_at"] for row in found.rows] == [datetime(2026, 3, 3, 0, 0, 0, 250_000, UTC)] * 2
    assert [line for line, _ in found.reasons()] == [3, 4]
    assert "'2 years ago'" in found.rejected[0].reason
    assert [(row["parent_id"], row["likes"], row["replies"]) for row in found.rows] == [
        (None, 1200, 2),
        ("UgxMartaAAA1", 0, None),
    ]


@pytest.mark.parametrize(
    ("shown", "count"),
    [("1.2K", 1200), ("1,2 mila", 1200), ("3 Mln", 3_000_000), ("1,204", 1204), ("1.204", 1204), ("7", 7), (7, 7)]
    + [("", None), (None, None), ("molti", None), (True, None), (-1, None), ("9" * 400, None), ("1.2.3K", None)],
)
def test_abbreviated_counts(shown: object, count: int | None) -> None:
    assert abbreviated_count(shown) == count


def test_only_what_can_be_an_address_becomes_one() -> None:
    assert address("javascript:alert(1)") is None and address(None) is None
    assert address("aurora00001", '"><b>') == "https://www.youtube.com/watch?v=aurora00001"


def test_a_page_cut_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_bytes(THREADS.read_bytes()[:1500])
    with pytest.raises(BadExport, match="cut off"):
        read(path, "youtube")


@settings(max_examples=50, deadline=None)
@given(damaged(THREADS.read_bytes()) | damaged(INFO.read_bytes()) | damaged(LINES.read_bytes()))
def test_damage_raises_nothing_but_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page"
        path.write_bytes(data)
        for source in ("youtube", "yt_dlp", "youtube_comment_downloader"):
            bears(path, source)


@settings(max_examples=40, deadline=None)
@example({"kind": [], "etag": "e", "pageInfo": {"totalResults": 4}})
@given(
    retyped(json.loads(THREADS.read_text()))
    | retyped(json.loads(INFO.read_text()))
    | retyped([json.loads(line) for line in LINES.read_text().splitlines()[:3]])
)
def test_values_of_other_types_raise_nothing_but_our_own_error(document: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page"
        path.write_text(json.dumps(document))
        for source in ("youtube", "yt_dlp", "youtube_comment_downloader"):
            bears(path, source)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows", "notes"),
    [
        ("comment_threads_by_video_paged_1.json", 5, 1),
        ("comment_threads_multi.json", 2, 0),
        ("comments_by_parent_paged_1.json", 2, 0),
    ],
)
def test_real_exports(shared: Path, name: str, rows: int, notes: int) -> None:
    found = read(shared / "samples" / "youtube_api" / name, reading=Reading(time_zone=ZoneInfo("UTC")))
    assert (len(found.rows), len(found.rejected), len(found.notes)) == (rows, 0, notes)
    assert all(row["author_key"].startswith("UC") and row["parent_id"] for row in found.rows)
