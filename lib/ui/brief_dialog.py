"""The dialog of the brief: period, language, format and form are chosen, it is made beside the app, and taken away.

It opens again with every run until it is dismissed, so that it can go from the choice to progress to the file.
"""

from dataclasses import dataclass

import streamlit as st

from lib import words
from lib.reports import jobs
from lib.reports.brief import STEPS, Asked
from lib.reports.jobs import Job
from lib.reports.writing import FORMATS
from lib.ui import keys, session
from lib.ui.filters import PRESETS, Filter, days_of, period_label
from lib.ui.markup import markdown_text, show, tag
from lib.ui.reads import exported
from lib.words import N_, _

_FORMS = {"ours": N_("For us"), "client": N_("For the client")}
_FORM_NOTES = {
    "ours": N_("With names and words as they stand: keep it among yourselves."),
    "client": N_("People are numbered, only those who agreed are quoted, and notes of ours stay out."),
}
_FORMAT_NAMES = {"html": N_("Page (HTML)"), "pptx": N_("Slides (PPTX)"), "xlsx": N_("Sheets (XLSX)")}
_STEP_NAMES = {
    "reading": N_("Reading the archive…"),
    "said": N_("What was said, and who waits…"),
    "critiques": N_("What they criticise…"),
    "insights": N_("What came of it…"),
    "personas": N_("Who these people are…"),
    "received": N_("How it was received…"),
    "writing": N_("Writing the file…"),
}


@dataclass(frozen=True)
class _Making:
    """A brief under way, and what its file will be called."""

    job: Job
    name: str
    format: str


@dataclass(frozen=True)
class _Made:
    """A brief to take away, or the sentence why there is none."""

    name: str
    format: str
    content: bytes
    sentence: str


def show_dialog(chosen: Filter) -> None:
    """The dialog as far as the brief is."""
    st.dialog(_("The brief"), on_dismiss=_drop)(_show)(chosen)


def _show(chosen: Filter) -> None:
    standing = st.session_state.get(keys.BRIEF)
    if isinstance(standing, _Making):
        _show_progress(standing)
    elif isinstance(standing, _Made):
        _show_made(standing)
    else:
        _show_choice(chosen)


def _show_choice(chosen: Filter) -> None:
    codes = [*([chosen.period] if chosen.period not in PRESETS else []), *PRESETS]
    period = st.selectbox(
        _("Period"),
        codes,
        index=codes.index(chosen.period),
        format_func=lambda code: period_label(code, chosen.archive),
        key="brief.period",
    )
    language = _one_of(_("Language of the brief"), words.LANGUAGES, words.language(), "brief.language")
    format_ = _one_of(_("Format"), {code: _(name) for code, name in _FORMAT_NAMES.items()}, "html", "brief.format")
    form = _one_of(_("Whom it is for"), {code: _(name) for code, name in _FORMS.items()}, "ours", "brief.form")
    show(tag("p", _(_FORM_NOTES[form]), classes="note"))
    days = days_of(str(period), chosen.archive) or chosen.days
    asked = Asked("all", days.since, days.until, language, form == "client")
    if st.button(_("Make the brief"), type="primary", key="brief.make", width="stretch"):
        name = f"brief-{days.since.isoformat()}-{days.until.isoformat()}-{language}.{format_}"
        job = jobs.start(session.published_workspace(), asked, format_)
        st.session_state[keys.BRIEF] = _Making(job, name, format_)
        st.rerun()


def _one_of(label: str, options: dict[str, str], default: str, key: str) -> str:
    return st.segmented_control(
        label, list(options), default=default, required=True, format_func=options.__getitem__, key=key
    )


@st.fragment(run_every=0.7)
def _show_progress(standing: _Making) -> None:
    end = standing.job.end
    if end is not None:
        content = b"" if end else standing.job.take()
        standing.job.drop()
        st.session_state[keys.BRIEF] = _Made(standing.name, standing.format, content, end)
        st.rerun()
    state = standing.job.state
    said = _("Step {place} of {count}", place=state.done + 1, count=state.of)
    show(tag("p", _(_STEP_NAMES.get(state.step, state.step)), " ", tag("span", said, classes="note"), role="status"))
    show(
        tag(
            "div",
            tag("div", "", classes="bar", depth=round(100 * (state.done + 0.5) / len(STEPS))),
            classes="progress",
            role="progressbar",
            aria_label=_("Progress of the brief"),
        )
    )
    show(
        tag(
            "p", _("The first brief of a new archive takes longer: themes and personas are worked out."), classes="note"
        )
    )
    if st.button(_("Cancel"), key="brief.cancel"):
        standing.job.drop()
        st.session_state[keys.BRIEF] = None  # nothing is asked for yet
        st.rerun()


def _show_made(standing: _Made) -> None:
    if standing.sentence:
        show(tag("p", standing.sentence, classes="burning", role="alert"))
    else:
        show(tag("p", _("It is ready."), role="status"))
        st.download_button(
            markdown_text(_("Download {name}", name=standing.name)),
            exported(standing.name, lambda: standing.content),
            file_name=standing.name,
            mime=FORMATS[standing.format],
            key="brief.download",
            type="primary",
            width="stretch",
            on_click="ignore",
        )
    if st.button(_("Make another"), key="brief.again"):
        st.session_state[keys.BRIEF] = None  # nothing is asked for yet
        st.rerun()


def _drop() -> None:
    """Leave nothing behind: neither a file nor a process."""
    standing = st.session_state.pop(keys.BRIEF, None)
    if isinstance(standing, _Making):
        standing.job.drop()
