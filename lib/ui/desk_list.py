"""Drafts of colleagues that wait for a second pair of eyes: one line each, where whoever looks will see it."""

import streamlit as st

from lib.conversations.drafts import drafts_to_read
from lib.look import channel_name
from lib.ui import address, session
from lib.ui.markup import markdown_text
from lib.ui.registry import CONVERSATIONS
from lib.words import _

_MOST = 3


def show_drafts_to_read() -> None:
    """The oldest that wait for the eyes of whoever looks; nothing where none do."""
    for draft in drafts_to_read(session.records(), session.actor().person)[:_MOST]:
        said = _(
            "{person} asks for your eyes on an answer ({channel})",
            person=draft.changed_by,
            channel=channel_name(draft.channel),
        )
        fields = {"channel": draft.channel, "conversation": draft.conversation_id, "message": draft.message_id}
        st.page_link(
            CONVERSATIONS.file,
            label=markdown_text(said),
            icon=":material/visibility:",
            query_params=address.link(view="list", **fields),
        )
