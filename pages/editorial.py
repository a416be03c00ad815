"""Editorial: what we published and how it was received, ideas for what comes next, and when."""

import streamlit as st

from lib.ui import editorial, filters
from lib.ui.acts import show_told
from lib.ui.editorial_receptions import show_receptions
from lib.ui.panels import show_opening
from lib.words import _

chosen = filters.in_force()
view = editorial.view_in_force()
posts = editorial.posts_in(chosen)

show_opening(editorial.opening(posts), _("As of {moment}.", moment=chosen.archive.as_of))
with st.container(horizontal=True, vertical_alignment="center", key="editorial-bar"):
    editorial.show_views(view)
show_told()

show_receptions(chosen, posts)
