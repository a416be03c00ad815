"""Pieces of Imports: an import under way, the account of one that is done, and the history of all."""

import time
from collections.abc import Sequence

import streamlit as st

from lib import words
from lib.imports.account import FileAccount
from lib.imports.history import Past
from lib.imports.jobs import STEPS, Job, State
from lib.imports.rejected import first_rejected, rejected_csv, rejected_file
from lib.ingest.sources import SOURCES
from lib.ui import address, session
from lib.ui.imports_files import data_table
from lib.ui.imports_words import said_problem, said_reason, said_title
from lib.ui.markup import Element, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.registry import CONVERSATIONS, IMPORTS, TODAY
from lib.words import N_, _, ngettext

_STEPS = {
    "starting": N_("Getting ready"),
    "reading": N_("Reading"),
    "joining": N_("Joining with what is here"),
    "listening": N_("Listening to what they say"),
    "publishing": N_("Publishing"),
}
_SHOWN = 20
_MANY = 10


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


def show_account(past: Past) -> None:
    """What became of every row of an import, file by file, and the rows that were turned down."""
    total = past.total
    with panel("account", fills=False):
        show_title(
            ngettext("{count} row was read", "{count} rows were read", total.read),
            _(
                "read = new + brought up to date + known already + turned down: {read} = {imported} + {updated} + "
                "{unchanged} + {rejected}",
                read=words.number(total.read),
                imported=words.number(total.imported),
                updated=words.number(total.updated),
                unchanged=words.number(total.unchanged),
                rejected=words.number(total.rejected),
            ),
        )
        show(_account_table(past.account.files))
        for file in past.account.files:
            for note in file.notes:
                said = said_problem(note)
                show(tag("p", said if said.startswith(file.file) else f"{file.file}: {said}", classes="note"))
        with st.container(horizontal=True, vertical_alignment="center", key="account-next"):
            st.page_link(TODAY.file, label=_("See it on Today"), icon=":material/arrow_forward:")
            st.page_link(
                CONVERSATIONS.file, label=_("Read the conversations"), query_params={"view": "list", "period": "all"}
            )
            st.button(_("Import more"), key="imports.more", on_click=address.write, args=({"import": ""},))
    if total.rejected:
        _show_rejected(past)


def _account_table(files: Sequence[FileAccount]) -> Element:
    titles = {source.name: source.title for source in SOURCES}
    head = (_("File"), _("Read as"), _("Rows"), _("Came in"), _("Updated"), _("Known already"), _("Turned down"))
    rows = [
        (
            file.file,
            said_title(file.source, titles.get(file.source, "")),
            *(words.number(count) for count in (file.read, file.imported, file.updated, file.unchanged, file.rejected)),
        )
        for file in files
    ]
    return data_table(head, rows, "numbers")


def _show_rejected(past: Past) -> None:
    found = session.in_force().workspace
    path = rejected_file(found, past.account.import_id) if found else None
    with panel("rejected", fills=False):
        show_title(ngettext("{count} row was turned down", "{count} rows were turned down", past.total.rejected))
        for reason, count in past.total.reasons.most_common(_MANY):
            show(tag("p", f"{words.number(count)} × {said_reason(reason)}", classes="note"))
        if path is None:
            show(tag("p", _("The rows themselves are no longer kept."), classes="note"))
            return
        rows = [
            (
                f"{row['file']}, {row['line']}",
                said_reason(row["reason"]),
                tag("div", _content(row["content"]), classes="note"),
            )
            for row in first_rejected(path, _SHOWN)
        ]
        show(data_table((_("File and line"), _("Why"), _("As it stood")), rows, "rejected"))
        if past.total.rejected > _SHOWN:
            show(
                tag(
                    "p",
                    ngettext("The first {count} are shown.", "The first {count} are shown.", _SHOWN),
                    classes="note",
                )
            )
        with st.container(horizontal=True):
            name = f"earshot-rejected-{past.account.import_id}"
            st.download_button(
                _("Download as CSV"),
                data=lambda: rejected_csv(path),
                file_name=f"{name}.csv",
                mime="text/csv",
                key="rejected.csv",
                on_click="ignore",
            )
            st.download_button(
                _("Download as Parquet"),
                data=path.read_bytes,
                file_name=f"{name}.parquet",
                mime="application/vnd.apache.parquet",
                key="rejected.parquet",
                on_click="ignore",
            )


def _content(content: str | None) -> str:
    return (content or _("not kept, to protect somebody"))[:300]


def show_history(all_past: Sequence[Past], zone: str) -> None:
    """The imports so far, newest first; each opens its account."""
    if not all_past:
        return
    with panel("history", fills=False):
        show_title(_("What came in so far"))
        for past in all_past[:_MANY]:
            total = past.total
            names = ", ".join(file.file for file in past.account.files[:3])
            more = len(past.account.files) - 3
            with st.container(key=f"card-import-{past.account.import_id}", gap=None):
                show(
                    tag(
                        "div",
                        tag("div", words.moment(past.started_at, zone), classes="meta"),
                        tag("div", names + (f" +{more}" if more > 0 else "")),
                        tag("div", _history_said(total), classes="reasons"),
                        classes="card",
                    )
                )
                st.page_link(IMPORTS.file, label=_("Open its account"), query_params={"import": past.account.import_id})


def _history_said(total: FileAccount) -> str:
    said = [ngettext("{count} new", "{count} new", total.imported)]
    if total.updated:
        said.append(ngettext("{count} updated", "{count} updated", total.updated))
    if total.unchanged:
        said.append(ngettext("{count} known already", "{count} known already", total.unchanged))
    if total.rejected:
        said.append(ngettext("{count} turned down", "{count} turned down", total.rejected))
    return ", ".join(said)


def opened_past(all_past: Sequence[Past]) -> Past | None:
    """The import whose account the address asks for."""
    asked = address.field("import")
    return next((past for past in all_past if past.account.import_id == asked), None)


def show_end(job: Job) -> None:
    """How the import of this session's draft ended, where it is not done: cancelled, asked, or broken off."""
    end = job.end
    if end is None or end.import_id:
        return
    classes = "question" if end.is_cancelled or end.choice else "refused"
    said = _("The import was cancelled: nothing of it was kept.") if end.is_cancelled else said_problem(end.sentence)
    show(tag("p", said, classes=classes, role="alert"))
