"""What was put aside during sessions: each opens where it was, or is struck off."""

from datetime import UTC, datetime

import streamlit as st

from lib import words
from lib.look import channel_name
from lib.team.sessions import Later, later, strike_off
from lib.ui import address, session
from lib.ui.acts import attempt, do
from lib.ui.markup import show, tag
from lib.ui.panels import show_title
from lib.ui.registry import ENTRIES
from lib.words import _, ngettext


def show_later(person: str) -> None:
    """The list; nothing to do says so."""
    found = later(session.records(), person)
    show_title(
        ngettext("{count} thing for later", "{count} things for later", len(found))
        if found
        else _("Nothing for later"),
        _("What did not belong to the hat you wore"),
    )
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"later-{one.number}"):
            ago = _("{span} ago", span=words.span((datetime.now(UTC) - one.made_at).total_seconds()))
            show(
                tag(
                    "div",
                    tag("div", tag("b", _name(one)), f" · {ago}", classes="meta"),
                    *([tag("div", one.note, classes="own-note")] if one.note else []),
                )
            )
            st.space("stretch")
            if st.button(_("Open it"), key=f"later.open.{one.number}"):
                _open(one)
            st.button(
                _("Strike off"),
                key=f"later.drop.{one.number}",
                type="tertiary",
                on_click=do,
                args=(strike_off, session.records(), session.actor(), one.number),
            )


def _name(one: Later) -> str:
    entry = next((entry for entry in ENTRIES if entry.code == one.place.page), None)
    title = _(entry.title) if entry else one.place.page
    if one.place.channel:
        return _("{page}: a conversation on {channel}", page=title, channel=channel_name(one.place.channel))
    return _("{page}: an insight", page=title) if one.place.insight_id else title


def _open(one: Later) -> None:
    entry = next((entry for entry in ENTRIES if entry.code == one.place.page), None)
    if entry is None or not attempt(strike_off, session.records(), session.actor(), one.number):
        return
    fields = address.link(
        view="list" if one.place.conversation_id else "insights" if one.place.insight_id else "",
        channel=one.place.channel,
        conversation=one.place.conversation_id,
        insight=one.place.insight_id,
    )
    st.switch_page(entry.file, query_params=fields)
