"""The way from a conversation or an insight to the team: hand it over, or ask for a second opinion."""

import streamlit as st

from lib.ui import address, session
from lib.ui.registry import TEAM
from lib.words import _


def show_ways(**fields: str) -> None:
    """Two small links; `fields`: channel, conversation and message, or insight. Nothing for who only looks."""
    if not session.actor().may_write:
        return
    with st.container(horizontal=True, gap="small", key="team-ways"):
        st.page_link(
            TEAM.file,
            label=_("Hand it over"),
            icon=":material/handshake:",
            query_params=address.link(view="handoffs", begun="there", **fields),
        )
        st.page_link(
            TEAM.file,
            label=_("Second opinion"),
            icon=":material/balance:",
            query_params=address.link(view="opinions", **fields),
        )
