"""What the next page needs, made ready while the page that somebody came in by is being read.

Two things are slow once. The browser fetches, reads and first uses the code of each kind of piece, and that for charts
is by far the largest part of the app (some megabytes). And what Today asks is not known yet for a period that nobody
looked at. Whoever comes in by another page reads that first: meanwhile one piece of each kind that Today is made of is
drawn out of sight, and its questions are asked, so that it opens as quickly as ever after.
"""

from contextlib import suppress

import plotly.graph_objects as go
import streamlit as st

from lib.errors import EarshotError
from lib.ui import filters, today, today_data
from lib.ui.registry import ENTRIES, TODAY, Entry

_NO_WORDS = "·"


def make_ready(entry: Entry) -> None:
    """Once a session, where something is published; called last, so that the page itself stands already."""
    if entry is TODAY or entry not in ENTRIES:
        return
    with suppress(EarshotError):  # it is told to who asks for it
        chosen = filters.in_force()
        today_data.ask_all(chosen)
        _draw_out_of_sight(today.change_chart(chosen))


def _draw_out_of_sight(chart: go.Figure) -> None:
    with st.container(key="ahead"):
        st.plotly_chart(chart, theme=None, key="ahead.chart")
        st.selectbox(_NO_WORDS, [_NO_WORDS], key="ahead.select")
        st.multiselect(_NO_WORDS, [_NO_WORDS], key="ahead.several")
        st.page_link(TODAY.file, label=_NO_WORDS, help=_NO_WORDS)
