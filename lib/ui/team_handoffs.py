"""Hand-offs on the page Team: what waits for me, what I wait for, what is done; beside it the one that is read."""

import streamlit as st

from lib import words
from lib.team.handoff_turns import is_turn_of
from lib.team.handoffs import HandOff
from lib.ui import address
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.registry import TEAM
from lib.ui.team import Team
from lib.ui.team_brief import show_new
from lib.ui.team_handoff import show_handoff, standing_of, way_of
from lib.words import _

_SHOWN = 8
_LONGEST_LIST = 30


def show_handoffs(found: Team) -> None:
    """The list, a third; what is read or written, two thirds."""
    opened = next((one for one in found.hand_offs if one.handoff_id == address.field("handoff")), None)
    is_new = bool(address.field("begun")) or not found.hand_offs
    left, right = st.columns([4, 8], gap="medium")
    with left:
        if not is_new:
            st.page_link(
                TEAM.file,
                label=_("New hand-off"),
                icon=":material/add:",
                query_params=address.link(view="handoffs", begun="here"),
            )
        _show_list(found, opened)
    with right:
        if is_new:
            with panel("brief", fills=False):
                show_new(found)
        else:
            show_handoff(found, opened or _first(found))


def _first(found: Team) -> HandOff:
    """What is read where nothing was chosen: what waits for me, else the first of the list."""
    return next((one for group in _groups(found).values() for one in group), found.hand_offs[0])


def _groups(found: Team) -> dict[str, list[HandOff]]:
    """The list in its parts: what I am to do, what others are to do for me, the rest of the team, what is closed."""
    mine = [one for one in found.hand_offs if is_turn_of(one, found.me.person)]
    out = [one for one in found.hand_offs if one.from_person == found.me.person and one not in mine]
    groups = {
        "mine": mine,
        "out": [one for one in out if one.state != "closed"],
        "others": [one for one in found.hand_offs if one not in mine and one not in out and one.state != "closed"],
        "closed": sorted(
            (one for one in found.hand_offs if one.state == "closed"), key=lambda one: one.changed_at, reverse=True
        ),
    }
    return {name: group for name, group in groups.items() if group}


def _show_list(found: Team, opened: HandOff | None) -> None:
    titles = {
        "mine": _("Your turn"),
        "out": _("Others' turn, for you"),
        "others": _("Between others"),
        "closed": _("Closed"),
    }
    groups = _groups(found)
    if not groups:
        show(tag("p", _("Nothing was handed over yet."), classes="note"))
    reading = opened or (None if address.field("begun") or not found.hand_offs else _first(found))
    for name, group in groups.items():
        with panel(f"handoffs-{name}", fills=False):
            show_title(f"{titles[name]} ({words.number(len(group))})")
            for one in group[: _SHOWN if name == "closed" else _LONGEST_LIST]:
                _show_card(found, one, is_open=one == reading)


def _show_card(found: Team, one: HandOff, *, is_open: bool) -> None:
    with st.container(key=f"card-{'open-' if is_open else ''}handoff-{one.handoff_id}", gap=None):
        show(
            tag(
                "div",
                tag("div", way_of(found, one), classes="meta"),
                tag("p", one.claim, classes="claim"),
                standing_of(found, one),
                classes="card",
            )
        )
        st.page_link(
            TEAM.file,
            label=_("Open the hand-off"),
            query_params=address.link(view="handoffs", handoff=one.handoff_id),
        )
