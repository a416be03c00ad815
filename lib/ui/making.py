"""What a message in the reader can become: a critique that is taken up on its page, or an idea for what to publish."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from lib.editorial.idea import LONGEST, Sketch
from lib.editorial.ideas import propose
from lib.imports.corrections import Message, correct
from lib.ui import address, session
from lib.ui.acts import attempt, show_told
from lib.ui.markup import show, tag
from lib.ui.registry import CRITIQUES, EDITORIAL
from lib.words import _

Row = Mapping[str, Any]


def show_making(row: Row, zone: str) -> None:
    """The button below a message of the community, and what it opens."""
    _show(dict(row), zone)


@st.fragment
def _show(row: dict[str, Any], zone: str) -> None:
    key = f"making.{row['channel']}.{row['message_id']}"
    opened = st.popover(_("Make something of it"), type="tertiary", key=key, on_change="rerun")
    if opened.open:
        with opened:
            _show_critique(row, zone, key)
            _show_idea(row, key)
            show_told()


def _show_critique(row: dict[str, Any], zone: str, key: str) -> None:
    """Whether it is one is a label like others: correcting it settles it, and brings it into the inbox."""
    show(tag("h3", _("A critique")))
    if row["is_critique"] is True:
        day = row["created_at"].astimezone(ZoneInfo(zone)).date()
        st.page_link(
            CRITIQUES.file,
            label=_("It is one: take it up in the inbox"),
            query_params=address.link(view="inbox", critique=str(row["message_id"]), period=f"{day}..{day}"),
        )
    elif st.button(_("It is a critique"), key=f"{key}.critique") and _make_critique(row):
        st.rerun()


def _make_critique(row: dict[str, Any]) -> bool:
    meant = [str(name) for name in row["intent"]] if row["intent"] is not None else []
    return attempt(
        correct,
        session.published_workspace(),
        session.records(),
        session.actor(),
        Message(str(row["channel"]), str(row["message_id"])),
        {"intent": [*(name for name in meant if name not in ("critique", "other")), "critique"]},
        done=_("It is a critique now, whatever is imported, and stands in the inbox of Critiques."),
    )


def _show_idea(row: dict[str, Any], key: str) -> None:
    show(tag("h3", _("An idea for what to publish")))
    with st.form(f"{key}.idea", border=False):
        sentence = st.text_input(
            _("In one sentence of yours"),
            key=f"{key}.sentence",
            max_chars=LONGEST,
            placeholder=_("What we could tell, show or ask"),
        )
        if st.form_submit_button(_("Keep the idea")) and _make_idea(row, sentence):
            st.rerun()
    st.page_link(EDITORIAL.file, label=_("All ideas"), query_params=address.link(view="ideas"))


def _make_idea(row: dict[str, Any], sentence: str) -> bool:
    key = str(row["channel"]), str(row["message_id"])
    sketch = Sketch(sentence, "thread", ":".join(key), sources=(key,))
    return attempt(propose, session.records(), session.actor(), sketch, done=_("It stands among the ideas."))
