"""Every query of critiques: its shape, that it binds on a real model, and what it says of a few rows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from lib.critiques import queries, themed_queries
from lib.critiques.counters import DISAGREEING, PEOPLE_TOLD, PRAISING
from lib.critiques.evidence_texts import messages_of
from lib.critiques.themed_queries import CRITIQUES_AMONG, ThemedQuery
from lib.storage.query import Query, sql_parameters
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace
from tests.published import Rows, published_workspace

FOLDER = Path(queries.__file__).parent / "queries"
NAMED = {name: found for name, found in vars(queries).items() if isinstance(found, Query)}
THEMED = {found.name: found for found in vars(themed_queries).values() if isinstance(found, ThemedQuery)}
NEEDED: dict[str, Any] = {
    "channels": ["x"],
    "ids": ["m000000"],
    "keys_channels": ["x"],
    "keys_ids": ["m000000"],
    "aspect": "delivery",
    "author_ids": ["a1"],
    "places": [0],
}
NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)


def six_rows() -> list[dict[str, Any]]:
    """Two complaints about delivery, one answered warmly by another; praise of delivery; our post; small talk."""
    rows = Rows()
    critique = {"is_critique": True, "sentiment": "negative", "aspects": ["delivery"], "intent": ["critique"]}
    late = rows.say("late", "x", NOW - timedelta(hours=9), "Il pacco non arriva", author_id="a1", **critique)
    rows.say("late", "x", NOW - timedelta(hours=8), "A me in due giorni, bravi!", author_id="a2", parent_id=late,
             sentiment="positive", likes=4)  # fmt: skip
    rows.say("late2", "facebook", NOW - timedelta(days=2), "Anche il mio pacco non arriva", author_id="a3", **critique)
    rows.say("praise", "x", NOW - timedelta(days=1), "Consegna velocissima", author_id="a4", sentiment="positive",
             aspects=["delivery"], intent=["praise"])  # fmt: skip
    rows.say("post", "facebook", NOW, "Buona sera a tutti voi", is_brand=True, kind="post", likes=7)
    rows.say("post", "facebook", NOW, "Buona sera!", author_id="a4", formality="tu")
    return rows.made


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return published_workspace(tmp_path_factory.mktemp("six") / "workspace", six_rows())


@pytest.fixture(scope="module")
def model(workspace: Workspace) -> Iterator[ReadModel]:
    found = ReadModel.current(workspace)
    yield found
    found.close()


def test_every_file_has_its_function_and_every_function_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(NAMED)
    themed = {path.stem for path in (FOLDER.parent / "themed").glob("*.sql")} - {"themed", "touched", "untouched"}
    assert themed == set(THEMED)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_query_is_one_statement_with_the_parameters_of_its_function(name: str) -> None:
    query = NAMED[name]
    assert sql_parameters(query.sql) == set(query.parameters)
    assert len(duckdb.extract_statements(query.sql)) == 1
    assert query.sql.startswith("-- One row")
    assert query.title.endswith(".")


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_query_binds(model: ReadModel, name: str) -> None:
    query = NAMED[name]
    required = {n: NEEDED[n] for n in query.parameters if n not in query.defaults}
    assert len(query(model, **required)) >= 0


@pytest.mark.parametrize("name", sorted(THEMED))
def test_a_themed_query_binds_with_and_without_parameters(workspace: Workspace, model: ReadModel, name: str) -> None:
    query = THEMED[name]
    assert len(duckdb.extract_statements(query.sql)) == 1 and query.sql.startswith("-- One row")
    assert query.of(workspace, model).num_rows >= 0
    given = {n: NEEDED[n] for n in query.parameters if n in NEEDED}
    assert query.of(workspace, model, decisions=3, theme_id="delivery", count=3, **given).num_rows >= 0


def test_what_was_heard(workspace: Workspace, model: ReadModel) -> None:
    row = queries.critiques_heard(model).iloc[0]
    assert (row.critiques, row.critics, row.people, row.inbound) == (2, 2, 4, 5)
    assert queries.critiques_heard(model, since=date(2026, 5, 12)).iloc[0].critiques == 1
    counted = queries.critiques_counted(model).iloc[0]
    assert (counted.critiques, counted.inbound) == (2, 5) and queries.people_counted(model).iloc[0].people == row.people
    assert queries.critiques_counted(model, since=date(2026, 5, 12)).iloc[0].critiques == 1
    assert queries.critiques_counted(model, since=date(2030, 1, 1)).iloc[0].critiques == 0
    among = {"keys_channels": ["x", "x"], "keys_ids": ["m000000", "m000001"]}
    assert CRITIQUES_AMONG.of(workspace, model, **among).to_pylist() == [{"critiques": 1}]
    assert CRITIQUES_AMONG.of(workspace, model, **among, since=date(2030, 1, 1)).to_pylist() == [{"critiques": 0}]
    assert list(queries.fresh_critiques(model).message_id) == ["m000000", "m000002"]


def test_messages_of_keys_are_the_same_by_place_and_by_search(workspace: Workspace, model: ReadModel) -> None:
    ids = ["m000000", "m000001", "m000002", "gone"]
    searched = queries.evidence_messages(model, channels=["x"] * 4, ids=ids)
    pd.testing.assert_frame_equal(messages_of(workspace, model, ["x"] * 4, ids), searched, check_dtype=False)
    assert messages_of(workspace, model, ["x"], ["gone"]).empty
    assert list(messages_of(workspace, model, ["x"], ["m000000"]).message_id) == ["m000000"]


def test_counter_evidence_is_found(workspace: Workspace, model: ReadModel) -> None:
    praise = PRAISING.of(workspace, model, aspect="delivery", count=4).to_pylist()
    assert [(row["message_id"], row["total"], row["authors"]) for row in praise] == [("m000003", 1, 1)]
    assert PRAISING.of(workspace, model, aspect="nobody says this", count=4).num_rows == 0
    disagree = DISAGREEING.of(workspace, model, channels=["x"], ids=["m000000"], count=4).to_pylist()
    assert [(row["message_id"], row["total"]) for row in disagree] == [("m000001", 1)]
    assert DISAGREEING.of(workspace, model, channels=["x"], ids=["m000003"], count=4).num_rows == 0
    groups = queries.groups_of_authors(model, author_ids=["a1"]).set_index(["kind", "name"])
    assert groups.loc[("channel", "x")].to_dict() == {"authors": 3, "critics": 1}
    assert groups.loc[("channel", "facebook")].to_dict() == {"authors": 1, "critics": 0}


def test_posts_and_people(workspace: Workspace, model: ReadModel) -> None:
    post = queries.own_posts(model).iloc[0]
    assert (post.message_id, post.response) == ("m000004", 8)
    people = PEOPLE_TOLD.of(workspace, model, author_ids=["a4", "a1"]).to_pylist()
    assert {(one["author_id"], one["formality"], one["message_count"]) for one in people} == {
        ("a4", "tu", 2),
        ("a1", None, 1),
    }
    assert list(queries.inbound_by_day(model).inbound) == [1, 1, 3]
