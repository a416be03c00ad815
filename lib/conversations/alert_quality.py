"""`python -m lib.conversations.alert_quality WORKSPACE`: the alerts against what was planted in a demo community.

A planted story breaks out when ten of its messages first stand within 24 hours. It is found when an alert that holds
three of its messages was raised by 24 hours after the first of those ten. What was planted to be received as usual is
no story. An alert is false when fewer than three in ten of its messages are planted.

Two kinds of story are no burst by their nature, and the truth says that another list finds them: those who wait stand
in the queue, and passion among what is worth kindling. They are looked for there as well (`lib.conversations.finders`),
and both are said.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from lib import console
from lib.conversations.alerts import alerts
from lib.conversations.finders import FINDERS, Key
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace

_TEN, _DAY = 10, pd.Timedelta(hours=24)


@dataclass(frozen=True)
class Quality:
    """Hours from a story's breaking out until it was found (negative: before), None where it was not within a day.

    `delays`: by an alert; `listed`: by the list that the truth names, for the kinds that have one.
    """

    delays: dict[str, float | None]
    listed: dict[str, float | None]
    raised: int
    false_count: int
    false_in_bumps: int
    months: float

    @property
    def alerted(self) -> int:
        """Stories that an alert found in time."""
        return sum(delay is not None for delay in self.delays.values())

    @property
    def found(self) -> int:
        """Stories found in time by an alert or by their own list."""
        return sum(self.delays[name] is not None or self.listed.get(name) is not None for name in self.delays)

    @property
    def false_a_month(self) -> float:
        """False alerts a month."""
        return self.false_count / self.months


def quality_of(model: ReadModel, truth: dict[str, Any]) -> Quality:
    """The alerts of a demo against its truth (the content of truth.json)."""
    table = alerts.make(model).to_pandas()
    raised = [
        (pd.Timestamp(row.found_at), set(zip(row.message_channels, row.message_ids, strict=True)))
        for row in table.itertuples()
    ]
    messages = model.frame("select channel, message_id, created_at from messages")
    at = dict(zip(zip(messages.channel, messages.message_id, strict=True), messages.created_at, strict=True))
    stories = {story["name"]: _keys(story) for story in truth["stories"]}
    planted = set().union(*stories.values())
    delays: dict[str, float | None] = {}
    listed: dict[str, float | None] = {}
    for story in truth["stories"]:
        keys = stories[story["name"]]
        broke_out = _breaking_out(sorted(at[key] for key in keys if key in at))
        if broke_out is None or story.get("verdict") == "neutral":
            continue
        delays[story["name"]] = _hours([found for found, held in raised if len(held & keys) >= 3], broke_out)
        if finder := FINDERS.get(story.get("kind", "")):
            listed[story["name"]] = _hours([pd.Timestamp(found) for found in finder(model, keys, broke_out)], broke_out)
    false = [found for found, held in raised if len(held & planted) < 0.3 * len(held)]
    bumps = {said.split()[0] for said in truth.get("bumps_that_are_no_bursts", ())}
    months = (messages.created_at.max() - messages.created_at.min()).days / 30.44
    in_bumps = sum(f"{found:%Y-%m}" in bumps for found in false)
    return Quality(delays, listed, len(raised), len(false), in_bumps, months)


def _hours(found: "list[pd.Timestamp]", broke_out: pd.Timestamp) -> float | None:
    """The first of these moments in hours after the breaking out; None where none is within a day."""
    in_time = [moment - broke_out for moment in found if moment - broke_out <= _DAY]
    return min(in_time).total_seconds() / 3600 if in_time else None


def _keys(story: dict[str, Any]) -> set[Key]:
    said = [one for field in ("messages", "comments") for one in story.get(field) or () if isinstance(one, dict)]
    return {(one["channel"], one["message_id"]) for one in said}


def _breaking_out(moments: "list[pd.Timestamp]") -> "pd.Timestamp | None":
    for first, tenth in zip(moments, moments[_TEN - 1 :], strict=False):
        if tenth - first <= _DAY:
            return first
    return None


def main() -> None:
    """Print it for the workspace named on the command line."""
    workspace = Workspace.opened(Path(sys.argv[1]))
    model = ReadModel.current(workspace)
    found = quality_of(model, json.loads(workspace.place("truth.json").read_text("utf-8")))
    model.close()
    rows = [
        [name, _said(delay), _said(found.listed[name]) if name in found.listed else ""]
        for name, delay in found.delays.items()
    ]
    console.show_table(["planted story that breaks out", "alert after", "in its own list after"], rows)
    stories = len(found.delays)
    console.show_table(
        ["by an alert within 24 h", "or by its own list", "alerts", "false", "of them in bumps", "false a month"],
        [
            [
                f"{found.alerted} of {stories}",
                f"{found.found} of {stories}",
                found.raised,
                found.false_count,
                found.false_in_bumps,
                f"{found.false_a_month:.2f}",
            ]
        ],
    )


def _said(delay: float | None) -> str:
    return "not found" if delay is None else f"{delay:.1f} h"


if __name__ == "__main__":
    main()
