"""`make soak`: hours of use in short. Ten people click through the app while exports are imported: does it stay whole?

A demo is built and served; each session is a browser context of its own in Chromium, and goes on clicking pages,
filters and cards (`lib.bench.wanderer`). Every few minutes an export of new messages is imported by the command, as a
server's timer would do. What must hold: no error in the server's log, in any browser's console, on any page, in any
import; the messages all there at the end; and the memory of the server, with its children, at most a tenth more at the
end than after the minutes of warming up.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from lib import console
from lib.bench.arrivals import arriving, counted
from lib.bench.chromium import ARGUMENTS, chromium_path, missing
from lib.bench.process import memory_of
from lib.bench.served import APP, Served, served
from lib.bench.soaked import Soaked, written
from lib.bench.wanderer import Wanderer
from lib.demo.build import build_demo
from lib.settings import ROOT
from lib.storage.workspace import Workspace

ARRIVING = 500
"""New messages of each import."""
_LOOKS = 5.0
_LAST = 60.0
"""Memory is the median of looks over so many seconds."""


def main() -> int:
    """Run it as asked; 1 where something does not hold."""
    parser = argparse.ArgumentParser(description="Ten browser sessions over the demo while imports run.")
    parser.add_argument("--minutes", type=float, default=60.0, help="how long, warming up included")
    parser.add_argument("--warm", type=float, default=10.0, help="minutes after which memory is looked at first")
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--every", type=float, default=5.0, help="minutes from import to import")
    parser.add_argument("--write", action="store_true", help="write docs/soak.md")
    asked = parser.parse_args()
    if why := missing():
        console.say(why)
        return 1
    with tempfile.TemporaryDirectory(prefix="earshot-soak-") as folder:
        found = soaked(Path(folder), asked.minutes, asked.warm, asked.sessions, asked.every)
    console.show_table(["what", "found"], found.rows())
    for error in found.errors:
        console.say(error)
    if asked.write:
        console.say(f"Written: {written(found)}")
    return 0 if found.holds else 1


def soaked(folder: Path, minutes: float, warm: float, sessions: int, every: float) -> Soaked:
    """Serve a demo of its own in this folder, use it for so long, and tell what was found."""
    console.say("building the demo")
    build_demo(folder / "demo")
    workspace = Workspace.opened(folder / "demo")
    workspace = workspace.with_preferences(replace(workspace.preferences, is_demo=False))  # a demo takes no imports
    found = Soaked(minutes, warm, sessions, every)
    asyncio.run(_import(workspace, folder, found, "before"))  # as after any import the personas are worked out
    with served(APP, folder / "app.log", workspace=workspace.path) as app:
        asyncio.run(_used(app, workspace, folder, found))
        found.errors += [f"log: {line}" for line in app.troubles()]
    return found


async def _used(app: Served, workspace: Workspace, folder: Path, found: Soaked) -> None:
    from playwright.async_api import async_playwright  # a tool of development

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        until = time.monotonic() + 60 * found.minutes
        wanderers = [Wanderer(app.address, number, found.errors) for number in range(found.sessions)]
        memory = asyncio.create_task(_watched(app.pid, found, until))
        imports = asyncio.create_task(_imported(workspace, folder, found, until))
        await asyncio.gather(*(wanderer.wander(browser, until) for wanderer in wanderers))
        await asyncio.gather(memory, imports)
        for wanderer in wanderers:
            found.acts.update(wanderer.acts)
            found.slow += wanderer.slow
        shown, there = await Wanderer(app.address, -1, found.errors).messages(browser), counted(workspace)
        found.messages = there
        if shown != f"{there:,}":
            found.errors.append(f"page: Today shows {shown} messages of {there:,}")
        await browser.close()


async def _watched(pid: int, found: Soaked, until: float) -> None:
    """Look at the memory of the server and its children: when warm, at the end, and at most."""
    started, looks = time.monotonic(), list[tuple[float, float]]()
    while time.monotonic() < until:
        looks.append((time.monotonic() - started, memory_of(pid)))
        console.say(f"{looks[-1][0] / 60:.1f} min: {looks[-1][1]:,.0f} MB") if len(looks) % 12 == 1 else None
        await asyncio.sleep(_LOOKS)
    found.warm_memory = median_before(looks, 60 * found.warm)
    found.end_memory = median_before(looks, looks[-1][0])
    found.peak_memory = max(memory for _, memory in looks)


def median_before(looks: list[tuple[float, float]], second: float) -> float:
    """The median of what was seen in the minute up to that second."""
    return statistics.median([memory for at, memory in looks if second - _LAST <= at <= second] or [looks[0][1]])


async def _imported(workspace: Workspace, folder: Path, found: Soaked, until: float) -> None:
    """Import new messages now and then, one export after the other, as long as there is time."""
    while time.monotonic() + 60 * found.every < until:
        await asyncio.sleep(60 * found.every)
        await _import(workspace, folder, found, f"soak{found.imports}")
        found.imports += 1


async def _import(workspace: Workspace, folder: Path, found: Soaked, mark: str) -> None:
    file = await asyncio.to_thread(arriving, workspace, folder / f"{mark}.parquet", ARRIVING, mark)
    command = [sys.executable, "-m", "lib", "import", str(file), "--workspace", str(workspace.path), "--json"]
    with (folder / f"{mark}.log").open("w+") as log:
        run = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=log, stderr=log)
        if await run.wait():
            log.seek(0)
            found.errors.append(f"import {mark}: {log.read()[-500:]}")


if __name__ == "__main__":
    sys.exit(main())
