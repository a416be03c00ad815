"""The calendar: every day by how much was said, with our posts and plans on it; a day that is clicked opens."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from lib import words
from lib.editorial import queries
from lib.editorial.charts import calendar
from lib.editorial.diary import Day, diary
from lib.editorial.idea import ideas
from lib.look import channel_name
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.editorial import post_card, posts_between
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_chart, show_title
from lib.ui.registry import CONVERSATIONS, EDITORIAL
from lib.words import _, ngettext, signed

_LEAST_DAYS, _MOST_DAYS = 84, 371


def show_calendar(chosen: Filter) -> None:
    """The calendar of the period, of twelve weeks at least and a year at most, and the day that is open."""
    until = chosen.days.until
    since = min(chosen.days.since, until - timedelta(days=_LEAST_DAYS - 1))
    since = max(since, until - timedelta(days=_MOST_DAYS - 1), chosen.archive.first_day)
    since = min(since, until)
    posts = posts_between(chosen, since, until)
    rows = ask(queries.calendar_days, since=since, until=until, **chosen.where)
    days = diary(since, until, rows, posts, ideas(session.records()), chosen.archive.time_zone)
    with panel("calendar", fills=False):
        title = _calendar_title(days)
        show_title(title, _("one square a day: the fuller, the more was said; dots are our posts, rings what we plan"))
        show_chart(calendar(days, session.in_force().look), "calendar", alt=title, on_day=_open)
    opened = _opened(days)
    if opened:
        with panel("day", fills=False):
            _show_day(opened, chosen)


def _open(day: str) -> None:
    address.write({"day": day})


def _opened(days: list[Day]) -> Day | None:
    """The day that the address names, or the last on which we published or plan to."""
    try:
        wanted = date.fromisoformat(address.field("day"))
    except ValueError:
        wanted = None
    found = next((day for day in days if day.day == wanted), None)
    return found or next((day for day in reversed(days) if day.posts or day.planned), None)


def _calendar_title(days: list[Day]) -> str:
    busy = [day for day in days if day.posts]
    said = ngettext("We published on {count} day", "We published on {count} days", len(busy))
    return _("{published} of {all}", published=said, all=words.number(len(days)))


def _show_day(day: Day, chosen: Filter) -> None:
    zone = chosen.archive.time_zone
    said: list[Any] = [ngettext("{count} message", "{count} messages", day.inbound)]
    if day.net is not None:
        said.append(_("mood {net}", net=signed(100 * day.net)))
    said.append(ngettext("{count} critique", "{count} critiques", day.critiques))
    with st.container(horizontal=True, vertical_alignment="center"):
        show_title(words.day(day.day), " · ".join(said))
        st.space("stretch")
        st.page_link(
            CONVERSATIONS.file,
            label=_("Open the messages"),
            query_params=address.link(view="messages", period=day.day.isoformat()),
        )
    for idea in day.planned:
        show(
            tag(
                "p",
                _(
                    "Planned on {channel}: {sentence}",
                    channel=channel_name(idea.planned_channel),
                    sentence=idea.sentence,
                ),
            )
        )
    if not day.posts and not day.planned:
        show(tag("p", _("We published nothing on this day."), classes="hint"))
    for place, post in enumerate(day.posts):
        with st.container(key=f"card-day-post-{place}", gap=None):
            show(post_card(post, zone))
            channel, message_id = post.key
            fields = address.link(view="receptions", period=day.day.isoformat(), channel=channel, post=message_id)
            st.page_link(EDITORIAL.file, label=_("Open the post"), query_params=fields)
