"""The queue's own filters, from the address: state and order beside the list, owner, tag, theme or aspect under More.

Themes are known to another part of the house: their messages are handed in as places of the queue. Where no themes
were worked out for this version yet (nobody opened Critiques), the aspect stands in for them.
"""

from typing import Any

import streamlit as st

from lib.conversations import queries, remarks
from lib.conversations.queue import places_of
from lib.critiques.theme_registry import edition
from lib.critiques.theme_table import is_theme_table_kept
from lib.critiques.themed_queries import THEME_MESSAGES
from lib.ui import address, session
from lib.ui.ask import ask, worked_out
from lib.ui.critiques_data import known_themes
from lib.ui.filters import Filter
from lib.ui.labels import taxonomy_in_force
from lib.ui.labels_words import aspect_name
from lib.ui.queue_decided import Decided, facts_of
from lib.ui.queue_settings import show_settings, show_views_menu
from lib.words import N_, _

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
OPENED = ("conversation", "channel", "message", "part")
NARROWING = ("owner", "tag", "theme", "aspect")
"""Fields of the address that narrow the queue beside its state."""


def state_in_view() -> str:
    """The state that the address asks for."""
    said = address.field("state")
    return said if said in STATES else "todo"


def params_of(chosen: Filter, known: Decided) -> dict[str, Any]:
    """The whole filter of the queue as parameters of its query."""
    state, owner = state_in_view(), address.field("owner") or None
    sort = address.field("sort")
    return {
        **chosen.params,
        **known.timing(chosen),
        "decided": known.text,
        "state": "assigned" if state == "mine" else state,
        "owner": session.actor().person if state == "mine" else owner,
        "aspect": address.field("aspect") or None,
        "among": _among(),
        "sort": sort if sort in SORTS else "priority",
    }


def _among() -> list[int] | None:
    """The places that have the tag and speak of the theme asked for; None where neither is."""
    found: list[set[int]] = []
    if wanted := address.field("tag"):
        keys = [key for key, given in remarks.tags(session.records()).items() if wanted in given]
        found.append(set(places_of(facts_of(keys), keys)))
    if theme := address.field("theme"):
        said = worked_out(THEME_MESSAGES, decisions=edition(session.records()), theme_id=theme)
        places = ask(queries.queue_places, channels=said.channel.tolist(), ids=said.message_id.tolist())
        found.append(set(places.place.tolist()))
    return sorted(set.intersection(*found)) if found else None


def show_more(known: Decided) -> None:
    """Further filters, saved views and settings, out of the way."""
    filters = [name for name in NARROWING if address.field(name)]
    label = _("More ({count})", count=len(filters)) if filters else _("More")
    with st.popover(label, key="queue-more"):
        tags = sorted({name for given in remarks.tags(session.records()).values() for name in given})
        _pick_one("owner", {name: name for name in known.people}, _("Taken by"))
        _pick_one("tag", {name: name for name in tags}, _("Tag"))
        _pick_one(*_subjects())
        show_views_menu()
        show_settings(known.choices)


def _subjects() -> tuple[str, dict[str, str], str]:
    """The filter by what is spoken of: by theme, or by aspect as long as there are no themes."""
    workspace, version = session.published_workspace(), session.in_force().version
    themes = known_themes().standing if is_theme_table_kept(workspace, version) and not address.field("aspect") else {}
    if themes:
        return "theme", dict(sorted(themes.items(), key=lambda theme: theme[1])), _("Theme")
    taxonomy = taxonomy_in_force()
    aspects = [str(name) for name in ask(queries.queue_aspects).aspect]
    return "aspect", {name: aspect_name(name, taxonomy) for name in aspects}, _("About")


def _pick_one(field: str, options: dict[str, str], label: str) -> None:
    """A select box for a field that may be empty; `options` by their codes."""
    key, said = f"queue.{field}", address.field(field)
    if st.session_state.get(key) != (said or None):
        st.session_state[key] = said or None
    st.selectbox(
        label,
        list({**options, **({said: said} if said else {})}),
        index=None,
        format_func=lambda code: options.get(code, code),
        key=key,
        placeholder=_("Any"),
        on_change=address.writes(field, key, lambda value: str(value or ""), clears=("page", *OPENED)),
    )


def show_choice(field: str, options: dict[str, str], label: str, width: int) -> None:
    """A select box for a field that always has one of these values."""
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
