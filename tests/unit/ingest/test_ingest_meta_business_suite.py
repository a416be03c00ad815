"""Meta Business Suite: posts with their figures, in English and Italian."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import FIXTURES, ROME, TIMES_AS_MANY, bears, damaged, read

from lib.errors import BadExport, NeedsChoice
from lib.ingest.registry import recognised_source
from lib.ingest.source import Export, Reading

SUITE = FIXTURES / "meta_business_suite"


@pytest.mark.parametrize("name", ["facebook_en.csv", "instagram_it.csv", "undecided.csv", "empty.csv"])
def test_known_by_its_columns(name: str) -> None:
    assert recognised_source(Export(SUITE / name, "download")).name == "meta_business_suite"


def test_posts_of_a_page() -> None:
    found = read(SUITE / "facebook_en.csv")
    first, reel, titled = found.rows
    assert (first["message_id"], first["source_conversation_id"]) == ("301_9001", "9001"), "as in the Graph API"
    assert (first["channel"], first["kind"], first["is_brand"]) == ("facebook", "post", True)
    assert first["text"] == 'È uscito "Le maree di sale"!\n\nVi aspettiamo #maree'
    assert first["created_at"] == datetime(2026, 3, 2, 8, 15, tzinfo=UTC), "the month first, as 03/28 decides"
    assert (first["author_key"], first["author_name"]) == ("301", "Aurora Libri")
    assert (first["views"], first["likes"], first["replies"], first["shares"]) == (1204, 30, 6, 5)
    assert reel["text"] == "Il nostro reel: dietro le quinte" and reel["views"] == 300, "no views: those reached"
    assert titled["text"] == "Titolo\nE altre parole"
    (scientific, _), (undated, reason) = found.reasons()
    assert (scientific, undated, reason) == (7, 8, "It has no time.")
    assert "rounded by a spreadsheet" in found.rejected[0].reason and "Rovinato" in (found.rejected[0].content or "")


def test_posts_of_an_account_in_italian() -> None:
    carousel, picture = read(SUITE / "instagram_it.csv").rows
    assert (carousel["channel"], carousel["message_id"]) == ("instagram", "17900000000000001")
    assert carousel["text"] == "Tre libri per marzo:\nuno blu; uno verde"
    assert carousel["created_at"] == datetime(2026, 3, 28, 17, 12, tzinfo=UTC)
    assert picture["created_at"] == datetime(2026, 3, 2, 8, 15, tzinfo=UTC), "the day first, as 28/03 decides"
    assert (carousel["views"], carousel["likes"], carousel["shares"], carousel["replies"]) == (12_345, 1_204, 12, 41)
    assert (carousel["author_handle"], carousel["author_name"]) == ("auroralibri", "Aurora Libri")
    assert (picture["text"], picture["is_brand"]) == ("", True), "a post without words is one all the same"


def test_what_the_file_leaves_open_is_asked() -> None:
    with pytest.raises(NeedsChoice) as undecided:
        read(SUITE / "undecided.csv")
    assert undecided.value.choice == "date_order"
    (post,) = read(SUITE / "undecided.csv", reading=replace(ROME, date_order="mdy")).rows
    assert post["created_at"].month == 5
    with pytest.raises(NeedsChoice) as naive:
        read(SUITE / "facebook_en.csv", reading=Reading())
    assert naive.value.choice == "time_zone"


def test_no_posts_is_told() -> None:
    found = read(SUITE / "empty.csv")
    assert (found.rows, found.rejected) == ([], []) and "no posts" in found.notes[0]
    with pytest.raises(BadExport, match="no column permalink"):
        read(FIXTURES / "reviews" / "play_console.csv", "meta_business_suite")


@settings(max_examples=60 * TIMES_AS_MANY, deadline=None)
@given(
    st.sampled_from(["facebook_en.csv", "instagram_it.csv", "undecided.csv"]).flatmap(
        lambda name: damaged((SUITE / name).read_bytes())
    )
)
def test_damage_raises_nothing_but_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posts.csv"
        path.write_bytes(data)
        bears(path, "meta_business_suite")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["facebook_header.csv", "instagram_header.csv"])
def test_real_headers_are_known(shared: Path, name: str) -> None:
    path = shared / "samples" / "meta_business_suite" / name
    assert recognised_source(Export(path, name)).name == "meta_business_suite"
    found = read(path)
    assert (found.rows, found.rejected) == ([], []) and "no posts" in found.notes[-1]
