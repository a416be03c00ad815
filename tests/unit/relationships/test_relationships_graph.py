"""Communities, bridges and strength on graphs made for it; and few, prolific or no members."""

from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
import rustworkx as rx

from lib.relationships import queries
from lib.relationships.communities import communities
from lib.relationships.graph import drawn_ties, members_of, neighbours, tie_members
from lib.storage.read_model import ReadModel
from tests.published import LAST, Rows, published_workspace


def pairs_of(edges: list[tuple[str, str]]) -> pd.DataFrame:
    """Rows of `tie_pairs` with one answer each way."""
    rows = [(*sorted(edge), 2, 1, pd.Timestamp("2026-10-31"), 2.0) for edge in edges]
    return pd.DataFrame(rows, columns=["one_id", "other_id", "answers", "from_one", "last_day", "strength"])


def circle(name: str, size: int) -> list[tuple[str, str]]:
    """Everybody with everybody."""
    people = [f"{name}{number}" for number in range(size)]
    return [(one, other) for one in people for other in people if one < other]


def test_two_circles_and_the_one_who_holds_them_together() -> None:
    edges = circle("a", 8) + circle("b", 8) + [("bridge", f"{c}{n}") for c in "ab" for n in range(4)]
    found = members_of(pairs_of(edges)).to_pandas().set_index("author_id")
    assert found.community.nunique() == 2
    assert found.loc[[f"a{n}" for n in range(8)], "community"].nunique() == 1
    assert list(found[found.is_bridge].index) == ["bridge"]
    assert found.between.idxmax() == "bridge" and found.loc["bridge", "partners"] == 8


def test_the_same_ties_give_the_same_table() -> None:
    pairs = pairs_of(circle("a", 20) + circle("b", 20) + [("a1", "b1"), ("c", "d")])
    assert members_of(pairs).equals(members_of(pairs.sample(frac=1, random_state=3)))


def test_modularity_leaves_single_people_and_no_ties_alone() -> None:
    graph: rx.PyGraph[str, float] = rx.PyGraph()
    graph.add_nodes_from(["one", "two"])
    assert sorted(communities(graph)) == [0, 1]
    assert members_of(pairs_of([])).num_rows == 0


def test_three_hundred_are_drawn_and_everybody_is_in_the_table() -> None:
    pairs = pairs_of([("hub", f"p{number:03}") for number in range(400)])
    found = members_of(pairs).to_pandas()
    assert (len(found), found.x.notna().sum()) == (401, 300)
    assert found.author_id[0] == "hub" and len(drawn_ties(pairs, found)) == 299
    assert len(neighbours(pairs, "hub")) == 400 and neighbours(pairs, "p000").author_id.tolist() == ["hub"]


def test_strength_halves_with_idle_months_and_merged_accounts_count_as_one(tmp_path: Path) -> None:
    rows = Rows()
    for name, back in (("near", 0), ("far", 92)):
        asked = rows.say(name, "x", LAST - timedelta(days=back, hours=1), "Chi l'ha letto?", author_id=f"asks_{name}")
        at = LAST - timedelta(days=back)
        rows.say(name, "x", at, "Io!", parent_id=asked, author_id=f"says_{name}", kind="reply")
    model = ReadModel.current(published_workspace(tmp_path / "workspace", rows.made))
    strength = queries.tie_pairs(model).set_index("one_id").strength
    assert strength["asks_near"] == pytest.approx(1)
    assert strength["asks_far"] == pytest.approx(0.5, abs=0.01)
    merged = queries.tie_pairs(model, accounts=["says_far", "says_near"], people=["says_far", "says_far"])
    assert set(merged.other_id) == {"says_far"}
    alone = queries.tie_pairs(model, accounts=["asks_far", "says_far"], people=["asks_far", "asks_far"])
    assert len(alone) == 1  # nobody is tied to themselves
    model.close()


def test_an_archive_of_the_brand_alone(tmp_path: Path) -> None:
    rows = Rows()
    rows.say("post", "x", LAST, "Novità di novembre", is_brand=True, kind="post")
    workspace = published_workspace(tmp_path / "workspace", rows.made)
    model = ReadModel.current(workspace)
    assert tie_members.of(workspace, model).num_rows == 0
    for query in (queries.member_states, queries.cohorts, queries.prospects, queries.newcomers_waiting):
        assert query(model).empty, query.name
    assert queries.isolates(model).members[0] == 0 and queries.dependency(model).half_count[0] == 0
    assert queries.person_state(model, author_ids=["nobody"]).empty
    model.close()


def test_one_prolific_author_among_three(tmp_path: Path) -> None:
    rows = Rows()
    for number in range(60):
        rows.say(f"c{number}", "x", LAST - timedelta(days=number), "Ancora io", author_id="prolific")
    for author in ("second", "third"):
        rows.say(author, "x", LAST - timedelta(days=40), "Buongiorno", author_id=author)
    model = ReadModel.current(published_workspace(tmp_path / "workspace", rows.made))
    assert queries.dependency(model).half_count[0] == 1
    assert len(queries.member_states(model)) == 3
    assert set(queries.prospects(model).author_id) == {"second", "third"}
    model.close()
