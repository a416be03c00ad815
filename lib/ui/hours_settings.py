"""The form of goal and working hours: how replies are timed, for everybody who works in this workspace."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import streamlit as st
from babel import Locale

from lib import words
from lib.conversations.choices import Choices, choose
from lib.conversations.hours import Hours, Span, countries
from lib.errors import EarshotError
from lib.look import channel_name
from lib.ui import session
from lib.ui.acts import attempt
from lib.words import N_, _

_COUNTED = {"clock": N_("By the clock"), "business": N_("Business hours")}
_MIDNIGHT = 1440


def show_hours(choices: Choices, channels: list[str]) -> None:
    """A popover with the goal, which hours count, the week, holidays and closed days."""
    hours, version = choices.hours, choices.versions.get("hours", 0)
    with st.popover(_("Goal and hours"), key="hours-menu"), st.form("hours.form", border=False):
        st.segmented_control(
            _("Time counts"),
            list(_COUNTED),
            default=hours.counted,
            format_func=lambda code: _(_COUNTED[code]),
            key=f"hours.counted.{version}",
            required=True,
        )
        st.number_input(_("Goal, hours"), 0.1, 1000.0, hours.goal_hours, 0.5, key=f"hours.goal.{version}")
        with st.expander(_("Other goals by channel")):
            for channel in channels:
                st.number_input(
                    channel_name(channel),
                    0.1,
                    1000.0,
                    dict(hours.goals).get(channel),
                    0.5,
                    key=f"hours.goal.{channel}.{version}",
                    placeholder=_("the goal above"),
                )
        names = Locale(words.language()).days["format"]["wide"]
        for place, span in enumerate(hours.week):
            _show_day(place, str(names[place]), span, version)
        _show_holidays(hours, version)
        st.form_submit_button(_("Save"), type="primary", on_click=_save, args=(hours, version, channels))


def _show_day(place: int, name: str, span: Span | None, version: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.checkbox(name, span is not None, key=f"hours.on.{place}.{version}", width=110)
        for end, minutes in zip(("from", "to"), span or (540, 1080), strict=True):
            st.time_input(
                f"{name} {end}",
                _time(minutes),
                key=f"hours.{end}.{place}.{version}",
                label_visibility="collapsed",
                step=900,
                width=110,
            )


def _show_holidays(hours: Hours, version: int) -> None:
    names = Locale(words.language()).territories
    known = countries()
    st.selectbox(
        _("Public holidays of"),
        ["", *known],
        index=["", *known].index(hours.country) if hours.country in known else 0,
        format_func=lambda code: str(names.get(code, code)) if code else _("no country"),
        key=f"hours.country.{version}",
    )
    st.text_input(
        _("Also closed on"),
        ", ".join(hours.closed),
        key=f"hours.closed.{version}",
        placeholder="2026-08-14, 2026-12-24",
        max_chars=2000,
    )


def _save(before: Hours, version: int, channels: list[str]) -> None:
    def said(name: str) -> Any:
        return st.session_state[f"hours.{name}.{version}"]

    week = tuple(
        (_minutes(said(f"from.{place}")), _minutes(said(f"to.{place}")) or _MIDNIGHT) if said(f"on.{place}") else None
        for place in range(7)
    )
    goals = tuple((channel, float(said(f"goal.{channel}"))) for channel in channels if said(f"goal.{channel}"))
    country = str(said("country"))
    closed = tuple(day.strip() for day in str(said("closed")).split(",") if day.strip())
    chosen = replace(
        before,
        goal_hours=float(said("goal")),
        goals=goals,
        counted=said("counted"),
        week=week,
        country=country,
        subdivision=before.subdivision if country == before.country else "",
        closed=closed,
    )
    if attempt(_refuse_nonsense, closed):
        attempt(choose, session.records(), session.actor(), chosen, version)


def _refuse_nonsense(closed: tuple[str, ...]) -> None:
    for said in closed:
        try:
            date.fromisoformat(said)
        except ValueError as error:
            raise EarshotError(_("{day} is no day: write days as 2026-08-14.", day=said)) from error


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
