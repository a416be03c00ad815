"""Member states: each on a member made for it, and with an independent calculation on random histories."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lib.relationships import queries
from lib.storage.query import Query, sql_parameters
from lib.storage.read_model import ReadModel
from tests.published import LAST, Rows, published_workspace

FOLDER = Path(queries.__file__).parent / "queries"
NAMED = {name: found for name, found in vars(queries).items() if isinstance(found, Query)}
STATES = {"newcomer", "returned", "gone_quiet", "occasional", "advocate", "drifting", "regular"}


def days_back(*days: int) -> list[datetime]:
    """Moments that many days before the archive's end."""
    return [LAST - timedelta(days=day) for day in days]


HISTORIES = {
    "newcomer": days_back(3, 1),
    "returned": days_back(100, 98, 95, 93, 90, 88, 2),
    "gone_quiet": days_back(140, 138, 130, 120, 110, 100),
    "occasional": days_back(200, 60, 5),
    "regular": days_back(80, 60, 50, 40, 20, 10, 5),
    "drifting": days_back(*range(40, 110, 5), 20),
    "advocate": days_back(80, 70, 60, 50, 40, 20, 10, 5),
}


def histories() -> list[dict[str, Any]]:
    rows = Rows()
    asked = rows.say("talk", "x", LAST - timedelta(days=300), "Chi ha letto la saga?", author_id="asker")
    for author, moments in HISTORIES.items():
        for number, at in enumerate(moments):
            is_warm = author == "advocate"
            rows.say(
                "talk" if is_warm else f"{author}{number}",
                "x",
                at,
                "Io, e ti consiglio il primo volume!",
                author_id=author,
                parent_id=asked if is_warm else None,
                sentiment="positive" if is_warm else "neutral",
            )
    rows.say("end", "x", LAST, "A domani.", author_id="last", is_brand=True, kind="post")
    return rows.made


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """The histories above, published."""
    found = ReadModel.current(published_workspace(tmp_path_factory.mktemp("states") / "workspace", histories()))
    yield found
    found.close()


def test_every_file_has_its_function_and_every_function_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(NAMED)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_query_is_one_statement_and_binds(model: ReadModel, name: str) -> None:
    query = NAMED[name]
    assert sql_parameters(query.sql) == set(query.parameters)
    assert len(duckdb.extract_statements(query.sql)) == 1
    assert query.sql.startswith("-- One row") and query.title.endswith(".")
    filters = {"channels": ["x"], "languages": ["it"]}
    assert query(model, **{k: v for k, v in filters.items() if k in query.parameters}) is not None


def test_each_member_has_the_state_made_for_them(model: ReadModel) -> None:
    found = queries.member_states(model, count=100)
    said = dict(zip(found.author_id, found.state, strict=True))
    assert {author: said[author] for author in HISTORIES} == {author: author for author in HISTORIES}
    assert set(said) == {*HISTORIES, "asker"}
    counts = queries.member_counts(model)
    assert counts.members.sum() == len(said) and set(counts.state) <= STATES
    advocates = queries.member_states(model, state="advocate").iloc[0]
    assert (advocates.helped, advocates.helped_people, advocates.total) == (8, 1, 1)


def test_accounts_of_one_person_count_once_as_the_one_last_seen(model: ReadModel) -> None:
    """The newcomer wrote a day ago, the quiet one a hundred: merged, nobody is quiet."""
    one = {"accounts": ["gone_quiet", "newcomer"], "people": ["gone_quiet", "gone_quiet"]}
    apart, together = queries.member_counts(model), queries.member_counts(model, **one)
    assert together.members.sum() == apart.members.sum() - 1
    assert together.messages90.sum() == apart.messages90.sum()
    assert "gone_quiet" in set(apart.state) and "gone_quiet" not in set(together.state)
    listed = queries.member_states(model, count=100, **one)
    assert "gone_quiet" not in set(listed.author_id) and "newcomer" in set(listed.author_id)
    assert set(listed.total) == {len(listed)} == {together.members.sum()}
    assert queries.member_states(model, state="gone_quiet", **one).empty


def test_thresholds_are_the_askers(model: ReadModel) -> None:
    assert queries.member_states(model, helps=9, state="advocate").empty
    strict = queries.member_states(model, least=50, count=100)
    assert set(strict.state) == {"newcomer", "occasional"}


def test_dependency_and_cohorts_count_people_once(model: ReadModel) -> None:
    row = queries.dependency(model).iloc[0]
    messages = sorted([len(moments) for moments in HISTORIES.values()] + [1], reverse=True)
    fewest = next(n for n in range(1, 99) if 2 * sum(messages[:n]) >= sum(messages))
    assert (row.members, row.messages, row.half_count) == (len(messages), sum(messages), fewest)
    cohorts = queries.cohorts(model)
    assert (cohorts[cohorts.age == 0].members == cohorts[cohorts.age == 0].arrived).all()
    assert cohorts[cohorts.age == 0].members.sum() == len(messages)


def state_by_hand(days: list[int], least: int) -> str:
    """The state of somebody seen that many days before the end, by the definition and nothing else."""
    recent = [d for d in days if d < 30]
    earlier = [d for d in days if d >= 30]

    def busy(until: int) -> int:
        return sum(until <= d < until + 90 for d in days)

    if recent and not earlier:
        return "newcomer"
    if recent and min(earlier) - max(recent) >= 30 and busy(min(earlier)) >= least:
        return "returned"
    if not recent and busy(min(earlier)) >= least:
        return "gone_quiet"
    if sum(d < 90 for d in days) < least:
        return "occasional"
    before = sum(30 <= d < 120 for d in days)
    return "drifting" if before >= least and len(recent) * 6 < before else "regular"


def test_states_of_random_histories_equal_the_definition(tmp_path: Path) -> None:
    chance, rows, by_hand = random.Random(5), Rows(), {}
    for number in range(150):
        span = chance.choice((25, 90, 300))
        start = chance.choice((0, 0, 35, 80))
        days = [start + chance.randrange(span) for _ in range(chance.choice((1, 3, 8, 20)))]
        by_hand[f"p{number}"] = state_by_hand(days, queries.LEAST)
        for place, day in enumerate(days):
            rows.say(f"{number}.{place}", "x", LAST - timedelta(days=day), "Buongiorno", author_id=f"p{number}")
    rows.say("end", "x", LAST, "A domani.", is_brand=True, kind="post")
    model = ReadModel.current(published_workspace(tmp_path / "workspace", rows.made))
    found = queries.member_states(model, count=1000)
    model.close()
    assert dict(zip(found.author_id, found.state, strict=True)) == by_hand
    assert len(set(by_hand.values())) >= 5
