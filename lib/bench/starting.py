"""From the command to the first figures: Earshot over the archive of the run, against `streamlit hello`.

Each start is a process of its own, and the clock runs from before it is made until the first page is rendered in
Chromium (`lib.bench.chromium` says what rendered is); the browser goes there as soon as it answers. The browser
stays open and has seen both before, so that it is the servers that are compared. Streamlit's hello is a title and some
Markdown, and loads NumPy and pandas as it stands.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lib.bench.chromium import chromium, missing, open_page
from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.grown import shared
from lib.bench.loading import TODAY
from lib.bench.served import APP, served
from lib.conversations import queries
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Page

TIMES = 2.5
"""At most so many times as long as hello."""
ROUNDS = 5
_HELLO = ("hello",)
_WELCOME = ("#welcome-to-streamlit",)


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result. WrongAnswer where a first page is not what it should be."""
    workspace = shared(folder, messages, tell)
    expects_figures(workspace)
    rounds = []
    with chromium(folder / "browser") as browser:
        page = browser.new_page()
        for place in range(ROUNDS + 1):
            tell(f"starting, round {place + 1} of {ROUNDS + 1}")
            ours = _start(page, APP, folder, TODAY, workspace.path)
            rounds.append((ours, _start(page, _HELLO, folder, _WELCOME)))
    ours, theirs = (statistics.median(times) for times in zip(*rounds[1:], strict=True))
    return [
        Result(
            name=f"from the command to Today's figures, {ours:.1f} s",
            count=1,
            unit="start",
            seconds=ours,
            yardstick=f"streamlit hello to its first page, {theirs:.1f} s",
            yardstick_seconds=theirs,
            floor=1 / TIMES,
        )
    ]


def expects_figures(workspace: Workspace) -> None:
    """WrongAnswer where the archive has nothing to show: an empty page is quickly there."""
    model = ReadModel.current(workspace)
    try:
        if not int(queries.archive(model).iloc[0].message_count):
            raise WrongAnswer("The archive is empty: nothing was timed.")
    finally:
        model.close()


def _start(
    page: "Page", what: Sequence[str], folder: Path, marks: Sequence[str], workspace: Path | None = None
) -> float:
    log = folder / f"{what[0]}.log"
    with served(what, log, workspace=workspace) as app:
        open_page(page, app.address, marks)
        taken = time.perf_counter() - app.started
        if troubles := app.troubles():
            raise WrongAnswer(f"The log of `streamlit {what[0]}` speaks of trouble: {troubles[0]}")
        page.goto("about:blank")
    return taken


FIGURE = Figure("starting", "From the command to the first figures, against `streamlit hello`", measure, missing)
