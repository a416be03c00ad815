"""Pieces of Imports: where the page stands, and what it says of that."""

from dataclasses import dataclass

import streamlit as st

from lib import words
from lib.imports import jobs
from lib.imports.history import Past, past_imports
from lib.imports.jobs import Job
from lib.settings import OWN_WORKSPACE, Settings
from lib.storage.workspace import Workspace
from lib.ui import address, imports_draft, session
from lib.ui.imports_history import opened_past
from lib.ui.markup import show, tag
from lib.ui.states import show_empty
from lib.words import _, ngettext


@dataclass(frozen=True)
class Situation:
    """Where the page stands: the demo, an import under way, the account of one that is done, or a draft."""

    is_demo: bool
    zone: str
    past: list[Past]
    running: Job | None
    mine: Job | None
    opened: Past | None


def situation() -> Situation:
    """Look where the page stands; an import that this session started and that is done opens its account."""
    found = session.in_force().workspace
    if found is None:
        return Situation(False, "UTC", [], None, None, None)
    running = jobs.under_way(found)
    intake = imports_draft.intake()
    mine = Job(intake) if intake and (intake.folder / jobs.JOB).exists() else None
    end = mine.end if mine else None
    if end is not None and end.import_id:
        imports_draft.clear()
        address.write({"import": end.import_id})
        st.rerun()
    past = past_imports(session.records())
    return Situation(found.preferences.is_demo, found.preferences.time_zone, past, running, mine, opened_past(past))


def opening(found: Situation) -> str:
    """What the page shows now, in words."""
    if found.running is not None:
        return _("An import is under way.")
    if found.is_demo:
        return _("This is the demo: your own exports go into a workspace of their own.")
    if found.opened is not None:
        return _("The import of {moment}.", moment=words.moment(found.opened.started_at, found.zone))
    if not found.past:
        return _("Nothing has come in yet: give the exports of your platforms here.")
    rows = sum(past.total.imported for past in found.past)
    said = ngettext("{count} message came in", "{count} messages came in", rows)
    times = ngettext("with {count} import", "with {count} imports", len(found.past))
    return _(
        "{said} {times}, the last on {moment}.",
        said=said,
        times=times,
        moment=words.moment(found.past[0].started_at, found.zone),
    )


def show_demo_refusal() -> None:
    """The demo takes no exports: offer a workspace of one's own."""
    show_empty(
        _("The demo stays as it is"),
        _("These people are invented, and real messages are never mixed with them. Start a workspace of your own."),
    )
    if Settings.from_environment().workspace:
        show(
            tag(
                "p",
                _("Earshot was started with this folder only: start it with another one (EARSHOT_WORKSPACE)."),
                classes="empty",
            )
        )
        return
    with st.container(horizontal=True, horizontal_alignment="center", key="own"):
        if st.button(_("Start my own workspace"), type="primary"):
            Workspace.opened_or_created(OWN_WORKSPACE)
            session.choose_workspace(OWN_WORKSPACE)
            address.write(dict.fromkeys(address.FILTERS, ""))
            st.rerun()
