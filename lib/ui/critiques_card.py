"""One insight: where it stands and where it may go, its evidence and what speaks against it, its history."""

import streamlit as st

from lib import words
from lib.critiques.board import size_said
from lib.critiques.insights import STATES, Insight
from lib.critiques.moves import (
    DECISION_NAMES,
    STATE_NAMES,
)
from lib.critiques.trail import history
from lib.ui import address, session
from lib.ui.critiques_challenge import show_challenge
from lib.ui.critiques_data import Board, Themes
from lib.ui.critiques_effect import show_effect
from lib.ui.critiques_evidence import show_against, show_evidence
from lib.ui.critiques_feedback import show_feedback
from lib.ui.critiques_form import show_form
from lib.ui.critiques_moves import show_moves
from lib.ui.critiques_told import show_telling
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.team_begin import show_ways
from lib.words import _, ngettext


def show_insight(chosen: Filter, insight: Insight, found: Board, themes: Themes) -> None:
    """The insight: its way and what can be done at the left, the words at the right."""
    fields = {"insight": "", "step": ""}
    st.button(
        _("Back to the board"),
        key="card.back",
        type="tertiary",
        shortcut="Escape",
        on_click=address.write,
        args=(fields,),
    )
    left, right = st.columns([5, 7], gap="medium")
    with left:
        with panel("insight", fills=False):
            _show_head(insight, found)
            show_moves(insight, themes)
            show_ways(insight=insight.insight_id)
        with st.expander(_("Change what it says")):
            show_form(f"edit-{insight.insight_id}", insight)
        with st.expander(_("Heard in person")):
            show_feedback(insight, found)
        with panel("history", fills=False):
            _show_history(insight, chosen.archive.time_zone)
    with right:
        if insight.state == "framed":
            with panel("challenge", fills=False):
                show_challenge(chosen, insight, found)
        if insight.acted_on:
            with panel("effect", fills=False):
                show_effect(insight, themes)
        telling = next((one for one in found.tellings if one.insight.insight_id == insight.insight_id), None)
        if telling:
            with panel("telling", fills=False):
                show_telling(telling, found)
        with panel("evidence", fills=False):
            show_evidence(chosen, insight, found)
        with panel("against", fills=False):
            show_against(chosen, insight, found)


def _show_head(insight: Insight, found: Board) -> None:
    card = found.cards[insight.insight_id]
    show_title(insight.claim, size_said(card.size))
    rows = [
        (_("Ask"), insight.ask),
        (_("Owner"), insight.owner),
        (_("Due"), words.day(insight.due) if insight.due else ""),
        (_("Decision"), _said_decision(insight)),
        (_("Would change our mind"), insight.change_mind),
    ]
    show(tag("div", *(tag("p", tag("span", f"{name}: ", classes="note"), said) for name, said in rows if said)))
    if card.erased:
        said = ngettext(
            "{count} message this rested on was erased; the claim stays.",
            "{count} messages this rested on were erased; the claim stays.",
            card.erased,
        )
        show(tag("p", said, classes="refused"))
    reached = [
        tag(
            "span",
            _(STATE_NAMES[state]),
            classes="way-here" if state == insight.state else "way-past" if insight.reached(state) else "way",
        )
        for state in STATES
    ]
    show(tag("div", *reached, classes="way-line"))


def _said_decision(insight: Insight) -> str:
    if not insight.decision:
        return ""
    said = _(DECISION_NAMES[insight.decision])
    return f"{said} ({insight.decision_reason})" if insight.decision_reason else said


def _show_history(insight: Insight, zone: str) -> None:
    show_title(_("History"))
    for done in history(session.records(), insight.insight_id):
        show(tag("p", tag("span", words.moment(done.at, zone), classes="note"), f" {done.person} {done.said}"))
