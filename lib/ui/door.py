"""The door: what is shown instead of every page to who has not signed in, or signed in and cannot go on."""

import streamlit as st

from lib.errors import EarshotError, NotAllowed, NotSignedIn
from lib.ui.markup import show, tag
from lib.ui.sign_in import idle_seconds, providers
from lib.ui.states import show_error
from lib.words import _, ngettext


def show_door(error: EarshotError) -> None:
    """The way in; or why who signed in cannot go on, and the way out."""
    if isinstance(error, NotSignedIn):
        _show_way_in(error)
    elif isinstance(error, NotAllowed):
        show(tag("div", tag("h2", _("Not for you")), tag("p", str(error)), classes="empty error", role="alert"))
    else:
        show_error(error)
    if "is_logged_in" in st.user and st.user.is_logged_in:
        with _buttons():
            if st.query_params:
                st.button(_("Open one of mine"), key="door.mine", type="primary", on_click=st.query_params.clear)
            show_sign_out()


def show_sign_out() -> None:
    """The button that leads out again."""
    st.button(_("Sign out"), key="sign-out", on_click=st.logout)


def _show_way_in(error: NotSignedIn) -> None:
    minutes = max(1, round(idle_seconds() / 60))
    after = ngettext(
        "After {count} minute without a click you are signed out.",
        "After {count} minutes without a click you are signed out.",
        minutes,
    )
    show(tag("div", tag("h2", "Earshot"), tag("p", str(error)), tag("p", after, classes="note"), classes="empty door"))
    with _buttons():
        for provider in providers():
            label = _("Sign in with {provider}", provider=provider.capitalize()) if provider else _("Sign in")
            st.button(label, type="primary", key=f"sign-in.{provider}", on_click=_sign_in, args=(provider,))


def _buttons() -> "st.delta_generator.DeltaGenerator":
    return st.container(horizontal=True, horizontal_alignment="center", key="door")


def _sign_in(provider: str) -> None:
    st.login(provider or None)
