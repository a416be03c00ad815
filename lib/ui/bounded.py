"""A session under way, as the frame shows it: a bar with the time that is left, the pages of the hat and no others."""

from datetime import UTC, datetime

import streamlit as st

from lib import words
from lib.team.people import HAT_SIGNS
from lib.team.sessions import LONGEST_NOTE, Place, Session, end, put_aside, session_under_way
from lib.ui import address, session
from lib.ui.acts import attempt, do
from lib.ui.markup import show, tag
from lib.ui.registry import TEAM, Entry
from lib.ui.states import show_empty
from lib.words import _, number


def under_way() -> Session | None:
    """The session of whoever looks; None where there is none, or no workspace."""
    found = session.in_force()
    if found.workspace is None or not session.actor().may_write:
        return None
    return session_under_way(session.records(), session.actor().person)


def is_hidden(running: Session | None, entry: Entry) -> bool:
    """Whether a page does not belong to the session, while there is time left."""
    return running is not None and bool(running.left(datetime.now(UTC))) and not running.has(entry.code)


def show_bar(running: Session, entry: Entry) -> None:
    """The bar below the navigation: the hat, the time, a note for later, the end."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="session-bar"):
        _show_time(running)
        st.space("stretch")
        if running.left(datetime.now(UTC)):
            with st.popover(_("For later…"), type="tertiary", key="session-later"):
                with st.form("session.note", border=False, clear_on_submit=True):
                    st.text_input(
                        _("What comes to mind and does not belong here"), key="session.note", max_chars=LONGEST_NOTE
                    )
                    st.form_submit_button(_("Put it aside"), on_click=_note, args=(running, entry.code))
        if st.button(_("End and see what was done"), key="session.bar.end", type="tertiary"):
            do(end, session.records(), session.actor(), running.session_id)
            st.switch_page(TEAM.file, query_params=address.link(view="hats"))


def show_put_aside(running: Session, entry: Entry) -> None:
    """Instead of a page that does not belong to the session: it was put aside, and how to go on."""
    place = Place(
        entry.code,
        address.field("channel") or None if address.field("conversation") else None,
        address.field("conversation") or None,
        address.field("insight") or None,
    )
    attempt(put_aside, session.records(), session.actor(), running, place)
    show_empty(
        _("Put aside for later"),
        _(
            "{page} does not belong to this session. It waits for you on Team, and at the end of the session.",
            page=_(entry.title),
        ),
    )
    with st.container(horizontal=True, horizontal_alignment="center", gap="small"):
        if st.button(_("Back to Team"), type="primary", key="session.back"):
            st.switch_page(TEAM.file, query_params=address.link(view="hats"))
        st.button(
            _("End the session"),
            key="session.leave",
            on_click=do,
            args=(end, session.records(), session.actor(), running.session_id),
        )


@st.fragment(run_every=20)
def _show_time(running: Session) -> None:
    left = running.left(datetime.now(UTC))
    hat = _(HAT_SIGNS[running.hat])
    if left:
        said = _("Session as {hat}, {span} left", hat=hat, span=words.span(max(left, 60)))
    else:
        said = _("The {count} minutes as {hat} are over", count=number(running.minutes), hat=hat)
    show(tag("span", said, classes="session-time" if left else "session-time over", role="status"))


def _note(running: Session, page: str) -> None:
    said = str(st.session_state.get("session.note") or "").strip()
    if said:
        attempt(put_aside, session.records(), session.actor(), running, Place(page), said, done=_("Put aside."))
