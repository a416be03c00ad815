"""How right the verdicts are on what was planted in a demo workspace: `python -m lib.editorial.quality WORKSPACE`.

Prints one JSON document: for each planted post what was planted and what was called, and how many of the other posts
are called a success or a failure, with what makes each, so that none is called without a reason that can be looked at.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from lib import console
from lib.editorial import queries
from lib.editorial.receptions import judged
from lib.settings import DEMO_WORKSPACE
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace


def quality_of(workspace: Workspace, truth: dict[str, Any]) -> dict[str, Any]:
    """What was called of what was planted, and what else was called."""
    model = ReadModel.current(workspace)
    weeks = judged(queries.received(model)).query("span == 'week'").set_index(["channel", "message_id"])
    model.close()
    stories = [story for story in truth["stories"] if story["kind"] == "campaign"]
    planted = []
    for story in stories:
        key = (story["post"]["channel"], story["post"]["message_id"])
        row = weeks.loc[key]
        planted.append({"story": story["name"], "planted": story["verdict"], **_called(row)})
    keys = {(story["post"]["channel"], story["post"]["message_id"]) for story in stories}
    others = weeks[[key not in keys for key in weeks.index]]
    called = others[others.verdict.isin(["success", "failure"])]
    return {
        "right": sum(one["planted"] == one["verdict"] for one in planted),
        "planted": planted,
        "others": {name: int(count) for name, count in others.verdict.value_counts().items()},
        "others_called": [
            {"channel": key[0], "message_id": key[1], "day": f"{row.day:%Y-%m-%d}", **_called(row)}
            for key, row in called.iterrows()
        ],
    }


def _called(row: "pd.Series[Any]") -> dict[str, Any]:
    return {
        "verdict": row.verdict,
        "reason": row.reason,
        "comments": int(row.comments),
        "usual": round(float(row.comments_usual), 1),
        "factor": [round(float(row[f"comments_{name}"]), 2) for name in ("factor", "low", "high")],
        "net": [round(float(row[name]), 2) for name in ("net_usual", "net", "net_low", "net_high")],
    }


def main(arguments: list[str]) -> None:
    """Print the quality of a demo workspace as JSON: the one named, else the one that `make run` builds."""
    workspace = Workspace.opened(Path(arguments[0]) if arguments else DEMO_WORKSPACE)
    truth = json.loads(workspace.place("truth.json").read_text("utf-8"))
    console.show_json(quality_of(workspace, truth))


if __name__ == "__main__":
    main(sys.argv[1:])
