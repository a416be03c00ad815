"""Today: what a community manager needs in the first minute."""

import streamlit as st

from lib.conversations.today import changes_since_yesterday, opening_sentence
from lib.ui import brief, filters, lively, personas, queue_decided, today, today_data
from lib.ui.desk_list import show_drafts_to_read
from lib.ui.panels import panel, show_chart, show_opening, show_title
from lib.ui.rows import show_waiting
from lib.ui.states import show_nothing_fits
from lib.ui.tables import records
from lib.ui.team_owed import show_owed
from lib.words import _

chosen = filters.in_force()
decided = queue_decided.decided(chosen)
figures = today_data.figures(chosen, decided)
with st.container(horizontal=True, vertical_alignment="center", key="today-bar"):
    show_opening(
        opening_sentence(figures, today_data.burst(chosen)),
        _("As of {moment}.", moment=chosen.archive.as_of),
    )
    brief.show_button(chosen)
if not figures.messages:
    show_nothing_fits()
    st.stop()

today.show_figures(figures)

left, right = st.columns([1, 1], gap="small")
with left, panel("needs"):
    waiting = today_data.waiting(chosen, decided)
    today.show_waiting_title(figures.waiting)
    show_drafts_to_read()
    show_owed()
    for row in records(waiting):
        show_waiting(row, decided.choices.weights.parameters)
with right, panel("changed"):
    show_title(
        today.change_title(figures), _("Click a day for its messages; red dots stand out from four weeks before")
    )
    show_chart(
        today.change_chart(chosen),
        "today",
        alt=today.change_title(figures),
        on_day=today.open_day,
    )

talk = lively.lively(chosen)
left, right = st.columns([1, 1], gap="small")
with left, panel("lively"):
    show_title(_("Liveliest conversations"), _("Most different people in the period"))
    lively.show_liveliest(talk)
with right, panel("yesterday"):
    show_title(_("Since yesterday"), _("The last day of the archive against the day before and its usual"))
    today.show_changes(changes_since_yesterday(today_data.volume(chosen)))
    lively.show_kindling(talk)

with panel("personas", fills=False):
    show_title(_("Who these people are"), _("The largest personas, and what moved in three months"))
    personas.show_miniatures()
