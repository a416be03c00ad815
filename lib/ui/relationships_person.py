"""A person: who they are to us, month by month; conversations, critiques and what came of them; what we keep."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import words
from lib.critiques.evidence import evidence
from lib.critiques.inbox import marks_of
from lib.critiques.insights import insights
from lib.critiques.moves import STATE_NAMES
from lib.look import channel_name
from lib.relationships import queries
from lib.relationships.charts import relation_over_months
from lib.relationships.reasons import STATE_OF_ONE, advocacy, relation_age, why
from lib.relationships.thresholds import Thresholds
from lib.ui import address, session
from lib.ui.ask import ask
from lib.ui.filters import Filter
from lib.ui.markup import Element, show, tag
from lib.ui.panels import panel, show_chart, show_title
from lib.ui.reads import opened
from lib.ui.registry import CONVERSATIONS
from lib.ui.relationships import known_identities
from lib.ui.relationships_care import show_care, show_forget, show_notes
from lib.ui.relationships_identities import show_accounts, show_find, show_proposals
from lib.ui.rows import author, quote
from lib.ui.states import show_empty
from lib.ui.tables import records
from lib.words import N_, _, ngettext

_CONVERSATIONS = 6
_CRITIQUES = 5
_MARKS = {
    "read": N_("seen by us"),
    "accepted": N_("accepted by us"),
    "rejected": N_("set aside"),
    "known": N_("known already"),
}


def show_person(chosen: Filter, thresholds: Thresholds) -> None:
    """The person that the address names, with all their accounts; or a way to find one."""
    named = address.field("person")
    if not named:
        left, right = st.columns([5, 7], gap="medium")
        with left, panel("find"):
            show_find()
        with right, panel("proposals"):
            show_proposals()
        return
    same = known_identities()
    accounts = ask(queries.people_named, author_ids=same.accounts_of(named))
    if accounts.empty:
        show_empty(
            _("This person is not here"),
            _("They may have been forgotten, or the address is from another archive."),
        )
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.button(_("Find somebody else"), on_click=address.write, args=({"person": "", "view": "person"},))
        return
    opened("person", named)
    author_ids = [str(a) for a in accounts.author_id]
    left, right = st.columns([7, 5], gap="medium")
    with left:
        with panel("person", fills=False):
            _show_head(accounts, author_ids, thresholds)
        with panel("talks", fills=False):
            _show_conversations(author_ids, chosen.archive.time_zone)
    with right:
        with panel("care", fills=False):
            show_care(author_ids)
            show_notes(author_ids, chosen.archive.time_zone)
        with panel("critiques", fills=False):
            _show_critiques(author_ids)
        with panel("accounts", fills=False):
            show_accounts(accounts)
            show_forget(author_ids, int(accounts.message_count.sum()))


def _show_head(accounts: pd.DataFrame, author_ids: list[str], thresholds: Thresholds) -> None:
    state = ask(queries.person_state, author_ids=author_ids, **thresholds.params).iloc[0]
    months = ask(queries.person_months, author_ids=author_ids)
    channels = ", ".join(channel_name(str(c)) for c in dict.fromkeys(accounts.channel))
    row: dict[str, Any] = state.to_dict()
    show_title(author(accounts.iloc[0].to_dict()), channels)
    said: list[Element | str] = [tag("b", _(STATE_OF_ONE[str(row["state"])])), ": ", why(row)]
    if row["state"] != "advocate":
        said += [" · ", advocacy(row)]
    show(tag("p", *said, classes="standing"))
    show(tag("p", relation_age(row["first_day"], months), classes="note"))
    show_chart(
        relation_over_months(months, session.in_force().look),
        "relation",
        _("What they said each month, and what was answered to them"),
    )
    show(
        tag(
            "p",
            _("Up: what they said. Down: what we answered (purple) and what members answered (blue)."),
            classes="note",
        )
    )


def _show_conversations(author_ids: list[str], zone: str) -> None:
    rows = ask(queries.person_conversations, author_ids=author_ids, count=_CONVERSATIONS)
    total = int(rows.total.iloc[0]) if len(rows) else 0
    show_title(ngettext("In {count} conversation", "In {count} conversations", total), _("their newest words in each"))
    for row in records(rows):
        said: list[Element | str] = [
            f"{channel_name(str(row['channel']))} · {words.moment(row['said_at'], zone)} · ",
            ngettext("{count} message", "{count} messages", int(row["messages"])),
        ]
        if row["is_waiting"]:
            said += [" · ", tag("span", _("waiting for an answer"), classes="burning")]
        _show_linked(row, f"talk-{row['place']}", tag("div", *said, classes="meta"), quote(row["text"]))


def _show_critiques(author_ids: list[str]) -> None:
    rows = ask(queries.person_critiques, author_ids=author_ids)
    show_title(
        ngettext("{count} critique", "{count} critiques", len(rows)) if len(rows) else _("No critique of theirs"),
        _("and what came of it") if len(rows) else "",
    )
    outcomes = _outcomes([(str(r.channel), str(r.message_id)) for r in rows.itertuples()])
    for row in records(rows.head(_CRITIQUES)):
        came = outcomes.get((str(row["channel"]), str(row["message_id"])), [])
        if not pd.isna(row["answered_at"]):
            came = [_("answered on {day}", day=words.short_day(row["answered_at"])), *came]
        _show_linked(
            row,
            f"critique-{row['place']}",
            tag("div", words.day(row["created_at"]), classes="meta"),
            quote(row["text"]),
            tag("div", " · ".join(came) or _("nothing came of it yet"), classes="reasons"),
        )


def _outcomes(keys: list[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """What was decided about these critiques, in words."""
    store = session.records()
    found = {key: [_(_MARKS[mark])] for key, mark in marks_of(store, keys).items() if mark in _MARKS}
    standing = {insight.insight_id: insight for insight in insights(store)}
    linked = evidence(store)
    for channel, message_id, insight_id in zip(linked.channel, linked.message_id, linked.insight_id, strict=True):
        key, insight = (str(channel), str(message_id)), standing.get(insight_id)
        if insight and key in set(keys):
            said = _("in the insight “{claim}” ({state})", claim=insight.claim, state=_(STATE_NAMES[insight.state]))
            found.setdefault(key, []).append(said)
    return found


def _show_linked(row: dict[str, Any], key: str, *parts: Element) -> None:
    with st.container(key=f"card-{key}", gap=None):
        show(tag("div", *parts, classes="card"))
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
