"""Who I am and which hat I wear, at the right of the bar: both are written down with all that is decided."""

import streamlit as st

from lib.storage.audit import Hat
from lib.team.people import HAT_NAMES, HAT_SIGNS, hats_of, members
from lib.team.sessions import session_under_way
from lib.ui import address, session
from lib.ui.acts import do
from lib.ui.door import show_sign_out
from lib.ui.markup import markdown_text, show, tag
from lib.ui.registry import TEAM
from lib.words import _


def show_who() -> None:
    """The menu: the members to choose oneself from, where there are any, and the hats of whoever is chosen."""
    found, me = members(session.records()), session.actor()
    name = next((m.name for m in found if m.person == me.person), me.person)
    said = f"{name} · {_(HAT_SIGNS[me.hat])}"
    with st.popover(markdown_text(said), type="tertiary", help=_("Who you are, and in which hat"), key="who-menu"):
        show(tag("p", _("What you decide is written down under your name and your hat."), classes="note"))
        is_hosted = session.in_force().is_hosted
        others = [] if is_hosted else [m for m in found if m.person != me.person]
        if others:
            show(tag("h3", _("Not {name}?", name=name)))
        for member in others:
            st.button(
                markdown_text(member.name),
                key=f"who.{member.person}",
                type="tertiary",
                on_click=session.choose_person,
                args=(member.person,),
            )
        show(tag("h3", _("Your hat")))
        if session_under_way(session.records(), me.person):
            show(tag("p", _("You are in a session: the hat stays on until you end it."), classes="note"))
        else:
            for hat in hats_of(found, me.person):
                _show_hat(hat, is_worn=hat == me.hat)
        if me.may_write:
            fields = address.link(view="hats")
            st.page_link(TEAM.file, label=_("A session in one hat"), icon=":material/timer:", query_params=fields)
        if is_hosted:
            show_sign_out()


def _show_hat(hat: Hat, *, is_worn: bool) -> None:
    name = _(HAT_NAMES[hat])
    st.button(
        markdown_text(name[:1].upper() + name[1:]),
        key=f"hat.{hat}",
        disabled=is_worn,
        width="stretch",
        on_click=do,
        args=(session.put_on, hat),
    )
