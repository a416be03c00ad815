"""The thread reader: a conversation in order, replies indented, our voice set apart, the original one click away."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib import words
from lib.conversations import queries
from lib.conversations.charts import heat_of_thread
from lib.conversations.passion import dominance_said, liveliness_of
from lib.conversations.threads import DEEPEST, Place, Thread, thread_of
from lib.conversations.triage import subject_id
from lib.look import channel_name
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.desk import show_desk
from lib.ui.labels import show_labels
from lib.ui.making import show_making
from lib.ui.markup import Element, joined, outward_link, show, tag
from lib.ui.moment import LAST, show_moment
from lib.ui.opener import show_opener
from lib.ui.panels import show_chart
from lib.ui.reads import opened
from lib.ui.rows import author
from lib.ui.states import show_empty
from lib.ui.team_begin import show_ways
from lib.words import _, ngettext

_ENOUGH_HEAT = 6


def show_thread(channel: str, conversation_id: str, message_id: str, zone: str) -> None:
    """Show a conversation, opened at a message where one is given."""
    found = ask(queries.conversation, channel=channel, conversation_id=conversation_id)
    if found.empty:
        show_empty(
            _("This conversation is not here"),
            _("It may have been forgotten, or the address is from another archive. Choose one from the list."),
        )
        return
    opened("conversation", subject_id(channel, conversation_id))
    shape = ask(queries.thread_shape, channel=channel, conversation_id=conversation_id)
    _show_head(found.iloc[0].to_dict(), shape, zone)
    show_opener(found.iloc[0].to_dict(), zone)
    show_moment(found.iloc[0], shape, zone)
    thread = thread_of(shape)
    number = address.number("part", thread.page_of(message_id) if message_id else 1)
    number = min(number, thread.pages)
    page = thread.page(number)
    ids = [place.message_id for place in page]
    messages = ask(queries.thread_messages, channel=channel, conversation_id=conversation_id, ids=ids)
    _show_heat(messages)
    _show_messages(page, messages, message_id, zone)
    if thread.pages > 1:
        _show_parts(thread, number)
    show_ways(channel=channel, conversation=conversation_id, message=message_id)
    show_desk(found.iloc[0].to_dict(), shape)


def _show_head(row: Mapping[str, Any], shape: pd.DataFrame, zone: str) -> None:
    ids = [str(found) for found in shape.message_id.tail(LAST)]
    place = {"channel": str(row["channel"]), "conversation_id": str(row["conversation_id"])}
    dominance = dominance_said(liveliness_of(ask(queries.thread_messages, **place, ids=ids)))
    said: list[Element | str] = [
        tag("h2", _("{name} on {channel}", name=author(row), channel=channel_name(str(row["channel"])))),
        tag(
            "p",
            ", ".join(
                [
                    ngettext("{count} message", "{count} messages", int(row["message_count"])),
                    ngettext("{count} person", "{count} people", int(row["author_count"])),
                    _("last on {moment}", moment=words.moment(row["last_at"], zone)),
                    _response_said(row),
                    *([dominance] if dominance else []),
                ]
            ),
            classes="note",
        ),
    ]
    if row["root_missing"]:
        said.append(
            tag("p", _("The message that began this was never imported: what follows is what we have."), classes="hint")
        )
    show(tag("div", *said, classes="panel-title"))


def _response_said(row: Mapping[str, Any]) -> str:
    if not pd.isna(row["first_response_seconds"]):
        return _("first answered after {span}", span=words.span(float(row["first_response_seconds"])))
    return _("waiting for an answer") if row["waiting_count"] else _("no answer of ours")


def _show_heat(messages: pd.DataFrame) -> None:
    if messages.heat.count() >= _ENOUGH_HEAT and float(messages.heat.max()) >= 0.3:
        show(tag("p", _("Heat, message by message; our answers as dots below"), classes="note"))
        show_chart(heat_of_thread(messages, session.in_force().look), "heat", _("Heat of the conversation by message"))


def _show_messages(page: tuple[Place, ...], messages: pd.DataFrame, opened: str, zone: str) -> None:
    rows = {str(row["message_id"]): row for row in messages.to_dict("records")}
    with st.container(key="thread", gap=None):
        for number, place in enumerate(page):
            if place.message_id in rows:
                row = rows[place.message_id]
                show(_message(row, place, place.message_id == opened, zone))
                if not row["is_brand"]:
                    with st.container(horizontal=True, gap="small", key=f"under-{number}"):
                        show_labels(row, f"d{min(place.depth, DEEPEST)}-{number}")
                        show_making(row, zone)


def _message(row: Mapping[str, Any], place: Place, is_opened: bool, zone: str) -> Element:
    is_ours = bool(row["is_brand"])
    head: list[Element | str] = [tag("b", author(row))]
    if is_ours:
        head.append(tag("span", _("our voice"), classes="voice"))
    head += [words.moment(row["created_at"], zone)]
    if not pd.isna(row["edited_at"]):
        head.append(_("edited"))
    if row["is_waiting"]:
        head.append(tag("span", _("waiting for an answer"), classes="burning"))
    original = outward_link(_("Original"), row["url"] if isinstance(row["url"], str) else None)
    parts: list[Element | str] = [tag("div", _spaced(head), classes="meta")]
    if place.answers_unknown:
        parts.append(tag("div", _("Answers a message that was never imported."), classes="hint"))
    parts.append(
        tag("div", str(row["text"]).strip() or _("(no words)"), classes="words", lang=str(row["language"] or ""))
    )
    parts.append(tag("div", _spaced([*_signals(row), original]), classes="reasons"))
    classes = "message" + (" ours" if is_ours else "") + (" opened" if is_opened else "")
    return tag("article", *parts, classes=classes, depth=min(place.depth, DEEPEST))


def _signals(row: Mapping[str, Any]) -> list[Element | str]:
    """What the platform counted, in words; what was heard stands in `lib.ui.labels`."""
    said: list[Element | str] = []
    if row["is_brand"]:
        return said
    if not pd.isna(row["rating"]):
        said.append(ngettext("{count} star", "{count} stars", round(float(row["rating"]))))
    if not pd.isna(row["likes"]) and row["likes"]:
        said.append(ngettext("{count} like", "{count} likes", int(row["likes"])))
    return said


def _spaced(parts: list[Element | str]) -> Element:
    said = [part for part in parts if not isinstance(part, Element) or part.html]
    return joined(*(tag("span", part) for part in said))


def _show_parts(thread: Thread, number: int) -> None:
    key = f"thread.part.{number}"  # its own widget for each part: it then starts there without being told
    with st.container(horizontal=True, horizontal_alignment="center"):
        st.pagination(thread.pages, default=number, key=key, on_change=address.writes("part", key, str))
