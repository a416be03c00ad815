"""Reviews: a row becomes a review and, where it was answered, a reply of the brand."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import FIXTURES, bears, damaged, read, retyped

from lib.errors import BadExport, NeedsChoice
from lib.ingest.source import Reading
from lib.ingest.sources.store_shapes import answered

REVIEWS = FIXTURES / "reviews"
TABLES = {
    "play_console.csv": "google_play_console",
    "google_play_scraper.csv": "google_play_scraper",
    "google_play_js.csv": "google_play_scraper_js",
    "app_store_js.csv": "app_store_scraper_js",
    "app_store_scraper.csv": "app_store_scraper",
}


def _ids(rows: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(row["message_id"], row["kind"], row["text"]) for row in rows]


def test_play_console() -> None:
    found = read(REVIEWS / "play_console.csv", reading=Reading())
    review, reply, silent = found.rows
    assert review["message_id"] == "gp:AOq1" and review["kind"] == "review" and review["channel"] == "google_play"
    assert review["text"] == "Si chiude\nL'e-book non si apre,\nnemmeno dopo l'aggiornamento"
    assert review["rating"] == 2.0 and review["language"] == "it" and review["author_key"] is None
    assert review["created_at"] == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert review["edited_at"] == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert (reply["message_id"], reply["parent_id"], reply["kind"]) == ("gp:AOq1/reply", "gp:AOq1", "reply")
    assert reply["is_brand"] is True and reply["author_key"] is None and reply["rating"] is None
    assert reply["created_at"] == datetime(2026, 3, 2, 11, tzinfo=UTC)
    assert (silent["text"], silent["rating"], silent["edited_at"]) == ("", 5.0, None)
    assert found.reasons() == [(5, "It has no time.")] and "No time" in (found.rejected[0].content or "")


def test_google_play_scraper() -> None:
    found = read(REVIEWS / "google_play_scraper.csv")
    assert _ids(found.rows) == [
        ("gp:1", "review", "Bella, ma lenta"),
        ("gp:1/reply", "reply", "Grazie!"),
        ("gp:2", "review", ""),
        ("gp:3", "review", "Nice"),
    ]
    assert [row["author_key"] for row in found.rows] == ["Marta", None, None, "12E4"]
    assert [row["likes"] for row in found.rows] == [3, None, 0, 0]
    assert found.rows[0]["created_at"] == datetime(2026, 5, 13, 8, tzinfo=UTC)
    with pytest.raises(NeedsChoice, match="time zone"):
        read(REVIEWS / "google_play_scraper.csv", reading=Reading())


def test_google_play_scraper_of_npm() -> None:
    review, reply = read(REVIEWS / "google_play_js.csv", reading=Reading()).rows
    assert (review["text"], review["rating"], review["likes"]) == ("So so", 3.0, 2)
    assert (reply["parent_id"], reply["is_brand"], reply["created_at"].day) == ("gp:AO9", True, 15)


def test_app_store_scrapers() -> None:
    (review,) = read(REVIEWS / "app_store_js.csv", reading=Reading()).rows
    assert (review["channel"], review["message_id"], review["text"]) == (
        "app_store",
        "11223344556",
        "Bello\nSi legge bene",
    )
    assert review["created_at"] == datetime(2026, 5, 14, 8, tzinfo=UTC)
    rows = read(REVIEWS / "app_store_scraper.csv").rows
    assert [row["kind"] for row in rows] == ["review", "reply", "review", "review"]
    assert rows[1]["text"] == "Sorry, it's fixed in 1.8" and rows[1]["parent_id"] == rows[0]["message_id"]
    assert rows[0]["message_id"] != rows[2]["message_id"], "one author, two reviews"
    again = read(REVIEWS / "app_store_scraper.csv").rows
    assert [row["message_id"] for row in again] == [row["message_id"] for row in rows]


def test_an_answer_in_a_cell_is_read_and_never_run() -> None:
    assert answered('{"body": "Thanks", "modified": "2026-05-14T08:00:00Z"}') == ("Thanks", "2026-05-14T08:00:00Z")
    for cell in (None, "", "Thanks", "{'body': open('x')}", "{" * 5_000, "{'body': 5}", "{1: 2}", "{[]: 1}"):
        assert answered(cell) == (None, None)


def test_google_business() -> None:
    found = read(REVIEWS / "google_business.json", reading=Reading())
    assert _ids(found.rows) == [
        ("AbF1", "review", "La scatola era rovinata"),
        ("AbF1/reply", "reply", "Ci dispiace"),
        ("AbF2", "review", ""),
        ("AbF6", "review", "Chiuso"),
    ]
    first, reply, nobody, _ = found.rows
    assert first["rating"] == 2.0 and first["author_name"] == "Marta Rossi" and first["edited_at"] is not None
    assert reply["is_brand"] is True and reply["parent_id"] == "AbF1" and reply["author_key"] is None
    assert nobody["author_key"] is None and nobody["rating"] == 5.0 and nobody["edited_at"] is None
    assert [line for line, _ in found.reasons()] == [3, 4, 5, 6]
    assert "answer" in found.rejected[3].reason


def test_google_business_of_several_places_and_as_a_list(tmp_path: Path) -> None:
    reviews = json.loads((REVIEWS / "google_business.json").read_text())["reviews"][:2]
    for number, document in enumerate(
        (reviews, {"locationReviews": [{"name": "accounts/1/locations/2", "review": review} for review in reviews]})
    ):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(document))
        assert [row["message_id"] for row in read(path).rows] == ["AbF1", "AbF1/reply", "AbF2"]


def test_a_table_of_another_kind_is_refused() -> None:
    with pytest.raises(BadExport, match="has no column"):
        read(REVIEWS / "app_store_js.csv", "google_play_console")


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(TABLES)).flatmap(lambda n: st.tuples(st.just(n), damaged((REVIEWS / n).read_bytes()))))
def test_damaged_tables_raise_nothing_but_our_own_error(found: tuple[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reviews.csv"
        path.write_bytes(found[1])
        bears(path, TABLES[found[0]])


@settings(max_examples=80, deadline=None)
@given(retyped(json.loads((REVIEWS / "google_business.json").read_text())))
def test_values_of_other_types_raise_nothing_but_our_own_error(document: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reviews.json"
        path.write_text(json.dumps(document))
        bears(path, "google_business")


@pytest.mark.shared
def test_the_console_sample(shared: Path) -> None:
    (path,) = (shared / "samples" / "google_play_console").glob("*.csv")
    (review,) = read(path, reading=Reading()).rows
    assert (review["kind"], review["rating"], review["text"]) == ("review", 5.0, "Perché no? 🎉\nok")
