"""The queue as its definitions say it, plainly: all who wait, read whole, scored, filtered and sorted by pandas."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from lib.conversations import queries
from lib.conversations.hours import CLOCK, Calendar, Hours, calendar_of
from lib.conversations.weights import Weights
from lib.storage.read_model import ReadModel

PAGE = 20
STATES = ("handled", "assigned", "snoozed", "nothing")
GOALS = Hours(goals=(("instagram", 2.0),))
COUNTED = Hours(counted="business")
_NEW = 28 * 24 * 3600
"""Seconds for which somebody is a newcomer."""


def plain(
    model: ReadModel, every: pd.DataFrame, decided: list[dict[str, Any]], params: Mapping[str, Any]
) -> pd.DataFrame:
    """What the query should give: place, priority and total of the page, by the definitions, from all who wait."""
    rows = every.merge(pd.DataFrame(decided, columns=["place", "state", "owner"]), on="place", how="left")
    rows["state"] = rows.state.fillna("open")
    archive = queries.archive(model).iloc[0]
    weights, goals = Weights().parameters, dict(GOALS.goals)
    calendar = _calendar(params, archive)
    starts = rows.waiting_since.map(lambda at: at.timestamp()).to_numpy(dtype=float)
    rows["wait"] = calendar.between(starts, np.full(len(rows), archive.last_at.timestamp()))
    goal = rows.channel.map(lambda name: 3600 * goals.get(name, GOALS.goal_hours)).to_numpy(dtype=float)
    shares = {
        "wait": 1 - np.power(2.0, -rows.wait.to_numpy() / goal),
        **{name: rows[f"{name}_share"].to_numpy() for name in ("complaint", "tension", "reach")},
        "newcomer": np.select(
            [rows.first_epoch == rows.waiting_epoch, rows.first_epoch > archive.last_at.timestamp() - _NEW], [1.0, 0.5]
        ),
    }
    whole = sum(weights.values())
    rows["priority"] = 100 * sum(weights[f"{name}_weight"] * share for name, share in shares.items()) / whole
    state = params.get("state", "todo")
    wanted = rows.state.isin({"todo": ["open", "assigned"], "all": ["open", *STATES]}.get(state, [state]))
    if "owner" in params:
        wanted &= rows.owner == params["owner"]
    if "channels" in params:
        wanted &= rows.channel.isin(params["channels"])
    if "languages" in params:
        wanted &= rows.language.isin(params["languages"])
    if "aspect" in params:
        wanted &= rows.aspects.map(lambda said: said is not None and params["aspect"] in said)
    if "among" in params:
        wanted &= rows.place.isin(params["among"])
    if "since" in params:
        wanted &= rows.last_waiting_day >= pd.Timestamp(params["since"])
    if "until" in params:
        wanted &= rows.first_waiting_day <= pd.Timestamp(params["until"])
    rows = rows[wanted].sort_values(
        [params.get("sort", "priority"), "waiting_epoch", "place"], ascending=[False, True, True]
    )
    first = params.get("first", 0)
    return rows[["place", "priority"]].iloc[first : first + PAGE].assign(total=len(rows))


def _calendar(params: Mapping[str, Any], archive: Any) -> Calendar:
    if "calendar" not in params:
        return CLOCK
    return calendar_of(COUNTED, pd.Timestamp(archive.first_day).date(), pd.Timestamp(archive.last_day).date())
