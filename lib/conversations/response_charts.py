"""Charts of reply times: frame in, figure out. A bar carries the code of what it counts, so that a click opens it."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from lib.conversations.response import person_label, step_label, week_label
from lib.look import Look, channel_name, figure, translucent
from lib.words import _, ngettext, span

_LABELS = 8
"""Names of weeks that stand side by side in half a page."""


def distribution(frame: pd.DataFrame, look: Look, height: int = 190) -> go.Figure:
    """First responses by how long they took; from `response_distribution`."""
    uppers = list(frame.upto)
    labels = [step_label(u, uppers[place - 1] if place else None) for place, u in enumerate(uppers)]
    made = figure(look, height)
    made.add_bar(
        x=labels,
        y=frame.replies,
        marker={"color": translucent(look.accent, 0.75), "line": {"width": 0}},
        customdata=[f"step:{step}" for step in frame.step],
        hovertext=[ngettext("{count} reply", "{count} replies", int(count)) for count in frame.replies],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 1}},
    )
    return _clickable(made)


def by_week(frame: pd.DataFrame, look: Look, goal: float, height: int = 190) -> go.Figure:
    """Median first response of each week as columns, hours; the goal as a line; from `response_by_week`."""
    made = figure(look, height)
    shown = frame[frame.first_median.notna()]
    made.add_bar(
        x=[week_label(week) for week in shown.week],
        y=shown.first_median / 3600,
        marker={
            "color": [translucent(look.muted if m <= goal else look.negative, 0.7) for m in shown.first_median],
            "line": {"width": 0},
        },
        customdata=[f"week:{week:%Y-%m-%d}" for week in shown.week],
        hovertext=[
            _(
                "Week of {week}: half within {median}, nine of ten within {p90}",
                week=week_label(w),
                median=span(m),
                p90=span(p),
            )
            for w, m, p in zip(shown.week, shown.first_median, shown.first_p90, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 1}},
    )
    made.add_hline(y=goal / 3600, line={"color": look.accent, "width": 1.5, "dash": "dot"})
    made.add_annotation(
        text=_("goal {span}", span=span(goal)),
        x=1,
        xref="paper",
        y=goal / 3600,
        xanchor="right",
        yanchor="bottom",
        showarrow=False,
        font={"color": look.accent, "size": 12},
    )
    weeks = [week_label(week) for week in shown.week]
    made.update_xaxes(type="category", tickmode="array", tickvals=thinned(weeks), tickangle=0)
    made.update_yaxes(ticksuffix=" h")
    return _clickable(made)


def thinned(labels: Sequence[str]) -> list[str]:
    """Labels that can stand side by side below a chart: all of them, or every second, third … up to the newest."""
    step = -(-len(labels) // _LABELS) or 1
    return list(labels)[::-1][::step][::-1]


def by_channel(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Median reply time on each channel; from `response_by_channel`."""
    shown = frame[frame.reply_median.notna()]
    return _ranked([channel_name(c) for c in shown.channel], [f"channel:{c}" for c in shown.channel], shown, look)


def by_person(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Median reply time of each account of ours; from `response_by_person`."""
    shown = frame.head(8)
    labels = [person_label(row) for _place, row in shown.iterrows()]
    return _ranked(labels, [f"person:{p}" for p in shown.person], shown, look)


def _ranked(labels: Sequence[str], codes: Sequence[str], shown: pd.DataFrame, look: Look) -> go.Figure:
    """Horizontal bars, the busiest at the top, each labelled with its median and its ninth of ten."""
    made = figure(look, 26 * max(len(labels), 1) + 10)
    made.add_bar(
        y=list(labels)[::-1],
        x=(shown.reply_median / 3600).tolist()[::-1],
        orientation="h",
        marker={"color": translucent(look.muted, 0.7), "line": {"width": 0}},
        customdata=list(codes)[::-1],
        text=[span(m) for m in shown.reply_median][::-1],
        textposition="auto",
        textangle=0,
        cliponaxis=False,
        hovertext=[
            _("half within {median}, nine of ten within {p90}", median=span(m), p90=span(p))
            for m, p in zip(shown.reply_median, shown.reply_p90, strict=True)
        ][::-1],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 1}},
    )
    made.update_xaxes(visible=False)
    made.update_yaxes(showgrid=False, ticks="", type="category", tickmode="array", tickvals=list(labels))
    return _clickable(made)


def _clickable(made: go.Figure) -> go.Figure:
    made.update_layout(clickmode="event+select", hovermode="closest")
    return made
