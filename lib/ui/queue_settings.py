"""Settings of the queue: how much each reason weighs, and views saved under a name. Each form is written whole."""

import streamlit as st

from lib.conversations.choices import VIEW_FIELDS, Choices, choose, drop_view, save_view, saved_views
from lib.conversations.weights import HEAVIEST, Weights
from lib.ui import address, session
from lib.ui.acts import attempt
from lib.ui.markup import markdown_text, show, tag
from lib.ui.registry import CONVERSATIONS
from lib.words import N_, _

_WEIGHTS = {
    "wait": N_("How long they wait"),
    "complaint": N_("A complaint"),
    "tension": N_("Tension and heat"),
    "newcomer": N_("A newcomer"),
    "reach": N_("How many see it"),
}


def show_views_menu() -> None:
    """The saved views as links, and a form to save the one in force."""
    show(tag("h3", _("Saved views")))
    for name, fields in saved_views(session.records()).items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.page_link(CONVERSATIONS.file, label=markdown_text(name), query_params=fields)
            st.space("stretch")
            st.button(_("Delete"), key=f"view.drop.{name}", type="tertiary", on_click=_drop, args=(name,))
    with st.form("view.form", border=False, clear_on_submit=True):
        st.text_input(
            _("Name of the view"),
            key="view.name",
            max_chars=60,
            placeholder=_("Save what is shown as…"),
            label_visibility="collapsed",
        )
        st.form_submit_button(_("Save view"), on_click=_save)


def show_settings(choices: Choices) -> None:
    """The weights, 0 to 10 each."""
    version = choices.versions.get("weights", 0)
    show(tag("h3", _("What counts in the priority")))
    with st.form("weights.form", border=False):
        for name, label in _WEIGHTS.items():
            st.slider(_(label), 0, HEAVIEST, getattr(choices.weights, name), key=f"weights.{name}.{version}")
        st.form_submit_button(_("Save weights"), on_click=_weigh, args=(version,))
    show(
        tag("p", _("Each reason counts from 0 to its weight; the priority is their sum, 100 at most."), classes="note")
    )


def _weigh(version: int) -> None:
    chosen = Weights(**{name: int(st.session_state[f"weights.{name}.{version}"]) for name in _WEIGHTS})
    attempt(choose, session.records(), session.actor(), chosen, version)


def _save() -> None:
    fields = {name: address.field(name) for name in VIEW_FIELDS} | {"view": "queue"}
    attempt(save_view, session.records(), session.actor(), st.session_state["view.name"], fields)


def _drop(name: str) -> None:
    drop_view(session.records(), session.actor(), name)
