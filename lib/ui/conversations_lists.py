"""Lists of Conversations: the conversations of the period and its messages, filtered, searched and in pages."""

from dataclasses import dataclass

import streamlit as st

from lib.conversations import queries
from lib.ui import address
from lib.ui.ask import ask, search
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.rows import show_conversation, show_message
from lib.ui.states import show_nothing_fits
from lib.ui.tables import records
from lib.words import N_, _, ngettext

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
OPENED = ("conversation", "channel", "message", "part")
_MOST_FOUND = 300


@dataclass(frozen=True)
class Opened:
    """The conversation that is read beside the list, and the message it is opened at ("": its beginning)."""

    channel: str
    conversation_id: str
    message_id: str = ""


def named() -> Opened | None:
    """The conversation that the address names."""
    channel, conversation_id = address.field("channel"), address.field("conversation")
    return Opened(channel, conversation_id, address.field("message")) if channel and conversation_id else None


def show_list(chosen: Filter) -> Opened | None:
    """The conversations of the period, in pages; returns the one to read: the address's, or else the first."""
    with st.container(horizontal=True, key="list-controls"):
        which = _choice("which", LIST_KINDS, _("Which conversations"))
        sort = _choice("sort", SORTS, _("Order"))
    page = address.number("page")
    found = ask(queries.conversations, **chosen.params, which=which, sort=sort, first=(page - 1) * PAGE, count=PAGE)
    if found.empty:
        show_nothing_fits()
        return named()
    total = int(found.iloc[0].total)
    show(tag("p", ngettext("{count} conversation", "{count} conversations", total), classes="note"))
    rows = records(found)
    opened = named() or Opened(rows[0]["channel"], rows[0]["conversation_id"])
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
        return named()
    said = ngettext("{count} message", "{count} messages", total)
    if sought and total > _MOST_FOUND:
        said += ", " + ngettext("the newest {count} are shown", "the newest {count} are shown", _MOST_FOUND)
    show(tag("p", said, classes="note"))
    rows = records(found)
    opened = named() or Opened(rows[0]["channel"], rows[0]["conversation_id"], rows[0]["message_id"])
    with st.container(gap=None, key="list"):
        for row in rows:
            is_open = (opened.channel, opened.message_id) == (row["channel"], row["message_id"])
            show_message(row, chosen.archive.time_zone, sought=sought, exact=exact, is_open=is_open)
    _show_pages(min(total, _MOST_FOUND) if sought else total)
    return opened


def _show_search() -> str:
    sought = address.field("q")
    settle("conversations.q", sought)
    settle("conversations.exact", address.field("exact") == "1")
    with st.container(horizontal=True, vertical_alignment="center", key="search"):
        st.text_input(
            _("Search"),
            key="conversations.q",
            type="search",
            placeholder=_('Search: all words, "a phrase", -without, begin*'),
            label_visibility="collapsed",
            max_chars=300,
            on_change=address.writes("q", "conversations.q", _said, clears=("page", *OPENED)),
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
    settle(key, code)
    st.selectbox(
        label,
        list(options),
        format_func=lambda option: _(options[option]),
        key=key,
        label_visibility="collapsed",
        width=220,
        on_change=address.writes(field, key, str, clears=("page", *OPENED)),
    )
    return code


def _show_pages(total: int) -> None:
    pages = -(-total // PAGE)
    if pages > 1:
        number = min(address.number("page"), pages)
        key = f"conversations.page.{number}"  # its own widget for each page: it then starts there without being told
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.pagination(pages, default=number, key=key, on_change=address.writes("page", key, str, clears=OPENED))


def settle(key: str, value: object) -> None:
    if st.session_state.get(key) != value:
        st.session_state[key] = value
