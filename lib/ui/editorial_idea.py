"""An idea that is open: how far it is, where it may go, the messages it came from, and the reception of its post."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from lib import words
from lib.conversations import queries as talk
from lib.editorial import queries
from lib.editorial.idea import MOVES, Idea, Key, Status, Step
from lib.editorial.ideas import move
from lib.editorial.overview import Post, post_named, posts_of
from lib.editorial.proposals import ORIGIN_NAMES
from lib.editorial.receptions import SPANS, judged_receptions
from lib.editorial.verdicts import SPANS as SPAN_NAMES
from lib.editorial.verdicts import post_said, verdict_said
from lib.look import channel_name
from lib.ui import address, session
from lib.ui.acts import attempt, do
from lib.ui.ask import ask, worked_out
from lib.ui.editorial import verdict_chip
from lib.ui.filters import Filter
from lib.ui.markup import Element, show, tag
from lib.ui.panels import show_title
from lib.ui.registry import EDITORIAL
from lib.ui.rows import show_message
from lib.ui.tables import records
from lib.words import N_, _, ngettext

WAY = ("idea", "drafted", "planned", "published")
STATUS_NAMES = {
    "idea": N_("idea"),
    "drafted": N_("drafted"),
    "planned": N_("planned"),
    "published": N_("published"),
    "dropped": N_("dropped"),
}
_BUTTONS: dict[Status, str] = {
    "idea": N_("Take it up again"),
    "drafted": N_("It is drafted"),
    "dropped": N_("Drop it"),
}
_SHOWN = 4
_POSTS = 120


def show_idea(idea: Idea, chosen: Filter) -> None:
    """Everything about one idea."""
    zone = chosen.archive.time_zone
    st.button(
        _("Back to the proposals"), key="idea.back", type="tertiary", on_click=address.write, args=({"idea": ""},)
    )
    show_title(idea.sentence, _made_said(idea))
    show(_way(idea))
    if idea.post:
        _show_reception(idea.post, zone)
    _show_moves(idea, zone)
    _show_sources(idea, zone)


def _made_said(idea: Idea) -> str:
    return _(
        "{origin}; written down by {person} on {day}, last changed by {other}",
        origin=_(ORIGIN_NAMES[idea.origin]),
        person=idea.made_by,
        day=words.short_day(idea.made_at),
        other=idea.changed_by,
    )


def _way(idea: Idea) -> Element:
    if idea.status == "dropped":
        return tag("div", tag("span", _(STATUS_NAMES["dropped"]), classes="way-here"), classes="way-line")
    at = WAY.index(idea.status)
    steps: list[Element | str] = []
    for place, code in enumerate(WAY):
        name = ("→ " if place else "") + _(STATUS_NAMES[code])
        steps.append(tag("span", name, classes="way-here" if place == at else "way-past" if place < at else "way-next"))
    return tag("div", *steps, classes="way-line")


def _show_reception(key: Key, zone: str) -> None:
    """How the post was received that the idea became."""
    post = post_of(key)
    if post is None:
        show(tag("p", _("Its post is not in the archive: it may not have been imported yet."), classes="hint"))
        return
    show(
        tag(
            "div",
            tag("div", post_said(post.row, zone), classes="meta"),
            tag("blockquote", post.text.strip()[:400] or _("(no words)"), classes="quote whole ours"),
        )
    )
    for span in SPANS:
        row = post.spans[span]
        with st.container(key=f"card-received-{span}", gap=None):
            show(
                tag(
                    "div",
                    tag("div", tag("b", _(SPAN_NAMES[span])), ": ", verdict_chip(str(row["verdict"])), classes="meta"),
                    tag("div", verdict_said(row), classes="said"),
                    classes="card",
                )
            )
            day = pd.Timestamp(row["day"]).date().isoformat()
            st.page_link(
                EDITORIAL.file,
                label=_("Open the messages of this stretch"),
                query_params={"view": "receptions", "period": day, "channel": key[0], "post": key[1], "span": span},
            )


def post_of(key: Key) -> Post | None:
    """A post with its reception, whatever period is chosen; None where it is not in the archive."""
    days = ask(queries.post_day, channel=key[0], message_id=key[1])
    if days.empty:
        return None
    day = pd.Timestamp(days.day.iloc[0]).date()
    judged = worked_out(judged_receptions, since=day.isoformat(), until=day.isoformat(), channels=[key[0]])
    texts = ask(queries.posts, since=day, until=day, channels=[key[0]])
    return post_named(posts_of(judged, texts), *key)


def _show_moves(idea: Idea, zone: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="idea-moves"):
        for status in MOVES[idea.status]:
            if status == "planned":
                with st.popover(_("Plan it") if idea.status != "planned" else _("Plan it anew"), key="idea.plan"):
                    _show_plan(idea, zone)
            elif status == "published":
                with st.popover(_("It is published"), key="idea.published"):
                    _show_publish(idea, zone)
            elif idea.status == "published":
                st.button(
                    _("It was another post"), key="idea.another", type="tertiary", on_click=_go, args=(idea, status)
                )
            else:
                st.button(
                    _(_BUTTONS[status]),
                    key=f"idea.move.{status}",
                    type="tertiary" if status == "dropped" else "secondary",
                    on_click=_go,
                    args=(idea, status),
                )


def _go(idea: Idea, status: Status) -> None:
    do(move, session.records(), session.actor(), idea.idea_id, idea.version, Step(status), done=_("Done."))


def _show_plan(idea: Idea, zone: str) -> None:
    """When and where; the week after today, and the channel it was planned for, stand there already."""
    channels = [str(name) for name in ask(talk.channels_in_archive).channel]
    standing = idea.planned_at.astimezone(ZoneInfo(zone)) if idea.planned_at else None
    given = standing or datetime.now(ZoneInfo(zone)).replace(hour=12, minute=0) + timedelta(days=7)
    with st.form("idea-plan-form", border=False):
        st.date_input(_("Day"), given.date(), key="idea.plan.day")
        st.time_input(_("Time"), given.time().replace(second=0, microsecond=0), key="idea.plan.time", step=900)
        st.selectbox(
            _("Channel"),
            channels,
            index=channels.index(idea.planned_channel) if idea.planned_channel in channels else 0,
            format_func=channel_name,
            key="idea.plan.channel",
        )
        st.form_submit_button(_("Plan it"), type="primary", on_click=_plan, args=(idea, zone))


def _plan(idea: Idea, zone: str) -> None:
    day, clock = st.session_state.get("idea.plan.day"), st.session_state.get("idea.plan.time")
    at = datetime.combine(day, clock or time(12), ZoneInfo(zone)) if day else None
    step = Step("planned", at, str(st.session_state.get("idea.plan.channel") or ""))
    attempt(move, session.records(), session.actor(), idea.idea_id, idea.version, step, done=_("Planned."))


def _show_publish(idea: Idea, zone: str) -> None:
    """Which of our posts it became; those of the channel it was planned for come first, the newest at the top."""
    rows = records(ask(queries.posts, count=_POSTS))
    rows.sort(key=lambda row: row["channel"] != idea.planned_channel)
    posts = {f"{row['channel']}:{row['message_id']}": row for row in rows}
    if not posts:
        show(tag("p", _("No post of ours is in the archive yet: import it first."), classes="hint"))
        return

    def named(code: str) -> str:
        row: dict[str, Any] = posts[code]
        return f"{channel_name(row['channel'])} · {words.moment(row['created_at'], zone)} · {str(row['text'])[:70]}"

    with st.form("idea-publish-form", border=False):
        st.selectbox(_("The post it became"), list(posts), format_func=named, index=None, key="idea.publish.post")
        st.form_submit_button(_("It is published"), type="primary", on_click=_publish, args=(idea,))


def _publish(idea: Idea) -> None:
    channel, _colon, message_id = str(st.session_state.get("idea.publish.post") or "").partition(":")
    step = Step("published", post=(channel, message_id) if message_id else None)
    done = _("Published: its reception stands here.")
    attempt(move, session.records(), session.actor(), idea.idea_id, idea.version, step, done=done)


def _show_sources(idea: Idea, zone: str) -> None:
    if not idea.linked:
        return
    show_title(ngettext("From {count} message", "From {count} messages", idea.linked))
    first = idea.sources[:_SHOWN]
    if first:
        found = ask(talk.messages_by_key, channels=[c for c, _m in first], ids=[m for _c, m in first])
        for row in records(found):
            show_message(row, zone, view="list")
    if len(idea.sources) < idea.linked:
        gone = idea.linked - len(idea.sources)
        show(tag("p", ngettext("{count} was erased since", "{count} were erased since", gone), classes="hint"))
