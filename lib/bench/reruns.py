"""Many at once: how long a changed filter takes with ten sessions open, against one session alone.

A change is a period that nobody has asked for: every question of Today goes to the archive, nothing is answered from a
cache. Every answer is checked: the number of messages that the page shows is that of the period.

alone        one session, one change after the other: the median is the yardstick
reading      ten sessions whose people look at what they asked for, five seconds on the average (at random, seeded),
             before they change it again: their 95th percentile must keep to the floor
at one time  ten sessions that change their filter in the same instant, again and again: the worst case, without a
             floor, since ten pages of work on two cores are five times the work of one
"""

import asyncio
import math
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.grown import shared
from lib.bench.served import APP, served
from lib.bench.sessions import Session
from lib.conversations import queries
from lib.storage.read_model import ReadModel
from lib.words import number

SESSIONS = 10
TIMES = 3.0
"""The 95th percentile with ten, at most so many times the median with one."""
THINKING = 5.0
_ALONE, _EACH, _BURSTS, _WARM = 25, 12, 4, 3
_LONGEST = 60


class Changes:
    """Periods that nobody asked for yet, each with the count of messages that the page must show."""

    def __init__(self, model: ReadModel) -> None:
        archive = queries.archive(model).iloc[0]
        first, last = (pd.Timestamp(day).date() for day in (archive.first_day, archive.last_day))
        self._model, self._periods = model, periods(first, last)

    def next(self) -> tuple[str, str]:
        """The address of a change and the number it must show."""
        since, until = next(self._periods)
        count = int(queries.figures(self._model, since=since, until=until).iloc[0].messages)
        return f"period={since.isoformat()}..{until.isoformat()}", number(count)

    def several(self, count: int) -> list[tuple[str, str]]:
        """So many of them."""
        return [self.next() for _ in range(count)]


def periods(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Periods of 28 days and more in the last half year, no two alike: every end, then every end a day longer."""
    for length in range(28, _LONGEST):
        for back in range(180):
            until = last - timedelta(days=back)
            since = until - timedelta(days=length - 1)
            if since >= first:
                yield since, until


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(round(share * len(ordered), 9)) - 1, 0)]


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result with ten who read, one with ten at one time. WrongAnswer where a page shows a wrong number."""
    workspace = shared(folder, messages, tell)
    model = ReadModel.current(workspace)
    try:
        with served(APP, folder / "reruns.log", workspace=workspace.path) as app:
            alone, reading, at_once = asyncio.run(_timed(app.address, Changes(model), tell))
            if troubles := app.troubles():
                raise WrongAnswer(f"The app's log speaks of trouble: {troubles[0]}")
    finally:
        model.close()
    usual = statistics.median(alone)
    return [
        _result(f"{SESSIONS} sessions that change a filter every {THINKING:.0f} s", reading, usual, 1 / TIMES),
        _result(f"{SESSIONS} sessions that change a filter in the same instant", at_once, usual, None),
    ]


async def _timed(
    address: str, changes: Changes, tell: Callable[[str], None]
) -> tuple[list[float], list[float], list[float]]:
    """Seconds of each change: alone (before and after the rest), with ten who read, with ten at one time."""
    async with Session(address) as one:
        for change in changes.several(_WARM):
            await _changed(one, change)
        tell("one session alone")
        alone = [await _changed(one, change) for change in changes.several(_ALONE)]
        others = [await Session(address).__aenter__() for _ in range(SESSIONS - 1)]
        everybody = [one, *others]
        for session in others:
            await _changed(session, changes.next())
        tell(f"{SESSIONS} sessions whose people read")
        chance = random.Random(8)
        waits = [[chance.expovariate(1 / THINKING) for _ in range(_EACH)] for _ in everybody]
        asked = [changes.several(_EACH) for _ in everybody]
        read = await asyncio.gather(*map(_reads, everybody, asked, waits))
        tell(f"{SESSIONS} sessions at one time")
        at_once: list[float] = []
        for _ in range(_BURSTS):
            at_once += await asyncio.gather(*map(_changed, everybody, changes.several(SESSIONS)))
        tell("one session alone again")
        alone += [await _changed(one, change) for change in changes.several(_ALONE)]
        for session in others:
            await session.__aexit__(None, None, None)
    return alone, [seconds for found in read for seconds in found], at_once


async def _reads(session: Session, asked: list[tuple[str, str]], waits: list[float]) -> list[float]:
    found = []
    for change, wait in zip(asked, waits, strict=True):
        await asyncio.sleep(wait)
        found.append(await _changed(session, change))
    return found


async def _changed(session: Session, change: tuple[str, str]) -> float:
    query, expected = change
    run = await session.run(query)
    if expected not in run.figures():
        raise WrongAnswer(f"Under {query} the page shows {run.figures()}, not {expected} messages: nothing was timed.")
    return run.seconds


def _result(name: str, taken: list[float], usual: float, floor: float | None) -> Result:
    late = percentile(taken, 0.95)
    return Result(
        name=f"{name}: 95th percentile {1000 * late:.0f} ms, median {1000 * statistics.median(taken):.0f} ms",
        count=1,
        unit="change",
        seconds=late,
        yardstick=f"the median of one session alone, {1000 * usual:.0f} ms",
        yardstick_seconds=usual,
        floor=floor,
    )


FIGURE = Figure("reruns", "A changed filter with ten sessions open, against one session alone", measure)
