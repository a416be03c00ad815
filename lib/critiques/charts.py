"""Charts of critiques: frame in, figure out."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from lib.critiques.effect import WINDOW, Effect
from lib.look import Look, figure, name_days, translucent
from lib.words import _, number, short_day


def weeks_of_theme(weeks: pd.DataFrame, look: Look, height: int = 150) -> go.Figure:
    """Voices by week as columns, silent weeks too; `weeks` of one theme from THEME_WEEKS."""
    made = figure(look, height)
    shown = _every_week(weeks)
    made.add_bar(
        x=shown.week,
        y=shown.voices,
        marker={"color": translucent(look.negative, 0.75), "line": {"width": 0}},
        hovertext=[
            _("Week of {day}: {count} voices", day=short_day(week.date()), count=number(count))
            for week, count in zip(shown.week, shown.voices, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    name_days(made, list(shown.week), lambda week: short_day(week.date()))
    return made


def effect_over_time(
    theme_by_day: pd.DataFrame,
    inbound: pd.DataFrame,
    theme_id: str,
    acted_on: date,
    effect: Effect,
    look: Look,
    height: int = 260,
) -> go.Figure:
    """Critiques of the theme per 1,000 messages by week, the day something was done as a line, and the rates on
    either side of it as levels. Weeks of under 30 messages are dots alone."""
    made = figure(look, height)
    weekly = weekly_rates(theme_by_day, inbound, theme_id, acted_on)
    enough = weekly.inbound >= 30
    made.add_scatter(
        x=weekly.week,
        y=weekly.rate.where(enough),
        mode="lines",
        line={"color": look.negative, "width": 2},
        hoverinfo="skip",
        connectgaps=False,
    )
    made.add_scatter(
        x=weekly.week,
        y=weekly.rate,
        mode="markers",
        marker={"color": look.negative, "size": 5},
        hovertext=[
            _(
                "Week of {day}: {rate} per 1,000 messages ({count} of {all})",
                day=short_day(row.week.date()),
                rate=number(row.rate, 1),
                count=number(row.voices),
                all=number(row.inbound),
            )
            for row in weekly.itertuples()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    name_days(made, list(weekly.week), lambda week: short_day(week.date()))
    when = pd.Timestamp(acted_on)
    made.add_vline(x=when, line={"color": look.accent, "width": 1.5})
    made.add_annotation(
        x=when,
        y=1,
        yref="paper",
        text=_("{day}: something was done", day=short_day(acted_on)),
        showarrow=False,
        xanchor="left",
        xshift=6,
        yanchor="top",
        font={"color": look.accent, "size": 12},
    )
    for level, since, until in (
        (effect.before, when - pd.Timedelta(days=effect.days_before), when),
        (effect.after, when, when + pd.Timedelta(days=effect.days_after)),
    ):
        if until > since:
            made.add_shape(
                type="line", x0=since, x1=until, y0=level, y1=level, line={"color": look.ink, "width": 1, "dash": "dot"}
            )
    made.update_yaxes(rangemode="tozero")
    return made


def weekly_rates(theme_by_day: pd.DataFrame, inbound: pd.DataFrame, theme_id: str, acted_on: date) -> pd.DataFrame:
    """One row per week counted from the day itself, around both windows: week, voices, inbound, rate."""
    days = pd.to_datetime(inbound.day)
    start = pd.Timestamp(acted_on)
    place = ((days - start).dt.days // 7).rename("place")
    mine = theme_by_day[theme_by_day.theme_id == theme_id]
    theirs = ((pd.to_datetime(mine.day) - start).dt.days // 7).rename("place")
    found = pd.DataFrame({"inbound": inbound.inbound.groupby(place).sum()})
    found["voices"] = mine.voices.groupby(theirs).sum().reindex(found.index).fillna(0)
    found["rate"] = 1000 * found.voices / found.inbound.where(found.inbound > 0)
    found["week"] = start + pd.to_timedelta(found.index * 7, unit="D")
    reach = WINDOW // 7 + 8
    return found[(found.index >= -reach) & (found.index <= reach)].reset_index(drop=True)


def _every_week(weeks: pd.DataFrame) -> pd.DataFrame:
    if weeks.empty:
        return weeks.assign(week=pd.to_datetime(weeks.week))
    by_week = weeks.assign(week=pd.to_datetime(weeks.week)).set_index("week").voices
    every = pd.date_range(by_week.index.min(), by_week.index.max(), freq="7D", name="week")
    return by_week.reindex(every).fillna(0).rename("voices").reset_index()
