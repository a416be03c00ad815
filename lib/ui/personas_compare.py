"""Two personas side by side, what sets them apart first."""

import streamlit as st

from lib import words
from lib.look import channel_name
from lib.personas.cards import Card
from lib.personas.comparison import Difference, differences
from lib.personas.naming import address_of, language_name
from lib.personas.sheet import Quotes, sheet_of
from lib.ui import address
from lib.ui.markup import Element, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.personas import part_of_card, show_portrait
from lib.ui.personas_data import Known
from lib.words import N_, _, percent

_PARTS = {
    "channel": N_("Channel"),
    "hour": N_("Hour"),
    "language": N_("Language"),
    "address": N_("Form of address"),
    "aspect": N_("Aspect"),
    "word": N_("Word"),
    "field:interest": N_("Interest"),
}


def show_choice(known: Known, one: Card) -> Card | None:
    """Whom to compare with; None where nobody was chosen."""
    others = {card.persona_id: card.name for card in known.cards if card.persona_id != one.persona_id}
    if not others:
        return None
    chosen = address.field("with")
    key = "persona.with"
    if st.session_state.get(key) != (chosen or None):
        st.session_state[key] = chosen if chosen in others else None
    st.selectbox(
        _("Compare with"),
        list(others),
        format_func=lambda code: others[code],
        key=key,
        placeholder=_("Compare with…"),
        label_visibility="collapsed",
        width=320,
        on_change=address.writes("with", key, lambda value: str(value or "")),
    )
    return known.named(chosen) if chosen in others else None


def show_comparison(known: Known, one: Card, other: Card, quotes: Quotes) -> None:
    """What differs most, then both cards."""
    with panel("differences", fills=False):
        show_title(
            _("What sets them apart"),
            _("Share of the people of each; smoothed, the most telling first"),
        )
        found = differences(known.facts, one, other, known.listened, words.language())
        head = tag("tr", tag("th", _("What")), tag("th", _("Which")), tag("th", one.name), tag("th", other.name))
        show(tag("table", head, *(_row(known, d) for d in found[:14]), classes="rows numbers differences"))
    for column, card in zip(st.columns(2, gap="small"), (one, other), strict=True):
        sheet = sheet_of(card, quotes)
        with column, panel(f"compared-{card.persona_id}"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                show_portrait(card.persona_id, 56)
                show(tag("div", tag("h2", card.name), tag("p", card.sentence, classes="note")))
            for part in (*sheet.parts, *sheet.unknown):
                show(part_of_card(part, lines=3, quotes=1))


def _row(known: Known, difference: Difference) -> Element:
    part, label = difference.part, difference.label
    name = _(_PARTS[part]) if part in _PARTS else known.listened.name(part.removeprefix("field:"), words.language())
    return tag(
        "tr",
        tag("td", name),
        tag("td", _shown(part, label)),
        tag("td", percent(difference.one)),
        tag("td", percent(difference.other)),
    )


def _shown(part: str, label: str) -> str:
    if part == "channel":
        return channel_name(label)
    if part == "language":
        return language_name(label)
    if part == "address":
        return address_of(label)
    return f"{int(label):02d}–{int(label) + 2:02d}" if part == "hour" else label
