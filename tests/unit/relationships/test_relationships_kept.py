"""What is worked out once a version says the same as the queries asked anew."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lib.relationships import queries
from lib.relationships.graph import tie_members
from lib.relationships.kept import PROSPECTS, accounts_alike, prepared, prospect_order, tied_pairs
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.published import LAST, Rows, published_workspace

ASKED = {"channels": None, "languages": None, "outside": False, "least": queries.LEAST, "first": 0, "count": 20}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Nine who spoke once on three channels, three beneath a post of ours; two regulars who answer each other."""
    rows = Rows()
    post = rows.say("post", "instagram", LAST - timedelta(days=50), "Novità", is_brand=True, kind="post")
    for number in range(9):
        channel, at = ("instagram", "x", "facebook")[number % 3], LAST - timedelta(days=5 * number)
        beneath = {"parent_id": post, "kind": "comment"} if channel == "instagram" else {}
        text = "When will the parcel arrive?" if number == 4 else "Quando arriva il pacco?"
        rows.say(
            f"once{number}",
            channel,
            at,
            text,
            author_id=f"once{number}",
            language="en" if number == 4 else "it",
            **beneath,
        )
    for day in range(12):
        asked = rows.say(f"talk{day}", "x", LAST - timedelta(days=day), "Avete letto?", author_id="ada")
        rows.say(f"talk{day}", "x", LAST - timedelta(days=day), "Io sì", parent_id=asked, author_id="bea", kind="reply")
    return published_workspace(tmp_path_factory.mktemp("kept") / "workspace", rows.made)


@pytest.fixture(scope="module")
def model(workspace: Workspace) -> Iterator[ReadModel]:
    found = ReadModel.current(workspace)
    yield found
    found.close()


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"outside": True},
        {"channels": ["instagram", "x"], "first": 2, "count": 3},
        {"languages": ["en"]},
        {"count": 1},
    ],
)
def test_prospects_are_those_of_the_query(workspace: Workspace, model: ReadModel, given: dict[str, Any]) -> None:
    asked = {**ASKED, **given}
    kept = PROSPECTS.of(workspace, model, **asked).to_pandas()
    told = queries.prospects(model, **asked)
    assert len(kept) > 0 and kept[told.columns].equals(told.astype(kept.dtypes.to_dict()))


def test_nobody_new(workspace: Workspace, model: ReadModel) -> None:
    assert PROSPECTS.of(workspace, model, **{**ASKED, "channels": ["nowhere"]}).num_rows == 0


def test_the_end_of_an_import_keeps_what_the_page_asks_first(workspace: Workspace, model: ReadModel) -> None:
    records = Records.of(workspace)
    prepared(workspace, records)
    everywhere: dict[str, Any] = {"accounts": [], "people": [], "channels": None, "languages": None}
    for derived in (tied_pairs, tie_members):
        assert derived.is_kept(workspace, model.version, **everywhere)
    assert accounts_alike.is_kept(workspace, model.version)
    assert prospect_order.is_kept(workspace, model.version, least=queries.LEAST)
    pairs = tied_pairs.of(workspace, model, **everywhere).to_pandas()
    assert len(pairs) and list(pairs.one_id) == list(queries.tie_pairs(model).one_id)
    records.close()


def test_an_archive_of_the_brand_alone(tmp_path: Path) -> None:
    rows = Rows()
    rows.say("post", "x", LAST, "Novità", is_brand=True, kind="post")
    workspace = published_workspace(tmp_path / "workspace", rows.made)
    records = Records.of(workspace)
    prepared(workspace, records)
    records.close()
    model = ReadModel.current(workspace)
    assert PROSPECTS.of(workspace, model, **{**ASKED, "channels": ["x"], "outside": True}).num_rows == 0
    model.close()
