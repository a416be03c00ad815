"""Charts of what we published: how a post did against the usual, days, and the community's hours."""

import math
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import words
from lib.editorial.diary import Day
from lib.editorial.moments import Part, Slot
from lib.editorial.moments_words import slot_said, weekday_name
from lib.editorial.verdicts import PARTS
from lib.look import Look, figure, translucent
from lib.words import N_, _, ngettext, number

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
    ends = [math.log10(max(end, 0.02)) for end in (0.2, 8.5, *lows, *highs)]
    made.update_xaxes(type="log", range=[min(ends) - 0.05, max(ends) + 0.05], tickvals=ticks, ticktext=said)
    made.update_layout(
        hovermode="closest", yaxis={"autorange": "reversed", "showgrid": False, "nticks": len(shown) + 1}
    )
    return made


def calendar(days: Sequence[Day], look: Look, height: int = 210) -> go.Figure:
    """One square per day, weeks from left to right, fuller where more was said; our posts as dots, plans as rings."""
    made = figure(look, height)
    weeks = [day.day - timedelta(days=day.day.weekday()) for day in days]
    rows = [day.day.weekday() for day in days]
    most = max([day.inbound for day in days], default=0) or 1
    size = int(min(20, max(11, 1150 / (len(set(weeks)) or 1) - 4)))
    given: dict[str, Any] = {"mode": "markers", "hovertemplate": "%{text}<extra></extra>"}
    made.add_scatter(
        x=weeks,
        y=rows,
        customdata=[[day.day.isoformat()] for day in days],
        text=[_day_said(day) for day in days],
        marker={
            "symbol": "square",
            "size": size,
            "color": [translucent(look.muted, 0.08 + 0.62 * day.inbound / most) for day in days],
            "line": {"width": 0},
        },
        **given,
    )
    colours = {"success": look.positive, "failure": look.negative, "post": look.accent, "planned": look.accent}
    marked = [(week, row, day) for week, row, day in zip(weeks, rows, days, strict=True) if day.verdict]
    made.add_scatter(
        x=[week for week, _row, _day in marked],
        y=[row for _week, row, _day in marked],
        customdata=[[day.day.isoformat()] for _week, _row, day in marked],
        text=[_day_said(day) for _week, _row, day in marked],
        marker={
            "symbol": ["circle-open" if day.verdict == "planned" else "circle" for _week, _row, day in marked],
            "size": [9 if day.verdict in ("success", "failure") else 6 for _week, _row, day in marked],
            "color": [colours[day.verdict] for _week, _row, day in marked],
            "line": {"width": [2 if day.verdict == "planned" else 0 for _week, _row, day in marked]},
        },
        **given,
    )
    made.update_traces(selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}})
    first = [week for week in sorted(set(weeks)) if week.day <= 7] or sorted(set(weeks))[:1]
    made.update_xaxes(tickvals=first, ticktext=[words.short_day(week) for week in first])
    made.update_yaxes(
        tickvals=list(range(7)), ticktext=[weekday_name(row + 1, "short") for row in range(7)], range=[6.6, -0.6]
    )
    made.update_layout(hovermode="closest", yaxis={"showgrid": False})
    return made


def hours_of_week(slots: Sequence[Slot], look: Look, height: int = 380) -> go.Figure:
    """One square per hour of the week, fuller where more is said."""
    made = figure(look, height)
    by_place = {(slot.weekday, slot.hour): slot for slot in slots}
    rows, hours = range(1, 8), range(24)
    made.add_heatmap(
        z=[[by_place[row, hour].mean for hour in hours] for row in rows],
        x=list(hours),
        y=[weekday_name(row) for row in rows],
        text=[[slot_said(by_place[row, hour]) for hour in hours] for row in rows],
        hovertemplate="%{text}<extra></extra>",
        colorscale=[[0, translucent(look.accent, 0.04)], [1, translucent(look.accent, 0.95)]],
        xgap=2,
        ygap=2,
        showscale=False,
    )
    made.update_layout(hovermode="closest", yaxis={"autorange": "reversed", "showgrid": False, "nticks": 7})
    made.update_xaxes(tickvals=list(range(0, 24, 3)), ticktext=[f"{hour}:00" for hour in range(0, 24, 3)])
    return made


def parts_of_day(parts: Sequence[Part], look: Look, height: int = 150) -> go.Figure:
    """A dot with its interval per part of the day; a part with too few posts has its name alone."""
    made = figure(look, height)
    told = [(part, part.factor) for part in parts if part.factor]
    names = {
        part.part: f"{_(PARTS[part.part])} ({number(part.posts)})"
        if part.factor
        else f"{_(PARTS[part.part])}: {_('too few to say')}"
        for part in parts
    }
    made.add_scatter(
        x=[factor[0] for _part, factor in told],
        y=[names[part.part] for part, _factor in told],
        mode="markers",
        marker={"size": 10, "color": look.accent},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [factor[2] - factor[0] for _part, factor in told],
            "arrayminus": [factor[0] - factor[1] for _part, factor in told],
            "color": look.muted,
            "thickness": 1.5,
            "width": 0,
        },
        text=[
            _(
                "{part}: {factor} times ({low} to {high})",
                part=names[part.part],
                factor=number(factor[0], 2),
                low=number(factor[1], 2),
                high=number(factor[2], 2),
            )
            for part, factor in told
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    made.add_vline(x=1, line={"color": look.muted, "width": 1, "dash": "dot"})
    made.update_layout(
        hovermode="closest",
        yaxis={
            "categoryorder": "array",
            "categoryarray": [names[part.part] for part in parts][::-1],
            "showgrid": False,
        },
    )
    made.update_xaxes(nticks=4)
    return made


def _day_said(day: Day) -> str:
    said = [words.day(day.day), ngettext("{count} message", "{count} messages", day.inbound)]
    if day.posts:
        said.append(ngettext("{count} post of ours", "{count} posts of ours", len(day.posts)))
    if day.planned:
        said.append(ngettext("{count} idea planned", "{count} ideas planned", len(day.planned)))
    return ", ".join(said)
