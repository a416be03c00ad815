"""Charts of conversations: frame in, figure out. Their titles are findings, and stand on the page.

Each is put together from plain dictionaries and checked by Plotly once, as a whole: made and checked piece by piece it
took twice as long, and Today waits for it.
"""

from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lib.conversations.chart_parts import (
    WEEKLY_FROM,
    Part,
    bars,
    beside,
    by_week,
    day_axis,
    mark_bursts,
    mood,
    panel_titles,
    said,
)
from lib.look import Look, channel_colours, channel_name, chart_template, translucent
from lib.words import _, number


def volume_and_mood(
    by_day: pd.DataFrame, bursts: pd.DataFrame, look: Look, since: date, height: int = 300
) -> go.Figure:
    """Volume as columns over mood as a line with its band; `by_day` from `volume_by_day`, `bursts` from `bursts`.

    Days before `since` are there to compare with, and paler.
    """
    shown = by_week(by_day) if len(by_day) > WEEKLY_FROM else by_day
    volume = bars(
        shown,
        name=_("Messages"),
        colour=[translucent(look.muted, 0.65 if d.date() >= since else 0.28) for d in shown.day],
        hover=[
            _("{day}: {count} messages", day=said(d), count=number(c))
            for d, c in zip(shown.day, shown.messages, strict=True)
        ],
    )
    return _over_mood([volume], by_day, shown, bursts, look, {"height": height})


def volume_by_channel(by_channel: pd.DataFrame, bursts: pd.DataFrame, look: Look, height: int = 420) -> go.Figure:
    """Volume stacked by channel, directly labelled, over the mood of all of them; from `volume_by_channel`."""
    names = list(by_channel.groupby("channel").messages.sum().sort_values(ascending=False).index)
    colours = channel_colours(names)
    by_day = by_channel.groupby("day", as_index=False)[["messages", "negative", "neutral", "positive"]].sum()
    is_weekly = len(by_day) > WEEKLY_FROM
    volumes = []
    for name in names:
        rows = by_channel[by_channel.channel == name]
        rows = by_week(rows) if is_weekly else rows
        hover = [f"{channel_name(name)}: {number(count)}" for count in rows.messages]
        volumes.append(bars(rows, name=channel_name(name), colour=colours[name], hover=hover))
    shown = by_week(by_day) if is_weekly else by_day
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"color": look.muted, "size": 12}}
    layout = {"height": height, "barmode": "stack", "showlegend": len(names) > 1, "legend": legend}
    return _over_mood(volumes, by_day, shown, bursts, look, layout, above=34)


def heat_of_thread(messages: pd.DataFrame, look: Look, height: int = 110) -> go.Figure:
    """Heat message by message, ours as dots in the accent colour; from `thread_messages`."""
    place = np.arange(1, len(messages) + 1)
    theirs = ~messages.is_brand.to_numpy(dtype=bool)
    hover = [
        _("Message {place}: heat {heat}", place=number(int(p)), heat=number(h or 0, 2))
        for p, h in zip(place, messages.heat.fillna(0), strict=True)
    ]
    said_by_them = {
        "type": "scatter",
        "x": place[theirs],
        "y": messages.heat[theirs],
        "mode": "lines+markers",
        "line": {"color": look.muted, "width": 1.5},
        "marker": {"size": 4, "color": look.muted},
        "hovertext": [h for h, t in zip(hover, theirs, strict=True) if t],
        "hoverinfo": "text",
    }
    said_by_us = {
        "type": "scatter",
        "x": place[~theirs],
        "y": np.zeros(int((~theirs).sum())),
        "mode": "markers",
        "marker": {"size": 8, "color": look.accent},
        "hovertext": _("Our voice"),
        "hoverinfo": "text",
    }
    layout = {
        "template": chart_template(look),
        "height": height,
        "hovermode": "closest",
        "yaxis": {"range": [-0.08, 1.05], "tickvals": [0, 0.5, 1]},
        "xaxis": {"showticklabels": False, "ticks": ""},
    }
    return go.Figure([said_by_them, said_by_us], layout)


def _over_mood(
    volumes: list[Part],
    by_day: pd.DataFrame,
    shown: pd.DataFrame,
    bursts: pd.DataFrame,
    look: Look,
    layout: Part,
    above: int = 4,
) -> go.Figure:
    """Bars of volume over the mood of the same days; `shown` are the days or weeks of the bars, `above` is in pixels.

    The room beside the axes is given: for Plotly to find it, it draws the chart, measures it and draws it again.
    """
    marks, top = mark_bursts(shown, bursts, look)
    band, zero = mood(by_day, look)
    given: Part = {"anchor": "x", "automargin": False, "tickformat": ",d"}
    grid: Part = {"showgrid": True, "gridcolor": look.line, "nticks": 4}
    return go.Figure(
        [*volumes, *marks, *band],
        {
            "template": chart_template(look),
            "clickmode": "event+select",
            "margin": {"l": beside(shown), "r": 30, "t": above, "b": 24},
            "xaxis": {"anchor": "y2", "automargin": False, **day_axis(by_day, shown)},
            "yaxis": {"domain": [0.47, 1.0], "rangemode": "tozero", **given, **top},
            "yaxis2": {"domain": [0.0, 0.36], **given, **grid},
            "shapes": [zero],
            "annotations": panel_titles(look, is_weekly=len(shown) < len(by_day)),
            **layout,
        },
    )
