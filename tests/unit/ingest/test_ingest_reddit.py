"""Reddit's archives: submissions and comments, one JSON object a line, plain or packed with zstandard."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from readings import FIXTURES, bears, damaged, read, retyped

from lib.errors import BadExport

COMMENTS = FIXTURES / "reddit" / "comments.jsonl"
SUBMISSIONS = FIXTURES / "reddit" / "submissions.jsonl"


def _objects(path: Path) -> list[object]:
    return [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")]


def test_every_line_is_a_row_or_a_rejection() -> None:
    found = read(COMMENTS)
    assert [row["line"] for row in found.rows] == [1, 2, 5, 7, 8]
    assert [line for line, _ in found.reasons()] == [3, 4, 6, 9, 10]


def test_ids_carry_their_kind_so_that_parents_are_found() -> None:
    places = [(row["message_id"], row["parent_id"], row["kind"]) for row in read(COMMENTS).rows]
    assert places == [
        ("t1_k01", "t3_a1b2c3", "comment"),
        ("t1_k02", "t1_k01", "reply"),
        ("t1_k05", "t1_k02", "reply"),
        ("t1_k07", "t1_k01", "reply"),
        ("t1_k08", "t1_zzz9", "reply"),
    ]
    assert [row["source_conversation_id"] for row in read(COMMENTS).rows] == ["t3_a1b2c3"] * 4 + ["t3_d4e5f6"]
    opener = read(SUBMISSIONS).rows[0]
    assert (opener["message_id"], opener["kind"], opener["parent_id"]) == ("t3_a1b2c3", "post", None)


def test_words_of_others_are_left_out_and_marks_are_undone() -> None:
    complaint, answer, *_ = read(COMMENTS).rows
    assert complaint["text"] == "Le consegne di Aurora sono lente & care" and complaint["likes"] == 12
    assert answer["text"] == "A me è arrivato in due giorni", "the line it quotes is another's"
    assert answer["created_at"] == datetime(2026, 3, 2, 9, 16, 40, tzinfo=UTC), "old archives write seconds as text"
    assert answer["edited_at"] == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_what_was_taken_away_is_not_taken() -> None:
    found = read(COMMENTS)
    reasons = dict(found.reasons())
    assert (reasons[3], reasons[4]) == ("It was deleted by its author.", "It was removed by a moderator.")
    withdrawn = next(r for r in found.rejected if r.line == 6)
    assert "after it was archived" in withdrawn.reason and withdrawn.content is None, "the archive still has the words"
    gone = next(row for row in found.rows if row["message_id"] == "t1_k05")
    assert gone["text"] == "Anche a me" and gone["author_key"] is gone["author_name"] is None
    assert gone["likes"] is None, "a score below nothing is no count"


def test_a_submission_keeps_its_title_without_its_words() -> None:
    found = read(SUBMISSIONS)
    assert [row["text"] for row in found.rows] == [
        "Consegne di Aurora\nQuanto ci mettono da voi?",
        "Esperienze con gli e-book?",
        "Chi viene alla fiera?",
        "La copertina nuova",
    ]
    assert found.rows[0]["url"] == "https://www.reddit.com/r/libri/comments/a1b2c3/consegne/"
    assert [row["author_key"] for row in found.rows] == ["marta_legge", "nino", None, "luca"]
    assert found.reasons() == [(4, "It was deleted or removed.")]


def test_packed_is_the_same_and_cut_off_is_told(tmp_path: Path) -> None:
    packed = zstandard.ZstdCompressor().compress(COMMENTS.read_bytes() + SUBMISSIONS.read_bytes())
    path = tmp_path / "RC_2026-03.zst"
    path.write_bytes(packed)
    expected = [*read(COMMENTS).rows, *read(SUBMISSIONS).rows]
    assert [row["message_id"] for row in read(path).rows] == [row["message_id"] for row in expected]
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(BadExport, match="RC_2026-03.zst"):
        read(path, "reddit")


@settings(max_examples=50, deadline=None)
@given(damaged(COMMENTS.read_bytes()) | damaged(zstandard.ZstdCompressor().compress(SUBMISSIONS.read_bytes())))
def test_damage_raises_nothing_but_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "RC"
        path.write_bytes(data)
        bears(path, "reddit")


@settings(max_examples=80, deadline=None)
@given(retyped(_objects(COMMENTS)) | retyped(_objects(SUBMISSIONS)))
def test_values_of_other_types_raise_nothing_but_our_own_error(document: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "RC"
        path.write_text("".join(json.dumps(item) + "\n" for item in document) if isinstance(document, list) else "{}")
        bears(path, "reddit")


@pytest.mark.shared
def test_real_exports(shared: Path) -> None:
    found = read(shared / "samples" / "reddit" / "test_comments.json")
    assert (len(found.rows), len(found.rejected)) == (23, 4)
    assert {reason for _, reason in found.reasons()} == {
        "It was deleted by its author.",
        "It was removed by a moderator.",
    }
    assert all(row["url"] for row in found.rows)
