"""The harness measures what it says, refuses to time wrong answers, and writes a page that says so."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from lib.bench import imports
from lib.bench.corpus import COLUMNS, write_csv, write_parquet
from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.page import row, written
from lib.bench.process import watched
from lib.bench.registry import FIGURES

pytestmark = pytest.mark.long

RESULT = Result("import of csv", 1000, "rows", 2.0, "a yardstick", 1.0, memory=90.0, yardstick_memory=30.0, floor=0.4)


def test_rates_and_ratio() -> None:
    assert (RESULT.rate, RESULT.yardstick_rate, RESULT.ratio, RESULT.is_reached) == (500.0, 1000.0, 0.5, True)
    assert row(RESULT) == [
        "import of csv, 1,000 rows",
        "500/s, 90 MB",
        "a yardstick",
        "1,000/s, 30 MB",
        "0.5",
        "0.4 reached",
    ]


def test_both_files_hold_as_many_messages_as_asked_and_the_same_ones(tmp_path: Path) -> None:
    parquet, csv = write_parquet(tmp_path / "a.parquet", 25_000), write_csv(tmp_path / "a.csv", 25_000)
    assert pq.read_schema(parquet).names == list(COLUMNS)
    question = "select count(*), count(distinct (channel, message_id)), sum(length(text)) from read_{}('{}')"
    with duckdb.connect() as connection:
        first = connection.execute(question.format("parquet", parquet)).fetchone()
        second = connection.execute(question.format("csv", csv)).fetchone()
    assert first is not None
    assert first[:2] == (25_000, 25_000)
    assert first == second


def test_an_import_is_compared_timed_and_watched(tmp_path: Path) -> None:
    told: list[str] = []
    found = imports.measure_one("csv", 600, tmp_path, told.append)
    assert found.seconds > 0
    assert found.memory is None or 50 < found.memory < 2_000
    assert {"reading", "publishing"} <= set(found.parts)
    assert len(told) == 3


def test_a_wrong_answer_is_not_timed(tmp_path: Path) -> None:
    file, other = write_parquet(tmp_path / "a.parquet", 300), write_parquet(tmp_path / "b.parquet", 299)
    watched("lib.bench.jobs", "import", str(file), str(tmp_path / "workspace"))
    imports.compare(file, tmp_path / "workspace")
    with pytest.raises(WrongAnswer, match="nothing was timed"):
        imports.compare(other, tmp_path / "workspace")


def test_a_job_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(WrongAnswer, match="FileNotFound|No files found|No such file|IO Error"):
        watched("lib.bench.jobs", "duckdb", str(tmp_path / "missing.parquet"), str(tmp_path))


def test_the_page_names_every_figure_its_ratio_and_its_steps(tmp_path: Path) -> None:
    figure = Figure("x", "A figure of ours", lambda messages, folder, tell: [RESULT])
    text = written([(figure, [RESULT])], 1000, tmp_path / "performance.md").read_text()
    assert "## A figure of ours" in text
    assert "| 0.5 | 0.4 reached |" in text
    assert "--messages 1000" in text


def test_figures_have_names_of_their_own() -> None:
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)


def test_a_figure_measured_again_replaces_its_own_section_alone(tmp_path: Path) -> None:
    one, other = (Figure(name, f"Figure {name}", lambda messages, folder, tell: [RESULT]) for name in "ab")
    page = tmp_path / "performance.md"
    written([(other, [RESULT])], 1000, page)
    written([(one, [RESULT])], 5000, page, order=["Figure a", "Figure b"])
    text = written([(other, [RESULT])], 20_000, page, order=["Figure a", "Figure b"]).read_text()
    assert text.count("## ") == 2
    assert text.index("--messages 5000 --only a") < text.index("--messages 20000 --only b")
    assert "--messages 1000" not in text
    assert written([(other, [RESULT])], 20_000, page, order=["Figure a", "Figure b"]).read_text() == text
