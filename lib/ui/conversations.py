"""Pieces of Conversations: the switch between its views, its days over time, the queue, the reader beside a list."""

import streamlit as st

from lib.conversations import queries, remarks
from lib.conversations.charts import volume_by_channel
from lib.conversations.findings import burst_sentences, monitor_title
from lib.conversations.today import mood_of
from lib.ui import address, queue, session, triage
from lib.ui.acts import show_told
from lib.ui.ask import ask
from lib.ui.conversations_lists import OPENED, Opened, named, settle
from lib.ui.desk_list import show_drafts_to_read
from lib.ui.filters import Filter, period_label
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_chart, show_title
from lib.ui.registry import CONVERSATIONS
from lib.ui.states import show_nothing_fits
from lib.ui.thread import show_thread
from lib.words import N_, _, ngettext, signed

VIEWS = {
    "queue": N_("Queue"),
    "monitor": N_("Over time"),
    "alerts": N_("Alerts"),
    "response": N_("Response"),
    "list": N_("Conversations"),
    "messages": N_("Messages"),
}
_FIELDS = ("page", "which", "sort", "state", "owner", "tag", "theme", "aspect", "behind", "alert", *OPENED)


def view_in_force() -> str:
    """The view that the address names; an opened conversation stands beside a list."""
    view = address.field("view")
    if address.field("conversation"):
        return view if view in ("queue", "messages") else "list"
    return view if view in VIEWS else "queue"


def opening(chosen: Filter) -> str:
    """What the page shows now, in words."""
    row = ask(queries.figures, **chosen.params).iloc[0]
    period = period_label(chosen.period, chosen.archive)
    said = ngettext("{period}: {count} message.", "{period}: {count} messages.", int(row.messages), period=period)
    mood = mood_of(row)
    if mood.is_enough:
        return (
            said
            + " "
            + _(
                "Mood {net}, between {low} and {high}.",
                net=signed(mood.value),
                low=signed(mood.low),
                high=signed(mood.high),
            )
        )
    return said + " " + _("Too few to speak of a mood.")


def show_views(view: str) -> None:
    """The switch between the views."""
    settle("conversations.view", view)
    st.segmented_control(
        _("View"),
        list(VIEWS),
        format_func=lambda code: _(VIEWS[code]),
        key="conversations.view",
        required=True,
        label_visibility="collapsed",
        on_change=address.writes("view", "conversations.view", str, clears=_FIELDS),
    )


def show_monitor(chosen: Filter) -> None:
    """Volume by channel and mood over time; a click on a day shows its messages."""
    by_channel = ask(queries.volume_by_channel, **chosen.over(chosen.context))
    if by_channel.empty:
        show_nothing_fits()
        return
    bursts = ask(queries.bursts, **chosen.over(chosen.context))
    title = monitor_title(bursts)
    with panel("monitor"):
        show_title(
            title,
            _(
                "A burst is three standard deviations over the 28 days before, by channel. "
                "Click a day for its messages."
            ),
        )
        made = volume_by_channel(by_channel, bursts, session.in_force().look)
        show_chart(made, "monitor", alt=title, on_day=_open_day)
    _show_bursts(chosen)


def _show_bursts(chosen: Filter) -> None:
    """The strongest bursts in words, each with its messages."""
    found = burst_sentences(ask(queries.bursts, **chosen.over(chosen.context)))
    if not found:
        return
    with panel("bursts"):
        show_title(_("What stood out"))
        for place, burst in enumerate(found):
            with st.container(key=f"card-burst-{place}", gap=None):
                show(tag("div", tag("div", burst.sentence), tag("div", burst.note, classes="reasons"), classes="card"))
                st.page_link(
                    CONVERSATIONS.file,
                    label=_("Open its messages"),
                    query_params=address.link(view="messages", period=burst.day, channels=burst.channel),
                )


def show_queue(chosen: Filter) -> None:
    """Who waits beside the conversation that is read, with what can be decided about it."""
    left, right = st.columns([4, 8], gap="medium")
    with left:
        show_drafts_to_read()
        shown = queue.show_queue(chosen)
    row = shown.opened
    opened = named() or (Opened(row["channel"], row["conversation_id"], row["message_id"]) if row else None)
    with right:
        show_told()
        triage.show_bar(shown, chosen.archive.time_zone)
        if opened:
            show_reader(chosen, opened)


def show_reader(chosen: Filter, opened: Opened) -> None:
    """The conversation that is read; one that somebody chose to open counts as read."""
    with panel("reader", fills=False):
        show_thread(opened.channel, opened.conversation_id, opened.message_id, chosen.archive.time_zone)
    if opened == named():
        _keep_read(opened)


def _keep_read(opened: Opened) -> None:
    found = ask(queries.conversation, channel=opened.channel, conversation_id=opened.conversation_id)
    if not found.empty:
        until = found.iloc[0].last_at.to_pydatetime()
        remarks.keep_read(session.records(), session.actor(), opened.channel, opened.conversation_id, until)


def _open_day(day: str) -> None:
    address.write({"period": day, "view": "messages", **dict.fromkeys(("page", "which", *OPENED), "")})
