"""Voices counted by the day they were heard before are the voices that a plain count finds, whatever people moved."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from lib.critiques import theme_registry
from lib.critiques.theme_table import theme_table
from lib.critiques.themed_queries import ASSIGNMENTS, THEME_DAYS, THEME_FIGURES, THEME_QUOTES, THEME_WEEKS
from lib.critiques.vectors import words_said
from lib.storage.audit import Actor
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from tests.published import Rows, published_workspace

ANNA = Actor("Anna")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEXTS = {
    "delivery": ("Il pacco non arriva", "Il corriere tace da giorni", "Spedizione eterna"),
    "price": ("I prezzi sono alti", "Costa troppo"),
    "quality": ("La carta si strappa", "Pagine scollate"),
}
PERIODS: list[dict[str, Any]] = [
    {},
    {"until": date(2026, 3, 20)},
    {"since": date(2026, 3, 20)},
    {"since": date(2026, 3, 25), "until": date(2026, 4, 4)},
    {"since": date(2026, 3, 25), "channels": ["x"]},
    {"languages": ["it"]},
]


@pytest.fixture
def standing(tmp_path: Path) -> Iterator[tuple[Workspace, ReadModel, Records]]:
    """Six people, one of them nameless, who say the same seven things again and again for forty days."""
    chance, rows = random.Random(5), Rows()
    for number in range(600):
        aspect = chance.choice(tuple(TEXTS))
        author = chance.choice(("a1", "a2", "a3", "a4", "a5", None))
        rows.say(
            f"c{number}", chance.choice(("x", "facebook")), START + timedelta(hours=1.6 * number),
            chance.choice(TEXTS[aspect]), author_id=author, language=chance.choice(("it", "en")),
            is_critique=True, aspects=[aspect], likes=chance.choice((None, 0, 7)), views=chance.choice((None, 900)),
            polarity=chance.choice((None, -0.5, 0.25)), heat=chance.choice((None, 0.1, 0.9)),
            sentiment=chance.choice(("negative", "neutral")),
        )  # fmt: skip
    workspace = published_workspace(tmp_path / "w", rows.made)
    model, records = ReadModel.current(workspace), Records.of(workspace)
    yield workspace, model, records
    records.close()
    model.close()


def plain(standing: tuple[Workspace, ReadModel, Records], period: dict[str, Any]) -> pd.DataFrame:
    """The critiques of the period with their theme in force."""
    workspace, model, records = standing
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        kept = connection.read_parquet([str(theme_table(workspace, model, records))])
        found = (
            kept.select("channel, message_id, day::date as day, language, voice, author").to_arrow_table().to_pandas()
        )
    themes = ASSIGNMENTS.of(workspace, model).to_pandas()
    found = found.merge(themes, on=["channel", "message_id"])
    kept_ = (
        (found.day >= period.get("since", date.min))
        & (found.day <= period.get("until", date.max))
        & found.channel.isin(period.get("channels", list(found.channel.unique())))
        & found.language.isin(period.get("languages", list(found.language.unique())))
    )
    return found[kept_]


@pytest.mark.parametrize("moved", [False, True], ids=["as placed", "moved and merged"])
def test_voices_are_those_of_a_plain_count(standing: tuple[Workspace, ReadModel, Records], moved: bool) -> None:
    workspace, model, records = standing
    first = ASSIGNMENTS.of(workspace, model).to_pylist()
    assert {"delivery", "price", "quality"} == {row["theme_id"] for row in first}
    if moved:
        keys = [(row["channel"], row["message_id"]) for row in first if row["theme_id"] == "delivery"][::3]
        theme_registry.move_messages(records, ANNA, keys, "price")
        away = theme_registry.themes(records)["quality"]
        theme_registry.merge_themes(records, ANNA, "price", "quality", away.version)
    for period in PERIODS:
        expected = plain(standing, period)
        by_theme = expected.groupby("theme_id")
        figures = THEME_FIGURES.of(workspace, model, **period).to_pandas().set_index("theme_id")
        assert figures.voices.to_dict() == by_theme.voice.nunique().to_dict(), period
        assert figures.authors.to_dict() == by_theme.author.nunique().to_dict(), period
        weeks = THEME_WEEKS.of(workspace, model, **period).to_pylist()
        monday = expected.day.map(lambda day: day - timedelta(days=day.weekday()))
        by_week = expected.groupby(["theme_id", monday]).voice.nunique().to_dict()
        assert {(row["theme_id"], row["week"]): row["voices"] for row in weeks} == by_week, period
    days = THEME_DAYS.of(workspace, model).to_pylist()
    by_day = plain(standing, {}).groupby(["theme_id", "day"]).voice.nunique().to_dict()
    assert {(row["theme_id"], row["day"]): row["voices"] for row in days} == by_day


@pytest.mark.parametrize("moved", [False, True], ids=["as placed", "moved"])
@pytest.mark.parametrize("until", [None, date(2026, 3, 28)])
def test_figures_of_all_times_are_those_of_a_period_that_holds_all(
    standing: tuple[Workspace, ReadModel, Records], moved: bool, until: date | None
) -> None:
    """The first reads sums, the second the critiques."""
    workspace, model, records = standing
    if moved:
        key = next((row["channel"], row["message_id"]) for row in ASSIGNMENTS.of(workspace, model).to_pylist())
        theme_registry.move_messages(records, ANNA, [key], "price")
    whole = THEME_FIGURES.of(workspace, model, since=date(2020, 1, 1), until=until).to_pandas()
    ever = THEME_FIGURES.of(workspace, model, until=until).to_pandas()
    pd.testing.assert_frame_equal(ever, whole)
    assert (ever.reach > 0).all() and ever.heat.notna().all() and ever.language.notna().all()
    since = {"since": date(2020, 1, 1), "until": until}
    weeks = THEME_WEEKS.of(workspace, model, until=until).to_pandas()
    pd.testing.assert_frame_equal(weeks, THEME_WEEKS.of(workspace, model, **since).to_pandas())


def test_typical_quotes_are_the_same_for_all_times_and_for_the_whole_period(
    standing: tuple[Workspace, ReadModel, Records],
) -> None:
    workspace, model, _records = standing
    all_times = THEME_QUOTES.of(workspace, model, count=5).to_pylist()
    whole = THEME_QUOTES.of(workspace, model, count=5, since=date(2020, 1, 1)).to_pylist()
    assert [row["message_id"] for row in all_times] == [row["message_id"] for row in whole] and len(all_times) > 5


def test_words_of_asking_and_turning_to_each_other_name_no_theme() -> None:
    said = "Ditemi per favore: anch'io sono al capitolo undici, sto andando piano, niente anticipazioni"
    assert [word for word, _feature in words_said(said, "it")] == ["capitolo", "piano", "anticipazioni"]
