"""Critiques: from what people said to what was done about it, and back to them."""

import streamlit as st

from lib.ui import address, critiques, filters
from lib.ui.acts import show_told
from lib.ui.critiques_board import show_board
from lib.ui.critiques_card import show_insight
from lib.ui.critiques_challenge import show_ledger
from lib.ui.critiques_data import board, described_themes, funnel, known_themes
from lib.ui.critiques_effect import show_effects
from lib.ui.critiques_export import show_export
from lib.ui.critiques_feedback import show_entry
from lib.ui.critiques_inbox import show_inbox
from lib.ui.critiques_themes import show_themes
from lib.ui.panels import show_opening
from lib.words import _

chosen = filters.in_force()
view = critiques.view_in_force()
themes = known_themes()
found = board()
heard = described_themes(chosen, themes)
counted = funnel(chosen, found)

show_opening(
    critiques.opening(counted, found, heard[0].name if heard else ""), _("As of {moment}.", moment=chosen.archive.as_of)
)
with st.container(horizontal=True, vertical_alignment="center", key="critiques-bar"):
    critiques.show_views(view)
    critiques.show_funnel(counted)
    show_entry(found)
    show_export(chosen, themes, counted.heard)
critiques.show_times(found)
show_told()

opened = found.named(address.field("insight"))
if view == "inbox":
    show_inbox(chosen, found, themes)
elif view == "themes":
    show_themes(chosen, heard, themes)
elif view == "challenge":
    show_ledger(chosen, found)
elif view == "effect":
    show_effects(chosen, found, themes)
elif opened:
    show_insight(chosen, opened, found, themes)
else:
    show_board(found)
