"""Pieces of Response: how fast we reply, by week, channel and account; every bar opens its conversations."""

from datetime import timedelta
from typing import Any

import streamlit as st

from lib.conversations import queries, response_charts
from lib.conversations.choices import choices_in_force
from lib.conversations.hours import Hours, calendar_of
from lib.conversations.response import Response, behind_title, response_of, response_sentence, time_said
from lib.conversations.today import Days
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.filters import Filter, days_of
from lib.ui.hours_settings import show_hours
from lib.ui.markup import show, tag
from lib.ui.mistakes import show_mistakes
from lib.ui.panels import panel, show_chart, show_figure, show_title
from lib.ui.registry import CONVERSATIONS
from lib.ui.rows import show_slow
from lib.ui.states import show_nothing_fits
from lib.ui.tables import records
from lib.ui.voice import show_voice
from lib.words import _

BEHIND = "behind"
"""The field of the address that names a bar: step:3, week:2026-05-11, channel:x, person:…"""


def show_response(chosen: Filter) -> None:
    """The figures, the charts, and the conversations behind the bar that is chosen."""
    choices = choices_in_force(session.records(), chosen.archive.time_zone)
    hours = choices.hours
    timing = {
        "calendar": calendar_of(hours, chosen.archive.first_day, chosen.archive.last_day).text,
        "goals": hours.goals_text,
    }
    params = {**chosen.params, **timing}
    found = response_of(ask(queries.response_total, **params))
    with st.container(horizontal=True, vertical_alignment="center", key="response-head"):
        show_title(response_sentence(found), _counted(hours))
        st.space("stretch")
        show_hours(choices, [*ask(queries.channels_in_archive).channel])
    if found is None:
        show_nothing_fits()
        return
    _show_figures(found, hours)
    left, right = st.columns([7, 5], gap="small")
    with left:
        _show_charts(chosen, params, hours)
    with right:
        _show_behind(chosen, params)
        show_mistakes(chosen)
        show_voice(chosen)


def _counted(hours: Hours) -> str:
    if hours.counted == "business":
        return _("Counted in business hours; replies that go out by themselves are left out")
    return _("Counted by the clock; replies that go out by themselves are left out")


def _show_figures(found: Response, hours: Hours) -> None:
    first, reply, rate, level = st.columns(4, gap="small")
    all_answered = address.link(view="response", behind="all")
    with first:
        show_figure(
            "first-response",
            time_said(found.first_median),
            _("First response, median"),
            _("nine of ten within {p90}", p90=time_said(found.first_p90)),
            definition=_(
                "From the first message of an exchange to our first reply; an exchange is what one person opened."
            ),
            link=_("Open the slowest"),
            to=CONVERSATIONS,
            fields=all_answered,
        )
    with reply:
        show_figure(
            "every-reply",
            time_said(found.reply_median),
            _("Every reply, median"),
            _("nine of ten within {p90}", p90=time_said(found.reply_p90)),
            definition=_("From each message that needs an answer to the reply that followed it in its thread."),
            link=_("Open the slowest"),
            to=CONVERSATIONS,
            fields=all_answered,
        )
    with rate:
        show_figure(
            "response-rate",
            found.rate.said,
            _("Response rate"),
            found.rate.note,
            definition=_("Messages that were answered ÷ messages that need an answer, with its 95 % interval."),
            link=_("Open who is waiting"),
            to=CONVERSATIONS,
            fields=address.link(view="queue"),
        )
    with level:
        show_figure(
            "service-level",
            found.level.said,
            _("Service level"),
            found.level.note,
            definition=_(
                "Met ÷ (met + breached): answered within {goal}, against answered later or waiting longer.",
                goal=time_said(hours.goal_seconds("")),
            ),
            link=_("Open the slowest"),
            to=CONVERSATIONS,
            fields=all_answered,
        )


def _show_charts(chosen: Filter, params: dict[str, Any], hours: Hours) -> None:
    look = session.in_force().look
    with panel("distribution", fills=False):
        show_title(_("How long our replies took"), _("Replies by counted time; click a bar for its conversations"))
        frame = ask(queries.response_distribution, **params)
        show_chart(response_charts.distribution(frame, look), "distribution", _("Replies by time"), on_day=_behind)
    weeks = ask(queries.response_by_week, **{**params, **chosen.over(_weeks(chosen))})
    with panel("by-week", fills=False):
        show_title(_("First response week by week"), _("Median, in hours"))
        made = response_charts.by_week(weeks, look, hours.goal_seconds(""))
        show_chart(made, "by-week", _("First response by week"), on_day=_behind)
    left, right = st.columns(2, gap="small")
    with left, panel("by-channel", fills=False):
        show_title(_("By channel"), _("Median of every reply"))
        channels = ask(queries.response_by_channel, **params)
        show_chart(response_charts.by_channel(channels, look), "by-channel", _("Reply time by channel"), on_day=_behind)
    with right, panel("by-person", fills=False):
        show_title(_("By account of ours"), _("Median of every reply"))
        people = ask(queries.response_by_person, **params)
        show_chart(response_charts.by_person(people, look), "by-person", _("Reply time by account"), on_day=_behind)


def _weeks(chosen: Filter) -> Days:
    """At least twelve weeks up to the end of the period."""
    since = min(chosen.days.since, chosen.days.until - timedelta(weeks=12))
    return Days(max(since, chosen.archive.first_day), chosen.days.until)


def _behind(code: str) -> None:
    address.write({"view": "response", BEHIND: code})


def _show_behind(chosen: Filter, params: dict[str, Any]) -> None:
    """The conversations of the bar that the address names; the slowest of all where it names none."""
    kind, _colon, value = address.field(BEHIND).partition(":")
    wanted = dict(params)
    if kind == "channel":
        wanted["channels"] = [value]
    elif kind == "person":
        wanted["person"] = value
    elif kind == "week":
        monday = days_of(value, chosen.archive)
        if monday is not None:
            wanted |= {"since": monday.since, "until": monday.since + timedelta(days=6)}
    elif kind == "step" and value.isdigit() and int(value) <= len(queries.STEPS):
        step = int(value)
        wanted["over"] = queries.STEPS[step - 1] if step else None
        wanted["upto"] = queries.STEPS[step] if step < len(queries.STEPS) else None
    found = ask(queries.response_conversations, **wanted, count=5)
    with panel("behind", fills=False):
        show_title(behind_title(0 if found.empty else int(found.total[0])))
        for row in records(found):
            show_slow(row)
        if found.empty:
            show(tag("p", _("No reply of ours in this period."), classes="note"))
