"""The page Critiques on a published archive: what it asks in 300 ms, and 10,000 new critiques themed in ten seconds.

Counts of themes are first compared with plain ones; what is found once a version (answers that disagree, praise, how
people are addressed) is found before the clock starts, as the page finds it once an import.
"""

import math
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.grown import shared
from lib.critiques import queries
from lib.critiques.counters import DISAGREEING, PEOPLE_TOLD, PRAISING
from lib.critiques.evidence_texts import messages_of
from lib.critiques.theme_table import make, theme_table
from lib.critiques.themed_queries import CRITIQUES_AMONG, THEME_DAYS, THEME_FIGURES, THEME_MESSAGES, THEME_WEEKS
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace

SECONDS = 0.3
THEMED_SECONDS = 10.0
NEW = 10_000
_EVIDENCE = 300
_TIMES = 7


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result per question of the page, and one for theming. WrongAnswer where a count is not the plain one."""
    return measure_workspace(shared(folder, messages, tell), folder, tell)


def measure_workspace(workspace: Workspace, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """The same on a workspace that stands; `folder` is for the files of theming."""
    model, records = ReadModel.current(workspace), Records.of(workspace)
    try:
        tell("theming the archive")
        kept = theme_table(workspace, model, records)
        count = pq.read_metadata(kept).num_rows
        found = [_timed(name, ask, count, tell) for name, ask in _questions(workspace, model, kept).items()]
        return [*found, _themed(model, records, kept, folder, tell)]
    finally:
        records.close()
        model.close()


def compare(figures: pd.DataFrame, rows: pd.DataFrame, name: str) -> None:
    """WrongAnswer where the figures of themes differ from a plain count of `rows` (theme_id, voice, author)."""
    by_theme = rows[rows.theme_id != ""].groupby("theme_id")
    plain = {"critiques": by_theme.size(), "voices": by_theme.voice.nunique(), "authors": by_theme.author.nunique()}
    counted = figures.set_index("theme_id")
    if any(counted[column].to_dict() != expected.to_dict() for column, expected in plain.items()):
        raise WrongAnswer(f"The themes {name} are not what a plain count gives: nothing was timed.")


def _questions(workspace: Workspace, model: ReadModel, kept: Path) -> dict[str, Callable[[], Any]]:
    rows = _rows(kept)
    last: date = max(rows.day)
    month: dict[str, Any] = {"since": last - timedelta(days=27), "until": last}
    compare(THEME_FIGURES.of(workspace, model).to_pandas(), rows, "of all times")
    compare(THEME_FIGURES.of(workspace, model, **month).to_pandas(), rows[rows.day >= month["since"]], "of 28 days")
    loudest = THEME_FIGURES.of(workspace, model).to_pylist()[0]["theme_id"]
    newest = queries.fresh_critiques(model, count=_EVIDENCE)
    keys = {"channels": list(newest.channel), "ids": list(newest.message_id)}
    named = {"keys_channels": keys["channels"], "keys_ids": keys["ids"]}
    people = sorted(set(newest.author_id.dropna()))[:200]
    page = {"theme_id": loudest, "first": 0, "count": 20, "sort": "newest"}
    return {
        "themes of 28 days": lambda: THEME_FIGURES.of(workspace, model, **month),
        "themes of all times": lambda: THEME_FIGURES.of(workspace, model),
        "weeks of themes": lambda: THEME_WEEKS.of(workspace, model),
        "days of themes": lambda: THEME_DAYS.of(workspace, model),
        "a page of a theme": lambda: THEME_MESSAGES.of(workspace, model, **page),
        "the inbox": lambda: queries.fresh_critiques(model, **month),
        "the funnel": lambda: (
            queries.critiques_counted(model, **month),
            CRITIQUES_AMONG.of(workspace, model, **named),
        ),
        "the words of 300 critiques": lambda: messages_of(workspace, model, keys["channels"], keys["ids"]),
        "who disagrees": lambda: DISAGREEING.of(workspace, model, **keys, count=4),
        "who praises": lambda: PRAISING.of(workspace, model, aspect=loudest, count=4),
        "silent groups": lambda: queries.groups_of_authors(model, author_ids=people),
        "whom to tell": lambda: PEOPLE_TOLD.of(workspace, model, author_ids=people),
        "own posts": lambda: queries.own_posts(model),
    }


def _rows(kept: Path) -> pd.DataFrame:
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        found = connection.read_parquet([str(kept)]).select("theme_id, voice, author, day").to_arrow_table()
    frame: pd.DataFrame = found.set_column(3, "day", found["day"].cast(pa.date32())).to_pandas()
    return frame


def _timed(name: str, ask: Callable[[], Any], count: int, tell: Callable[[str], None]) -> Result:
    tell(f"asking for {name}")
    ask()
    taken = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    seconds = statistics.median(taken)
    return Result(
        name=f"critiques: {name}, {math.ceil(seconds * 1000)} ms",
        count=count,
        unit="critiques",
        seconds=seconds,
        yardstick="an answer in 300 ms",
        yardstick_seconds=SECONDS,
        floor=1.0,
    )


def _themed(model: ReadModel, records: Records, kept: Path, folder: Path, tell: Callable[[str], None]) -> Result:
    """How long a version takes of which all but the newest critiques are known; the table must be the one that is."""
    known = pq.read_table(kept, columns=["key", "content", "theme_id", "fit", "wave", "created_at"])
    known = known.sort_by([("created_at", "ascending")])
    new = min(NEW, known.num_rows // 10)
    before, after = folder / "themes-before.parquet", folder / "themes-after.parquet"
    pq.write_table(known.slice(0, known.num_rows - new), before)
    tell(f"theming {new:,} new critiques of {known.num_rows:,}")
    start = time.perf_counter()
    make(model, records, before, after)
    seconds = time.perf_counter() - start
    if pq.read_metadata(after).num_rows != known.num_rows:
        raise WrongAnswer("Theming lost or doubled critiques.")
    return Result(
        name=f"critiques: {new:,} new ones themed among {known.num_rows:,}, {seconds:.1f} s",
        count=new,
        unit="new critiques",
        seconds=seconds,
        yardstick="ten seconds",
        yardstick_seconds=THEMED_SECONDS,
        floor=1.0,
    )


FIGURE = Figure("critiques", "The page Critiques on the published version, against 300 ms an answer", measure)
