"""Feedback heard by phone, in person or by letter: entered by hand on somebody's behalf, and listed."""

from datetime import UTC, datetime

import streamlit as st

from lib import words
from lib.critiques.feedback import WAYS, Heard, enter_feedback
from lib.critiques.insights import Insight
from lib.ui import session
from lib.ui.acts import attempt
from lib.ui.critiques_data import Board
from lib.ui.labels import taxonomy_in_force
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
        _show_fields("feedback")
        st.form_submit_button(_("Add it"), on_click=_enter, args=("feedback", insight.aspect, insight.insight_id))


def show_entry(found: Board) -> None:
    """From the top of the page: something heard just now, for an insight or for none yet."""
    taxonomy = taxonomy_in_force()
    claims = {insight.insight_id: insight.claim for insight in found.insights}
    with (
        st.popover(_("Heard in person"), key="heard-in-person", type="tertiary"),
        st.form("heard", border=False, clear_on_submit=True),
    ):
        _show_fields("heard")
        st.selectbox(
            _("Insight"),
            ["", *claims],
            format_func=lambda key: claims[key] if key else _("none"),
            key="heard.insight",
        )
        st.selectbox(
            _("Aspect"),
            ["", *taxonomy.by_id],
            format_func=lambda code: taxonomy.by_id[code].name(words.language()) if code else _("none"),
            key="heard.aspect",
        )
        st.form_submit_button(_("Add it"), on_click=_enter_anywhere)


def _show_fields(name: str) -> None:
    st.text_area(_("What did they say? In your words, without names"), key=f"{name}.gist", height=68)
    left, right = st.columns(2)
    left.selectbox(_("Heard"), list(WAYS), format_func=lambda way: _(WAYS[way]), key=f"{name}.way")
    right.date_input(_("On"), datetime.now(UTC).date(), key=f"{name}.on")


def _enter_anywhere() -> None:
    state = st.session_state
    _enter("heard", str(state.get("heard.aspect") or ""), str(state.get("heard.insight") or ""))


def _enter(name: str, aspect: str, insight_id: str) -> None:
    state = st.session_state
    heard = Heard(
        str(state.get(f"{name}.gist") or ""),
        str(state.get(f"{name}.way") or "person"),
        state.get(f"{name}.on"),
        aspect,
        "",
        insight_id,
    )
    attempt(enter_feedback, session.records(), session.actor(), heard, done=_("Added: one voice more."))
