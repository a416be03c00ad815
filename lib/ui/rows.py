"""Rows of a list: someone who waits, a conversation, a message. Each is one card that opens its conversation."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib import words
from lib.conversations.highlights import excerpt, spans
from lib.conversations.mistakes import error_said
from lib.conversations.queue import priority_said
from lib.conversations.reasons import reasons
from lib.look import channel_name
from lib.ui import address
from lib.ui.labels import show_labels
from lib.ui.markup import Element, joined, marked, show, tag
from lib.ui.registry import CONVERSATIONS
from lib.words import N_, _, ngettext

Row = Mapping[str, Any]
MOODS = {
    "negative": N_("negative"),
    "neutral": N_("neutral"),
    "positive": N_("positive"),
}
_KEPT = ("view", "which", "q", "exact", "sort", "page", "state", "owner", "tag", "theme", "aspect")
_SIGNS = {"negative": "\N{MINUS SIGN} ", "neutral": "", "positive": "+ "}


def show_waiting(row: Row, weights: Mapping[str, int], *, is_open: bool = False) -> None:
    """Someone who waits: how pressing, where, who, what was said, and why; opens in the queue."""
    priority = tag("b", words.number(row["priority"]), title=priority_said(row, weights))
    _show_card(
        row,
        f"wait-{row['place']}",
        _meta(joined(priority, _taken(row)), channel_name(row["channel"]), author(row)),
        quote(row["text"]),
        tag("div", " · ".join(reasons(row)), classes="reasons"),
        is_open=is_open,
        view="queue",
    )


def _taken(row: Row) -> str:
    """Who has taken it, behind its priority."""
    owner = row["owner"]
    return f" {owner}" if row["state"] == "assigned" and isinstance(owner, str) else ""


def show_conversation(row: Row, zone: str, *, is_open: bool = False) -> None:
    """A conversation in a list: who began it, where, when it was last alive, its first words, its state."""
    state: list[Element | str] = [
        ngettext("{count} message", "{count} messages", int(row["message_count"])),
        ngettext("{count} person", "{count} people", int(row["author_count"])),
    ]
    if row["waiting_count"]:
        state.append(tag("span", _("waiting"), classes="burning"))
    if row["critique_count"]:
        state.append(ngettext("{count} critique", "{count} critiques", int(row["critique_count"])))
    if not pd.isna(row["tension"]) and row["tension"] > 0.1:
        state.append(_("tension rising"))
    _show_card(
        row,
        f"conversation-{row['place']}",
        _meta(channel_name(row["channel"]), author(row), words.moment(row["last_at"], zone)),
        quote(row["opening"]),
        tag("div", _dotted(state), classes="reasons"),
        is_open=is_open,
    )


def show_slow(row: Row) -> None:
    """A conversation by how long our slowest reply in it took, in counted time."""
    took = _("answered after {span}", span=words.span(float(row["seconds"])))
    _show_card(
        row,
        f"slow-{row['place']}",
        _meta(tag("b", words.span(float(row["seconds"]))), channel_name(row["channel"]), author(row)),
        quote(row["opening"]),
        tag("div", took + (" · " + _("past the goal") if row["is_breached"] else ""), classes="reasons"),
        view="list",
    )


def show_unread(row: Row) -> None:
    """A critique that nobody has read, and its reach; opening it reads it."""
    reach = int(row["reach"])
    _show_card(
        row,
        f"unread-{row['place']}",
        _meta(channel_name(row["channel"]), author(row), _("reach {count}", count=words.number(reach))),
        quote(row["text"]),
        view="list",
    )


def show_error_of_ours(row: Row) -> None:
    """A reply of ours that looks like an error, and why; opens it in its conversation."""
    why = error_said(
        is_edited=bool(row["is_edited"]),
        critiques=int(row["critiques"]),
        is_heated=bool(row["is_heated"]),
        change=0.0 if pd.isna(row["change"]) else float(row["change"]),
    )
    _show_card(
        row,
        f"error-{row['place']}",
        _meta(channel_name(row["channel"]), author(row)),
        quote(row["text"]),
        tag("div", why, classes="reasons"),
        view="list",
    )


def show_lively(row: Row, liveliness: str = "", *, key: str = "lively") -> None:
    """One of the liveliest conversations: how many took part, its first words, its mood, passion or quarrel."""
    mood = _mood_words(int(row["positive"]), int(row["negative"]), int(row["inbound"]))
    _show_card(
        row,
        f"{key}-{row['place']}",
        _meta(
            channel_name(row["channel"]),
            ngettext("{count} person", "{count} people", int(row["authors"])),
            ngettext("{count} message", "{count} messages", int(row["messages"])),
        ),
        quote(row["opening"]),
        tag("div", " · ".join([mood, *([liveliness] if liveliness else [])]), classes="reasons"),
    )


def show_message(
    row: Row, zone: str, *, sought: str = "", exact: bool = False, is_open: bool = False, view: str = ""
) -> None:
    """A message in a list, with what was searched for marked."""
    text = str(row["text"])
    shown, hits = excerpt(text, spans(text, sought, exact=exact) if sought else [])
    _show_card(
        row,
        f"message-{row['place']}",
        _meta(channel_name(row["channel"]), author(row), words.moment(row["created_at"], zone)),
        tag("blockquote", marked(shown, hits), classes="quote whole" + (" ours" if row["is_brand"] else "")),
        message=str(row["message_id"]),
        is_open=is_open,
        view=view,
    )


def author(row: Row) -> str:
    """Who wrote it, as their platform shows them; the brand and people without a name in our words."""
    name = row.get("shown_name")
    if isinstance(name, str) and name.strip():
        return name.strip()
    return _("our account") if row.get("is_brand") is True else _("somebody")


def mood(sentiment: str) -> Element:
    """A sentiment as sign, word and colour."""
    return tag("span", _SIGNS[sentiment] + _(MOODS[sentiment]), classes=f"mood {sentiment}")


def quote(text: object) -> Element:
    """People's words, in short: cut off by the style, never by us."""
    said = str(text).strip() if isinstance(text, str) else ""
    return tag("blockquote", said[:600] or _("(no words)"), classes="quote")


def _show_card(
    row: Row, key: str, *parts: Element, message: str | None = None, is_open: bool = False, view: str = ""
) -> None:
    opened = message or (str(row["message_id"]) if "message_id" in row else None)
    with st.container(key=f"card-{'open-' if is_open else ''}{key}", gap=None):
        show(tag("div", *parts, classes="card"))
        if message is not None and not row["is_brand"]:
            show_labels(row, key)
        st.page_link(
            CONVERSATIONS.file,
            label=_("Open the conversation"),
            query_params=address.link(
                **{**{field: address.field(field) for field in _KEPT}, **({"view": view} if view else {})},
                channel=str(row["channel"]),
                conversation=str(row["conversation_id"]),
                message=opened,
            ),
        )


def _meta(*parts: Element | str) -> Element:
    return tag("div", _dotted(parts), classes="meta")


def _dotted(parts: "list[Element | str] | tuple[Element | str, ...]") -> Element:
    said: list[Element | str] = []
    for part in parts:
        said += [" · ", part] if said else [part]
    return joined(*said)


def _mood_words(positive: int, negative: int, heard: int) -> str:
    if not heard or positive + negative < 3:
        return _("calm talk")
    if positive >= 3 * max(negative, 1):
        return _("mostly warm")
    if negative >= 3 * max(positive, 1):
        return _("mostly critical")
    return _("opinions divided")
