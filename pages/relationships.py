"""Relationships: who the members are to us, who answers whom, who could become one of us, and each person."""

import streamlit as st

from lib.ui import filters, relationships
from lib.ui.acts import show_told
from lib.ui.panels import show_opening
from lib.ui.relationships_members import show_members, show_thresholds
from lib.ui.relationships_person import show_person
from lib.ui.relationships_prospects import show_prospects
from lib.ui.relationships_ties import show_ties
from lib.words import _

chosen = filters.in_force()
view = relationships.view_in_force()
thresholds = relationships.thresholds()

show_opening(relationships.opening(chosen, thresholds), _("As of {moment}.", moment=chosen.archive.as_of))
with st.container(horizontal=True, vertical_alignment="center", key="relationships-bar"):
    relationships.show_views(view)
    st.space("stretch")
    show_thresholds(thresholds)
show_told()

if view == "members":
    show_members(chosen, thresholds)
elif view == "ties":
    show_ties(chosen)
elif view == "prospects":
    show_prospects(chosen, thresholds)
else:
    show_person(chosen, thresholds)
