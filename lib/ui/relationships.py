"""Pieces of Relationships that its views share: the switch, the opening sentence, links to people."""

from typing import Any

import streamlit as st

from lib.relationships import queries
from lib.relationships.identities import Identities, identities
from lib.relationships.thresholds import Thresholds, thresholds_in_force
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.filters import Filter
from lib.ui.markup import Element, show, tag
from lib.ui.registry import RELATIONSHIPS
from lib.ui.rows import author
from lib.words import N_, _, ngettext

VIEWS = {"members": N_("Members"), "ties": N_("Ties"), "prospects": N_("Prospects"), "person": N_("Person")}
OPENED = ("state", "page", "person", "sought", "which")
PER_PAGE = 12
WAITING = 6
"""Newcomers shown who wait; the opening asks for as many, so that it is one question."""


def view_in_force() -> str:
    """The view that the address names; a person that it names stands in theirs."""
    view = address.field("view")
    return view if view in VIEWS else "person" if address.field("person") else "members"


def thresholds() -> Thresholds:
    """The thresholds of the workspace."""
    return thresholds_in_force(session.records())


def known_identities() -> Identities:
    """Who is one person behind several accounts."""
    return identities(session.records())


def show_views(view: str) -> None:
    """The switch between the views."""
    if st.session_state.get("relationships.view") != view:
        st.session_state["relationships.view"] = view
    st.segmented_control(
        _("View"),
        list(VIEWS),
        format_func=lambda code: _(VIEWS[code]),
        key="relationships.view",
        required=True,
        label_visibility="collapsed",
        on_change=address.writes("view", "relationships.view", str, clears=OPENED),
    )


def opening(chosen: Filter, thresholds: Thresholds) -> str:
    """What the page shows now, in words."""
    alone = ask(queries.isolates, **chosen.where).iloc[0]
    quiet = ask(queries.member_states, **thresholds.params, **chosen.where, state="gone_quiet", advocates=True, count=1)
    waiting = ask(queries.newcomers_waiting, **chosen.where, count=WAITING)
    said = [
        ngettext(
            "{count} person spoke in the last 90 days", "{count} people spoke in the last 90 days", int(alone.members)
        )
    ]
    if len(waiting):
        count = int(waiting.total.iloc[0])
        said.append(
            ngettext("{count} newcomer waits for our first word", "{count} newcomers wait for our first word", count)
        )
    if len(quiet):
        count = int(quiet.total.iloc[0])
        said.append(ngettext("{count} advocate has gone quiet", "{count} advocates have gone quiet", count))
    return "; ".join(said) + "."


def show_person_card(row: Any, key: str, *parts: Element, is_open: bool = False) -> None:
    """Somebody in a list: a card that opens the person."""
    with st.container(key=f"card-{'open-' if is_open else ''}{key}", gap=None):
        show(tag("div", *parts, classes="card"))
        st.page_link(
            RELATIONSHIPS.file,
            label=_("Open {name}", name=_("the person")),
            query_params=address.link(view="person", person=str(row["author_id"])),
        )


def names_of(author_ids: list[str]) -> dict[str, str]:
    """The names of these accounts, as their platforms show them."""
    found = ask(queries.people_named, author_ids=sorted(set(author_ids)))
    return {str(row["author_id"]): author(row) for row in found.to_dict("records")}


def show_pages(total: int, per_page: int = PER_PAGE) -> None:
    """The pages of a list, where there are several."""
    pages = -(-total // per_page)
    if pages > 1:
        number = min(address.number("page"), pages)
        key = f"relationships.page.{number}"
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.pagination(pages, default=number, key=key, on_change=address.writes("page", key, str))


def first_of_page(per_page: int = PER_PAGE) -> int:
    """How many rows come before the page that the address names."""
    return (address.number("page") - 1) * per_page
