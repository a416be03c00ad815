"""The list of who waits: its pages, the row that is read, and the boxes to tick."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.conversations import queries
from lib.conversations.queue import seen
from lib.conversations.triage import Seen
from lib.ui import address
from lib.ui.ask import ask
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.queue_decided import Decided, decided, facts_of
from lib.ui.queue_filters import NARROWING, OPENED, SORTS, STATES, params_of, show_choice, show_more, state_in_view
from lib.ui.queue_keys import let_boxes_pass_keys
from lib.ui.rows import show_waiting
from lib.ui.states import show_empty, show_nothing_fits
from lib.ui.tables import records
from lib.words import _, ngettext

PAGE = 12


@dataclass(frozen=True)
class Shown:
    """The rows on this page of the queue, the one that is read, and the ticked ones."""

    rows: list[dict[str, Any]]
    opened: dict[str, Any] | None
    picked: list[dict[str, Any]]
    decided: Decided

    def seen(self, rows: Sequence[Mapping[str, Any]]) -> tuple[Seen, ...]:
        """These rows as the one who decides sees them."""
        return tuple(seen(row, self.decided.decisions.get((row["channel"], row["conversation_id"]))) for row in rows)

    def beside(self, step: int) -> dict[str, Any] | None:
        """The row so many places after (or before) the one that is read; None where the page ends."""
        if self.opened is None:
            return None
        found = [place_ for place_, row in enumerate(self.rows) if row["place"] == self.opened["place"]]
        place = found[0] + step if found else 0
        return self.rows[place] if 0 <= place < len(self.rows) else None


def show_queue(chosen: Filter) -> Shown:
    """Who waits, in pages; returns what is shown and what is to be read."""
    known = decided(chosen)
    params = params_of(chosen, known)
    with st.container(horizontal=True, key="list-controls", gap="small"):
        show_choice("state", STATES, _("State"), width=140)
        show_choice("sort", SORTS, _("Order"), width=165)
        show_more(known)
    page = address.number("page")
    found = ask(queries.queue, **params, first=(page - 1) * PAGE, count=PAGE)
    rows = [{**row, "place": int(place)} for row, place in zip(records(found), found.place, strict=True)]
    if not rows:
        _show_nobody()
        return Shown([], None, [], known)
    named = address.field("channel"), address.field("conversation")
    opened: dict[str, Any] | None = rows[0]
    if all(named):
        here = [row for row in rows if (row["channel"], row["conversation_id"]) == named]
        opened = here[0] if here else _named_row(chosen, params, known, named)
    picked = [row for row in rows if st.session_state.get(_pick_key(row))]
    _show_count(rows, picked)
    with st.container(gap=None, key="list"):
        for row in rows:
            with st.container(horizontal=True, key=f"queue-row-{row['place']}", gap=None):
                st.checkbox(_("Select"), key=_pick_key(row), label_visibility="collapsed", width="content")
                show_waiting(row, known.choices.weights.parameters, is_open=row is opened)
    let_boxes_pass_keys()
    _show_pages(int(rows[0]["total"]))
    return Shown(rows, opened, picked, known)


def clear_picks() -> None:
    """Untick all."""
    for key in [key for key in st.session_state if str(key).startswith("queue.pick.")]:
        del st.session_state[key]


def _named_row(chosen: Filter, params: dict[str, Any], known: Decided, named: tuple[str, str]) -> dict[str, Any] | None:
    """The row of a conversation that the address names and that is not on this page."""
    facts = facts_of([named]) if all(named) else None
    if facts is None or facts.empty:
        return None
    wanted = {**params, **chosen.over(chosen.days), "since": None, "until": None, "channels": None, "languages": None}
    wanted |= {"state": "all", "owner": None, "aspect": None, "among": [int(facts.place[0])]}
    found = ask(queries.queue, **wanted, first=0, count=1)
    return None if found.empty else {**records(found)[0], "place": int(found.place[0])}


def _show_count(rows: list[dict[str, Any]], picked: list[dict[str, Any]]) -> None:
    said = ngettext("{count} conversation", "{count} conversations", int(rows[0]["total"]))
    with st.container(horizontal=True, vertical_alignment="center", key="queue-count"):
        show(tag("p", said, classes="note"))
        if picked:
            show(tag("p", ngettext("{count} selected", "{count} selected", len(picked)), classes="note picked"))
        st.space("stretch")
        st.button(
            _("Select none") if picked else _("Select all"),
            type="tertiary",
            key="queue.pick-all",
            on_click=_pick,
            args=([_pick_key(row) for row in rows], not picked),
        )


def _pick(boxes: list[str], on: bool) -> None:
    for key in boxes:
        st.session_state[key] = on


def _show_nobody() -> None:
    state = state_in_view()
    if state == "todo" and not any(address.field(name) for name in (*NARROWING, "page")):
        show_empty(
            _("Nobody is waiting"),
            _("Everyone who asked, complained or addressed us in this period has an answer, or was dealt with."),
        )
        return
    if state != "todo":
        show_empty(_("Nothing here"), _("No conversation of this period is in this state."))
        lifted = dict.fromkeys(("state", *NARROWING, "page", *OPENED), "")
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.button(_("Show all who wait"), on_click=address.write, args=(lifted,), type="primary")
        return
    show_nothing_fits()


def _show_pages(total: int) -> None:
    pages = -(-total // PAGE)
    if pages > 1:
        number = min(address.number("page"), pages)
        key = f"queue.page.{number}"  # its own widget for each page: it then starts there without being told
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.pagination(pages, default=number, key=key, on_change=address.writes("page", key, str, clears=OPENED))


def _pick_key(row: Mapping[str, Any]) -> str:
    """By conversation: places are those of a version, and a tick must not pass to another when a newer one comes."""
    return f"queue.pick.{row['channel']}:{row['conversation_id']}"
