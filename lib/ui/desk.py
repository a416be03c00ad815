"""The answer desk below a conversation: a draft, what its checks say while it is written, and its way out.

Earshot does not post: the draft is copied, posted where the conversation is, and marked as sent.
"""

from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from lib.conversations import drafts, queries
from lib.conversations.desk import Check, Heard, Lengths, checks
from lib.conversations.drafts import Draft
from lib.conversations.tone import Tone
from lib.look import channel_name
from lib.signals.own import ear_of
from lib.ui import session
from lib.ui.ask import ask
from lib.ui.critiques_acts import do
from lib.ui.filters import language_name
from lib.ui.markup import Element, markdown_text, show, tag
from lib.words import N_, _

_STATES = {
    "draft": N_("Draft"),
    "asked": N_("Waits for a second pair of eyes"),
    "approved": N_("Approved"),
    "rejected": N_("Sent back"),
    "sent": N_("Sent"),
}
_TEACHES = 3000


@st.fragment
def show_desk(row: dict[str, Any], messages: pd.DataFrame) -> None:
    """The desk for a conversation (row of `conversation`, rows of `thread_messages`)."""
    channel, conversation_id = str(row["channel"]), str(row["conversation_id"])
    theirs = messages[~messages.is_brand.astype(bool)]
    if theirs.empty:
        return
    waiting = theirs[theirs.is_waiting.astype(bool)]
    answered = (waiting if len(waiting) else theirs).iloc[-1]
    language = str(answered.language) if isinstance(answered.language, str) else ""
    standing = drafts.draft_of(session.records(), channel, conversation_id)
    with st.expander(_("Answer desk"), key=f"desk-{channel}-{conversation_id}", expanded=bool(standing)):
        if standing is not None and standing.state == "sent":
            _show_sent(standing, messages)
        text = _show_field(answered, channel, conversation_id, language, standing)
        if text.strip():
            _show_checks(text, messages, language, channel)
        _show_acts((channel, conversation_id, str(answered.message_id)), text, standing)


def _show_sent(draft: Draft, messages: pd.DataFrame) -> None:
    found = drafts.became(draft, messages)
    said = _("It is in the archive.") if found else _("The next import looks for it in the archive.")
    show(tag("p", tag("b", _("Sent by {person}.", person=draft.changed_by)), " ", said, classes="note"))


def _show_field(
    answered: "pd.Series[Any]", channel: str, conversation_id: str, language: str, standing: Draft | None
) -> str:
    key = f"desk.text.{channel}.{conversation_id}"
    if key not in st.session_state:
        st.session_state[key] = standing.text if standing and standing.state != "sent" else ""
    saved = drafts.saved_replies(session.records(), language)
    if saved:
        chosen = st.selectbox(
            _("Saved replies"), sorted(saved), index=None, key=f"{key}.saved", placeholder=_("Begin with a saved reply")
        )
        if chosen:
            name = answered.shown_name if isinstance(answered.shown_name, str) else ""
            button = _("Put it into the draft")
            st.button(button, key=f"{key}.fill", on_click=_fill, args=(key, saved[chosen], name, channel))
    label = _("Draft in {language}", language=language_name(language)) if language else _("Draft")
    return str(st.text_area(label, key=key, height=110, max_chars=drafts.LONGEST))


def _fill(key: str, text: str, name: str, channel: str) -> None:
    st.session_state[key] = drafts.filled(text, name, channel_name(channel))


def _show_checks(text: str, messages: pd.DataFrame, language: str, channel: str) -> None:
    workspace = session.published_workspace()
    tone = _tone(str(workspace.path), session.in_force().version, language) if language else None
    row = ask(queries.our_lengths, language=language or None).iloc[0]
    lengths = Lengths(int(row.replies), float(row.low), float(row.high))
    show(
        tag(
            "ul",
            *(_check(c) for c in checks(text, _heard(text, language, channel), messages, tone, lengths)),
            classes="checks",
        )
    )


def _check(check: Check) -> Element:
    mark = "✓ " if check.holds else "→ "
    change: list[Element | str] = [" ", tag("b", check.change)] if check.change else []
    return tag(
        "li", tag("span", mark + check.name, classes="" if check.holds else "burning"), " · ", check.found, *change
    )


def _heard(text: str, language: str, channel: str) -> Heard:
    """What the workspace's own ear says of the draft."""
    table = pa.table({"text": [text], "language": pa.array([language or None], pa.string()), "channel": [channel]})
    row = ear_of(session.published_workspace())(table).to_pylist()[0]
    return Heard(row["heat"], row["formality"])


@st.cache_resource(max_entries=8, show_spinner=False)
def _tone(path: str, version: int, language: str) -> Tone | None:
    return Tone.learned([str(text) for text in ask(queries.recent_words, language=language, count=_TEACHES).text])


def _show_acts(answered: tuple[str, str, str], text: str, standing: Draft | None) -> None:
    store, actor = session.records(), session.actor()
    current = standing if standing and standing.state != "sent" else None
    key = f"desk.{answered[0]}.{answered[1]}"
    if current:
        said = _(_STATES[current.state])
        show(
            tag("p", said, f": {current.reason}" if current.reason else "", f" · {current.changed_by}", classes="note")
        )
    with st.container(horizontal=True, gap="small"):
        is_new = text.strip() and (current is None or text != current.text)
        if is_new:
            done = _("The draft is kept.")
            st.button(
                _("Keep the draft"), key=f"{key}.keep", on_click=do,
                args=(drafts.write, store, actor, answered, text, current), kwargs={"done": done},
            )  # fmt: skip
        if current and not is_new:
            _show_moves(current, key)
    if text.strip():
        st.code(text, language=None, wrap_lines=True)
        show(tag("p", _("Copy it, post it where the conversation is, then mark it as sent."), classes="note"))
        with st.popover(_("Save as a reply to use again"), type="tertiary", key=f"{key}.save-menu"):
            name = st.text_input(_("Name of the saved reply"), key=f"{key}.save-name")
            hint = _("{name} and {channel} are filled where it is used.", name="{name}", channel="{channel}")
            st.button(
                _("Save"), key=f"{key}.save", help=markdown_text(hint), on_click=do,
                args=(drafts.save_reply, store, actor, name, _language_of(answered), text),
                kwargs={"done": _("The reply is saved.")},
            )  # fmt: skip


def _show_moves(current: Draft, key: str) -> None:
    store, actor = session.records(), session.actor()

    def button(label: str, name: str, act: Any, **given: Any) -> None:
        st.button(label, key=f"{key}.{name}", on_click=do, args=(act, store, actor, current), kwargs=given)

    if current.state in ("draft", "rejected"):
        button(_("Ask for a second pair of eyes"), "ask", drafts.ask_for_eyes)
    if current.state in ("draft", "approved"):
        button(_("Mark as sent"), "sent", drafts.mark_sent)
    if current.state == "asked" and current.changed_by != actor.person:
        button(_("Approve"), "approve", drafts.judge, approved=True)
        reason = st.text_input(_("What to change"), key=f"{key}.reason", label_visibility="collapsed",
                               placeholder=_("What to change"))  # fmt: skip
        button(_("Send back"), "reject", drafts.judge, approved=False, reason=reason)


def _language_of(answered: tuple[str, str, str]) -> str:
    found = ask(queries.messages_by_key, channels=[answered[0]], ids=[answered[2]])
    return str(found.iloc[0].language) if len(found) and isinstance(found.iloc[0].language, str) else ""
