"""Feedback heard by phone, in person or by letter: entered by hand on somebody's behalf, and listed."""

from datetime import UTC, datetime

import streamlit as st

from lib import words
from lib.critiques.feedback import WAYS, Heard, enter_feedback
from lib.critiques.insights import Insight
from lib.ui import session
from lib.ui.acts import attempt
from lib.ui.critiques_data import Board
from lib.ui.markup import show, tag
from lib.ui.tables import records
from lib.words import _


def show_feedback(insight: Insight, found: Board) -> None:
    """What was heard in person for this insight, and the form for more."""
    mine = found.in_person[found.in_person.insight_id == insight.insight_id]
    for row in records(mine):
        said = f"{words.day(row['heard_on'])}, {_(WAYS[row['way']])}, {row['person']}"
        show(tag("div", tag("blockquote", row["gist"], classes="quote whole"), tag("p", said, classes="note")))
    with st.form("feedback", border=False, clear_on_submit=True):
        st.text_area(_("What did they say? In your words, without names"), key="feedback.gist", height=68)
        left, right = st.columns(2)
        left.selectbox(_("Heard"), list(WAYS), format_func=lambda way: _(WAYS[way]), key="feedback.way")
        right.date_input(_("On"), datetime.now(UTC).date(), key="feedback.on")
        st.form_submit_button(_("Add it"), on_click=_enter, args=(insight,))


def _enter(insight: Insight) -> None:
    state = st.session_state
    heard = Heard(
        str(state.get("feedback.gist") or ""),
        str(state.get("feedback.way") or "person"),
        state.get("feedback.on"),
        insight.aspect,
        "",
        insight.insight_id,
    )
    attempt(enter_feedback, session.records(), session.actor(), heard, done=_("Added: one voice more."))
