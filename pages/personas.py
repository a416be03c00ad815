"""Personas: who these people are, how sure we are of it, and what nobody knows yet."""

import streamlit as st

from lib.ui import address, filters, personas
from lib.ui.acts import show_told
from lib.ui.panels import show_opening
from lib.ui.personas_card import show_card
from lib.ui.personas_compare import show_choice, show_comparison
from lib.ui.personas_data import known as known_personas
from lib.ui.personas_data import quotes_of
from lib.ui.personas_unheard import show_unheard
from lib.ui.registry import PERSONAS
from lib.ui.states import show_empty
from lib.words import _

archive = filters.archive()
with st.spinner(_("Working out who these people are; this happens once after each import…")):
    known = known_personas()
if not known.cards:
    show_empty(_("Nobody to describe yet"), _("Personas come of what members write: import their messages first."))
    st.stop()

show_opening(personas.opening(known), _("As of {moment}.", moment=archive.as_of))
show_told()
opened = known.named(address.field("persona"))
if opened is None:
    personas.show_gallery(known, quotes_of(known.cards))
    show_unheard()
    personas.show_method(known)
    st.stop()

with st.container(horizontal=True, vertical_alignment="center", key="persona-bar", gap="small"):
    st.page_link(PERSONAS.file, label=_("All personas"), icon=":material/arrow_back:")
    other = show_choice(known, opened)
if other is None:
    show_card(known, opened, quotes_of([opened]))
else:
    show_comparison(known, opened, other, quotes_of([opened, other]))
