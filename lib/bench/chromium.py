"""Chromium, driven by Playwright: a click on the navigation, timed in the page itself until the new page is rendered.

Rendered means, for every page alike: its marks are visible, nothing of the page before is left, the script has
finished, every chart is drawn, and the browser has painted a frame with all that. The clock is the page's own
(`performance.now`), so that talking with the browser costs nothing.

Playwright and Chromium are tools of development; where they are missing `missing` says so, and what needs them is
left out.
"""

import importlib.util
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lib.bench.figure import WrongAnswer

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "chromium-headless-shell")
"""The whole browser first, as people have it."""
SIZE = (1366, 768)
PATIENCE = 60_000
_RENDERED = """
({marks, gone}) => {
  const is_shown = e => e.checkVisibility() && e.getBoundingClientRect().height > 0;
  const seen = mark => [...document.querySelectorAll(mark)].some(is_shown);
  const app = document.querySelector('[data-testid="stApp"]');
  const charts = [...document.querySelectorAll('.js-plotly-plot, [data-testid="stPlotlyChart"]')];
  return app?.dataset.testScriptState === 'notRunning' && marks.every(seen) && !gone.some(seen)
    && !document.querySelector('[data-stale="true"]') && charts.every(c => c.querySelector('.main-svg'))
    && !document.querySelector('[data-testid="stSkeleton"]');
}
"""
_CLICKED = f"""
({{link, ...wanted}}) => new Promise(resolve => {{
  const rendered = {_RENDERED};
  const started = performance.now();
  const look = () => rendered(wanted)
    ? requestAnimationFrame(() => resolve((performance.now() - started) / 1000))
    : requestAnimationFrame(look);
  document.querySelector(link).click();
  requestAnimationFrame(look);
}})
"""


def chromium_path(names: Sequence[str] = NAMES) -> str | None:
    """Where Chromium is installed under the first of these names that there is, or None."""
    return next((found for name in names if (found := shutil.which(name))), None)


def missing() -> str:
    """Why nothing can be measured in a browser here; empty where it can."""
    if importlib.util.find_spec("playwright") is None:
        return "Left out: it needs Playwright, a tool of development (pip install -r requirements-dev.txt)."
    return "" if chromium_path() else "Left out: it needs Chromium, and none is installed here."


@contextmanager
def chromium(folder: Path) -> Iterator["BrowserContext"]:
    """A Chromium without a window, which keeps what it loaded in this folder as a person's own browser does."""
    from playwright.sync_api import sync_playwright  # a tool of development: not there where Earshot is only used

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=chromium_path(),
            args=list(ARGUMENTS),
            viewport={"width": SIZE[0], "height": SIZE[1]},
            locale="en-GB",
            timezone_id="Europe/Rome",
        )
        opened.set_default_timeout(PATIENCE)
        yield opened
        opened.close()


def open_page(page: "Page", address: str, marks: Sequence[str], *, gone: Sequence[str] = ()) -> None:
    """Go there and wait until it is rendered; WrongAnswer where it shows an error instead."""
    page.goto(address)
    page.wait_for_function(_RENDERED, arg={"marks": list(marks), "gone": list(gone)})
    refuse_errors(page)


def clicked(page: "Page", title: str, marks: Sequence[str], *, gone: Sequence[str] = ()) -> float:
    """Click a title of the navigation; seconds until that page is rendered. `gone`: marks of the page before."""
    link = f'[data-testid="stTopNavLink"]:has([label="{title}"])'
    page.wait_for_selector(link)
    taken = page.evaluate(_CLICKED, {"link": link, "marks": list(marks), "gone": list(gone)})
    refuse_errors(page)
    return float(taken)


def refuse_errors(page: "Page") -> None:
    """WrongAnswer where the page shows an error."""
    errors = page.locator('.empty.error, [data-testid="stException"], [role="alert"].burning')
    if errors.count():
        raise WrongAnswer(f"The page shows an error, so nothing was timed: {errors.first.inner_text()[:300]}")
