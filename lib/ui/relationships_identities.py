"""One person on several channels: accounts proposed as the same, put together, taken apart; finding somebody."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import words
from lib.look import channel_name
from lib.relationships import queries
from lib.relationships.identities import keep_apart, merge, proposals, reason_of, unmerge
from lib.relationships.kept import accounts_alike
from lib.relationships.persons import vips
from lib.ui import address, session
from lib.ui.acts import do
from lib.ui.ask import ask, worked_out
from lib.ui.markup import show, tag
from lib.ui.panels import show_title
from lib.ui.relationships import show_person_card
from lib.ui.rows import author
from lib.ui.tables import records
from lib.words import N_, _, ngettext

_PROPOSED = 6
_FOUND = 8
_REASONS = {
    "same handle and name": N_("the same handle and the same name"),
    "same handle": N_("the same handle"),
    "same name": N_("the same full name"),
    "a person says so": N_("one of us says so"),
}


def show_find() -> None:
    """A search by name or handle, and the VIPs."""
    show_title(_("Find a person"), _("by name or handle"))
    said = address.field("sought")
    if st.session_state.get("person.sought") != said:
        st.session_state["person.sought"] = said
    st.text_input(
        _("Search a person"),
        key="person.sought",
        placeholder=_("Name or handle…"),
        label_visibility="collapsed",
        max_chars=80,
        on_change=address.writes("sought", "person.sought", str),
    )
    marked = sorted(vips(session.records()))
    if said.strip():
        _show_people(ask(queries.people_found, sought=said.strip(), count=_FOUND), _("Nobody is called so."))
    elif marked:
        show(tag("h3", _("VIPs")))
        _show_people(ask(queries.people_named, author_ids=marked[:_FOUND]), "")
    else:
        _show_people(ask(queries.people_found, sought="", count=_FOUND), _("Nobody is here yet."))


def show_proposals() -> None:
    """Accounts that may be one person, with the reason; a person decides."""
    rows = proposals(session.records(), worked_out(accounts_alike))
    show_title(
        ngettext("{count} pair may be one person", "{count} pairs may be one person", len(rows))
        if len(rows)
        else _("No accounts that look like one person"),
        _("the same handle or full name on two channels; nothing is joined unless you say so, and it can be undone"),
    )
    store, actor = session.records(), session.actor()
    for row in records(rows.head(_PROPOSED)):
        pair = [str(row["one_id"]), str(row["other_id"])]
        with st.container(horizontal=True, vertical_alignment="center", key=f"pair-{row['place']}", gap="small"):
            show(
                tag(
                    "div",
                    tag("div", tag("b", _both(row)), classes="meta"),
                    tag("div", _proposed(row), classes="reasons"),
                )
            )
            st.space("stretch")
            st.button(
                _("One person"),
                key=f"pair.merge.{pair[0]}.{pair[1]}",
                on_click=do,
                args=(merge, store, actor, pair, reason_of(row)),
                kwargs={"done": _("One person from now on. It can be undone on their page.")},
            )
            st.button(
                _("Two people"),
                key=f"pair.apart.{pair[0]}.{pair[1]}",
                type="tertiary",
                on_click=do,
                args=(keep_apart, store, actor, *pair),
                kwargs={"done": _("Two people: not proposed again.")},
            )


def show_accounts(accounts: pd.DataFrame) -> None:
    """The accounts of a person, those that may be theirs too, and the way back."""
    store, actor = session.records(), session.actor()
    show_title(ngettext("{count} account", "{count} accounts", len(accounts)))
    for row in records(accounts):
        with st.container(horizontal=True, vertical_alignment="center", key=f"account-{row['place']}", gap="small"):
            show(
                tag(
                    "div",
                    tag("div", tag("b", author(row)), _where(row), classes="meta"),
                    tag("div", _span_said(row), classes="reasons"),
                )
            )
            if len(accounts) > 1:
                st.space("stretch")
                st.button(
                    _("Take apart"),
                    key=f"account.unmerge.{row['author_id']}",
                    type="tertiary",
                    on_click=do,
                    args=(unmerge, store, actor, str(row["author_id"])),
                    kwargs={"done": _("Taken apart: each account stands for itself, with its notes.")},
                )
    _show_also(accounts)


def _show_also(accounts: pd.DataFrame) -> None:
    """Accounts elsewhere that may be this person's."""
    own = set(accounts.author_id)
    rows = proposals(session.records(), worked_out(accounts_alike))
    near = rows[rows.one_id.isin(own) | rows.other_id.isin(own)]
    for row in records(near.head(3)):
        pair = [str(row["one_id"]), str(row["other_id"])]
        show(
            tag(
                "p",
                _("Perhaps also: {both} ({reason})", both=_both(row), reason=_(_REASONS[reason_of(row)])),
                classes="hint",
            )
        )
        st.button(
            _("One person"),
            key=f"also.merge.{pair[0]}.{pair[1]}",
            on_click=do,
            args=(merge, session.records(), session.actor(), pair, reason_of(row)),
            kwargs={"done": _("One person from now on.")},
        )


def _show_people(rows: pd.DataFrame, nobody: str) -> None:
    if rows.empty and nobody:
        show(tag("p", nobody, classes="note"))
    for row in records(rows):
        said = ngettext("{count} message", "{count} messages", int(row["message_count"]))
        show_person_card(
            row,
            f"found-{row['place']}",
            tag("div", tag("b", author(row)), _where(row), classes="meta"),
            tag("div", said, classes="reasons"),
        )


def _both(row: dict[str, Any]) -> str:
    one, other = (author({"shown_name": row[f"{end}_name"]}) for end in ("one", "other"))
    return _(
        "{one} on {channel} and {other} on {other_channel}",
        one=one,
        channel=channel_name(str(row["one_channel"])),
        other=other,
        other_channel=channel_name(str(row["other_channel"])),
    )


def _proposed(row: dict[str, Any]) -> str:
    both = int(row["one_messages"]) + int(row["other_messages"])
    said = ngettext("{count} message together", "{count} messages together", both)
    return f"{_(_REASONS[reason_of(row)])} · {said}"


def _where(row: dict[str, Any]) -> str:
    handle = str(row.get("handle") or "")
    return f" · {channel_name(str(row['channel']))}" + (f" · @{handle}" if handle else "")


def _span_said(row: dict[str, Any]) -> str:
    return _(
        "{count} messages, {first} to {last}",
        count=words.number(int(row["message_count"])),
        first=words.short_day(row["first_at"]),
        last=words.day(row["last_at"]),
    )
