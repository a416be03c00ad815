"""The questions of Today on the published marts, against the same ones asked of the lake's Parquet.

Those of the page: each is one named query under the parameters the page gives it for its last week.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.grown import shared
from lib.bench.raw import RawModel
from lib.conversations import queries
from lib.conversations.lively import CANDIDATES, to_read
from lib.conversations.today import Days
from lib.storage.query import Query
from lib.storage.read_model import ReadModel

SHARE = 0.08
"""The most that the page may take of the time on raw Parquet."""
_TIMES = 9
_SHOWN = 5
"""Conversations that the page shows with their first words."""
Asked = dict[str, tuple[Query[Any], dict[str, Any]]]


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """The page against raw Parquet, question by question and together."""
    model = ReadModel.current(shared(folder, messages, tell))
    try:
        asked = questions(model)
        ours = {name: seconds(model, *question) for name, question in asked.items()}
        raw = _raw(messages, folder, model, asked, tell)
    finally:
        model.close()
    found = [
        Result(f"Today: {name}", messages, "messages", ours[name], "over raw Parquet", raw[name]) for name in asked
    ]
    whole = sum(ours.values())
    page = f"Today, {len(asked)} questions, {1000 * whole:.0f} ms"
    found.append(Result(page, messages, "messages", whole, "over raw Parquet", sum(raw.values()), floor=1 / SHARE))
    return found


def questions(model: ReadModel) -> Asked:
    """What Today asks for the last seven days of a version; some of it by places that are good in that version only."""
    row = queries.archive(model).iloc[0]
    last, first = pd.Timestamp(row.last_day).date(), pd.Timestamp(row.first_day).date()
    days = Days(max((pd.Timestamp(last) - pd.Timedelta(days=6)).date(), first), last)
    usual = days.usual(first) or days
    period = {"since": days.since, "until": days.until}
    before = {"since": usual.since, "until": usual.until}
    context = days.with_context(first)
    chart = {"since": context.since, "until": context.until}
    lively: dict[str, Any] = {**period, "count": CANDIDATES}
    liveliest = queries.liveliest(model, **lively)
    return {
        "figures": (queries.figures, period),
        "usual figures": (queries.figures, before),
        "who waits": (queries.waiting_total, period),
        "the queue": (queries.queue, {**period, "count": 3}),
        "burst now": (queries.burst_now, {}),
        "volume by day": (queries.volume_by_day, chart),
        "bursts": (queries.bursts, chart),
        "liveliest": (queries.liveliest, lively),
        "their messages": (queries.lively_messages, to_read(liveliest)),
        "first words": (queries.openings, {"places": liveliest.place.tolist()[:_SHOWN]}),
    }


def seconds(model: ReadModel, query: Query[Any], params: dict[str, Any]) -> float:
    """The median time of a question, asked several times."""
    taken = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        query(model, **params)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _raw(messages: int, folder: Path, model: ReadModel, asked: Asked, tell: Callable[[str], None]) -> dict[str, float]:
    """Seconds of each question over raw Parquet, asked once, its answer compared with ours first."""
    raw = RawModel(shared(folder, messages, tell))
    found = {}
    try:
        tell("asking raw Parquet what will be asked")
        for name, (query, params) in questions(raw).items():  # type: ignore[arg-type]
            tell(f"asking raw Parquet for {name}")
            start = time.perf_counter()
            answer = query(raw, **params)  # type: ignore[arg-type]
            found[name] = time.perf_counter() - start
            ours, given = asked[name]
            compare(name, ours(model, **given), answer)
    finally:
        raw.close()
    return found


def compare(name: str, ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """WrongAnswer where two frames are not the same."""
    try:
        pd.testing.assert_frame_equal(_placeless(ours), _placeless(theirs), check_dtype=False, rtol=1e-6)
    except AssertionError as error:
        raise WrongAnswer(f"Today's {name} differs from raw Parquet's: nothing was timed ({error}).") from error


def _placeless(rows: pd.DataFrame) -> pd.DataFrame:
    """Without the numbers by which a version knows its rows."""
    return rows.drop(columns=["place", "rowid"], errors="ignore")


FIGURE = Figure("today", "The questions of Today on the published marts, against raw Parquet", measure)
