"""Conversations: who waits and why first, what is being said, every conversation and message, and a reader for each."""

import streamlit as st

from lib.ui import alerts, conversations, conversations_lists, filters, response
from lib.ui.panels import show_opening
from lib.words import _

chosen = filters.in_force()
view = conversations.view_in_force()

show_opening(conversations.opening(chosen), _("As of {moment}.", moment=chosen.archive.as_of))
conversations.show_views(view)

if view == "queue":
    conversations.show_queue(chosen)
elif view == "alerts":
    alerts.show_alerts(chosen)
elif view == "response":
    response.show_response(chosen)
elif view == "monitor":
    conversations.show_monitor(chosen)
else:
    left, right = st.columns([5, 7], gap="medium")
    with left:
        opened = conversations_lists.show_list(chosen) if view == "list" else conversations_lists.show_messages(chosen)
    if opened:
        with right:
            conversations.show_reader(chosen, opened)
