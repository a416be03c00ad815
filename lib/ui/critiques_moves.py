"""What can be done with an insight from where it stands: the moves of its way, each with what it asks for."""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from lib.critiques.insights import STATES, Insight
from lib.critiques.moves import (
    DECISION_NAMES,
    act,
    close_telling,
    decide,
    frame,
    measure,
    next_states,
    share,
    step_back,
)
from lib.ui import session
from lib.ui.acts import attempt, do
from lib.ui.critiques_data import Themes
from lib.ui.critiques_effect import effect_on
from lib.words import _


def show_moves(insight: Insight, themes: Themes) -> None:
    """The moves from here, the usual one with the key Enter of its own: M; back with B."""
    store, actor = session.records(), session.actor()
    given = (store, actor, insight.insight_id, insight.version)
    onward = [state for state in next_states(insight) if STATES.index(state) > STATES.index(insight.state)]
    with st.container(horizontal=True, key="card-acts", gap="small"):
        for state in onward:
            if state == "framed":
                _move(_("It is framed"), frame, given)
            elif state == "shared":
                _move(_("Shared with the client"), share, given)
            elif state == "told":
                _move(_("Everybody knows"), close_telling, given)
            elif state == "measured":
                early = effect_on(insight, themes).is_too_early
                _move(_("Effect was looked at"), measure, given, is_too_early=early)
        if onward != next_states(insight):
            label = _("Take the last step back") if insight.state != "decided" else _("Take it up again")
            st.button(label, key="card.back-step", type="tertiary", shortcut="B", on_click=do, args=(step_back, *given))
    if "decided" in onward:
        _show_decision(given)
    if "acted" in onward:
        day = st.date_input(_("Day on which something was done"), datetime.now(UTC).date(), key="card.acted")
        _move(_("Something was done"), act, (*given, day))


def _show_decision(given: tuple[Any, ...]) -> None:
    with st.form("card-decision", border=False):
        st.segmented_control(
            _("The client's decision"),
            list(DECISION_NAMES),
            format_func=lambda code: _(DECISION_NAMES[code]),
            key="card.decision",
            default="accepted",
        )
        st.text_input(_("Reason"), key="card.reason")
        st.form_submit_button(_("Decided"), on_click=_decide, args=(given,))


def _decide(given: tuple[Any, ...]) -> None:
    said = str(st.session_state.get("card.decision") or "")
    attempt(decide, *given, said, str(st.session_state.get("card.reason") or ""), done=_("Decided."))


def _move(label: str, act_: Any, given: tuple[Any, ...], **more: Any) -> None:
    st.button(
        label,
        key=f"card.move.{act_.__name__}",
        type="primary",
        shortcut="M",
        on_click=do,
        args=(act_, *given),
        kwargs={**more, "done": _("Moved.")},
    )
