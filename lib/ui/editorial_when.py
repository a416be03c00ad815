"""When to publish: the hours in which the community speaks, and how our posts did by part of the day."""

from datetime import timedelta

import streamlit as st

from lib.editorial import queries
from lib.editorial.charts import hours_of_week, parts_of_day
from lib.editorial.moments import LEAST_MESSAGES, LEAST_WEEKS, Slot, parts_of, slots_of
from lib.editorial.moments_words import hour_said, slot_said
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.editorial import posts_between
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_chart, show_title
from lib.ui.registry import CONVERSATIONS
from lib.ui.states import show_empty
from lib.words import _, number

_LEAST_DAYS = 84
_FIRST = 5


def show_when(chosen: Filter) -> None:
    """The hours of the period, of twelve weeks at least."""
    until = chosen.days.until
    since = min(chosen.days.since, until - timedelta(days=_LEAST_DAYS - 1))
    slots = slots_of(ask(queries.hours_of_week, since=since, until=until, **chosen.where))
    left, right = st.columns([8, 4], gap="medium")
    with left, panel("hours"):
        _show_hours(slots)
    with right, panel("hours-best"):
        _show_best(slots, chosen, since.isoformat(), until.isoformat())
        found = parts_of(posts_between(chosen, since, until))
        if found:
            show_title(
                _("How our posts did"),
                _("comments in the first day, times the mean of the channel, with the 95 % interval"),
            )
            show_chart(parts_of_day(found, session.in_force().look), "parts", alt=_("Our posts by part of the day"))


def _show_hours(slots: list[Slot]) -> None:
    if not slots:
        show_empty(
            _("Too few weeks to say"),
            _(
                "Hours need {weeks} whole weeks and {messages} messages. Choose a longer period or more channels.",
                weeks=number(LEAST_WEEKS),
                messages=number(LEAST_MESSAGES),
            ),
        )
        return
    show_title(
        _("They speak most on {hour}", hour=hour_said(slots[0])),
        _("messages of others by hour of the week, mean of whole weeks, at least twelve where the archive has them"),
    )
    show_chart(hours_of_week(slots, session.in_force().look), "hours", alt=_("Messages by hour of the week"))


def _show_best(slots: list[Slot], chosen: Filter, since: str, until: str) -> None:
    if slots:
        show_title(_("The liveliest hours"), _("messages in that hour, a week, with the 95 % interval"))
        for slot in slots[:_FIRST]:
            show(tag("p", slot_said(slot)))
        show(
            tag(
                "p",
                _("When people speak is not proof that a post does better then: compare how ours did."),
                classes="note",
            )
        )
    st.page_link(
        CONVERSATIONS.file,
        label=_("Open the messages of these weeks"),
        query_params=address.link(view="monitor", period=f"{since}..{until}"),
    )
