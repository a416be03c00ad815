"""Parts of the charts of volume and mood, as the plain dictionaries that Plotly reads."""

from typing import Any

import numpy as np
import pandas as pd

from lib.conversations.shares import ENOUGH, net_series
from lib.look import Look, channel_name, translucent
from lib.words import _, day, month, number, short_day, signed

WEEKLY_FROM = 150
"""More days than this are shown by week."""
_MOOD_DAYS = 7
_YEAR = 366
_LABELLED = 3
Part = dict[str, Any]


def bars(shown: pd.DataFrame, *, name: str, colour: str | list[str], hover: list[str]) -> Part:
    """The messages of each day or week as columns, each with its words on hover and its day for who clicks it."""
    return {
        "type": "bar",
        "x": shown.day,
        "y": shown.messages,
        "name": name,
        "marker": {"color": colour, "line": {"width": 0}},
        "customdata": _days(shown.day),
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "yaxis": "y",
    }


def mark_bursts(shown: pd.DataFrame, bursts: pd.DataFrame, look: Look) -> tuple[list[Part], Part]:
    """A dot over each day that stood out, the strongest few with their label; and what makes room for them above."""
    if not len(bursts) or not len(shown):
        return [], {}
    strongest = bursts.sort_values("sigmas", ascending=False).drop_duplicates("day")
    days = shown.day.to_numpy()
    places = np.clip(np.searchsorted(days, strongest.day.to_numpy(), side="right") - 1, 0, len(days) - 1)
    marked = strongest.assign(at=days[places], height=shown.messages.to_numpy()[places]).drop_duplicates("at")
    dots = {
        "type": "scatter",
        "x": marked["at"],
        "y": marked.height,
        "mode": "markers+text",
        "marker": {"size": 9, "color": look.burning, "line": {"color": look.ground, "width": 1.5}},
        "text": _labels(marked, (days[-1] - days[0]) / 8),
        "textposition": "top center",
        "textfont": {"color": look.ink, "size": 12},
        "cliponaxis": False,
        "showlegend": False,
        "customdata": _days(marked["at"]),
        "hovertext": [
            _(
                "Burst on {channel}: {count} messages, usually {usual}",
                channel=channel_name(c),
                count=number(i),
                usual=number(u, 1),
            )
            for c, i, u in zip(marked.channel, marked.inbound, marked.usual, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "yaxis": "y",
        "name": _("Burst"),
    }
    return [dots], {"range": [0, float(shown.messages.max()) * 1.22]}


def mood(by_day: pd.DataFrame, look: Look) -> tuple[list[Part], Part]:
    """Net sentiment over the seven days up to each day, where they hold messages enough; few of them: dots only.

    With its band (95 %), and a line at zero.
    """
    summed = by_day[["positive", "negative", "neutral"]].rolling(_MOOD_DAYS, min_periods=1).sum().to_numpy(dtype=float)
    heard = summed.sum(axis=1)
    value, low, high = net_series(summed[:, 0], summed[:, 1], heard)
    enough = heard >= ENOUGH
    value, low, high = (np.where(enough, v, np.nan) for v in (value, low, high))
    edge: Part = {
        "type": "scatter",
        "x": by_day.day,
        "mode": "lines",
        "line": {"width": 0},
        "hoverinfo": "skip",
        "yaxis": "y2",
        "connectgaps": False,
        "showlegend": False,
    }
    net = {
        "type": "scatter",
        "x": by_day.day,
        "y": value,
        "mode": "lines" if enough.sum() > 3 else "markers",
        "line": {"color": look.positive, "width": 2},
        "yaxis": "y2",
        "hovertext": [
            _("Mood {net}, between {low} and {high}", net=signed(v), low=signed(a), high=signed(b)) if e else ""
            for v, a, b, e in zip(value, low, high, enough, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "name": _("Mood"),
        "showlegend": False,
    }
    zero = {
        "type": "line",
        "x0": 0,
        "x1": 1,
        "xref": "x domain",
        "y0": 0,
        "y1": 0,
        "yref": "y2",
        "line": {"color": look.neutral, "width": 1, "dash": "dot"},
    }
    fill = {"fill": "tonexty", "fillcolor": translucent(look.positive, 0.18)}
    return [edge | {"y": high}, edge | {"y": low} | fill, net], zero


def day_axis(by_day: pd.DataFrame, shown: pd.DataFrame) -> Part:
    """What the axis of days shows: at most five days named in words of ours, both ends among them.

    Over more than a year they are named by month and year: a day would be taken for one of the last twelve months.
    """
    if not len(by_day):
        return {}
    days = list(by_day.day)
    ticks = [days[at] for at in np.unique(np.linspace(0, len(days) - 1, min(5, len(days))).round().astype(int))]
    named = month if (days[-1] - days[0]).days > _YEAR else short_day
    half = pd.Timedelta(days=4 if len(shown) < len(by_day) else 0.6)
    return {
        "tickvals": ticks,
        "ticktext": [named(tick) for tick in ticks],
        "range": [min(shown.day.min(), by_day.day.min()) - half, by_day.day.max() + half],
        "unifiedhovertitle": {"text": " "},
        "ticklabeloverflow": "allow",
        "ticklabelshift": 0,
    }


def beside(shown: pd.DataFrame) -> int:
    """Pixels that the numbers beside the bars need: those of the mood have four signs at the most."""
    most = 1.25 * float(shown.messages.max()) if len(shown) else 0.0
    return 8 + 7 * max(len(f"{most:,.0f}"), 4)


def panel_titles(look: Look, *, is_weekly: bool) -> list[Part]:
    """What each of the two panels measures, over its upper left corner."""
    words = {1.0: _("Messages a week") if is_weekly else _("Messages a day"), 0.36: _("Mood, net over 7 days")}
    return [
        {
            "text": text,
            "x": 0,
            "y": at,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "bottom" if at < 1 else "top",
            "showarrow": False,
            "font": {"size": 12, "color": look.muted},
            "bgcolor": look.ground,
            "opacity": 0.95,
        }
        for at, text in words.items()
    ]


def by_week(by_day: pd.DataFrame) -> pd.DataFrame:
    """The rows summed by week; a week is named by its Monday."""
    monday = by_day.day - pd.to_timedelta(by_day.day.dt.day_of_week, unit="D")
    counts = [c for c in by_day.columns if c not in ("day", "channel")]
    return by_day.assign(day=monday).groupby("day", as_index=False)[counts].sum()


def said(found: pd.Timestamp) -> str:
    """The day in words."""
    return day(found.date())


def _labels(marked: pd.DataFrame, least: np.timedelta64) -> list[str]:
    """The channel over each dot, strongest first; none where a label would stand over its neighbour's."""
    taken: list[np.datetime64] = []
    labels = []
    for at, channel in zip(marked["at"].to_numpy(), marked.channel, strict=True):
        is_free = len(taken) < _LABELLED and all(abs(at - other) >= least for other in taken)
        labels.append(channel_name(channel) if is_free else "")
        taken += [at] if is_free else []
    return labels


def _days(days: "pd.Series[pd.Timestamp]") -> list[str]:
    return [f"{pd.Timestamp(found):%Y-%m-%d}" for found in days]
