"""Personas for a client: who these people are, nobody named, and quoted only who agreed."""

import streamlit as st

from lib.ui import filters, personas, shared
from lib.ui.panels import show_opening
from lib.ui.personas_data import known as known_personas
from lib.ui.personas_data import quotes_of
from lib.ui.states import show_empty
from lib.words import _

archive = filters.archive()
with st.spinner(_("Working out who these people are; this happens once after each import…")):
    known = known_personas()
if not known.cards:
    show_empty(_("Nobody to describe yet"), _("Personas come of what members write: import their messages first."))
    st.stop()

show_opening(personas.opening(known), _("As of {moment}.", moment=archive.as_of))
quotes = quotes_of(known.cards)
form = shared.form_of_client()
for card in known.cards:
    shared.show_persona(card, quotes, form)
