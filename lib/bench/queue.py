"""The queue and its filters on a published archive: each answer in 200 ms, the time in which a page seems immediate.

Every answer is first compared with a plain one (`lib.bench.plain_queue`).
"""

import json
import math
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.grown import shared
from lib.bench.plain_queue import COUNTED, GOALS, PAGE, STATES, plain
from lib.conversations import queries
from lib.conversations.hours import calendar_of
from lib.storage.read_model import ReadModel

SECONDS = 0.2
_TIMES = 9


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result per way of asking the queue. WrongAnswer where it differs from the plain calculation."""
    model = ReadModel.current(shared(folder, messages, tell))
    try:
        return measure_model(model, tell)
    finally:
        model.close()


def measure_model(model: ReadModel, tell: Callable[[str], None]) -> list[Result]:
    """The same on a version that stands."""
    every = model.frame("select *, rowid as place from queue order by place")
    decided = _decided(len(every))
    found = []
    for name, params in _questions(model, every).items():
        tell(f"asking the queue {name}")
        given = {"decided": json.dumps(decided), "goals": GOALS.goals_text, "count": PAGE, **params}
        compare(queries.queue(model, **given), plain(model, every, decided, params), name)
        taken = []
        for _ in range(_TIMES):
            start = time.perf_counter()
            queries.queue(model, **given)
            taken.append(time.perf_counter() - start)
        seconds = statistics.median(taken)
        found.append(
            Result(
                name=f"queue {name}, {math.ceil(seconds * 1000)} ms",
                count=len(every),
                unit="who wait",
                seconds=seconds,
                yardstick="an answer in 200 ms",
                yardstick_seconds=SECONDS,
                floor=1.0,
            )
        )
    return found


def _decided(waiting: int) -> list[dict[str, Any]]:
    """Up to 2,000 conversations that somebody decided about, spread over all who wait."""
    places = range(1, waiting + 1, max(waiting // 2000, 5))
    return [
        {"place": place, "state": STATES[number % 4], "owner": "Anna" if number % 4 == 1 else None}
        for number, place in enumerate(places)
    ]


def _questions(model: ReadModel, every: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The queue as its page asks for it: each order, each filter, business hours, a page far down."""
    archive = queries.archive(model).iloc[0]
    last: date = archive.last_day.date() if isinstance(archive.last_day, pd.Timestamp) else archive.last_day
    first: date = archive.first_day.date() if isinstance(archive.first_day, pd.Timestamp) else archive.first_day
    channel, language = every.channel.mode()[0], every.language.mode()[0]
    aspect = every.aspects.explode().mode()
    return {
        "by priority": {},
        "by wait": {"sort": "wait"},
        "by tension": {"sort": "tension"},
        "by reach": {"sort": "reach"},
        "of a channel": {"channels": [channel]},
        "of a language": {"languages": [language]},
        "of an aspect": {"aspect": str(aspect[0]) if len(aspect) else "none"},
        "of 30 days": {"since": last - timedelta(days=29), "until": last},
        "of one owner": {"state": "assigned", "owner": "Anna"},
        "of a tag or theme": {"among": every.place[:: max(len(every) // 50_000, 1)].tolist(), "state": "all"},
        "in business hours": {"calendar": calendar_of(COUNTED, first, last).text},
        "on page 50": {"first": 49 * PAGE},
    }


def compare(found: pd.DataFrame, expected: pd.DataFrame, name: str) -> None:
    """WrongAnswer where a page of the queue is not the plain one."""
    same = (
        found.place.tolist() == expected.place.tolist()
        and found.total.tolist() == expected.total.tolist()
        and np.allclose(found.priority, expected.priority)
    )
    if not same:
        raise WrongAnswer(f"The queue {name} is not what a plain calculation gives: nothing was timed.")


FIGURE = Figure("queue", "The queue and its filters on the published marts, against 200 ms an answer", measure)
