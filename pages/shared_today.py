"""Today for a client: how much is said, in which mood, and what was shared with them."""

import streamlit as st

from lib.conversations import queries
from lib.conversations.charts import volume_and_mood
from lib.conversations.today import figures_of
from lib.ui import filters, session, shared, today
from lib.ui.ask import ask
from lib.ui.panels import panel, show_chart, show_opening, show_title
from lib.ui.states import show_nothing_fits
from lib.words import _

chosen = filters.in_force()
now = ask(queries.figures, **chosen.params)
before = ask(queries.figures, **chosen.over(chosen.usual)) if chosen.usual else None
figures = figures_of(now, before, ask(queries.waiting_total, **chosen.params), chosen.days, chosen.usual)
found = shared.shared_board()
insights = shared.shared_insights(found)

show_opening(shared.opening(insights), _("As of {moment}.", moment=chosen.archive.as_of))
if not figures.messages:
    show_nothing_fits()
    st.stop()

shared.show_figures(figures)
with panel("changed", fills=False):
    by_day = ask(queries.volume_by_day, **chosen.over(chosen.context))
    bursts = ask(queries.bursts, **chosen.over(chosen.context))
    show_title(today.change_title(figures), _("Messages and mood by day"))
    show_chart(
        volume_and_mood(by_day, bursts, session.in_force().look, chosen.days.since, height=272),
        "shared-today",
        alt=today.change_title(figures),
    )
