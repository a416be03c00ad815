"""Pieces of Conversations: its views over time, as a list and as messages, and the reader beside them."""

from dataclasses import dataclass

import streamlit as st

from lib.conversations import queries, remarks
from lib.conversations.charts import volume_by_channel
from lib.conversations.findings import burst_sentences, monitor_title
from lib.conversations.today import mood_of
from lib.ui import address, queue, session, triage
from lib.ui.acts import show_told
from lib.ui.ask import ask, search
from lib.ui.desk_list import show_drafts_to_read
from lib.ui.filters import Filter, period_label
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_chart, show_title
from lib.ui.registry import CONVERSATIONS
from lib.ui.rows import show_conversation, show_message
from lib.ui.states import show_nothing_fits
from lib.ui.tables import records
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
LIST_KINDS = {
    "all": N_("All"),
    "waiting": N_("Waiting"),
    "critiques": N_("With critiques"),
    "tense": N_("Tension rising"),
}
MESSAGE_KINDS = {
    "all": N_("All"),
    "waiting": N_("Waiting"),
    "critiques": N_("Critiques"),
    "questions": N_("Questions"),
    "negative": N_("Negative"),
    "positive": N_("Positive"),
}
SORTS = {
    "newest": N_("Newest first"),
    "wait": N_("Longest wait first"),
    "longest": N_("Most messages first"),
    "people": N_("Most people first"),
    "tension": N_("Most tension first"),
}
PAGE = 15
_MOST_FOUND = 300
_OPENED = ("conversation", "channel", "message", "part")
_FIELDS = ("page", "which", "sort", "state", "owner", "tag", "theme", "aspect", "behind", "alert", *_OPENED)


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
    _settle("conversations.view", view)
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


@dataclass(frozen=True)
class Opened:
    """The conversation that is read beside the list, and the message it is opened at ("": its beginning)."""

    channel: str
    conversation_id: str
    message_id: str = ""


def show_list(chosen: Filter) -> Opened | None:
    """The conversations of the period, in pages; returns the one to read: the address's, or else the first."""
    with st.container(horizontal=True, key="list-controls"):
        which = _choice("which", LIST_KINDS, _("Which conversations"))
        sort = _choice("sort", SORTS, _("Order"))
    page = address.number("page")
    found = ask(queries.conversations, **chosen.params, which=which, sort=sort, first=(page - 1) * PAGE, count=PAGE)
    if found.empty:
        show_nothing_fits()
        return _named()
    total = int(found.iloc[0].total)
    show(tag("p", ngettext("{count} conversation", "{count} conversations", total), classes="note"))
    rows = records(found)
    opened = _named() or Opened(rows[0]["channel"], rows[0]["conversation_id"])
    with st.container(gap=None, key="list"):
        for row in rows:
            is_open = (opened.channel, opened.conversation_id) == (row["channel"], row["conversation_id"])
            show_conversation(row, chosen.archive.time_zone, is_open=is_open)
    _show_pages(total)
    return opened


def show_messages(chosen: Filter) -> Opened | None:
    """The messages of the period, newest first, or those found; returns what to read, as `show_list` does."""
    sought = _show_search()
    exact = address.field("exact") == "1"
    page = address.number("page")
    if sought:
        hits = search(sought, chosen.within, exact=exact, limit=_MOST_FOUND)
        total, keys = hits.count, hits.keys[(page - 1) * PAGE : page * PAGE]
        found = ask(queries.messages_by_key, channels=[c for c, _id in keys], ids=[i for _channel, i in keys])
    else:
        with st.container(horizontal=True, key="list-controls"):
            which = _choice("which", MESSAGE_KINDS, _("Which messages"))
        found = ask(queries.messages, **chosen.params, which=which, first=(page - 1) * PAGE, count=PAGE)
        total = 0 if found.empty else int(found.iloc[0].total)
    if found.empty:
        show_nothing_fits()
        return _named()
    said = ngettext("{count} message", "{count} messages", total)
    if sought and total > _MOST_FOUND:
        said += ", " + ngettext("the newest {count} are shown", "the newest {count} are shown", _MOST_FOUND)
    show(tag("p", said, classes="note"))
    rows = records(found)
    opened = _named() or Opened(rows[0]["channel"], rows[0]["conversation_id"], rows[0]["message_id"])
    with st.container(gap=None, key="list"):
        for row in rows:
            is_open = (opened.channel, opened.message_id) == (row["channel"], row["message_id"])
            show_message(row, chosen.archive.time_zone, sought=sought, exact=exact, is_open=is_open)
    _show_pages(min(total, _MOST_FOUND) if sought else total)
    return opened


def show_queue(chosen: Filter) -> None:
    """Who waits beside the conversation that is read, with what can be decided about it."""
    left, right = st.columns([4, 8], gap="medium")
    with left:
        show_drafts_to_read()
        shown = queue.show_queue(chosen)
    row = shown.opened
    opened = _named() or (Opened(row["channel"], row["conversation_id"], row["message_id"]) if row else None)
    with right:
        show_told()
        triage.show_bar(shown, chosen.archive.time_zone)
        if opened:
            show_reader(chosen, opened)


def show_reader(chosen: Filter, opened: Opened) -> None:
    """The conversation that is read; one that somebody chose to open counts as read."""
    with panel("reader", fills=False):
        show_thread(opened.channel, opened.conversation_id, opened.message_id, chosen.archive.time_zone)
    if opened == _named():
        _keep_read(opened)


def _keep_read(opened: Opened) -> None:
    found = ask(queries.conversation, channel=opened.channel, conversation_id=opened.conversation_id)
    if not found.empty:
        until = found.iloc[0].last_at.to_pydatetime()
        remarks.keep_read(session.records(), session.actor(), opened.channel, opened.conversation_id, until)


def _named() -> Opened | None:
    """The conversation that the address names."""
    channel, conversation_id = address.field("channel"), address.field("conversation")
    return Opened(channel, conversation_id, address.field("message")) if channel and conversation_id else None


def _show_search() -> str:
    sought = address.field("q")
    _settle("conversations.q", sought)
    _settle("conversations.exact", address.field("exact") == "1")
    with st.container(horizontal=True, vertical_alignment="center", key="search"):
        st.text_input(
            _("Search"),
            key="conversations.q",
            type="search",
            placeholder=_('Search: all words, "a phrase", -without, begin*'),
            label_visibility="collapsed",
            max_chars=300,
            on_change=address.writes("q", "conversations.q", _said, clears=("page", *_OPENED)),
        )
        st.toggle(
            _("As written"),
            key="conversations.exact",
            help=_("On: words exactly as written. Off: other forms of a word count too (libro, libri)."),
            on_change=address.writes("exact", "conversations.exact", lambda on: "1" if on else "", clears=("page",)),
        )
    return sought


def _said(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _choice(field: str, options: dict[str, str], label: str) -> str:
    """A select box for one field of the address; returns the code in force."""
    said = address.field(field)
    code = said if said in options else next(iter(options))
    key = f"conversations.{field}"
    _settle(key, code)
    st.selectbox(
        label,
        list(options),
        format_func=lambda option: _(options[option]),
        key=key,
        label_visibility="collapsed",
        width=220,
        on_change=address.writes(field, key, str, clears=("page", *_OPENED)),
    )
    return code


def _show_pages(total: int) -> None:
    pages = -(-total // PAGE)
    if pages > 1:
        number = min(address.number("page"), pages)
        key = f"conversations.page.{number}"  # its own widget for each page: it then starts there without being told
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.pagination(pages, default=number, key=key, on_change=address.writes("page", key, str, clears=_OPENED))


def _open_day(day: str) -> None:
    address.write({"period": day, "view": "messages", **dict.fromkeys(("page", "which", *_OPENED), "")})


def _settle(key: str, value: object) -> None:
    if st.session_state.get(key) != value:
        st.session_state[key] = value
