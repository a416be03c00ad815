"""Charts of conversations: frame in, figure out. Their titles are findings, and stand on the page."""

from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lib.conversations.shares import ENOUGH, net_series
from lib.look import Look, channel_colours, channel_name, chart_template, translucent
from lib.words import _, day, number, short_day, signed

_WEEKLY_FROM = 150
_MOOD_DAYS = 7
_LABELLED = 3


def volume_and_mood(
    by_day: pd.DataFrame, bursts: pd.DataFrame, look: Look, since: date, height: int = 300
) -> go.Figure:
    """Volume as columns over mood as a line with its band; `by_day` from `volume_by_day`, `bursts` from `bursts`.

    Days before `since` are there to compare with, and paler.
    """
    made = _two_panels(look, height)
    shown = _by_week(by_day) if len(by_day) > _WEEKLY_FROM else by_day
    made.add_bar(
        x=shown.day,
        y=shown.messages,
        marker={
            "color": [translucent(look.muted, 0.65 if d.date() >= since else 0.28) for d in shown.day],
            "line": {"width": 0},
        },
        customdata=_days(shown.day),
        hovertemplate="%{hovertext}<extra></extra>",
        hovertext=[
            _("{day}: {count} messages", day=_said(d), count=number(c))
            for d, c in zip(shown.day, shown.messages, strict=True)
        ],
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        yaxis="y",
        name=_("Messages"),
    )
    _mark_bursts(made, shown, bursts, look)
    _add_mood(made, by_day, look)
    return _finished(made, by_day, shown, look)


def volume_by_channel(by_channel: pd.DataFrame, bursts: pd.DataFrame, look: Look, height: int = 420) -> go.Figure:
    """Volume stacked by channel, directly labelled, over the mood of all of them; from `volume_by_channel`."""
    made = _two_panels(look, height)
    names = list(by_channel.groupby("channel").messages.sum().sort_values(ascending=False).index)
    colours = channel_colours(names)
    by_day = by_channel.groupby("day", as_index=False)[["messages", "negative", "neutral", "positive"]].sum()
    is_weekly = len(by_day) > _WEEKLY_FROM
    for name in names:
        rows = by_channel[by_channel.channel == name]
        rows = _by_week(rows) if is_weekly else rows
        made.add_bar(
            x=rows.day,
            y=rows.messages,
            name=channel_name(name),
            marker={"color": colours[name], "line": {"width": 0}},
            customdata=_days(rows.day),
            hovertext=[f"{channel_name(name)}: {number(count)}" for count in rows.messages],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            yaxis="y",
        )
    shown = _by_week(by_day) if is_weekly else by_day
    _mark_bursts(made, shown, bursts, look)
    _add_mood(made, by_day, look)
    made.update_layout(
        barmode="stack",
        showlegend=len(names) > 1,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"color": look.muted, "size": 12}},
        margin={"t": 34},
    )
    return _finished(made, by_day, shown, look)


def heat_of_thread(messages: pd.DataFrame, look: Look, height: int = 110) -> go.Figure:
    """Heat message by message, ours as dots in the accent colour; from `thread_messages`."""
    made = go.Figure()
    made.update_layout(template=chart_template(look), height=height, hovermode="closest")
    place = np.arange(1, len(messages) + 1)
    theirs = ~messages.is_brand.to_numpy(dtype=bool)
    hover = [
        _("Message {place}: heat {heat}", place=number(int(p)), heat=number(h or 0, 2))
        for p, h in zip(place, messages.heat.fillna(0), strict=True)
    ]
    made.add_scatter(
        x=place[theirs],
        y=messages.heat[theirs],
        mode="lines+markers",
        line={"color": look.muted, "width": 1.5},
        marker={"size": 4, "color": look.muted},
        hovertext=[h for h, t in zip(hover, theirs, strict=True) if t],
        hoverinfo="text",
    )
    made.add_scatter(
        x=place[~theirs],
        y=np.zeros(int((~theirs).sum())),
        mode="markers",
        marker={"size": 8, "color": look.accent},
        hovertext=_("Our voice"),
        hoverinfo="text",
    )
    made.update_yaxes(range=[-0.08, 1.05], tickvals=[0, 0.5, 1])
    made.update_xaxes(showticklabels=False, ticks="")
    return made


def _two_panels(look: Look, height: int) -> go.Figure:
    made = go.Figure()
    made.update_layout(template=chart_template(look), height=height, clickmode="event+select")
    made.update_layout(
        yaxis={"domain": [0.47, 1.0], "anchor": "x", "rangemode": "tozero"},
        yaxis2={"domain": [0.0, 0.36], "anchor": "x", "showgrid": True, "gridcolor": look.line, "nticks": 4},
        xaxis={"anchor": "y2"},
    )
    return made


def _finished(made: go.Figure, by_day: pd.DataFrame, shown: pd.DataFrame, look: Look) -> go.Figure:
    if len(by_day):
        ticks = _ticks(list(by_day.day))
        half = pd.Timedelta(days=4 if len(shown) < len(by_day) else 0.6)
        made.update_xaxes(
            tickvals=ticks,
            ticktext=[short_day(t) for t in ticks],
            range=[min(shown.day.min(), by_day.day.min()) - half, by_day.day.max() + half],
            unifiedhovertitle={"text": " "},
            ticklabeloverflow="allow",
            ticklabelshift=0,
        )
    made.update_yaxes(tickformat=",d", selector={"anchor": "x"})
    for text, at in (
        (_("Messages a week") if len(shown) < len(by_day) else _("Messages a day"), 1.0),
        (_("Mood, net over 7 days"), 0.36),
    ):
        made.add_annotation(
            text=text,
            x=0,
            y=at,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom" if at < 1 else "top",
            showarrow=False,
            font={"size": 12, "color": look.muted},
            bgcolor=look.ground,
            opacity=0.95,
        )
    return made


def _mark_bursts(made: go.Figure, shown: pd.DataFrame, bursts: pd.DataFrame, look: Look) -> None:
    """A dot over each day that stood out; the strongest few carry their label."""
    if not len(bursts) or not len(shown):
        return
    strongest = bursts.sort_values("sigmas", ascending=False).drop_duplicates("day")
    days = shown.day.to_numpy()
    places = np.clip(np.searchsorted(days, strongest.day.to_numpy(), side="right") - 1, 0, len(days) - 1)
    marked = strongest.assign(at=days[places], height=shown.messages.to_numpy()[places]).drop_duplicates("at")
    labels = _apart(marked, (days[-1] - days[0]) / 8)
    made.add_scatter(
        x=marked["at"],
        y=marked.height,
        mode="markers+text",
        marker={"size": 9, "color": look.burning, "line": {"color": look.ground, "width": 1.5}},
        text=labels,
        textposition="top center",
        textfont={"color": look.ink, "size": 12},
        cliponaxis=False,
        showlegend=False,
        customdata=_days(marked["at"]),
        hovertext=[
            _(
                "Burst on {channel}: {count} messages, usually {usual}",
                channel=channel_name(c),
                count=number(i),
                usual=number(u, 1),
            )
            for c, i, u in zip(marked.channel, marked.inbound, marked.usual, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        yaxis="y",
        name=_("Burst"),
    )
    made.update_layout(yaxis={"range": [0, float(shown.messages.max()) * 1.22]})


def _apart(marked: pd.DataFrame, least: np.timedelta64) -> list[str]:
    """The channel over each dot, strongest first; none where a label would stand over its neighbour's."""
    taken: list[np.datetime64] = []
    labels = []
    for at, channel in zip(marked["at"].to_numpy(), marked.channel, strict=True):
        is_free = len(taken) < _LABELLED and all(abs(at - other) >= least for other in taken)
        labels.append(channel_name(channel) if is_free else "")
        taken += [at] if is_free else []
    return labels


def _add_mood(made: go.Figure, by_day: pd.DataFrame, look: Look) -> None:
    """Net sentiment over the seven days up to each day, where they hold messages enough; few of them: dots only."""
    summed = by_day[["positive", "negative", "neutral"]].rolling(_MOOD_DAYS, min_periods=1).sum().to_numpy(dtype=float)
    heard = summed.sum(axis=1)
    value, low, high = net_series(summed[:, 0], summed[:, 1], heard)
    enough = heard >= ENOUGH
    value, low, high = (np.where(enough, v, np.nan) for v in (value, low, high))
    band = {
        "mode": "lines",
        "line": {"width": 0},
        "hoverinfo": "skip",
        "yaxis": "y2",
        "connectgaps": False,
        "showlegend": False,
    }
    made.add_scatter(x=by_day.day, y=high, **band)
    made.add_scatter(x=by_day.day, y=low, fill="tonexty", fillcolor=translucent(look.positive, 0.18), **band)
    made.add_scatter(
        x=by_day.day,
        y=value,
        mode="lines" if enough.sum() > 3 else "markers",
        line={"color": look.positive, "width": 2},
        yaxis="y2",
        hovertext=[
            _("Mood {net}, between {low} and {high}", net=signed(v), low=signed(a), high=signed(b)) if e else ""
            for v, a, b, e in zip(value, low, high, enough, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        name=_("Mood"),
        showlegend=False,
    )
    made.add_hline(y=0, line={"color": look.neutral, "width": 1, "dash": "dot"}, yref="y2")


def _by_week(by_day: pd.DataFrame) -> pd.DataFrame:
    """The rows summed by week; a week is named by its Monday."""
    monday = by_day.day - pd.to_timedelta(by_day.day.dt.day_of_week, unit="D")
    counts = [c for c in by_day.columns if c not in ("day", "channel")]
    return by_day.assign(day=monday).groupby("day", as_index=False)[counts].sum()


def _ticks(days: list[pd.Timestamp]) -> list[pd.Timestamp]:
    """At most five days spread evenly, both ends among them."""
    places = np.unique(np.linspace(0, len(days) - 1, min(5, len(days))).round().astype(int))
    return [days[place] for place in places]


def _days(days: "pd.Series[pd.Timestamp]") -> list[str]:
    return [f"{pd.Timestamp(found):%Y-%m-%d}" for found in days]


def _said(found: pd.Timestamp) -> str:
    return day(found.date())
