"""The form of an insight: one claim, one ask to the client, who sees to it until when, what would change our mind."""

from typing import Any

import streamlit as st

from lib import words
from lib.critiques.evidence import Key
from lib.critiques.inbox import link_critiques
from lib.critiques.insights import LONGEST, Card, Insight, edit_insight, hear_insight
from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.ui import address, keys, session
from lib.ui.acts import attempt
from lib.ui.labels import taxonomy_in_force
from lib.words import N_, _

SEVERITIES = {1: N_("a nuisance"), 2: N_("a disappointment"), 3: N_("a reason to leave")}


def show_form(
    name: str, insight: Insight | None, *, theme_id: str = "", aspect: str = "", messages: list[Key] | None = None
) -> None:
    """The form, of a new insight (heard from these messages) or of one that stands."""
    taxonomy = taxonomy_in_force()
    aspects = ["", *taxonomy.by_id]
    said = insight.aspect if insight else aspect
    with st.form(f"card-form-{name}", border=False):
        st.text_area(
            _("Claim, in one sentence"),
            insight.claim if insight else "",
            max_chars=LONGEST,
            height=68,
            key=_field(name, "claim"),
            placeholder=_("Parcels take twice as long as promised since March."),
        )
        st.text_area(_("What we ask of the client"), insight.ask if insight else "", height=68, key=_field(name, "ask"))
        left, middle, right = st.columns(3)
        left.selectbox(
            _("Aspect"),
            aspects,
            index=aspects.index(said) if said in aspects else 0,
            format_func=lambda code: taxonomy.by_id[code].name(words.language()) if code else _("none"),
            key=_field(name, "aspect"),
        )
        middle.selectbox(
            _("How bad"),
            list(SEVERITIES),
            index=(insight.severity if insight else 2) - 1,
            format_func=lambda level: _(SEVERITIES[level]),
            key=_field(name, "severity"),
        )
        right.text_input(_("Owner"), insight.owner if insight else session.actor().person, key=_field(name, "owner"))
        left, right = st.columns([1, 2])
        left.date_input(_("Due"), insight.due if insight else None, key=_field(name, "due"))
        right.text_input(
            _("What would change our mind"), insight.change_mind if insight else "", key=_field(name, "change_mind")
        )
        st.form_submit_button(
            _("Save") if insight else _("Put it on the board"),
            type="primary",
            on_click=_submit,
            args=(name, insight, insight.theme_id if insight else theme_id, messages or []),
        )


def _submit(name: str, insight: Insight | None, theme_id: str, messages: list[Key]) -> None:
    said: dict[str, Any] = {
        field: st.session_state.get(_field(name, field))
        for field in ("claim", "ask", "aspect", "severity", "owner", "due", "change_mind")
    }
    card = Card(
        str(said["claim"] or ""),
        str(said["ask"] or ""),
        str(said["aspect"] or ""),
        theme_id,
        int(said["severity"] or 2),
        str(said["owner"] or ""),
        said["due"],
        str(said["change_mind"] or ""),
    )
    store, actor = session.records(), session.actor()
    if insight:
        attempt(edit_insight, store, actor, insight.insight_id, insight.version, card, done=_("Saved."))
    elif attempt(_hear, store, actor, card, messages, done=_("It stands on the board.")):
        address.write({"critique": ""})


def _hear(store: Records, actor: Actor, card: Card, messages: list[Key]) -> None:
    heard = hear_insight(store, actor, card)
    if messages:
        link_critiques(store, actor, messages, heard.insight_id, "accepted")


def _field(name: str, field: str) -> str:
    return f"{keys.CARD}.{name}.{field}"
