"""Opens a browser on the served app: for the browser tests and for the pictures.

Chromium is Debian's. The browser writes down every request it makes, so that a test can say none left the machine.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright
from playwright.sync_api import TimeoutError as TookTooLong

from lib.bench.chromium import ARGUMENTS, NAMES, chromium_path
from tests.browser.talk import Talk

BROWSERS = ("chromium-headless-shell", *NAMES)
"""First the one that draws no window around the page: it costs less."""
_FREE: dict[tuple[int, str, str], list[BrowserContext]] = {}
"""Contexts of a browser, a theme and a language that nobody looks through now: they need not load the app anew."""
_MOMENT = 80
"""Milliseconds in which what was clicked is sent and what came is drawn."""
_HEARD = 10
"""Seconds in which a key that was heard has reached the server, however busy the machine."""
PATIENCE = 60_000
"""Milliseconds to wait for something to appear; a first run of a cold process is slow."""


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path(BROWSERS), args=list(ARGUMENTS))
        yield opened
        opened.close()


@dataclass
class Visitor:
    """A page in a browser of its own, and what it asked for."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    talk: Talk = field(default_factory=Talk)

    def open(self, path: str = "") -> None:
        """Go to a path of the app and wait until it stands still."""
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_selector(".opening, .empty", timeout=PATIENCE)
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run, nothing more is said for a moment, and the charts are drawn."""
        until, heard = time.monotonic() + PATIENCE / 1000, -1
        while self.talk.is_running or self.talk.frames != heard:
            if time.monotonic() > until:
                raise TookTooLong(f"The script still ran after {PATIENCE / 1000:.0f} seconds.")
            heard = self.talk.frames
            self.page.wait_for_timeout(_MOMENT)
        self.page.wait_for_selector(
            '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=PATIENCE, state="attached"
        )
        self.page.wait_for_function(
            """() => !document.querySelector('[data-testid="stSkeleton"]') &&
            [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(
              c => c.closest('.st-key-ahead') || c.querySelector('.main-svg'))""",
            timeout=PATIENCE,
        )
        self.page.wait_for_timeout(_MOMENT)

    @property
    def left_the_machine(self) -> list[str]:
        """Requests that went anywhere but to the app."""
        inside = ("data:", "blob:", "about:")
        return [r for r in self.requests if not r.startswith(inside) and urlsplit(r).hostname != "127.0.0.1"]


@contextmanager
def visitor(opened: Browser, address: str, *, theme: str = "light", locale: str = "en-GB") -> Iterator[Visitor]:
    """Somebody who looks at the app, at 1366 × 768; a stranger to whoever looked before, but for what is cached."""
    free = _FREE.setdefault((id(opened), theme, locale), [])
    context = free.pop() if free else _context(opened, theme, locale)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    found = Visitor(page, address)
    page.on("request", lambda request: found.requests.append(request.url))
    page.on("websocket", lambda socket_: found.requests.append(socket_.url.replace("ws://", "http://")))
    page.on("websocket", found.talk.listen)
    try:
        yield found
    except BaseException:
        context.close()
        raise
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    for shown in context.pages:
        shown.close()
    context.clear_cookies()
    context.clear_permissions()
    free.append(context)


def _context(opened: Browser, theme: str, locale: str) -> BrowserContext:
    return opened.new_context(
        viewport={"width": 1366, "height": 768},
        color_scheme="dark" if theme == "dark" else "light",
        locale=locale,
        timezone_id="Europe/Rome",
    )


def click_until(found: Visitor, mark: Locator, address: str | re.Pattern[str]) -> None:
    """Click a mark of a chart or a link until the address follows: on a busy machine it is drawn before it listens."""
    for _attempt in range(5):
        mark.click(force=True)
        try:
            found.page.wait_for_url(address, timeout=PATIENCE / 3)
        except TookTooLong:
            continue
        found.settle()
        return
    raise AssertionError(f"The address never became {address}: it is {found.page.url}")


def press_key(found: Visitor, key: str) -> None:
    """Press a key that the app listens for, and wait until the page stands still."""
    _until_heard(found, f"the key {key}", lambda: found.page.locator("body").press(key))


def press_button(found: Visitor, button: Locator) -> None:
    """Press a button that makes the app run, and wait until the page stands still."""
    _until_heard(found, str(button), button.click)


def leave(found: Visitor, field_: Locator) -> None:
    """Leave a field that was written in, and wait until the app has heard what it holds."""
    _until_heard(found, str(field_), lambda: field_.press("Tab"))


def opened_list(found: Visitor, box: Locator) -> Locator:
    """The options of a list, open: opened again as a hand does where a run that came late has closed it."""
    options = found.page.get_by_role("option")
    for _attempt in range(5):
        box.click()
        try:
            options.first.wait_for(timeout=PATIENCE / 5)
        except TookTooLong:
            found.settle()
            continue
        return options
    raise AssertionError(f"{box} never showed its options.")


def choose(found: Visitor, box: Locator, option: str = "") -> None:
    """Choose the first option of a list that holds these words, and wait until the page stands still."""
    for _attempt in range(5):
        options = opened_list(found, box)
        wanted = (options.filter(has_text=option) if option else options).first
        try:
            wanted.click(timeout=PATIENCE / 5)
        except TookTooLong:  # a run that came late has closed the list under the hand
            found.settle()
            continue
        found.settle()
        return
    raise AssertionError(f"{option} is not among the options of {box}")


def _until_heard(found: Visitor, what: str, act: Callable[[], None]) -> None:
    """Act, again as a hand does where the page was just being drawn anew and no run was asked for."""
    asked = found.talk.asked
    for _attempt in range(3):
        act()
        until = time.monotonic() + _HEARD
        while found.talk.asked == asked and time.monotonic() < until:
            found.page.wait_for_timeout(_MOMENT)
        if found.talk.asked > asked:
            found.settle()
            return
    raise AssertionError(f"The page never answered to {what}.")


def serious(found: Visitor) -> list[str]:
    """Accessibility rules that axe finds seriously broken, each with an example.

    Streamlit gives its toasts no name; they pass within seconds, and are left out. What is being drawn anew it pales
    for a moment; the colours are looked at as they are for the rest of the time.
    """
    found.page.add_style_tag(content="[data-stale] { opacity: 1 !important; transition: none !important; }")
    results = Axe().run(found.page, context={"exclude": [['[data-testid="stToast"]']]})
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0].get('failureSummary', '')[:200]}"
        for v in results.response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
