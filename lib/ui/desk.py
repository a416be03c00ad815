"""The answer desk below a conversation: a draft, what its checks say while it is written, and its way out.

Earshot does not post: the draft is copied, posted where the conversation is, and marked as sent.
"""

from typing import Any

import pandas as pd
import streamlit as st

from lib.conversations import drafts, queries
from lib.conversations.drafts import Draft
from lib.ui import session
from lib.ui.acts import do, show_told
from lib.ui.ask import ask
from lib.ui.desk_checks import show_checks
from lib.ui.desk_text import Writing, begin, field_key, fill, is_overtaken, remember, show_overtaken
from lib.ui.filters import language_name
from lib.ui.markup import Element, markdown_text, show, tag
from lib.words import N_, _

_STATES = {
    "draft": N_("Draft of {person}."),
    "asked": N_("{person} asks for a second pair of eyes."),
    "approved": N_("{person} approved it."),
    "rejected": N_("{person} sent it back:"),
}
_LAST = 300
"""Messages of a conversation that the checks look at, from its end."""


@st.fragment
def show_desk(row: dict[str, Any], shape: pd.DataFrame) -> None:
    """The desk for a conversation (a row of `conversation`, the rows of `thread_shape`)."""
    channel, conversation_id = str(row["channel"]), str(row["conversation_id"])
    ids = [str(found) for found in shape.message_id.tail(_LAST)]
    messages = ask(queries.thread_messages, channel=channel, conversation_id=conversation_id, ids=ids)
    theirs = messages[~messages.is_brand.astype(bool)]
    if theirs.empty:
        return
    waiting = theirs[theirs.is_waiting.astype(bool)]
    answered = (waiting if len(waiting) else theirs).iloc[-1]
    language = str(answered.language) if isinstance(answered.language, str) else ""
    standing = drafts.draft_of(session.records(), channel, conversation_id)
    is_sent = standing is not None and standing.state == "sent"
    current = None if is_sent else standing
    with st.expander(_("Answer desk"), key=f"desk-{channel}-{conversation_id}", expanded=bool(current)):
        show_told()
        if is_sent and standing is not None:
            _show_sent(standing, messages)
        key = field_key(channel, conversation_id)
        left, right = st.columns([7, 6], gap="medium")
        with left:
            writing = _show_field(answered, language, key, current)
            if current is not None and is_overtaken(writing, current):
                show_overtaken(key, writing, current)
            else:
                _show_acts((channel, conversation_id, str(answered.message_id)), language, key, writing)
        with right:
            show_checks(writing.text, messages, language, channel)


def _show_sent(draft: Draft, messages: pd.DataFrame) -> None:
    found = drafts.became(draft, messages)
    said = _("It is in the archive.") if found else _("The next import looks for it in the archive.")
    show(tag("p", tag("b", _("Sent by {person}.", person=draft.changed_by)), " ", said, classes="note"))


def _show_field(answered: "pd.Series[Any]", language: str, key: str, current: Draft | None) -> Writing:
    """The state of the draft, its words, and the saved replies to begin with."""
    writing = begin(key, current)
    if writing.base is not None:
        said = _(_STATES[writing.base.state], person=writing.base.changed_by)
        why: list[Element | str] = [" ", tag("q", writing.base.reason)] if writing.base.reason else []
        show(tag("p", tag("b", said), *why, classes="note"))
    label = _("Draft in {language}", language=language_name(language)) if language else _("Draft")
    text = str(st.text_area(label, key=key, height=132, max_chars=drafts.LONGEST))
    saved = drafts.saved_replies(session.records(), language)
    if saved and not text.strip():
        chosen = st.selectbox(
            _("Saved replies"), sorted(saved), index=None, key=f"{key}.saved", label_visibility="collapsed",
            placeholder=_("Begin with a saved reply")
        )  # fmt: skip
        if chosen:
            name = answered.shown_name if isinstance(answered.shown_name, str) else ""
            given = (key, saved[chosen], name, str(answered.channel), writing.base)
            st.button(_("Put it into the draft"), key=f"{key}.fill", on_click=fill, args=given)
    return remember(key, Writing(text, writing.base))


def _show_acts(answered: tuple[str, str, str], language: str, key: str, writing: Writing) -> None:
    """What can be done with the draft as it stands; words that were changed are kept first."""
    current = writing.base
    is_changed = bool(writing.text.strip()) and (current is None or writing.text != current.text)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="draft-acts"):
        if is_changed:
            st.button(
                _("Keep the draft"), key=f"{key}.keep", type="primary", on_click=do,
                args=(drafts.write, session.records(), session.actor(), answered, writing.text, current),
                kwargs={"done": _("The draft is kept.")},
            )  # fmt: skip
        elif current:
            _show_moves(current, key)
        if writing.text.strip():
            with st.popover(_("Copy"), type="tertiary", key=f"{key}.copy"):
                st.code(writing.text, language=None, wrap_lines=True, width=420)
                show(tag("p", _("Copy it, post it where the conversation is, then mark it as sent."), classes="note"))
            _show_saving(language, key, writing.text)


def _show_saving(language: str, key: str, text: str) -> None:
    with st.popover(_("Save as a reply to use again"), type="tertiary", key=f"{key}.save-menu"):
        name = st.text_input(_("Name of the saved reply"), key=f"{key}.save-name")
        hint = _("{name} and {channel} are filled where it is used.", name="{name}", channel="{channel}")
        st.button(
            _("Save"), key=f"{key}.save", help=markdown_text(hint), on_click=do,
            args=(drafts.save_reply, session.records(), session.actor(), name, language, text),
            kwargs={"done": _("The reply is saved.")},
        )  # fmt: skip


def _show_moves(current: Draft, key: str) -> None:
    store, actor = session.records(), session.actor()

    def button(label: str, name: str, act: Any, done: str, **given: Any) -> None:
        kwargs = {"done": done, **given}
        st.button(label, key=f"{key}.{name}", on_click=do, args=(act, store, actor, current), kwargs=kwargs)

    if current.state in ("draft", "rejected"):
        button(_("Ask for a second pair of eyes"), "ask", drafts.ask_for_eyes, _("Your colleagues find it on Today."))
    if current.state in ("draft", "approved"):
        button(_("Mark as sent"), "sent", drafts.mark_sent, _("Marked as sent: the next import looks for it."))
    if current.state == "asked" and current.changed_by != actor.person:
        button(_("Approve"), "approve", drafts.judge, _("Approved."), approved=True)
        reason = st.text_input(_("What to change"), key=f"{key}.reason", label_visibility="collapsed",
                               placeholder=_("What to change"), width=220)  # fmt: skip
        button(_("Send back"), "reject", drafts.judge, _("Sent back."), approved=False, reason=reason)
