"""Pieces of the queue: what is asked for it, its controls, and the list of who waits with its boxes to tick."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from lib.conversations import queries, remarks, triage
from lib.conversations.choices import Choices, choices_in_force
from lib.conversations.hours import calendar_of
from lib.conversations.queue import Standing, decided_text, keys_text, places_of, seen, standings
from lib.conversations.states import Decision
from lib.conversations.triage import Seen
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.queue_settings import show_settings, show_views_menu
from lib.ui.rows import show_waiting
from lib.ui.states import show_empty, show_nothing_fits
from lib.ui.tables import records
from lib.words import N_, _, ngettext

STATES = {
    "todo": N_("To answer"),
    "open": N_("Nobody's yet"),
    "mine": N_("Mine"),
    "assigned": N_("Taken"),
    "snoozed": N_("Snoozed"),
    "handled": N_("Handled"),
    "nothing": N_("Nothing to do"),
}
SORTS = {
    "priority": N_("Priority first"),
    "wait": N_("Longest wait first"),
    "tension": N_("Most tension first"),
    "reach": N_("Widest reach first"),
}
PAGE = 12
OPENED = ("conversation", "channel", "message", "part")


@dataclass(frozen=True)
class Decided:
    """What stands decided about conversations that wait."""

    decisions: Mapping[tuple[str, str], Decision]
    standings: Sequence[Standing]
    choices: Choices

    @property
    def text(self) -> str:
        """The states in force, as queries take them."""
        return decided_text(self.standings)

    @property
    def people(self) -> list[str]:
        """Everybody who has taken something, and whoever looks."""
        return sorted({d.owner for d in self.decisions.values() if d.owner} | {session.actor().person})

    def timing(self, chosen: Filter) -> dict[str, Any]:
        """Hours, goals and weights as parameters of the query `queue`."""
        hours = self.choices.hours
        return {
            "calendar": calendar_of(hours, chosen.archive.first_day, chosen.archive.last_day).text,
            "goals": hours.goals_text,
            **self.choices.weights.parameters,
        }


def decided(chosen: Filter) -> Decided:
    """What stands decided now; read anew each time."""
    store = session.records()
    decisions = triage.decisions(store)
    facts = ask(queries.queue_facts, decided=keys_text(decisions.values()))
    found = standings(facts, decisions, datetime.now(UTC))
    return Decided(decisions, found, choices_in_force(store, chosen.archive.time_zone))


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
    params = _params(chosen, known)
    with st.container(horizontal=True, key="list-controls", gap="small"):
        _choice("state", STATES, _("State"), width=150)
        _choice("sort", SORTS, _("Order"), width=175)
        _show_more(chosen, known)
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
    picked = [row for row in rows if st.session_state.get(_pick_key(row["place"]))]
    _show_count(rows, picked)
    with st.container(gap=None, key="list"):
        for row in rows:
            with st.container(horizontal=True, key=f"queue-row-{row['place']}", gap=None):
                st.checkbox(_("Select"), key=_pick_key(row["place"]), label_visibility="collapsed", width="content")
                show_waiting(row, known.choices.weights.parameters, is_open=row is opened)
    _show_pages(int(rows[0]["total"]))
    return Shown(rows, opened, picked, known)


def clear_picks() -> None:
    """Untick all."""
    for key in [key for key in st.session_state if str(key).startswith("queue.pick.")]:
        del st.session_state[key]


def state_in_view() -> str:
    """The state that the address asks for."""
    said = address.field("state")
    return said if said in STATES else "todo"


def _params(chosen: Filter, known: Decided) -> dict[str, Any]:
    """The whole filter of the queue as parameters of its query."""
    state, owner, wanted = state_in_view(), address.field("owner") or None, address.field("tag")
    among = None
    if wanted:
        keys = [key for key, given in remarks.tags(session.records()).items() if wanted in given]
        facts = ask(queries.queue_facts, decided=_keys_text(keys))
        among = places_of(facts, keys)
    sort = address.field("sort")
    return {
        **chosen.params,
        **known.timing(chosen),
        "decided": known.text,
        "state": "assigned" if state == "mine" else state,
        "owner": session.actor().person if state == "mine" else owner,
        "aspect": address.field("aspect") or None,
        "among": among,
        "sort": sort if sort in SORTS else "priority",
    }


def _keys_text(keys: Sequence[tuple[str, str]]) -> str:
    return json.dumps([{"channel": channel, "conversation_id": found} for channel, found in keys])


def _named_row(chosen: Filter, params: dict[str, Any], known: Decided, named: tuple[str, str]) -> dict[str, Any] | None:
    """The row of a conversation that the address names and that is not on this page."""
    facts = ask(queries.queue_facts, decided=_keys_text([named])) if all(named) else None
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
            args=([row["place"] for row in rows], not picked),
        )


def _pick(places: list[int], on: bool) -> None:
    for place in places:
        st.session_state[_pick_key(place)] = on


def _show_more(chosen: Filter, known: Decided) -> None:
    """Further filters, saved views and settings, out of the way."""
    filters = [name for name in ("owner", "tag", "aspect") if address.field(name)]
    label = _("More ({count})", count=len(filters)) if filters else _("More")
    with st.popover(label, key="queue-more"):
        aspects = [str(name) for name in ask(queries.queue_aspects).aspect]
        tags = sorted({name for given in remarks.tags(session.records()).values() for name in given})
        _pick_one("owner", known.people, _("Taken by"))
        _pick_one("tag", tags, _("Tag"))
        _pick_one("aspect", aspects, _("About"))
        show_views_menu()
        show_settings(known.choices)


def _pick_one(field: str, options: list[str], label: str) -> None:
    """A select box for a field that may be empty."""
    key, said = f"queue.{field}", address.field(field)
    if st.session_state.get(key) != (said or None):
        st.session_state[key] = said or None
    st.selectbox(
        label,
        sorted({*options, *([said] if said else [])}),
        index=None,
        key=key,
        placeholder=_("Any"),
        on_change=address.writes(field, key, lambda value: str(value or ""), clears=("page", *OPENED)),
    )


def _show_nobody() -> None:
    state = state_in_view()
    if state == "todo" and not any(address.field(name) for name in ("owner", "tag", "aspect", "page")):
        show_empty(
            _("Nobody is waiting"),
            _("Everyone who asked, complained or addressed us in this period has an answer, or was dealt with."),
        )
        return
    if state != "todo":
        show_empty(_("Nothing here"), _("No conversation of this period is in this state."))
        lifted = dict.fromkeys(("state", "owner", "tag", "aspect", "page", *OPENED), "")
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.button(_("Show all who wait"), on_click=address.write, args=(lifted,), type="primary")
        return
    show_nothing_fits()


def _choice(field: str, options: dict[str, str], label: str, width: int) -> None:
    said = address.field(field)
    code, key = (said if said in options else next(iter(options))), f"queue.{field}"
    if st.session_state.get(key) != code:
        st.session_state[key] = code
    st.selectbox(
        label,
        list(options),
        format_func=lambda option: _(options[option]),
        key=key,
        label_visibility="collapsed",
        width=width,
        on_change=address.writes(field, key, str, clears=("page", *OPENED)),
    )


def _show_pages(total: int) -> None:
    pages = -(-total // PAGE)
    if pages > 1:
        number = min(address.number("page"), pages)
        key = f"queue.page.{number}"  # its own widget for each page: it then starts there without being told
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.pagination(pages, default=number, key=key, on_change=address.writes("page", key, str, clears=OPENED))


def _pick_key(place: int) -> str:
    return f"queue.pick.{place}"
