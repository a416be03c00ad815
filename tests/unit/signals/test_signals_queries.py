"""The queries of the page Signals: their shape, and what they say of six rows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.signals import queries
from lib.signals.intervals import share_of
from lib.storage.query import Query, sql_parameters
from lib.storage.read_model import ReadModel
from tests.published import Rows, published_workspace

NAMED = {name: found for name, found in vars(queries).items() if isinstance(found, Query)}
NOW = datetime(2026, 5, 12, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """Six messages: one of ours, one of a language that is not analysed."""
    rows = Rows()
    for hour, sure in enumerate((0.41, 0.95, 0.38)):
        said = f"Il pacco numero {hour} è ancora in viaggio"
        rows.say(
            f"c{hour}",
            "x",
            NOW - timedelta(hours=hour),
            said,
            confidence=sure,
            is_uncertain=sure < 0.5,
            aspects=["delivery"],
        )
    rows.say("c3", "x", NOW, "The parcel is here again", language="en", aspects=["delivery", "price"], is_critique=True)
    rows.say("c4", "x", NOW, "Paczka w drodze od wczoraj", language="pl", sentiment=None, aspects=None, confidence=None)
    rows.say("c5", "x", NOW, "Ecco il vostro pacco, buona lettura", is_brand=True, confidence=0.3, aspects=["delivery"])
    workspace = published_workspace(tmp_path_factory.mktemp("six") / "workspace", rows.made)
    found = ReadModel.current(workspace)
    yield found
    found.close()


@pytest.mark.parametrize("name", sorted(NAMED))
def test_parameters_are_the_functions(name: str) -> None:
    found = NAMED[name]
    assert found.path == Path(queries.__file__).parent / "queries" / f"{name}.sql"
    assert sql_parameters(found.sql) == set(found.parameters)
    assert found.sql.startswith("-- One row") and found.title


def test_the_least_certain_come_first_and_never_ours(model: ReadModel) -> None:
    found = queries.uncertain_messages(model, count=3)
    assert found.confidence.tolist() == pytest.approx([0.38, 0.41, 0.9])
    assert queries.uncertain_messages(model, languages=["en"]).language.tolist() == ["en"]


def test_figures_and_aspects(model: ReadModel) -> None:
    row = queries.signals_figures(model).iloc[0]
    assert (row.messages, row.analysed, row.uncertain, row.corrected) == (5, 4, 2, 0)
    counts = queries.aspect_counts(model)
    assert counts.values.tolist() == [["delivery", 4, 1], ["price", 1, 1]]
    assert len(queries.newest_texts(model, language="it", count=2)) == 2


def test_a_share_has_its_interval() -> None:
    share, low, high = share_of(8, 10)
    assert share == 0.8 and low == pytest.approx(0.490, abs=0.001) and high == pytest.approx(0.943, abs=0.001)
    assert share_of(0, 0) == (0.0, 0.0, 1.0)
