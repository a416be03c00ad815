"""What we keep about a person: VIP, consent, notes; and how they are forgotten."""

import streamlit as st

from lib import words
from lib.errors import EarshotError
from lib.imports.forget import forget_author
from lib.imports.jobs import under_way
from lib.relationships.persons import (
    CONSENTS,
    LONGEST_NOTE,
    add_note,
    decide_consent,
    drop_note,
    mark_vip,
    marks_of,
    notes_on,
)
from lib.storage.audit import note
from lib.ui import address, session
from lib.ui.acts import attempt, do
from lib.ui.markup import show, tag
from lib.ui.tables import records
from lib.words import N_, _, ngettext

_CONSENT_NAMES = {
    "": N_("nobody asked"),
    "asked": N_("asked"),
    "given": N_("given"),
    "refused": N_("refused"),
}


def show_care(author_ids: list[str]) -> None:
    """The VIP mark and the consent, each kept with one click."""
    store = session.records()
    marks = marks_of(store, author_ids)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        key = f"person.vip.{author_ids[0]}.{marks.is_vip}"
        st.toggle(
            _("VIP"),
            marks.is_vip,
            key=key,
            help=_("Somebody to look after first: marked so in the lists of members."),
            on_change=do,
            args=(mark_vip, store, session.actor(), author_ids, not marks.is_vip),
        )
        key = f"person.consent.{author_ids[0]}.{marks.consent}"
        st.selectbox(
            _("May we quote them?"),
            CONSENTS,
            index=CONSENTS.index(marks.consent),
            format_func=lambda code: _(_CONSENT_NAMES[code]),
            key=key,
            on_change=_consent,
            args=(author_ids[0], key),
        )
    if marks.consent_at:
        show(
            tag(
                "p",
                _("Consent {state} on {day}.", state=_(_CONSENT_NAMES[marks.consent]), day=words.day(marks.consent_at)),
                classes="note",
            )
        )


def show_notes(author_ids: list[str], zone: str) -> None:
    """Our own notes on a person, and one more."""
    store = session.records()
    for row in records(notes_on(store, author_ids)):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = f"{row['made_by']} · {words.moment(row['made_at'], zone)}"
            show(tag("div", tag("div", row["text"], classes="own-note"), tag("div", said, classes="note")))
            st.space("stretch")
            given = (drop_note, store, session.actor(), int(row["number"]))
            st.button(_("Delete"), key=f"person.note.drop.{row['number']}", type="tertiary", on_click=do, args=given)
    with st.form("person.note.form", border=False, clear_on_submit=True):
        st.text_area(
            _("Note"),
            key="person.note",
            max_chars=LONGEST_NOTE,
            height=68,
            placeholder=_("A note for us…"),
            label_visibility="collapsed",
        )
        st.form_submit_button(_("Keep the note"), on_click=_note, args=(author_ids[0],))


def show_forget(author_ids: list[str], messages: int) -> None:
    """Asks once, then erases the person everywhere."""
    with st.popover(_("Forget this person…"), key="person-forget"):
        show(
            tag(
                "p",
                ngettext(
                    "{count} message, the name, notes, marks and decisions about this person are erased from this "
                    "workspace for good. An old export imported again does not bring them back.",
                    "{count} messages, the name, notes, marks and decisions about this person are erased from this "
                    "workspace for good. An old export imported again does not bring them back.",
                    messages,
                ),
            )
        )
        if st.button(_("Forget for good"), type="primary", key="person.forget"):
            with st.spinner(_("Erasing, and publishing without them…")):
                done = attempt(_forget, author_ids, done=_("Forgotten: nothing of this person is left here."))
            st.cache_data.clear()
            if done:
                address.write({"person": "", "view": "members"})
            st.rerun()


def _forget(author_ids: list[str]) -> None:
    workspace, store = session.published_workspace(), session.records()
    if under_way(workspace) is not None:
        raise EarshotError(_("An import is under way: forget this person when it is done."))
    for author_id in author_ids:
        forget_author(workspace, author_id, store, session.actor())
    with store.writing(session.actor()) as connection:
        note(connection, session.actor(), "forget", "person", "", {"accounts": len(author_ids)})


def _consent(author_id: str, key: str) -> None:
    do(decide_consent, session.records(), session.actor(), author_id, st.session_state[key])


def _note(author_id: str) -> None:
    do(add_note, session.records(), session.actor(), author_id, st.session_state["person.note"])
