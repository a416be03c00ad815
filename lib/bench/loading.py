"""A loaded page against an empty one: from the click on the navigation to Today rendered, in Chromium.

Today stands over the archive of the run; the empty page is one of a Streamlit app of two pages with a title each,
served beside it. Both are reached by a click on the navigation from a page of the same app, and rendered by the same
rule (`lib.bench.chromium`). Two moments are timed, and both must keep to the floor:

first   the app was opened at the other page a second ago, and stands still; the browser has started afresh and the
        period is one that nobody had asked for before: what is got ready while that page is read (`lib.ui.ahead`)
        counts as ready
again   back from the other page
"""

import statistics
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from lib.bench.chromium import chromium, clicked, missing, open_page
from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.grown import shared
from lib.bench.served import APP, Served, served
from lib.conversations import queries
from lib.storage.read_model import ReadModel
from lib.words import number

if TYPE_CHECKING:
    from playwright.sync_api import Page

TIMES = 5.0
"""At most so many times as long as the empty page."""
ROUNDS = 15
_READ = 1000
"""Milliseconds for which a page is looked at before somebody goes on to another, of both apps."""
TODAY = (
    ".opening",
    ".st-key-figure-waiting .figure-value",
    ".st-key-figure-volume .figure-value",
    ".st-key-panel-needs h2",
    ".st-key-panel-changed .main-svg",
    ".st-key-panel-lively h2",
    ".st-key-panel-yesterday h2",
    ".st-key-panel-personas h2",
)
"""What is to be seen on Today before it counts as rendered."""
_EMPTY_APP = """
import streamlit as st

def empty():
    st.title("Empty", anchor="empty")

def other():
    st.title("Other", anchor="other")

pages = [st.Page(empty, title="Empty", default=True), st.Page(other, title="Other", url_path="other")]
st.navigation(pages, position="top").run()
"""


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result for the first click and one for coming back. WrongAnswer where Today does not show its messages."""
    workspace = shared(folder, messages, tell)
    periods = asked_anew(ReadModel.current(workspace))
    empty_app = folder / "empty.py"
    empty_app.write_text(_EMPTY_APP, "utf-8")
    with (
        served(APP, folder / "loaded.log", workspace=workspace.path) as ours,
        served(("run", str(empty_app)), folder / "empty.log", cwd=folder) as theirs,
        chromium(folder / "browser") as browser,
    ):
        page = browser.new_page()
        rounds = []
        for place, (period, count) in enumerate(periods.items()):
            tell(f"clicking, round {place + 1} of {len(periods)}")
            rounds.append((*_today(page, ours, period, count), *_empty(page, theirs)))
        if troubles := ours.troubles():
            raise WrongAnswer(f"The app's log speaks of trouble: {troubles[0]}")
    first, again, first_empty, again_empty = (statistics.median(times) for times in zip(*rounds[1:], strict=True))
    return [
        _result("first opened", first, first_empty),
        _result("come back to", again, again_empty),
    ]


def asked_anew(model: ReadModel) -> dict[str, int]:
    """Periods of 28 days that end a day apart, as the address says them, each with its count of messages."""
    try:
        last = pd.Timestamp(queries.archive(model).iloc[0].last_day).date()
        found = {}
        for place in range(ROUNDS + 1):
            until = last - timedelta(days=place)
            since = until - timedelta(days=27)
            row = queries.figures(model, since=since, until=until).iloc[0]
            found[f"{since.isoformat()}..{until.isoformat()}"] = int(row.messages)
        return found
    finally:
        model.close()


def _today(page: "Page", app: Served, period: str, count: int) -> tuple[float, float]:
    open_page(page, f"{app.address}/imports?period={period}", [".opening"], gone=TODAY[1:])
    page.wait_for_timeout(_READ)
    first = clicked(page, "Today", TODAY)
    shown = page.inner_text(".st-key-figure-volume .figure-value")
    if shown != number(count):
        raise WrongAnswer(f"Today shows {shown} messages where there are {number(count)}: nothing was timed.")
    clicked(page, "Imports", [".opening"], gone=TODAY[1:])
    return first, clicked(page, "Today", TODAY)


def _empty(page: "Page", app: Served) -> tuple[float, float]:
    open_page(page, f"{app.address}/other", ["#other"])
    page.wait_for_timeout(_READ)
    first = clicked(page, "Empty", ["#empty"], gone=["#other"])
    clicked(page, "Other", ["#other"], gone=["#empty"])
    return first, clicked(page, "Empty", ["#empty"], gone=["#other"])


def _result(moment: str, ours: float, theirs: float) -> Result:
    return Result(
        name=f"Today {moment}, {1000 * ours:.0f} ms",
        count=1,
        unit="page",
        seconds=ours,
        yardstick=f"an empty page, {1000 * theirs:.0f} ms",
        yardstick_seconds=theirs,
        floor=1 / TIMES,
    )


FIGURE = Figure("loading", "A loaded page against an empty one, click to rendered, in Chromium", measure, missing)
