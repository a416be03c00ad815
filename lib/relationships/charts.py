"""Charts of relations: retention by month of arrival, the graph of ties, a relation over its months."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from babel import dates

from lib import words
from lib.look import CHANNEL_COLOURS, Look, figure, name_days, translucent
from lib.words import _, ngettext, number, percent

_COLOURED = 7
_NAMED = 12
_NAMED_FROM = 8


def retention(cohorts: pd.DataFrame, look: Look, height: int = 260) -> go.Figure:
    """One row of squares per month of arrival, from `cohorts`: the share of those who came then that was seen again."""
    made = figure(look, height)
    table = cohorts.assign(share=cohorts.members / cohorts.arrived).pivot(index="cohort", columns="age", values="share")
    counts = cohorts.pivot(index="cohort", columns="age", values="members")
    arrived = cohorts.groupby("cohort").arrived.first()
    table = table.reindex(columns=range(int(cohorts.age.max()) + 1))
    names = [f"{month_name(day)} ({number(int(arrived[day]))})" for day in table.index]
    shares = table.to_numpy(dtype=float)
    said = [
        [
            ""
            if np.isnan(shares[row, age])
            else _(
                "{month}: {seen} of {all} seen after {age} months ({share})",
                month=month_name(day),
                seen=number(int(counts.loc[day, age])),
                all=number(int(arrived[day])),
                age=number(age),
                share=percent(shares[row, age]),
            )
            for age in table.columns
        ]
        for row, day in enumerate(table.index)
    ]
    made.add_heatmap(
        z=shares,
        x=list(table.columns),
        y=names,
        text=said,
        hovertemplate="%{text}<extra></extra>",
        hoverongaps=False,
        colorscale=[[0, translucent(look.accent, 0.06)], [1, translucent(look.accent, 0.95)]],
        zmin=0,
        zmax=1,
        xgap=2,
        ygap=2,
        showscale=False,
    )
    made.update_layout(hovermode="closest", yaxis={"autorange": "reversed", "showgrid": False, "nticks": 14})
    made.update_xaxes(dtick=1, title={"text": _("months since"), "font": {"color": look.muted, "size": 12}})
    return made


def graph_of_ties(
    members: pd.DataFrame, ties: pd.DataFrame, labels: dict[str, str], look: Look, opened: str = "", height: int = 430
) -> go.Figure:
    """People as dots coloured by community, bridges ringed, ties as lines; `labels`: names fit for a chart, by person.

    `members`: rows of `tie_members` that are drawn; `ties`: rows of `drawn_ties`.
    """
    made = figure(look, height)
    near = ties[(ties.one_id == opened) | (ties.other_id == opened)] if opened else ties.iloc[:0]
    _add_lines(made, ties, translucent(look.muted, 0.16 if opened else 0.3), 1)
    _add_lines(made, near, look.accent, 1.6)
    kept = {opened, *near.one_id, *near.other_id}
    is_near = members.author_id.isin(kept) if opened else pd.Series(True, index=members.index)
    size = 7 + 13 * np.sqrt(members.strength / max(float(members.strength.max()), 1e-9))
    made.add_scatter(
        x=members.x,
        y=members.y,
        mode="markers",
        customdata=[[author_id] for author_id in members.author_id],
        text=[_person_said(row, labels) for row in members.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
        marker={
            "size": size,
            "color": [_colour(int(group), look) for group in members.community],
            "opacity": [1.0 if shown else 0.25 for shown in is_near],
            "line": {
                "width": [2.5 if row else 0.5 for row in members.is_bridge],
                "color": [look.ink if row else look.ground for row in members.is_bridge],
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    _add_names(made, members, labels, opened, look)
    hidden = {"visible": False, "showgrid": False}
    made.update_layout(hovermode="closest", xaxis=hidden, yaxis={**hidden, "scaleanchor": "x"}, margin={"r": 0})
    return made


def relation_over_months(months: pd.DataFrame, look: Look, height: int = 190) -> go.Figure:
    """What somebody said each month (up) and what was answered to them (down), ours in the accent; `person_months`."""
    made = figure(look, height)
    for name, sign, colour, label in (
        ("messages", 1, translucent(look.muted, 0.7), _theirs),
        ("from_us", -1, look.accent, _ours),
        ("from_members", -1, translucent(look.positive, 0.75), _members),
    ):
        made.add_bar(
            x=months.month,
            y=sign * months[name],
            marker={"color": colour, "line": {"width": 0}},
            hovertemplate="%{hovertext}<extra></extra>",
            hovertext=[
                f"{month_name(day)}: {label(int(count))}" for day, count in zip(months.month, months[name], strict=True)
            ],
        )
    made.update_layout(barmode="relative", bargap=0.35)
    name_days(made, list(months.month), month_name)
    made.update_yaxes(showticklabels=False)
    made.add_hline(y=0, line={"color": look.line, "width": 1})
    return made


def month_name(day: pd.Timestamp) -> str:
    """May 2026, mag 2026."""
    return str(dates.format_date(day, format="MMM y", locale=words.language()))


def community_colours(count: int, look: Look) -> list[str]:
    """The colours of the first communities, the largest first."""
    return [_colour(group, look) for group in range(count)]


def _colour(group: int, look: Look) -> str:
    return CHANNEL_COLOURS[group] if group < _COLOURED else look.neutral


def _add_lines(made: go.Figure, ties: pd.DataFrame, colour: str, width: float) -> None:
    gaps = np.full(len(ties), np.nan)
    made.add_scatter(
        x=np.column_stack([ties.x, ties.other_x, gaps]).ravel(),
        y=np.column_stack([ties.y, ties.other_y, gaps]).ravel(),
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
    )


def _add_names(made: go.Figure, members: pd.DataFrame, labels: dict[str, str], opened: str, look: Look) -> None:
    """The name of the strongest of each larger community, or of whoever is looked at."""
    if opened:
        named = members[members.author_id.eq(opened)]
    else:
        larger = members[members.community_size >= _NAMED_FROM]
        named = larger.sort_values("strength", ascending=False).drop_duplicates("community").head(_NAMED)
    made.add_scatter(
        x=named.x,
        y=named.y,
        mode="text",
        text=[labels.get(author_id, "") for author_id in named.author_id],
        textposition="top center",
        textfont={"color": look.ink, "size": 12},
        hoverinfo="skip",
    )


def _person_said(row: dict[object, object], labels: dict[str, str]) -> str:
    partners = ngettext(
        "answers or is answered by {count} person",
        "answers or is answered by {count} people",
        int(str(row["partners"])),
    )
    said = f"{labels.get(str(row['author_id']), '')}: {partners}"
    return said + (", " + _("a bridge between two circles") if row["is_bridge"] else "")


def _theirs(count: int) -> str:
    """What they said."""
    return ngettext("{count} message of theirs", "{count} messages of theirs", count)


def _ours(count: int) -> str:
    """What we answered."""
    return ngettext("{count} answer of ours", "{count} answers of ours", count)


def _members(count: int) -> str:
    """What members answered."""
    return ngettext("{count} answer by members", "{count} answers by members", count)
