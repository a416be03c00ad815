"""The graph of ties: who answers whom, the communities they form, who joins two of them, and where each is drawn.

A bridge is at home in two circles (three partners in each), and at least one in 25 of the shortest ways within
their connected part leads through them: betweenness (Brandes 2001, "A faster algorithm for betweenness centrality").
Circles are the communities inside the communities: modularity alone overlooks small groups that are well joined
(Fortunato & Barthélemy 2007, "Resolution limit in community detection").
"""

from collections import Counter
from collections.abc import Iterable

import pandas as pd
import pyarrow as pa
import rustworkx as rx

from lib.relationships import queries
from lib.relationships.communities import communities
from lib.storage.derived import derivation
from lib.storage.query import Names
from lib.storage.read_model import ReadModel

DRAWN = 300
"""As many people as a graph can show and still be read; beyond, the table has them."""
BRIDGE = 0.04
"""Share of the shortest ways that makes a bridge."""
_AT_HOME = 3
_LEAST_PART = 5
_MOST_PEOPLE = 3_000
_SEED = 7
_WIDTH = 1.9
_ONE_THREAD = 1_000_000
"""Threads add in no fixed order, and the same graph has to give the same figures."""
MEMBERS = pa.schema(
    [
        ("author_id", pa.string()),
        ("strength", pa.float64()),
        ("answers", pa.int64()),
        ("partners", pa.int64()),
        ("community", pa.int64()),
        ("community_size", pa.int64()),
        ("between", pa.float64()),
        ("circles", pa.int64()),
        ("is_bridge", pa.bool_()),
        ("x", pa.float64()),
        ("y", pa.float64()),
    ]
)


@derivation("2")
def tie_members(
    model: ReadModel,
    *,
    accounts: Names = None,
    people: Names = None,
    channels: Names = None,
    languages: Names = None,
) -> pa.Table:
    """One row per person with a tie (the 3,000 with the strongest), the strongest first.

    `strength`, `answers`: of all their ties; `community`: from 0, the largest first; `between`: betweenness in their
    connected part; `circles`: how many they are at home in; `x`, `y`: where the first 300 are drawn, else null.
    """
    pairs = queries.tie_pairs(model, accounts=accounts, people=people, channels=channels, languages=languages)
    return members_of(pairs)


def members_of(pairs: pd.DataFrame) -> pa.Table:
    """The table of `tie_members` from rows of `tie_pairs`."""
    pairs = pairs.sort_values(["one_id", "other_id"])  # sums and places depend on the order of what is added
    graph = _graph(pairs)
    if not graph.num_nodes():
        return MEMBERS.empty_table()
    belongs = communities(graph)
    sizes = pd.Series(belongs).value_counts()
    totals = _totals(pairs)
    rows = pd.DataFrame({"author_id": graph.nodes(), "community": belongs}).merge(totals, on="author_id")
    rows["community_size"] = rows.community.map(sizes)
    rows["between"] = _between(graph)
    rows["circles"] = _at_home(graph, _circles(graph, belongs))
    rows["is_bridge"] = (rows.between >= BRIDGE) & (rows.circles >= 2)
    rows = rows.sort_values(["strength", "author_id"], ascending=[False, True]).reset_index(drop=True)
    drawn = list(rows.author_id[:DRAWN])
    places = _places(graph, set(drawn))
    rows["x"] = [places[a][0] if a in places else None for a in rows.author_id]
    rows["y"] = [places[a][1] if a in places else None for a in rows.author_id]
    return pa.Table.from_pandas(rows[MEMBERS.names], schema=MEMBERS, preserve_index=False)


def drawn_ties(pairs: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """The ties between people who are drawn, each with its ends (x, y, other_x, other_y), the weakest first."""
    placed = members.loc[members.x.notna(), ["author_id", "x", "y"]]
    others = placed.rename(columns={"author_id": "other_id", "x": "other_x", "y": "other_y"})
    ones = placed.rename(columns={"author_id": "one_id"})
    return pairs.merge(ones, on="one_id").merge(others, on="other_id").sort_values("strength")


def neighbours(pairs: pd.DataFrame, author_id: str) -> pd.DataFrame:
    """One row per person tied to this one: author_id, answers, given (by this one), last_day, strength."""
    mine = pairs[(pairs.one_id == author_id) | (pairs.other_id == author_id)]
    is_one = mine.one_id == author_id
    return pd.DataFrame(
        {
            "author_id": mine.other_id.where(is_one, mine.one_id),
            "answers": mine.answers,
            "given": mine.from_one.where(is_one, mine.answers - mine.from_one),
            "last_day": mine.last_day,
            "strength": mine.strength,
        }
    ).reset_index(drop=True)


def _totals(pairs: pd.DataFrame) -> pd.DataFrame:
    ends = pd.concat(
        [pairs[[end, "strength", "answers"]].rename(columns={end: "author_id"}) for end in ("one_id", "other_id")]
    )
    return ends.groupby("author_id", as_index=False).agg(
        strength=("strength", "sum"), answers=("answers", "sum"), partners=("strength", "size")
    )


def _graph(pairs: pd.DataFrame) -> "rx.PyGraph[str, float]":
    """The people with the strongest ties as nodes (their author_id, in its order), their ties as edges (strength)."""
    strongest = _totals(pairs).sort_values(["strength", "author_id"], ascending=[False, True])
    kept = sorted(strongest.author_id[:_MOST_PEOPLE])
    graph: rx.PyGraph[str, float] = rx.PyGraph(multigraph=False)
    place = dict(zip(kept, graph.add_nodes_from(kept), strict=True))
    graph.add_edges_from(
        [
            (place[one], place[other], float(strength))
            for one, other, strength in zip(pairs.one_id, pairs.other_id, pairs.strength, strict=True)
            if one in place and other in place
        ]
    )
    return graph


def _circles(graph: "rx.PyGraph[str, float]", belongs: list[int]) -> list[int]:
    """The circle of each node: communities found once more inside each community."""
    found = [0] * len(belongs)
    count = 0
    for group in range(max(belongs) + 1):
        nodes = [node for node, own in enumerate(belongs) if own == group]
        inner = communities(graph.subgraph(nodes))
        for node, circle in zip(nodes, inner, strict=True):
            found[node] = count + circle
        count += max(inner) + 1
    return found


def _between(graph: "rx.PyGraph[str, float]") -> list[float]:
    """Betweenness of each node within its connected part, 0 to 1."""
    found = [0.0] * graph.num_nodes()
    for part in rx.connected_components(graph):
        nodes = sorted(part)
        if len(nodes) >= _LEAST_PART:
            values = rx.betweenness_centrality(graph.subgraph(nodes), parallel_threshold=_ONE_THREAD)
            for place, node in enumerate(nodes):
                found[node] = float(values[place])
    return found


def _at_home(graph: "rx.PyGraph[str, float]", circles: list[int]) -> list[int]:
    """In how many circles each node has three partners or more."""
    return [
        sum(count >= _AT_HOME for count in Counter(circles[other] for other in graph.neighbors(node)).values())
        for node in range(len(circles))
    ]


def _places(graph: "rx.PyGraph[str, float]", drawn: set[str]) -> dict[str, tuple[float, float]]:
    """Where people are drawn: Fruchterman & Reingold 1991, each connected part by itself, the parts side by side."""
    nodes = [node for node in graph.node_indices() if graph[node] in drawn]
    shown = graph.subgraph(nodes)
    parts = sorted(rx.connected_components(shown), key=lambda part: (-len(part), min(part)))
    found: dict[str, tuple[float, float]] = {}
    whole = sum(len(part) for part in parts)
    for centre, radius, part in _rooms(parts, whole):
        inner = shown.subgraph(sorted(part))
        layout = rx.spring_layout(inner, seed=_SEED, num_iter=120, weight_fn=lambda weight: 1 + weight, scale=1)
        for node in inner.node_indices():
            x, y = layout[node]
            found[inner[node]] = (centre[0] + radius * float(x), centre[1] + radius * float(y))
    return found


def _rooms(parts: list[set[int]], whole: int) -> Iterable[tuple[tuple[float, float], float, set[int]]]:
    """A square for each part, its area as its share of the people: rows of a frame nearly twice as wide as high."""
    sides = [(len(part) / whole) ** 0.5 for part in parts]
    x, y, height = 0.0, 0.0, 0.0
    for side, part in zip(sides, parts, strict=True):
        if x + side > _WIDTH and x > 0:
            x, y, height = 0.0, y + height, 0.0
        yield (x + side / 2, -y - side / 2), side * 0.44, part
        x += side
        height = max(height, side)
