"""Remarks of triage: tags for the conversation that is read (or all that are ticked), notes for colleagues."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib.conversations import remarks
from lib.conversations.triage import Seen
from lib.ui import session
from lib.ui.acts import attempt
from lib.words import _


def show_tags(targets: tuple[Seen, ...]) -> None:
    known = remarks.tags(session.records())
    names = [(one.channel, one.conversation_id) for one in targets]
    every = sorted({tag_ for given in known.values() for tag_ in given})
    key = f"triage.tags.{names[0]}.{len(names)}"
    st.multiselect(
        _("Tags"),
        every,
        default=known.get(names[0], []) if len(names) == 1 else [],
        key=key,
        accept_new_options=True,
        placeholder=_("Choose or write tags"),
        on_change=_tag,
        args=(names, key),
    )


def _tag(names: list[tuple[str, str]], key: str) -> None:
    wanted = [str(value) for value in st.session_state[key]]
    if len(names) == 1:
        remarks.set_tags(session.records(), session.actor(), names, wanted)
        return
    for value in wanted:
        remarks.add_tag(session.records(), session.actor(), names, value)


def show_notes(row: Mapping[str, Any]) -> None:
    with st.form("triage.note-form", border=False, clear_on_submit=True):
        st.text_area(_("A note for your colleagues"), key="triage.note", max_chars=remarks.LONGEST_NOTE, height=80)
        st.form_submit_button(_("Keep the note"), on_click=_note, args=(row,))


def _note(row: Mapping[str, Any]) -> None:
    author = None if pd.isna(row["author_id"]) else str(row["author_id"])
    where = str(row["channel"]), str(row["conversation_id"])
    attempt(remarks.note_down, session.records(), session.actor(), *where, st.session_state["triage.note"], author)
