"""The figure of people: counted by hand before anything is timed, and every question of the page is asked."""

from collections.abc import Iterator

import pytest

from lib.bench.figure import WrongAnswer
from lib.bench.grown import grown
from lib.bench.people import PERSONA_SECONDS, compare, measure_personas, measure_relations
from lib.relationships import queries
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace
from tests.published import published_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("grown")
    return grown(published_workspace(folder / "source"), folder / "archive", 3_000)


@pytest.fixture
def model(workspace: Workspace) -> Iterator[ReadModel]:
    found = ReadModel.current(workspace)
    yield found
    found.close()


def test_every_question_is_timed(workspace: Workspace, model: ReadModel) -> None:
    told: list[str] = []
    found = measure_relations(workspace, model, told.append)
    assert len(found) == len(told) - 1 == 18 and len({result.name.split(",")[0] for result in found}) == 18
    assert all(0 < result.seconds < 60 and result.floor == 1.0 for result in found)


def test_personas_are_made_anew_each_time(workspace: Workspace, model: ReadModel) -> None:
    first = measure_personas(workspace, model, lambda what: None)
    again = measure_personas(workspace, model, lambda what: None)
    assert first.count == again.count > 20
    assert again.seconds > 0.1 and again.yardstick_seconds == PERSONA_SECONDS
    assert set(again.parts) == {"members", "cards"}


def test_states_that_are_not_those_of_the_days_are_not_timed(model: ReadModel) -> None:
    counts = queries.member_counts(model)
    compare(counts, model)
    with pytest.raises(WrongAnswer, match="nothing was timed"):
        compare(counts.assign(members=counts.members + 1), model)
