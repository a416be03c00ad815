"""What a person can decide about a persona: rename, pin, merge (and part again), write a note."""

from collections.abc import Callable

import streamlit as st

from lib.personas import decisions
from lib.personas.cards import Card
from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.ui import session
from lib.ui.acts import attempt
from lib.ui.markup import markdown_text
from lib.ui.personas_data import Known
from lib.words import _

Act = Callable[[Records, Actor], None]


def show_acts(known: Known, card: Card) -> None:
    """The buttons of a card; each act is written down with who did it."""
    _show_name(card)
    label = _("Unpin") if card.is_pinned else _("Pin")
    st.button(
        label,
        key="persona.pin",
        on_click=_do,
        args=(lambda r, a: decisions.pin(r, a, card.persona_id, not card.is_pinned, card.version),),
    )
    _show_merge(known, card)
    _show_note(card)


def _show_name(card: Card) -> None:
    with st.popover(_("Rename")), st.form("persona.rename", border=False):
        name = st.text_input(_("Name"), value=card.name, max_chars=decisions.LONGEST_NAME)
        if st.form_submit_button(_("Save the name"), type="primary"):
            _done(lambda r, a: decisions.rename(r, a, card.persona_id, name, card.version))
        if card.is_named and st.form_submit_button(_("Take our own name back")):
            _done(lambda r, a: decisions.rename(r, a, card.persona_id, "", card.version))


def _show_merge(known: Known, card: Card) -> None:
    others = {other.persona_id: other.name for other in known.cards if other.persona_id != card.persona_id}
    if not others and not card.merged:
        return
    with st.popover(_("Merge")):
        if others and not card.merged:
            into = st.selectbox(_("Its people count to"), list(others), format_func=lambda code: others[code])
            if st.button(_("Merge the two"), type="primary"):
                _done(lambda r, a: decisions.merge(r, a, card.persona_id, into, card.version), back=into)
        for persona_id in card.merged:
            standing = known.standing[persona_id]
            text = _("Part {name} again", name=standing.name or persona_id)
            if st.button(markdown_text(text), key=f"persona.part.{persona_id}"):
                _done(lambda r, a, s=standing: decisions.unmerge(r, a, s.persona_id, s.version))  # type: ignore[misc]


def _show_note(card: Card) -> None:
    with st.popover(_("Write a note")), st.form("persona.note", border=False, clear_on_submit=True):
        text = st.text_area(_("Note"), max_chars=4000)
        if st.form_submit_button(_("Save the note"), type="primary"):
            _done(lambda r, a: decisions.annotate(r, a, card.persona_id, text))


def _do(act: Act) -> None:
    """Do it, as a callback; what is refused is told."""
    attempt(act, session.records(), session.actor())


def _done(act: Act, back: str = "") -> None:
    """Do it where the page stands, then show the page anew."""
    if attempt(act, session.records(), session.actor()) and back:
        st.query_params["persona"] = back
    st.rerun()
