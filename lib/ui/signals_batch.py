"""Labelling what the ear is least sure of: twenty messages in a batch, one after the other, by click or key."""

from typing import Any

import streamlit as st

from lib.errors import WorkspaceError
from lib.imports.corrections import BadCorrection, Message, keep, published_now
from lib.look import channel_name
from lib.schema import SENTIMENTS
from lib.signals import queries
from lib.ui import session
from lib.ui.ask import ask
from lib.ui.filters import language_name
from lib.ui.labels import taxonomy_in_force
from lib.ui.labels_words import LINE, MOODS, why_said
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.rows import author
from lib.ui.states import show_empty
from lib.ui.tables import records
from lib.words import _, ngettext

BATCH = 20
_PLACE = "signals.batch.place"
_VERSION = "signals.batch.version"
_PAST = "signals.batch.past"
_SKIPPED = "signals.batch.skipped"


def show_batch() -> None:
    """The message whose turn it is, with a key for each mood."""
    past = _past()
    found = records(ask(queries.uncertain_messages, count=BATCH + len(past)))
    rows = [row for row in found if (row["channel"], row["message_id"]) not in past][:BATCH]
    version = session.in_force().version
    if st.session_state.get(_VERSION) != version:
        st.session_state[_VERSION], st.session_state[_PLACE] = version, 0
    place = int(st.session_state[_PLACE])
    if not rows:
        show_empty(
            _("Nothing is doubtful"),
            _("No message waits for a second opinion: import something new, or correct labels where you read them."),
        )
        return
    if place >= len(rows):
        _show_end(len(rows))
        return
    _show_asked(rows[place], place, len(rows))


def _show_asked(row: dict[str, Any], place: int, count: int) -> None:
    with panel("asked", fills=False):
        show_title(
            _("What is the mood of this message?"),
            _(
                "{place} of {count}, the least certain first. Keys 1, 2, 3; 4 skips, Z goes back one.",
                place=place + 1,
                count=count,
            ),
        )
        st.progress(place / count)
        about = f"{channel_name(row['channel'])} · {author(row)} · {language_name(str(row['language']))}"
        show(tag("p", about, classes="note"))
        show(tag("blockquote", str(row["text"]), classes="asked", lang=str(row["language"] or "")))
        for line in why_said(row, taxonomy_in_force()).split(LINE)[:-1]:
            show(tag("p", line, classes="note"))
        with st.container(horizontal=True, key="answers"):
            for key, sentiment in enumerate(SENTIMENTS, start=1):
                st.button(
                    _(MOODS[sentiment]).capitalize(),
                    key=f"signals.answer.{sentiment}",
                    shortcut=str(key),
                    type="primary" if sentiment == row["sentiment"] else "secondary",
                    on_click=_answer,
                    args=(row["channel"], row["message_id"], sentiment),
                )
            st.button(
                _("Skip"),
                key="signals.skip",
                shortcut="4",
                type="tertiary",
                on_click=_skip,
                args=(row["channel"], row["message_id"]),
            )
            if place:
                st.button(
                    _("One back"), key="signals.one_back", shortcut="Z", type="tertiary", on_click=_go, args=(-1,)
                )
    if place:
        st.button(_("Enough: show what I labelled"), key="signals.enough", on_click=_publish)


def _show_end(count: int) -> None:
    show_empty(
        ngettext("{count} message labelled or skipped", "{count} messages labelled or skipped", count),
        _("Your labels are kept. Show them to count them on every page and to get the next batch."),
    )
    with st.container(horizontal=True, horizontal_alignment="center", key="batch-end"):
        st.button(_("Show them, and go on"), key="signals.next", type="primary", shortcut="Enter", on_click=_publish)


def _answer(channel: str, message_id: str, sentiment: str) -> None:
    try:
        keep(
            session.published_workspace(),
            session.records(),
            session.actor(),
            Message(channel, message_id),
            {"sentiment": sentiment},
        )
    except (BadCorrection, WorkspaceError) as error:
        st.toast(str(error), icon=":material/error:")
        return
    _go(1)


def _skip(channel: str, message_id: str) -> None:
    st.session_state.setdefault(_SKIPPED, set()).add((channel, message_id))
    _go(1)


def _past() -> set[tuple[str, str]]:
    """What was skipped in earlier batches."""
    found: set[tuple[str, str]] = st.session_state.get(_PAST, set())
    return found


def _go(step: int) -> None:
    st.session_state[_PLACE] = max(int(st.session_state.get(_PLACE, 0)) + step, 0)


def _publish() -> None:
    version = published_now(session.published_workspace(), session.records())
    if version is None:
        st.toast(_("Kept. It is shown when the import under way has finished."), icon=":material/hearing:")
    st.session_state[_PLACE] = 0
    st.session_state[_PAST] = _past() | st.session_state.pop(_SKIPPED, set())
