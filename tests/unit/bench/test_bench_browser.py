"""What is arithmetic in the figures of the served app, and what is said where they cannot be measured."""

import asyncio
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest

from lib.bench import chromium, loading, reruns, starting
from lib.bench.figure import Figure, WrongAnswer
from lib.bench.page import written
from lib.bench.served import served, troubles_in
from lib.bench.sessions import Session

APP = """
import streamlit as st

if not st.query_params:
    raise ValueError("no count")
st.html(f'<div class="figure-value">{st.query_params["count"]}</div>')
"""


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert reruns.percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert reruns.percentile(list(map(float, range(1, 101))), 0.95) == 95.0
    assert reruns.percentile(list(map(float, range(1, 21))), 0.95) == 19.0
    assert reruns.percentile([7.0], 0.95) == 7.0


def test_no_change_of_a_filter_is_asked_twice_and_all_lie_in_the_archive() -> None:
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    found = list(islice(reruns.periods(first, last), 400))
    assert len(set(found)) == len(found) == 400
    assert found[0] == (last - timedelta(days=27), last)
    assert all(first <= since < until <= last for since, until in found)


def test_the_floors_are_those_that_were_promised() -> None:
    assert (loading.TIMES, reruns.TIMES, starting.TIMES) == (5.0, 3.0, 2.5)
    slow = loading._result("first opened", 1.2, 0.2)
    assert (round(slow.ratio, 3), slow.is_reached) == (0.167, False)
    quick = reruns._result("ten", [0.1] * 19 + [0.9], 0.1, 1 / reruns.TIMES)
    assert quick.is_reached
    assert "95th percentile 100 ms" in quick.name


def test_without_a_browser_the_page_says_so_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "chromium_path", lambda: None)
    assert chromium.missing() == "Left out: it needs Chromium, and none is installed here."
    figure = Figure("x", "A figure", loading.measure, chromium.missing)
    text = written([(figure, [])], 1000, tmp_path / "performance.md").read_text()
    assert text.endswith("## A figure\n\nLeft out: it needs Chromium, and none is installed here.\n")


@pytest.mark.parametrize(
    "line",
    [
        "Traceback (most recent call last):",
        "2026-11-25 03:00:00.123 ERROR streamlit: no",
        "ValueError: none",
        "OSError",
    ],
)
def test_trouble_in_a_log_is_seen(line: str) -> None:
    assert troubles_in(f"Uvicorn server started on 127.0.0.1:8501\n{line}\n") == [line]


def test_a_quiet_log_is_no_trouble() -> None:
    assert troubles_in("\n  You can now view your Streamlit app in your browser.\n\n  URL: http://127.0.0.1:1\n") == []


def test_a_session_runs_a_served_app_and_sees_its_figures_and_its_errors(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)

    async def asked(address: str) -> list[str]:
        async with Session(address) as session:
            assert (await session.run("count=7")).figures() == ["7"]
            found = await session.run("count=1,240")
            with pytest.raises(WrongAnswer, match="no count"):
                await session.run("")
            return found.figures()

    with served(("run", "app.py"), tmp_path / "log", cwd=tmp_path) as app:
        assert asyncio.run(asked(app.address)) == ["1,240"]


def test_an_app_that_does_not_start_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(WrongAnswer, match="did not start"),
        served(("run", "missing.py"), tmp_path / "log", cwd=tmp_path),
    ):
        pass
