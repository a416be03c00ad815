"""Pieces of Imports: an import under way, and how one ended that did not come in."""

import time

import streamlit as st

from lib import words
from lib.imports.jobs import STEPS, Job, State
from lib.ui.imports_words import said_problem
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.words import N_, _, ngettext

_STEPS = {
    "starting": N_("Getting ready"),
    "reading": N_("Reading"),
    "joining": N_("Joining with what is here"),
    "listening": N_("Listening to what they say"),
    "publishing": N_("Publishing"),
}


def show_progress(job: Job) -> None:
    """An import under way: what, how many, how long still, and the way to stop it."""
    _progress(job)


@st.fragment(run_every=0.7)
def _progress(job: Job) -> None:
    if job.end is not None:
        st.rerun()
    state = job.state
    place = STEPS.index(state.step)
    with panel("progress", fills=False):
        show_title(_(_STEPS[state.step]), _("Step {place} of {count}", place=place + 1, count=len(STEPS)))
        show(
            tag(
                "div",
                tag("div", "", classes="bar", depth=_percent(state, place)),
                classes="progress",
                role="progressbar",
                aria_label=_("Progress of the import"),
            )
        )
        show(tag("p", _progress_said(state, job.is_stopping), classes="note", role="status"))
        if state.can_be_cancelled:
            st.button(
                _("Stopping…") if job.is_stopping else _("Cancel"),
                disabled=job.is_stopping,
                key="imports.cancel",
                on_click=job.cancel,
            )
    show(
        tag(
            "p",
            _("You can go on working on the other pages meanwhile: they show the old state until it is done."),
            classes="note",
        )
    )


def _percent(state: State, place: int) -> int:
    within = min(state.done / state.of, 1.0) if state.of else 0.5 if state.step != "starting" else 0.0
    return round(100 * (place + within) / len(STEPS))


def _progress_said(state: State, is_stopping: bool) -> str:
    if is_stopping:
        return _("It stops as soon as it can; nothing of it is kept.")
    said = []
    if state.what:
        said.append(state.what)
    if state.done and state.of:
        said.append(_("{done} of {count} rows", done=words.number(state.done), count=words.number(state.of)))
    elif state.done or state.of:
        said.append(ngettext("{count} row", "{count} rows", state.done or state.of or 0))
    remaining = state.remaining_seconds(time.time())
    if remaining is not None:
        said.append(_("about {span} left for this step", span=_short_span(remaining)))
    return " · ".join(said) or _("A moment…")


def _short_span(seconds: float) -> str:
    return _("{count} s", count=words.number(max(1, round(seconds)))) if seconds < 90 else words.span(seconds)


def show_end(job: Job) -> None:
    """How the import of this session's draft ended, where it is not done: cancelled, asked, or broken off."""
    end = job.end
    if end is None or end.import_id:
        return
    classes = "question" if end.is_cancelled or end.choice else "refused"
    said = _("The import was cancelled: nothing of it was kept.") if end.is_cancelled else said_problem(end.sentence)
    show(tag("p", said, classes=classes, role="alert"))
