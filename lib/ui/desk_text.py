"""The words in the answer desk's field, and the kept draft that they began from.

What a colleague keeps meanwhile is never written over unseen: words that nobody changed here follow it, and changed
ones keep the draft they began from until whoever writes has looked at both.
"""

from dataclasses import dataclass

import streamlit as st

from lib.conversations import drafts
from lib.conversations.drafts import Draft
from lib.look import channel_name
from lib.ui import keys
from lib.ui.markup import show, tag
from lib.words import _


@dataclass(frozen=True)
class Writing:
    """The words of a field, and the draft they began from (None: a new one)."""

    text: str
    base: Draft | None


def field_key(channel: str, conversation_id: str) -> str:
    """The key of a conversation's field."""
    return f"{keys.DESK}.text.{channel}.{conversation_id}"


def begin(key: str, current: Draft | None) -> Writing:
    """What the field holds as this run begins; `current` is the draft that stands now and was not sent."""
    kept = st.session_state.get(_kept(key))
    writing = kept if isinstance(kept, Writing) else Writing(current.text if current else "", current)
    text = str(st.session_state.get(key, writing.text))
    is_ours = text == (writing.base.text if writing.base else "")
    if not _is_same(writing.base, current) and (is_ours or (current is not None and text == current.text)):
        writing = Writing(current.text if current else "", current)
        text = writing.text
    elif writing.base is not None and current is None:
        writing = Writing(text, None)  # what it began from is out: these words are a new draft
    st.session_state[key] = text
    return remember(key, Writing(text, writing.base))


def remember(key: str, writing: Writing) -> Writing:
    """Keep the words while another page is looked at."""
    st.session_state[_kept(key)] = writing
    return writing


def is_overtaken(writing: Writing, current: Draft | None) -> bool:
    """Whether a colleague kept other words since these were begun."""
    return current is not None and not _is_same(writing.base, current)


def show_overtaken(key: str, writing: Writing, current: Draft) -> None:
    """Both texts, and the choice between them."""
    show(
        tag(
            "div",
            tag("p", _("{person} kept other words in the meantime:", person=current.changed_by), role="alert"),
            tag("blockquote", current.text, classes="quote whole"),
            classes="overtaken",
        )
    )
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Take these words"), key=f"{key}.theirs", on_click=_take, args=(key, Writing(current.text, current))
        )
        st.button(_("Go on with mine"), key=f"{key}.mine", on_click=_take, args=(key, Writing(writing.text, current)))


def fill(key: str, saved: str, name: str, channel: str, base: Draft | None) -> None:
    """Put a saved reply into the field."""
    _take(key, Writing(drafts.filled(saved, name, channel_name(channel)), base))


def _take(key: str, writing: Writing) -> None:
    st.session_state[key] = writing.text
    remember(key, writing)


def _is_same(one: Draft | None, other: Draft | None) -> bool:
    return (one and (one.draft_id, one.version)) == (other and (other.draft_id, other.version))


def _kept(key: str) -> str:
    return f"{key}.kept"
