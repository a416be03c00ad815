"""The brief of a published archive, in every format: asked for and written within 20 seconds.

What weighs all against all (themes, ties, personas) is worked out before the clock starts, as an import does at its
end. Messages of the period are first counted in the archive itself.
"""

import math
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.grown import shared
from lib.conversations import queries
from lib.critiques import kept as critiques
from lib.personas import book as personas
from lib.relationships import kept as relationships
from lib.reports.brief import Asked, brief_of
from lib.reports.period import days_asked
from lib.reports.writing import FORMATS, target, write
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace

SECONDS = 20.0
_PERIODS = ("week", "month")


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result per format and period. WrongAnswer where a period has not as many messages as the archive says."""
    return measure_workspace(shared(folder, messages, tell), folder, tell)


def measure_workspace(workspace: Workspace, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """The same on a workspace that stands; `folder` is for the files."""
    records = Records.of(workspace)
    try:
        tell("working out what an import leaves")
        for prepared in (critiques.prepared, relationships.prepared, personas.prepared):
            prepared(workspace, records)
        counts = {period: _counted(workspace, period) for period in _PERIODS}
        return [
            _timed(workspace, records, folder, format_, period, counts[period], tell)
            for period in _PERIODS
            for format_ in FORMATS
        ]
    finally:
        records.close()


def compare(period: str, counted: int, plain: int) -> None:
    """WrongAnswer where the brief counts other messages than the archive holds in these days."""
    if counted != plain:
        raise WrongAnswer(f"The {period} has not as many messages as the archive says: nothing was timed.")


def _counted(workspace: Workspace, period: str) -> int:
    model = ReadModel.current(workspace)
    try:
        archive = queries.archive(model).iloc[0]
        first, last = (pd.Timestamp(at).date() for at in (archive.first_day, archive.last_day))
        days = days_asked(period, None, None, first, last)
        said = int(queries.figures(model, since=days.since, until=days.until).iloc[0].messages)
        asked = {"since": days.since, "until": days.until}
        plain = model.frame("select day from messages where day between $since and $until", asked)
        compare(period, said, len(plain))
        return said
    finally:
        model.close()


def _timed(
    workspace: Workspace,
    records: Records,
    folder: Path,
    format_: str,
    period: str,
    count: int,
    tell: Callable[[str], None],
) -> Result:
    tell(f"writing the brief of a {period} as {format_}")
    start = time.perf_counter()
    made = brief_of(workspace, records, Asked(period=period))
    read = time.perf_counter() - start
    write(made, target(folder / f"brief-{period}.{format_}"))
    seconds = time.perf_counter() - start
    return Result(
        name=f"the brief of a {period} as {format_}, {math.ceil(10 * seconds) / 10} s",
        count=count,
        unit="messages of its days",
        seconds=seconds,
        yardstick="twenty seconds",
        yardstick_seconds=SECONDS,
        floor=1.0,
        parts={"asking": read, "writing": seconds - read},
    )


FIGURE = Figure("brief", "The brief in every format, against twenty seconds", measure)
