"""The inbox: critiques nobody has read, in batches; the one that is open stands beside them."""

from typing import Any

import streamlit as st

from lib.critiques import queries
from lib.critiques.inbox import marks_of
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.critiques_data import Board, Themes
from lib.ui.critiques_triage import Fresh, key_of, show_open, show_undo
from lib.ui.critiques_words import Row, meta, words_of
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel
from lib.ui.registry import CRITIQUES
from lib.ui.states import show_empty
from lib.ui.tables import records
from lib.words import _, ngettext

BATCH = 8
_AT_ONCE = 200
_MOST_LOOKS = 25


def show_inbox(chosen: Filter, board: Board, themes: Themes) -> None:
    """The batch at the left, the critique that is open with what can be done at the right."""
    marked = address.field("step") == "read"
    rows = _marked(chosen) if marked else _unread(chosen, board)
    if not rows:
        _show_nothing(marked)
        return
    named = address.field("critique")
    fresh = Fresh(rows, next((row for row in rows if row["message_id"] == named), rows[0]))
    left, right = st.columns([5, 7], gap="medium")
    with left:
        said = (
            _("Read before")
            if marked
            else ngettext("The next {count}, newest first", "The next {count}, newest first", len(rows))
        )
        show(tag("p", said, classes="note"))
        for row in rows:
            _show_row(row, chosen.archive.time_zone, is_open=row is fresh.open)
    with right, panel("critique", fills=False):
        show_open(chosen, fresh, board, themes)


def _unread(chosen: Filter, board: Board) -> list[dict[str, Any]]:
    """The newest critiques of the period that nobody marked or linked yet."""
    linked = set(zip(board.evidence.channel, board.evidence.message_id, strict=True))
    found: list[dict[str, Any]] = []
    for look in range(_MOST_LOOKS):
        rows = records(ask(queries.fresh_critiques, **chosen.params, first=look * _AT_ONCE, count=_AT_ONCE))
        known = marks_of(session.records(), [key_of(row) for row in rows])
        found += [row for row in rows if key_of(row) not in known and key_of(row) not in linked]
        if len(found) >= BATCH or len(rows) < _AT_ONCE:
            break
    return found[:BATCH]


def _marked(chosen: Filter) -> list[dict[str, Any]]:
    rows = records(ask(queries.fresh_critiques, **chosen.params, first=0, count=_AT_ONCE))
    known = marks_of(session.records(), [key_of(row) for row in rows])
    return [row for row in rows if key_of(row) in known][:BATCH]


def _show_nothing(marked: bool) -> None:
    if marked:
        show_empty(_("Nothing was read yet"), _("Critiques of this period that somebody read stand here."))
    else:
        show_empty(
            _("All is read"),
            _("Every critique of this period was read. Choose a longer one, or see what came of them."),
        )
    with st.container(horizontal=True, horizontal_alignment="center"):
        fields = {"view": "insights", "step": ""}
        st.button(_("Open the insights"), on_click=address.write, args=(fields,), type="primary")
        show_undo()


def _show_row(row: Row, zone: str, *, is_open: bool) -> None:
    with st.container(key=f"card-{'open-' if is_open else ''}fresh-{row['place']}", gap=None):
        show(tag("div", meta(row, zone), words_of(row, short=True), classes="card"))
        fields = address.link(view="inbox", step=address.field("step"), critique=str(row["message_id"]))
        st.page_link(CRITIQUES.file, label=_("Read it"), query_params=fields)
