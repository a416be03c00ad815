"""Somebody who looks around in the app for as long as a soak lasts: a page, a period, a card, a moment to read."""

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from lib.bench.soaked import SLOW

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

READING = 8.0
"""Seconds between two acts on the average."""
PATIENCE = 180_000
"""Milliseconds after which an act has failed; on a busy machine somebody may be the first to work out the personas."""
TITLES = ("Today", "Conversations", "Critiques", "Personas", "Relationships", "Editorial", "Team", "Imports", "Signals")
_OPENS = 10.0
_ERRORS = '.empty.error, [data-testid="stException"], [role="alert"].burning'
_STANDS_STILL = '[data-testid="stApp"][data-test-script-state="notRunning"]'


class Wanderer:
    """One session. `acts`: what was done, how often; `slow`: how many took long; whatever goes wrong is added to the
    `errors` of all."""

    def __init__(self, address: str, number: int, errors: list[str]) -> None:
        self.acts: Counter[str] = Counter()
        self.slow = 0
        self._address, self._number, self._errors = address, number, errors
        self._chance = random.Random(number)

    async def wander(self, browser: "Browser", until: float) -> None:
        """Look around until then."""
        page = await self._opened(browser)
        acts: dict[str, tuple[float, Callable[[Page], Awaitable[bool]]]] = {
            "page": (0.5, self._page),
            "period": (0.25, self._period),
            "card": (0.25, self._card),
        }
        weights = [weight for weight, _ in acts.values()]
        while time.monotonic() < until:
            name, began = self._chance.choices(list(acts), weights)[0], time.monotonic()
            try:
                if await acts[name][1](page):
                    self.acts[name] += 1
                    await self._settle(page, name)
            except Exception as error:  # noqa: BLE001 - whatever it is: it is told, and she goes on looking
                self._tell(f"{name} at {page.url}: {' / '.join(str(error).splitlines()[:6])[:600]}")
                await page.goto(self._address)
            self.slow += time.monotonic() - began > SLOW
            await asyncio.sleep(min(self._chance.expovariate(1 / READING), max(until - time.monotonic(), 0)))
        await page.context.close()

    async def messages(self, browser: "Browser") -> str:
        """How many messages Today shows of the whole archive."""
        page = await self._opened(browser, "?period=all")
        found = await page.inner_text(".st-key-figure-volume .figure-value")
        await page.context.close()
        return found

    async def _opened(self, browser: "Browser", path: str = "") -> "Page":
        context = await browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-GB")
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: self._tell(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: self._tell(f"console: {error}"))
        await page.goto(f"{self._address}/{path}")
        await page.wait_for_selector(".opening")
        await self._settle(page, "opening")
        return page

    async def _page(self, page: "Page") -> bool:
        title = self._chance.choice(TITLES)
        await page.click(f'[data-testid="stTopNavLink"]:has([label="{title}"])')
        return True

    async def _period(self, page: "Page") -> bool:
        """Choose another period, where the page has the filter."""
        box = page.locator(".st-key-filter-period input")
        options = page.get_by_role("option")
        for _attempt in range(3):  # a list that opens while the page is drawn anew closes again, and people try again
            if not await box.count():
                return False  # it was that of the page before, which stood until the new one had come
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(box.click(), _OPENS)
                await asyncio.wait_for(options.first.wait_for(), _OPENS)
                count = await options.count()
                await asyncio.wait_for(options.nth(self._chance.randrange(max(count, 1))).click(), _OPENS)
                return True
        await options.first.click()
        return True

    async def _card(self, page: "Page") -> bool:
        """Open a card, where there is one."""
        cards = page.locator('[class*="st-key-card-"] [data-testid="stPageLink"] a').filter(visible=True)
        count = await cards.count()
        if not count:
            return False
        chosen = self._chance.randrange(min(count, 6))
        for _attempt in range(3):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(cards.nth(chosen).click(), _OPENS)
                return True
            if await cards.count() <= chosen:
                return False  # it was a card of the page before, which stood until the new one had come
        await cards.nth(chosen).click()
        return True

    async def _settle(self, page: "Page", act: str) -> None:
        """Wait until the script has run, and tell of an error that the page shows."""
        await page.wait_for_timeout(300)
        await page.wait_for_selector(_STANDS_STILL, state="attached")
        errors = page.locator(_ERRORS)
        if await errors.count():
            self._tell(f"page {page.url} after {act}: {(await errors.first.inner_text())[:200]}")

    def _tell(self, error: str) -> None:
        self._errors.append(f"session {self._number}, {error}")
