"""People's words on the page Critiques: a message as a card that opens its conversation, who said it, and when."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib import words
from lib.look import channel_name
from lib.ui import address
from lib.ui.markup import Element, joined, outward_link, show, tag
from lib.ui.registry import CONVERSATIONS
from lib.ui.rows import author
from lib.words import _, ngettext

Row = Mapping[str, Any]


def show_words(row: Row, zone: str, key: str, note: str = "", *, short: bool = False) -> None:
    """A message verbatim, who said it, when and where; a click opens its conversation."""
    with st.container(key=f"card-words-{key}", gap=None):
        show(tag("div", meta(row, zone, note), words_of(row, short=short), classes="card"))
        st.page_link(
            CONVERSATIONS.file,
            label=_("Open the conversation"),
            query_params=address.link(
                view="list",
                channel=str(row["channel"]),
                conversation=str(row["conversation_id"]),
                message=str(row["message_id"]),
            ),
        )


def meta(row: Row, zone: str, note: str = "") -> Element:
    """Where, who, when, and what else is to be said of it."""
    said: list[Element | str] = [
        " · ".join([channel_name(str(row["channel"])), author(row), words.moment(row["created_at"], zone)])
    ]
    likes = row.get("likes")
    if likes and likes == likes and int(likes) > 0:
        said += [" · ", ngettext("{count} like", "{count} likes", int(likes))]
    if note:
        said += [" · ", tag("b", note)]
    url = row.get("url")
    link = outward_link(_("Original"), url if isinstance(url, str) else None)
    if link.html:
        said += [" · ", link]
    return tag("div", joined(*said), classes="meta")


def words_of(row: Row, *, short: bool = False) -> Element:
    """The words themselves, cut off by the style where they are to be short."""
    text = str(row["text"]).strip() if isinstance(row["text"], str) else ""
    return tag("blockquote", text or _("(no words)"), classes="quote" if short else "quote whole")
