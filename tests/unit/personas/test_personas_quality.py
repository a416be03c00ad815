"""The demo: planted kinds and preferences are found; and the sheet of real quotes says what the model card says."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from lib.personas.quality import Quality, quality_of
from lib.personas.settings import FOLDER
from lib.storage.workspace import Workspace

pytestmark = pytest.mark.long

SHEET = Path(__file__).parent.parent.parent / "golden" / "persona_quotes.csv"


@pytest.fixture(scope="module")
def quality(planted_community: Path, planted_truth: dict[str, Any]) -> Quality:
    return quality_of(Workspace.opened(planted_community), planted_truth)


def test_the_planted_kinds_are_recovered(quality: Quality) -> None:
    assert quality.authors > 400
    assert quality.authors_of_four_messages > 700
    assert quality.adjusted_rand >= 0.85, quality
    assert quality.adjusted_rand_of_four_messages >= 0.75, quality
    assert max(quality.stability.values()) <= 1


def test_every_planted_preference_is_heard_in_its_field(quality: Quality) -> None:
    for field in quality.fields:
        assert field.values - field.values_heard <= 1, field
        assert field.precision >= 0.8, field
        assert field.recall >= 0.85, field
    assert quality.precision >= 0.9


def test_the_sheet_of_real_quotes_gives_the_stated_precision() -> None:
    rows = list(csv.DictReader(SHEET.read_text("utf-8").splitlines()))
    told = (FOLDER / "README.md").read_text("utf-8")
    for name in ("youtube_podcast_it", "youtube_freecodecamp"):
        judged = [row["is_right"] for row in rows if row["data_set"] == name]
        right = judged.count("yes")
        assert len(judged) == 50 and right / 50 >= 0.7
        assert re.search(rf"\| {name} \| \w+ \| {right} \| \.{round(right * 2)} \|", told)
    assert set(rows[0]) == {"data_set", "channel", "message_id", "field", "is_right"}, "no text of the data"
