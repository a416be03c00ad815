"""Charts of what we published: how a post did against the usual, days, and the community's hours."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.look import Look, figure
from lib.words import N_, _, number

MEASURES = {
    "comments": N_("comments"),
    "reactions": N_("reactions"),
    "views": N_("reach"),
    "questions": N_("questions"),
    "newcomers": N_("first-time authors"),
}


def against_usual(row: Mapping[str, Any], look: Look, height: int = 150) -> go.Figure:
    """A dot with its interval per measure: how many times its usual a post did; on a scale of doublings."""
    shown = [name for name in MEASURES if not pd.isna(row[f"{name}_factor"])]
    made = figure(look, height)
    values = [float(row[f"{name}_factor"]) for name in shown]
    lows, highs = ([float(row[f"{name}_{end}"]) for name in shown] for end in ("low", "high"))
    names = [_(MEASURES[name]) for name in shown]
    made.add_scatter(
        x=values,
        y=names,
        mode="markers",
        marker={"size": 10, "color": look.accent},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [high - value for high, value in zip(highs, values, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, values, strict=True)],
            "color": look.muted,
            "thickness": 1.5,
            "width": 0,
        },
        text=[
            _(
                "{count} {measure}: {factor} times the usual {usual} ({low} to {high})",
                count=number(float(row[name])),
                measure=_(MEASURES[name]),
                factor=number(float(row[f"{name}_factor"]), 1),
                usual=number(float(row[f"{name}_usual"]), 1),
                low=number(float(row[f"{name}_low"]), 1),
                high=number(float(row[f"{name}_high"]), 1),
            )
            for name in shown
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    made.add_vline(x=1, line={"color": look.muted, "width": 1, "dash": "dot"})
    ticks = [0.25, 0.5, 1, 2, 4, 8]
    said = [
        _("as usual") if tick == 1 else "× " + number(tick, 2 if tick < 0.5 else 1 if tick < 1 else 0) for tick in ticks
    ]
    made.update_xaxes(type="log", range=[-0.72, 0.95], tickvals=ticks, ticktext=said)
    made.update_layout(
        hovermode="closest", yaxis={"autorange": "reversed", "showgrid": False, "nticks": len(shown) + 1}
    )
    return made
