"""`python -m lib.conversations.alert_quality WORKSPACE`: the alerts against what was planted in a demo community.

A planted story breaks out when ten of its messages first stand within 24 hours. It is found when an alert that holds
three of its messages was raised by 24 hours after the first of those ten. What was planted to be received as usual is
no story. An alert is false when fewer than three in ten of its messages are planted.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from lib import console
from lib.conversations.alerts import alerts
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace

Key = tuple[str, str]
"""Channel and message_id."""
_TEN, _DAY = 10, pd.Timedelta(hours=24)


@dataclass(frozen=True)
class Quality:
    """`delays`: hours from a story's breaking out to its alert (negative: before), None where none came in a day."""

    delays: dict[str, float | None]
    raised: int
    false_count: int
    months: float

    @property
    def found(self) -> int:
        """Stories found in time."""
        return sum(delay is not None for delay in self.delays.values())

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
    for story in truth["stories"]:
        keys = stories[story["name"]]
        broke_out = _breaking_out(sorted(at[key] for key in keys if key in at))
        if broke_out is None or story.get("verdict") == "neutral":
            continue
        found = [moment - broke_out for moment, held in raised if len(held & keys) >= 3]
        in_time = [delay for delay in found if delay <= _DAY]
        delays[story["name"]] = min(in_time).total_seconds() / 3600 if in_time else None
    false = sum(len(held & planted) < 0.3 * len(held) for _moment, held in raised)
    months = (messages.created_at.max() - messages.created_at.min()).days / 30.44
    return Quality(delays, len(raised), false, months)


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
    rows = [[name, "not found" if d is None else f"{d:.1f} h"] for name, d in found.delays.items()]
    console.show_table(["planted story that breaks out", "alert after"], rows)
    console.show_table(
        ["found within 24 h", "alerts", "false", "false a month"],
        [[f"{found.found} of {len(found.delays)}", found.raised, found.false_count, f"{found.false_a_month:.2f}"]],
    )


if __name__ == "__main__":
    main()
