"""Editorial: what we published and how it was received, ideas for what comes next, and when."""

import streamlit as st

from lib.ui import editorial, filters
from lib.ui.acts import show_told
from lib.ui.editorial_calendar import show_calendar
from lib.ui.editorial_ideas import show_ideas
from lib.ui.editorial_receptions import show_receptions
from lib.ui.editorial_when import show_when
from lib.ui.panels import show_opening
from lib.words import _

chosen = filters.in_force()
view = editorial.view_in_force()
posts = editorial.posts_in(chosen)

show_opening(editorial.opening(posts), _("As of {moment}.", moment=chosen.archive.as_of))
with st.container(horizontal=True, vertical_alignment="center", key="editorial-bar"):
    editorial.show_views(view)
show_told()

if view == "ideas":
    show_ideas(chosen)
elif view == "calendar":
    show_calendar(chosen)
elif view == "when":
    show_when(chosen)
else:
    show_receptions(chosen, posts)
