"""`python -m lib.critiques.quality [FILE | DEMO]`: how good themes are, measured on what anyone can read.

The complaints of an `airline_en.csv` are heard, published and themed as any messages are; the themes are then held
against the reason that people gave each of them (normalised mutual information, purity), against themselves after a
week more of messages, and after the same messages came in two halves. Of a demo workspace it is told where the
messages of each planted story went.
"""

import argparse
import csv
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from sklearn.metrics import normalized_mutual_info_score

from lib import console
from lib.critiques.stories import COLUMNS, stories, table
from lib.critiques.themed_queries import ASSIGNMENTS
from lib.schema import MESSAGES
from lib.settings import ROOT
from lib.signals import Ear
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Preferences, Workspace

SHARED = ROOT.parent / "shared" / "data" / "evaluation" / "airline_en.csv"
_MOMENT = "%m/%d/%Y %H:%M"
Row = dict[str, Any]


@dataclass(frozen=True)
class Quality:
    """Themes against given reasons. `heard`: complaints that were themed, of all; `themes`: how many, those without
    one counted as one more."""

    complaints: int
    heard: int
    themes: int
    nmi: float
    purity: float


def complaints(file: Path) -> tuple[list[Row], dict[str, str]]:
    """The complaints of the file as rows of `messages`, oldest first, and the reason of each by its id."""
    with file.open(encoding="utf-8", newline="") as stream:
        said = [
            row for row in csv.DictReader(stream) if row["airline_sentiment"] == "negative" and row["negativereason"]
        ]
    said = list({row["tweet_id"]: row for row in said}.values())
    heard = Ear()(
        pa.table({"text": [r["text"] for r in said], "language": ["en"] * len(said), "channel": ["x"] * len(said)})
    )
    rows = [_message(row, signals) for row, signals in zip(said, heard.to_pylist(), strict=True)]
    return sorted(rows, key=lambda row: row["created_at"]), {row["tweet_id"]: row["negativereason"] for row in said}


def themed(workspace: Workspace, rows: Sequence[Row]) -> dict[str, str]:
    """Add these messages to the workspace, publish it, and return the theme of each critique in it."""
    lake = Lake(workspace)
    lake.create()
    if rows:
        lake.append_messages(pa.Table.from_pylist(list(rows), schema=MESSAGES).to_reader())
    with workspace.locked():
        publish(workspace)
    model = ReadModel.current(workspace)
    try:
        found = ASSIGNMENTS.of(workspace, model).to_pydict()
    finally:
        model.close()
    return dict(zip(found["message_id"], found["theme_id"], strict=True))


def quality(themes: dict[str, str], reasons: dict[str, str]) -> Quality:
    """The themes against the reasons, over the complaints that were heard as critiques."""
    keys = sorted(set(themes) & set(reasons))
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for key in keys:
        counted[themes[key]][reasons[key]] += 1
    pure = sum(max(found.values()) for found in counted.values())
    nmi = normalized_mutual_info_score([reasons[key] for key in keys], [themes[key] for key in keys])
    return Quality(len(reasons), len(keys), len(counted), float(nmi), pure / max(len(keys), 1))


def kept(before: dict[str, str], after: dict[str, str]) -> float:
    """The share of messages whose theme is the same in both."""
    return sum(after.get(key) == theme for key, theme in before.items()) / max(len(before), 1)


def agreement(one: dict[str, str], other: dict[str, str]) -> float:
    """The share of messages that two ways of theming put together alike: themes paired one to one, the largest
    overlap first, for a theme of words alone is named by the messages that came first."""
    pairs = Counter((theme, other.get(key, "")) for key, theme in one.items())
    ours: set[str] = set()
    theirs: set[str] = set()
    alike = 0
    for (mine, its), count in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])):
        if mine not in ours and its not in theirs:
            ours.add(mine)
            theirs.add(its)
            alike += count
    return alike / max(len(one), 1)


def measured(file: Path, folder: Path) -> list[list[str]]:
    """Everything, as rows of measure, value and what it must reach."""
    rows, reasons = complaints(file)
    heard = quality(themed(_workspace(folder / "heard"), rows), reasons)
    rows = [row | {"is_critique": True} for row in rows]
    begun = time.monotonic()
    whole = themed(_workspace(folder / "whole"), rows)
    took = time.monotonic() - begun
    found = quality(whole, reasons)
    last = max(row["created_at"] for row in rows) - timedelta(days=2)
    week_space = _workspace(folder / "week")
    before = themed(week_space, [row for row in rows if row["created_at"] <= last])
    week = themed(week_space, [row for row in rows if row["created_at"] > last])
    half_space = _workspace(folder / "halves")
    themed(half_space, rows[: len(rows) // 2])
    halves = themed(half_space, rows[len(rows) // 2 :])
    return [
        ["complaints", str(found.complaints), ""],
        ["themes, one for those without", str(found.themes), "at most 20"],
        ["normalised mutual information", f"{found.nmi:.3f}", "0.25, aim 0.35"],
        ["purity", f"{found.purity:.3f}", "0.50, aim 0.60"],
        ["of those the ear hears as critiques", f"{heard.heard} ({heard.heard / heard.complaints:.0%})", ""],
        ["  themes", str(heard.themes), "at most 20"],
        ["  normalised mutual information", f"{heard.nmi:.3f}", "0.25, aim 0.35"],
        ["  purity", f"{heard.purity:.3f}", "0.50, aim 0.60"],
        ["kept when the last days are added", f"{kept(before, week):.1%}", "95 %"],
        ["two halves as one import", f"{agreement(whole, halves):.1%}", "95 %"],
        ["seconds to publish and theme", f"{took:.1f}", ""],
    ]


def _message(row: dict[str, str], signals: Row) -> Row:
    at = datetime.strptime(row["tweet_created"], _MOMENT).replace(tzinfo=UTC)
    return {
        **signals,
        "message_id": row["tweet_id"],
        "conversation_id": row["tweet_id"],
        "thread_id": row["tweet_id"],
        "channel": "x",
        "kind": "post",
        "author_id": row["tweet_id"],
        "is_brand": False,
        "created_at": at,
        "text": row["text"],
        "root_missing": False,
        "source_file": "airline_en.csv",
        "imported_at": at,
        "month": f"{at:%Y-%m}",
    }


def _workspace(folder: Path) -> Workspace:
    return Workspace.opened_or_created(folder, Preferences(name="Themes", languages=("en",), time_zone="UTC"))


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description="How good themes are.")
    parser.add_argument("file", nargs="?", type=Path, default=SHARED)
    given = parser.parse_args()
    if given.file.is_dir():
        workspace = Workspace.opened(given.file)
        model = ReadModel.current(workspace)
        console.show_table(COLUMNS, table(stories(workspace, model)), title=given.file.name)
        model.close()
        return
    with tempfile.TemporaryDirectory() as folder:
        console.show_table(
            ["measure", "value", "must reach"], measured(given.file, Path(folder)), title=given.file.name
        )


if __name__ == "__main__":
    main()
