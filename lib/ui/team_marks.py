"""Marking a thing in one's hat, unseen by the other; and the weights that make a score of the marks."""

import streamlit as st

from lib.team.opinions import JUDGING, MOST, Compared, Thing, give_opinion
from lib.team.people import HAT_NAMES
from lib.team.weights import (
    CRITERIA,
    CRITERION_NAMES,
    CRITERION_QUESTIONS,
    HIGHEST,
    Weights,
    choose_weights,
)
from lib.ui import session
from lib.ui.acts import attempt, do
from lib.ui.markup import show, tag
from lib.ui.team import Team
from lib.words import _


def show_marks(found: Team, thing: Thing, standing: Compared | None) -> None:
    """The four marks, in the hat one wears."""
    if found.me.hat not in JUDGING:
        said = _("Opinions are given as community manager or as social media manager: put on that hat.")
        show(tag("p", said, classes="hint"))
        return
    key = f"opinion.{thing.channel}.{thing.subject_id}.{found.me.hat}.{'second' if standing else 'first'}"
    show(tag("h3", _("Your marks, as {hat}", hat=_(HAT_NAMES[found.me.hat]))))
    with st.form(key, border=False):
        for criterion in CRITERIA:
            st.segmented_control(
                f"**{_(CRITERION_NAMES[criterion])}** {_(CRITERION_QUESTIONS[criterion])}",
                range(1, MOST + 1),
                key=f"{key}.{criterion}",
            )
        st.form_submit_button(_("Give your opinion"), type="primary", on_click=_give, args=(key, thing))


def _give(key: str, thing: Thing) -> None:
    marks = [int(st.session_state.get(f"{key}.{criterion}") or 0) for criterion in CRITERIA]
    do(give_opinion, session.records(), session.actor(), thing, marks, done=_("Your opinion is written down."))


def show_weights(weights: Weights) -> None:
    """How much each mark counts in each hat, to see and to change."""
    show(
        tag(
            "p",
            _("A score is the mean of the marks under these weights, from 0 (all marks are 1) to 100 (all are 5)."),
            classes="note",
        )
    )
    key = f"opinion.weights.{weights.version}"
    with st.form(key, border=False):
        columns = st.columns(len(CRITERIA))
        for column, criterion in zip(columns, CRITERIA, strict=True):
            for hat, given in (("cm", weights.cm), ("smm", weights.smm)):
                column.number_input(
                    f"{_(CRITERION_NAMES[criterion])} · {hat.upper()}",
                    0,
                    HIGHEST,
                    given[criterion],
                    step=5,
                    key=f"{key}.{hat}.{criterion}",
                )
        st.form_submit_button(_("Keep these weights"), on_click=_choose, args=(key, weights.version))


def _choose(key: str, version: int) -> None:
    chosen = {hat: {c: int(st.session_state.get(f"{key}.{hat}.{c}") or 0) for c in CRITERIA} for hat in JUDGING}
    weights = Weights(chosen["cm"], chosen["smm"], version)
    attempt(choose_weights, session.records(), session.actor(), weights, done=_("The weights are kept."))
