"""Pieces of Critiques: the switch between its views, the funnel on top of all of them, the opening sentence."""

from datetime import UTC, datetime

import streamlit as st

from lib import words
from lib.critiques.board import Funnel, seconds_in_states
from lib.critiques.insights import STATES
from lib.critiques.moves import STATE_NAMES
from lib.critiques.overview import opening_sentence
from lib.ui import address
from lib.ui.critiques_data import Board
from lib.ui.markup import show, tag
from lib.ui.registry import CONVERSATIONS, CRITIQUES, Entry
from lib.words import N_, _, number, percent

VIEWS = {
    "inbox": N_("Inbox"),
    "themes": N_("Themes"),
    "insights": N_("Insights"),
    "challenge": N_("Challenge"),
    "effect": N_("Effect"),
}
OPENED = ("theme", "insight", "critique", "page", "step")


def view_in_force() -> str:
    """The view that the address names; an opened insight or theme stands in its own."""
    view = address.field("view")
    return view if view in VIEWS else "insights" if address.field("insight") else "inbox"


def show_views(view: str) -> None:
    """The switch between the views."""
    if st.session_state.get("critiques.view") != view:
        st.session_state["critiques.view"] = view
    st.segmented_control(
        _("View"),
        list(VIEWS),
        format_func=lambda code: _(VIEWS[code]),
        key="critiques.view",
        required=True,
        label_visibility="collapsed",
        on_change=address.writes("view", "critiques.view", str, clears=OPENED),
    )


def opening(funnel: Funnel, found: Board, loudest: str) -> str:
    """What the page shows now, in words."""
    return opening_sentence(funnel, funnel.heard - funnel.read, loudest, len(found.never_challenged))


def show_funnel(funnel: Funnel) -> None:
    """From what was heard to who was told; every step opens its list."""
    yield_ = funnel.critique_yield
    steps: tuple[tuple[str, str, str, Entry, dict[str, str], str], ...] = (
        (
            "heard",
            number(funnel.heard),
            _("critiques heard"),
            CONVERSATIONS,
            {"view": "messages", "which": "critiques"},
            "",
        ),
        ("read", number(funnel.read), _("read by us"), CRITIQUES, {"view": "inbox", "step": "read"}, ""),
        ("linked", number(funnel.in_insights), _("in insights"), CRITIQUES, {"view": "insights"}, ""),
        (
            "accepted",
            number(funnel.accepted),
            _("insights accepted"),
            CRITIQUES,
            {"view": "insights", "step": "accepted"},
            _("{share} of what was heard", share=percent(yield_, 1)) if yield_ else "",
        ),
        ("acted", number(funnel.acted), _("acted on"), CRITIQUES, {"view": "insights", "step": "acted"}, ""),
        (
            "told",
            _("{told} of {all}", told=number(funnel.told), all=number(funnel.to_tell)),
            _("people told"),
            CRITIQUES,
            {"view": "effect"},
            "",
        ),
    )
    with st.container(horizontal=True, key="funnel", gap=None):
        for name, value, label, entry, fields, note in steps:
            with st.container(key=f"card-step-{name}", gap=None):
                show(tag("div", tag("b", value), " ", tag("span", label), classes="step", title=note))
                st.page_link(entry.file, label=_("Open: {what}", what=label), query_params=address.link(**fields))


def show_times(found: Board) -> None:
    """How long insights stay in each state, in one line."""
    spent = seconds_in_states(found.insights, datetime.now(UTC))
    if spent:
        said = ", ".join(f"{_(STATE_NAMES[state])} {words.span(spent[state])}" for state in STATES if state in spent)
        show(tag("p", _("Median time in each state: {times}", times=said), classes="note"))
