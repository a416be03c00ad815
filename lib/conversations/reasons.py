"""Why a conversation asks for attention, in words: the same signs that its place in the queue was made from."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib.words import _, ngettext, number, span


def reasons(row: Mapping[str, Any]) -> list[str]:
    """The reasons of one row of the query `queue`: the wait against the goal, then what makes it press more."""
    said = [_wait(row)]
    if row["complains"]:
        said.append(_("complains"))
    elif row["asks"]:
        said.append(_("asks"))
    else:
        said.append(_("speaks to us"))
    if not pd.isna(row["tension"]) and row["tension"] > 0.1:
        said.append(_("tension rising"))
    elif not pd.isna(row["heat"]) and row["heat"] > 0.6:
        said.append(_("heated"))
    if row["is_first_message"]:
        said.append(_("somebody's first message"))
    elif row["is_newcomer"]:
        said.append(_("newcomer"))
    if row["author_count"] >= 5:
        said.append(ngettext("{count} person in it", "{count} people in it", int(row["author_count"])))
    if row["reach"] >= 1000:
        said.append(_("seen by {count}", count=number(int(row["reach"]))))
    return said


def _wait(row: Mapping[str, Any]) -> str:
    wait, goal = float(row["waiting_seconds"]), float(row["goal_seconds"])
    if wait > goal:
        return _("waiting {wait}, your goal is {goal}", wait=span(wait), goal=span(goal))
    return _("waiting {wait} of {goal}", wait=span(wait), goal=span(goal))
