"""Joining rows: twice is once, and the order and grouping of overlapping exports make no difference."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import TIMES_AS_MANY

from lib.imports.account import FileAccount
from lib.imports.run import commit_stage
from lib.imports.stage import Stage
from lib.ingest.canonical import Canon
from lib.ingest.rows import Row, batches
from lib.storage.lake import Lake
from lib.storage.workspace import Workspace

pytestmark = pytest.mark.long

NOW = datetime(2026, 1, 1, tzinfo=UTC)
IDS = st.sampled_from([str(n) for n in range(8)])


def rows() -> st.SearchStrategy[list[Row]]:
    """Rows of a small colliding community: ids, parents (unknown, own, in a circle), edits, counts that differ."""
    optional = st.none()
    one = st.fixed_dictionaries(
        {
            "channel": st.just("x"),
            "message_id": IDS,
            "kind": st.sampled_from(["post", "comment", "reply"]),
            "parent_id": optional | IDS | st.just("unknown"),
            "author_key": optional | st.sampled_from("ab"),
            "is_brand": optional | st.booleans(),
            "created_at": st.integers(0, 90).map(lambda days: NOW + timedelta(days=days)),
            "edited_at": optional | st.integers(200, 202).map(lambda days: NOW + timedelta(days=days)),
            "text": st.sampled_from(["ciao", "cosa dite?", "good morning"]),
            "likes": optional | st.integers(0, 2),
            "language": optional | st.sampled_from(["it", "en"]),
            "source_conversation_id": optional | st.just("c1"),
            "rating": optional | st.sampled_from([1.0, 5.0]),
        }
    )
    return st.lists(one, max_size=12)  # type: ignore[return-value]


def put(workspace: Workspace, *exports: list[Row]) -> list[FileAccount]:
    stage = Stage(workspace.place("scratch", "stage"))
    canon = Canon(b"k" * 32)
    for number, export in enumerate(exports):
        stage.open_file(f"file{number}", "test")
        for batch in batches(export):
            stage.add(*canon.staged(batch))
    stage.close()
    commit_stage(workspace, stage, workspace.place("scratch"), NOW, lambda what, done, of: None)
    assert all(file.adds_up() for file in stage.files)
    return stage.files


def content(workspace: Workspace) -> list[dict[str, Any]]:
    files = Lake(workspace).files()
    if not files:
        return []
    lake = duckdb.read_parquet(files, hive_partitioning=True).project("* exclude (source_file, imported_at)")
    return lake.order("channel, message_id").to_arrow_table().to_pylist()


@settings(max_examples=6 * TIMES_AS_MANY, deadline=None)
@given(rows(), rows())
def test_order_grouping_and_repetition_make_no_difference(one: list[Row], other: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        spaces = [Workspace.opened_or_created(Path(folder, name)) for name in ("ab", "ba", "both")]
        put(spaces[0], one)
        put(spaces[0], other)
        put(spaces[1], other)
        put(spaces[1], one)
        put(spaces[2], one, other)
        expected = content(spaces[0])
        assert content(spaces[1]) == expected
        assert content(spaces[2]) == expected
        version = Lake(spaces[0]).version()
        again = put(spaces[0], one, other)
        assert all(file.imported == 0 and file.updated == 0 for file in again)
        assert Lake(spaces[0]).version() == version
        assert content(spaces[0]) == expected


def _message(message_id: str, parent_id: str | None, day: int, **given: object) -> Row:
    made: Row = {
        "channel": "x",
        "message_id": message_id,
        "parent_id": parent_id,
        "kind": "reply" if parent_id else "post",
        "created_at": NOW + timedelta(days=day),
        "text": f"message {message_id}",
        "author_key": "a",
    }
    made.update(given)  # type: ignore[typeddict-item]
    return made


def _places(workspace: Workspace) -> dict[str, tuple[str, str, bool]]:
    return {r["message_id"]: (r["conversation_id"], r["thread_id"], r["root_missing"]) for r in content(workspace)}


def test_a_conversation_is_its_topmost_known_ancestor_and_moves_when_the_root_arrives(tmp_path: Path) -> None:
    workspace = Workspace.opened_or_created(tmp_path)
    put(workspace, [_message("b", "a", 1), _message("c", "b", 2), _message("d", "c", 3)])
    assert _places(workspace) == {m: ("b", "b", True) for m in "bcd"}
    put(workspace, [_message("a", None, 0)])
    assert _places(workspace) == {m: ("a", "a", False) for m in "abcd"}


def test_below_a_post_of_the_brand_each_comment_opens_a_thread(tmp_path: Path) -> None:
    workspace = Workspace.opened_or_created(tmp_path)
    put(workspace, [_message("one", "post", 1), _message("two", "post", 2), _message("answer", "one", 3)])
    put(workspace, [_message("post", None, 0, is_brand=True)])
    assert _places(workspace) == {
        "post": ("post", "post", False),
        "one": ("post", "one", False),
        "answer": ("post", "one", False),
        "two": ("post", "two", False),
    }
    put(workspace, [_message("late", "answer", 4)])
    assert _places(workspace)["late"] == ("post", "one", False)


def test_a_chain_of_thousands_and_a_circle_are_rooted(tmp_path: Path) -> None:
    workspace = Workspace.opened_or_created(tmp_path)
    chain = [_message(f"{n:04}", f"{n - 1:04}" if n else None, n // 100) for n in range(3000)]
    circle = [_message("p", "q", 1), _message("q", "r", 1), _message("r", "p", 1), _message("own", "own", 1)]
    put(workspace, chain, circle)
    places = _places(workspace)
    assert {places[f"{n:04}"] for n in range(3000)} == {("0000", "0000", False)}
    assert {places[m] for m in "pqr"} == {("p", "p", False)}
    assert places["own"] == ("own", "own", False)


def test_the_latest_edit_wins_and_its_month_may_change(tmp_path: Path) -> None:
    workspace = Workspace.opened_or_created(tmp_path)
    put(workspace, [_message("a", None, 40, text="first, and longer")])
    edited = _message("a", None, 5, text="second", edited_at=NOW + timedelta(days=50))
    (account,) = put(workspace, [edited])
    assert (account.imported, account.updated, account.unchanged) == (0, 1, 0)
    (row,) = content(workspace)
    assert (row["text"], row["month"], row["created_at"]) == ("second", "2026-01", NOW + timedelta(days=5))


def test_naming_an_account_of_the_brand_marks_what_the_lake_holds_of_it(tmp_path: Path) -> None:
    workspace = Workspace.opened_or_created(tmp_path)
    put(workspace, [_message("a", None, 0), _message("b", "a", 1, author_key="shop", author_handle="Aurora")])
    named = replace(workspace, preferences=replace(workspace.preferences, brand_accounts=("x:aurora",)))
    put(named, [_message("c", "a", 2)])
    assert {r["message_id"]: r["is_brand"] for r in content(workspace)} == {"a": False, "b": True, "c": False}
    authors = duckdb.read_parquet(Lake(workspace).files("authors")).filter("is_brand").project("handle").fetchall()
    assert authors == [("Aurora",)]
