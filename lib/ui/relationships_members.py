"""Members: how many in each state, who and why, the newcomers who wait, who stays, and on how few all rests."""

from dataclasses import replace
from typing import Any

import streamlit as st

from lib import words
from lib.look import channel_name
from lib.relationships import queries
from lib.relationships.charts import retention
from lib.relationships.persons import vips
from lib.relationships.reasons import STATES, definition, why
from lib.relationships.thresholds import Thresholds, choose_thresholds
from lib.ui import address, session
from lib.ui.acts import do
from lib.ui.ask import ask
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_chart, show_title
from lib.ui.registry import CONVERSATIONS, RELATIONSHIPS
from lib.ui.relationships import PER_PAGE, WAITING, first_of_page, known_identities, show_pages, show_person_card
from lib.ui.rows import author, quote
from lib.ui.states import show_empty
from lib.ui.tables import records
from lib.words import _, ngettext, number, percent

_IN_TIME_MINUTES = 25


def show_members(chosen: Filter, thresholds: Thresholds) -> None:
    """The states at the left, who is in the one opened at the right; below, who stays and on whom it rests."""
    counts = ask(queries.member_counts, **known_identities().params, **thresholds.params, **chosen.where)
    if counts.empty:
        show_empty(
            _("No members here"),
            _("Nobody but the brand speaks in what these filters leave. Choose more channels or languages."),
        )
        return
    state = address.field("state") if address.field("state") in STATES else ""
    left, right = st.columns([4, 8], gap="medium")
    with left, panel("states"):
        show_title(_("How close they are"), _("people, by what they did up to the end of the archive"))
        with st.container(gap=None, key="states"):
            for name in STATES:
                _show_state(name, counts, thresholds, is_open=name == state)
    with right, panel("members"):
        if state:
            _show_list(chosen, thresholds, state)
        else:
            _show_waiting(chosen)
    left, right = st.columns([8, 4], gap="medium")
    with left, panel("retention"):
        _show_retention(chosen)
    with right, panel("dependency"):
        _show_dependency(chosen)


def show_thresholds(thresholds: Thresholds) -> None:
    """The form of the thresholds, for everybody who works in this workspace."""
    version = thresholds.version
    with st.popover(_("Thresholds"), key="thresholds-menu"), st.form("thresholds.form", border=False):
        st.number_input(
            _("Messages in 90 days that make a regular"), 2, 1000, thresholds.least, key=f"thresholds.least.{version}"
        )
        st.slider(
            _("Warm messages of an advocate, %"),
            0,
            100,
            round(100 * thresholds.warm),
            5,
            key=f"thresholds.warm.{version}",
        )
        st.number_input(
            _("Answers to others that make an advocate"), 0, 1000, thresholds.helps, key=f"thresholds.helps.{version}"
        )
        st.form_submit_button(_("Save"), type="primary", on_click=_choose, args=(thresholds,))
        show(
            tag(
                "p",
                _("They hold for everybody in this workspace; who changed them stays written down."),
                classes="note",
            )
        )


def _choose(before: Thresholds) -> None:
    def said(name: str) -> Any:
        return st.session_state[f"thresholds.{name}.{before.version}"]

    chosen = replace(before, least=int(said("least")), warm=int(said("warm")) / 100, helps=int(said("helps")))
    do(choose_thresholds, session.records(), session.actor(), chosen, done=_("The thresholds are changed."))


def _show_state(name: str, counts: Any, thresholds: Thresholds, *, is_open: bool) -> None:
    found = counts[counts.state == name]
    members = int(found.members.iloc[0]) if len(found) else 0
    with st.container(key=f"card-{'open-' if is_open else ''}state-{name}", gap=None):
        show(
            tag(
                "div",
                tag("b", number(members)),
                tag("span", " ", _(STATES[name]), classes="state-name"),
                tag("div", definition(name, thresholds), classes="note"),
                classes="state",
            )
        )
        st.page_link(
            RELATIONSHIPS.file,
            label=_("Open: {what}", what=_(STATES[name])),
            query_params=address.link(view="members", state="" if is_open else name),
        )


def _show_list(chosen: Filter, thresholds: Thresholds, state: str) -> None:
    sort = "helped" if state == "advocate" else "newest" if state == "newcomer" else "messages"
    advocates = state == "gone_quiet" and address.field("which") == "advocates"
    rows = ask(
        queries.member_states,
        **known_identities().params,
        **thresholds.params,
        **chosen.where,
        state=state,
        advocates=advocates,
        sort=sort,
        first=first_of_page(),
        count=PER_PAGE,
    )
    show_title(_(STATES[state]), definition(state, thresholds))
    if state == "gone_quiet":
        _show_which(advocates)
    if rows.empty:
        show(tag("p", _("Nobody is in this state now."), classes="note"))
        return
    marked = vips(session.records())
    for row in records(rows):
        name: list[Any] = [tag("b", author(row)), " · ", channel_name(str(row["channel"]))]
        if row["author_id"] in marked:
            name.append(tag("span", " · VIP", classes="picked"))
        show_person_card(
            row, f"member-{row['place']}", tag("div", *name, classes="meta"), tag("div", why(row), classes="reasons")
        )
    show_pages(int(rows.total.iloc[0]))


def _show_which(advocates: bool) -> None:
    if st.session_state.get("members.advocates") != advocates:
        st.session_state["members.advocates"] = advocates
    st.toggle(
        _("Only those who were advocates"),
        key="members.advocates",
        on_change=address.writes("which", "members.advocates", lambda on: "advocates" if on else "", clears=("page",)),
    )


def _show_waiting(chosen: Filter) -> None:
    """Newcomers who wait for our first word, and how it went with those before."""
    rows = ask(queries.newcomers_waiting, **chosen.where, count=WAITING)
    welcomed = ask(queries.welcomes, **chosen.params).iloc[0]
    title = (
        ngettext(
            "{count} newcomer waits for our first word",
            "{count} newcomers wait for our first word",
            int(rows.total.iloc[0]),
        )
        if len(rows)
        else _("No newcomer waits")
    )
    came, in_time = int(welcomed.newcomers), int(welcomed.in_time)
    show_title(
        title,
        _(
            "{share} of {came} newcomers of the period who asked or complained were answered in {minutes} minutes.",
            came=number(came),
            share=percent(in_time / came),
            minutes=number(_IN_TIME_MINUTES),
        )
        if came
        else _("No newcomer of the period asked or complained."),
    )
    for row in records(rows):
        late = float(row["waiting_seconds"]) > 60 * _IN_TIME_MINUTES
        with st.container(key=f"card-waiting-{row['place']}", gap=None):
            show(
                tag(
                    "div",
                    tag(
                        "div",
                        tag("span", words.span(float(row["waiting_seconds"])), classes="burning" if late else ""),
                        f" · {channel_name(str(row['channel']))} · ",
                        author(row),
                        classes="meta",
                    ),
                    quote(row["text"]),
                    classes="card",
                )
            )
            st.page_link(
                CONVERSATIONS.file,
                label=_("Open the conversation"),
                query_params=address.link(
                    view="list",
                    channel=str(row["channel"]),
                    conversation=str(row["conversation_id"]),
                    message=str(row["message_id"]),
                ),
            )


def _show_retention(chosen: Filter) -> None:
    cohorts = ask(queries.cohorts, **chosen.where)
    show_title(
        _("Who is still here, by month of arrival"),
        _("share of those who were first heard in a month (their number) that was heard again, month by month"),
    )
    show_chart(
        retention(cohorts, session.in_force().look),
        "retention",
        _("Retention by month of arrival, as a table of squares"),
    )


def _show_dependency(chosen: Filter) -> None:
    row = ask(queries.dependency, **chosen.params).iloc[0]
    if not row.messages:
        show_title(_("Nobody spoke in this period"))
        return
    half, members = int(row.half_count), int(row.members)
    show_title(
        ngettext("{count} person writes half of all", "{count} people write half of all", half),
        _("messages of members in the period"),
    )
    show(
        tag(
            "p",
            _(
                "{half} of {members} who spoke ({share}). The fewer they are, the more rests on each of them.",
                half=number(half),
                members=number(members),
                share=percent(half / members, 1),
            ),
        )
    )
