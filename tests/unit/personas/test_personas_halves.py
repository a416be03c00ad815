"""The same messages imported in two halves or in one give the same personas, within the stability that is stated."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from sklearn.metrics import adjusted_rand_score

from lib.imports.run import Wishes, import_files
from lib.personas.book import Book, book_of
from lib.personas.members import STABILITY, persona_profile
from lib.personas.segments import matched
from lib.personas.settings import own_text
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace

pytestmark = pytest.mark.long


def personas(workspace: Workspace) -> tuple[Book, pd.DataFrame]:
    """The cards of the version in force, and what makes each persona: segments × features."""
    model, records = ReadModel.current(workspace), Records.of(workspace)
    try:
        book = book_of(workspace, model, records)
        zone = workspace.preferences.time_zone
        told = persona_profile.of(workspace, model, own=own_text(workspace), zone=zone).to_pandas()
    finally:
        model.close()
        records.close()
    told = told[told["segment"] != STABILITY]
    return book, told.pivot(index="segment", columns="feature", values="weight").fillna(0)


@pytest.fixture(scope="module")
def halves(planted_community: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Book, pd.DataFrame]]:
    """The personas of the demo's export after its first half was imported, and after its second half came as well."""
    folder = tmp_path_factory.mktemp("halves")
    demo = Workspace.opened(planted_community)
    workspace = Workspace.opened_or_created(folder / "w", demo.preferences)
    (workspace.path / "key").write_bytes((planted_community / "key").read_bytes())
    export = pq.read_table(planted_community / "community.parquet").sort_by("created_at")
    middle = len(export) // 2
    found = []
    for name, part in (("first", export.slice(0, middle)), ("second", export.slice(middle))):
        pq.write_table(part, folder / f"{name}.parquet")
        records = Records.of(workspace)
        import_files(workspace, [folder / f"{name}.parquet"], Wishes(), records)
        records.close()
        found.append(personas(workspace))
    return found


def alike(one: pd.DataFrame, other: pd.DataFrame) -> float:
    """The mean cosine of personas matched at best, over the features of both."""
    names = one.columns.union(other.columns)
    rows = [frame.reindex(columns=names, fill_value=0).to_numpy() for frame in (one, other)]
    left, right = (np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True)) for made in rows)
    return float(matched(left, right)[1].mean())


def test_two_imports_give_the_personas_of_one(planted_community: Path, halves: list[tuple[Book, pd.DataFrame]]) -> None:
    whole, made = personas(Workspace.opened(planted_community))
    both, made_of_halves = halves[1]
    assert len(both.cards) == len(whole.cards)
    stated = whole.stability[len(whole.cards)]
    assert alike(made, made_of_halves) >= stated
    main = [book.members[book.members["is_main"]].set_index("author_id")["segment"] for book in (whole, both)]
    shared = main[0].index.intersection(main[1].index)
    assert len(shared) >= 0.99 * len(main[0])
    assert adjusted_rand_score(main[0][shared], main[1][shared]) >= stated


def test_personas_of_the_first_half_are_known_again(halves: list[tuple[Book, pd.DataFrame]]) -> None:
    (first, made), (both, grown) = halves
    before, after = ({card.persona_id for card in book.cards} for book in (first, both))
    assert len(before & after) >= min(len(before), len(after)) - 1
    assert alike(made, grown) >= 0.7
