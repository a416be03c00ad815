"""Conversations: what is being said over time, every conversation, every message, and a reader for each."""

import streamlit as st

from lib.ui import address, conversations, filters
from lib.ui.panels import show_opening
from lib.words import _

chosen = filters.in_force()
is_reading = bool(address.field("conversation"))
view = conversations.view_in_force(is_reading=is_reading)

show_opening(conversations.opening(chosen, view), _("As of {moment}.", moment=chosen.archive.as_of))
conversations.show_views(view)

if view == "monitor":
    conversations.show_monitor(chosen)
else:
    left, right = st.columns([5, 7] if is_reading else [7, 1], gap="medium")
    with left:
        conversations.show_list(chosen) if view == "list" else conversations.show_messages(chosen)
    if is_reading:
        with right:
            conversations.show_reader(chosen)
