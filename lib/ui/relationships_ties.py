"""Ties: the graph of who answers whom, one person's ties, bridges, communities, and everybody as a table."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import words
from lib.look import channel_name
from lib.relationships import queries
from lib.relationships.charts import graph_of_ties
from lib.relationships.graph import BRIDGE, DRAWN, drawn_ties, neighbours, tie_members
from lib.relationships.kept import tied_pairs
from lib.ui import address, session
from lib.ui.ask import ask, worked_out
from lib.ui.filters import Filter
from lib.ui.markup import chart_text, markdown_text, show, tag
from lib.ui.panels import panel, show_chart, show_title
from lib.ui.relationships import (
    first_of_page,
    known_identities,
    names_of,
    show_pages,
    show_person_card,
)
from lib.ui.states import show_empty
from lib.ui.tables import records
from lib.words import _, ngettext, number, percent

_BRIDGES = 5
_NEAREST = 7
_COMMUNITIES = 4
_ROWS = 20


def show_ties(chosen: Filter) -> None:
    """The graph at the left; at the right whoever is looked at, or the bridges; below everybody."""
    same = known_identities()
    members = worked_out(tie_members, **same.params, **chosen.where)
    if members.empty:
        _show_nobody(chosen)
        return
    pairs = worked_out(tied_pairs, **same.params, **chosen.where)
    opened = same.named(address.field("person"))
    opened = opened if (members.author_id == opened).any() else ""
    drawn = members[members.x.notna()]
    names = names_of(list(drawn.author_id))
    left, right = st.columns([8, 4], gap="medium")
    with left, panel("graph"):
        _show_graph(chosen, members, drawn, pairs, names, opened)
    with right, panel("near"):
        _show_search(members, names)
        if opened:
            _show_near(pairs, opened)
        else:
            _show_bridges(members)
    with panel("everybody", fills=False):
        _show_everybody(members)


def _show_nobody(chosen: Filter) -> None:
    alone = ask(queries.isolates, **chosen.where).iloc[0]
    show_empty(
        _("Nobody answers anybody yet"),
        ngettext(
            "{count} person spoke in 90 days, and each only to us: a question to all could bring them together.",
            "{count} people spoke in 90 days, and each only to us: a question to all could bring them together.",
            int(alone.members),
        ),
    )


def _show_graph(
    chosen: Filter, members: pd.DataFrame, drawn: pd.DataFrame, pairs: pd.DataFrame, names: dict[str, str], opened: str
) -> None:
    look = session.in_force().look
    alone = ask(queries.isolates, **chosen.where).iloc[0]
    circles = members[members.community_size >= _COMMUNITIES].community.nunique()
    show_title(
        ngettext(
            "{count} community of people who answer each other",
            "{count} communities of people who answer each other",
            int(circles),
        ),
        _(
            "{drawn} of {all} people with ties; ringed: bridges; {alone} of the last 90 days answer nobody and are not "
            "answered by members.",
            drawn=number(len(drawn)),
            all=number(len(members)),
            alone=number(int(alone.alone)),
        ),
    )
    labels = {author_id: chart_text(name) for author_id, name in names.items()}
    made = graph_of_ties(drawn, drawn_ties(pairs, members), labels, look, opened)
    show_chart(made, "ties", _("Graph of people and their ties"), _open)
    show(
        tag(
            "p",
            _(
                "A tie is as strong as its answers: each counts 1 and halves with every {months} months since. A click "
                "on a dot shows whose it is.",
                months=number(queries.HALF_MONTHS),
            ),
            classes="note",
        )
    )


def _open(author_id: str) -> None:
    address.write({"person": author_id, "page": ""})


def _show_search(members: pd.DataFrame, names: dict[str, str]) -> None:
    said = address.field("sought")
    if st.session_state.get("ties.sought") != said:
        st.session_state["ties.sought"] = said
    st.text_input(
        _("Search a person"),
        key="ties.sought",
        placeholder=_("Name or handle…"),
        label_visibility="collapsed",
        max_chars=80,
        on_change=address.writes("sought", "ties.sought", str, clears=("person",)),
    )
    if not said.strip():
        return
    found = ask(queries.people_found, sought=said.strip(), count=5)
    if found.empty:
        show(tag("p", _("Nobody is called so."), classes="note"))
    tied = set(members.author_id)
    for row in records(found):
        author_id = known_identities().named(str(row["author_id"]))
        st.button(
            _label(str(row["shown_name"]), str(row["channel"])),
            key=f"ties.found.{row['place']}",
            type="tertiary",
            disabled=author_id not in tied,
            help=None if author_id in tied else _("No ties to other members"),
            on_click=_open,
            args=(author_id,),
        )


def _show_near(pairs: pd.DataFrame, opened: str) -> None:
    near = neighbours(pairs, opened)
    names = names_of([opened, *near.author_id])
    show_title(
        names.get(opened, _("somebody")),
        ngettext(
            "tied to {count} person, the strongest first", "tied to {count} people, the strongest first", len(near)
        ),
    )
    for row in records(near.head(_NEAREST)):
        said = _(
            "{answers} answers ({given} given), last on {day}",
            answers=number(int(row["answers"])),
            given=number(int(row["given"])),
            day=words.short_day(row["last_day"]),
        )
        show_person_card(
            row,
            f"near-{row['place']}",
            tag("div", tag("b", names.get(row["author_id"], _("somebody"))), classes="meta"),
            tag("div", said, classes="reasons"),
        )
    with st.container(horizontal=True):
        st.button(
            _("Open the person"), key="ties.person", type="primary", on_click=address.write, args=({"view": "person"},)
        )
        st.button(_("Show all"), key="ties.all", on_click=_open, args=("",))


def _show_bridges(members: pd.DataFrame) -> None:
    bridges = members[members.is_bridge].sort_values(["between", "author_id"], ascending=[False, True])
    show_title(
        ngettext("{count} person holds circles together", "{count} people hold circles together", len(bridges)),
        _(
            "bridges: three partners or more in two circles, and {share} of the shortest ways or more through them",
            share=percent(BRIDGE),
        ),
    )
    names = names_of(list(bridges.author_id.head(_BRIDGES)))
    for row in records(bridges.head(_BRIDGES)):
        show_person_card(
            row,
            f"bridge-{row['place']}",
            tag("div", tag("b", names.get(row["author_id"], _("somebody"))), classes="meta"),
            tag("div", _between_said(row), classes="reasons"),
        )


def _between_said(row: dict[str, Any]) -> str:
    return _(
        "{share} of the shortest ways; at home in {circles} circles",
        share=percent(float(row["between"])),
        circles=number(int(row["circles"])),
    )


def _show_everybody(members: pd.DataFrame) -> None:
    """Everybody with a tie, the strongest first, or the bridges alone."""
    which = address.field("which")
    rows = members[members.is_bridge] if which == "bridges" else members
    rows = rows.sort_values("between", ascending=False, kind="stable") if which == "bridges" else rows
    with st.container(horizontal=True, vertical_alignment="center"):
        show_title(
            _("Everybody with ties"),
            _("the {drawn} strongest are drawn above", drawn=number(DRAWN)) if len(members) > DRAWN else "",
        )
        st.space("stretch")
        if st.session_state.get("ties.bridges") != (which == "bridges"):
            st.session_state["ties.bridges"] = which == "bridges"
        st.toggle(
            _("Bridges only"),
            key="ties.bridges",
            on_change=address.writes("which", "ties.bridges", lambda on: "bridges" if on else "", clears=("page",)),
        )
    first = first_of_page(_ROWS)
    page = rows.iloc[first : first + _ROWS]
    names = names_of(list(page.author_id))
    head = (_("Person"), _("Strength"), _("Answers"), _("People"), _("Community"), _("Bridge"))
    show(
        tag(
            "table",
            tag("thead", tag("tr", *(tag("th", said) for said in head))),
            tag(
                "tbody",
                *(
                    tag(
                        "tr",
                        tag("td", names.get(row["author_id"], _("somebody"))),
                        tag("td", number(float(row["strength"]), 1)),
                        tag("td", number(int(row["answers"]))),
                        tag("td", number(int(row["partners"]))),
                        tag("td", _community_said(row)),
                        tag("td", _between_said(row) if row["is_bridge"] else ""),
                    )
                    for row in page.to_dict("records")
                ),
            ),
            classes="rows",
        )
    )
    show_pages(len(rows), _ROWS)


def _community_said(row: dict[str, Any]) -> str:
    return _(
        "no. {place}, {count} people",
        place=number(int(row["community"]) + 1),
        count=number(int(row["community_size"])),
    )


def _label(name: str, channel: str) -> str:

    return markdown_text(f"{name.strip() or _('somebody')} · {channel_name(channel)}")
