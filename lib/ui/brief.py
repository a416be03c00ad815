"""The brief in one click: the button on Today."""

import streamlit as st

from lib.ui import keys
from lib.ui.filters import Filter
from lib.words import _


def show_button(chosen: Filter) -> None:
    """The button, and the dialog where it is open."""
    if st.button(_("Brief"), key="brief", help=_("This period as a page, slides or sheets, for you or for the client")):
        st.session_state[keys.BRIEF] = None
    if keys.BRIEF in st.session_state:
        from lib.ui.brief_dialog import show_dialog  # loads all that a brief is made of; no page waits for that

        show_dialog(chosen)
