"""The members on the page Team: who works here in which hats, who comes, who leaves."""

from dataclasses import replace

import streamlit as st

from lib.storage.audit import HATS
from lib.team.people import HAT_NAMES, Member, add_member, change_member, hats_of
from lib.ui import session
from lib.ui.acts import do
from lib.ui.markup import markdown_text, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.team import Team
from lib.words import _, ngettext


def show_people(found: Team) -> None:
    """The members at the left, the form for a new one at the right."""
    may = "admin" in hats_of(found.members, found.me.person)
    left, right = st.columns([7, 5], gap="medium")
    with left, panel("members", fills=False):
        count = len([m for m in found.members if m.is_active])
        show_title(
            ngettext("{count} person works here", "{count} people work here", max(count, 1)),
            _("Each acts under their name and in a hat; both are written down with every decision"),
        )
        if not found.members:
            show(
                tag(
                    "p",
                    _(
                        "You work alone here, as {name}: every hat is yours, and nothing has to be set up.",
                        name=found.me.person,
                    ),
                )
            )
        for member in found.members:
            _show_member(found, member, may=may)
    with right, panel("member-new", fills=False):
        if may:
            _show_new(found)
        else:
            show_title(_("A new member"))
            show(tag("p", _("Only an administrator may do this: ask one of yours."), classes="note"))


def _show_member(found: Team, member: Member, *, may: bool) -> None:
    hats = ", ".join(_(HAT_NAMES[hat]) for hat in member.roles)
    said = [hats] + ([member.email] if member.email else []) + ([] if member.is_active else [_("left")])
    with st.container(key=f"card-member-{found.members.index(member)}", horizontal=True, vertical_alignment="center"):
        show(
            tag(
                "div",
                tag("div", tag("b", member.name), f" · {_('you')}" if member.person == found.me.person else ""),
                tag("div", " · ".join(said), classes="reasons"),
            )
        )
        if may:
            st.space("stretch")
            with st.popover(_("Change"), type="tertiary", key=f"member-{found.members.index(member)}"):
                _show_change(member)


def _show_change(member: Member) -> None:
    key = f"member.{member.person}.{member.version}"
    with st.form(key, border=False):
        st.text_input(_("Name"), member.name, key=f"{key}.name", max_chars=120)
        st.multiselect(
            _("Hats"), HATS, member.roles, format_func=lambda hat: markdown_text(_(HAT_NAMES[hat])), key=f"{key}.roles"
        )
        st.text_input(_("Mail address, to sign in"), member.email or "", key=f"{key}.email", max_chars=320)
        st.checkbox(_("Works here"), member.is_active, key=f"{key}.active")
        st.form_submit_button(_("Save"), type="primary", on_click=_change, args=(key, member))


def _change(key: str, member: Member) -> None:
    state = st.session_state
    changed = replace(
        member,
        name=str(state.get(f"{key}.name") or ""),
        roles=tuple(state.get(f"{key}.roles") or ()),
        email=str(state.get(f"{key}.email") or "") or None,
        is_active=bool(state.get(f"{key}.active")),
    )
    do(change_member, session.records(), session.actor(), member, changed, done=_("Saved."))


def _show_new(found: Team) -> None:
    show_title(_("A new member"), _("Somebody with whom you share this workspace"))
    if not found.members:
        said = _("You become a member yourself, {name}, as administrator.", name=found.me.person)
        show(tag("p", said, classes="note"))
    with st.form("member.new", border=False, clear_on_submit=True):
        st.text_input(_("Name"), key="member.new.name", max_chars=120)
        st.multiselect(
            _("Hats"),
            HATS,
            ["smm"],
            format_func=lambda hat: markdown_text(_(HAT_NAMES[hat])),
            key="member.new.roles",
            placeholder=_("Choose"),
        )
        st.text_input(_("Mail address, to sign in"), key="member.new.email", max_chars=320)
        st.form_submit_button(_("Add"), type="primary", on_click=_add)


def _add() -> None:
    state = st.session_state
    do(
        add_member,
        session.records(),
        session.actor(),
        str(state.get("member.new.name") or ""),
        tuple(state.get("member.new.roles") or ()),
        str(state.get("member.new.email") or ""),
        done=_("Added."),
    )
