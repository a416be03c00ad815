"""Pieces of Personas: the opening sentence, the cards side by side, miniatures for Today."""

import base64

import streamlit as st

from lib.personas.cards import Card
from lib.personas.portrait import svg
from lib.personas.queries import MOST
from lib.personas.sheet import Line, Part, Quotes, Said, Sheet, moved, sheet_of, size_said
from lib.ui import address
from lib.ui.markup import Element, joined, show, tag
from lib.ui.personas_data import Known, is_ready, is_under_way, known
from lib.ui.registry import PERSONAS
from lib.words import _, ngettext, number, percent

_A_ROW = 3
_FIELDS_IN_SHORT = 3


def opening(found: Known) -> str:
    """The first sentence: how many kinds of people, the largest, and what nobody knows."""
    people = sum(card.size for card in found.cards)
    first = max(found.cards, key=lambda card: card.size)
    unknown = sum(1 for card in found.cards for field in card.fields if field.is_unknown)
    kinds = ngettext("{count} kind of people", "{count} kinds of people", len(found.cards))
    said = _(
        "We hear {kinds} among {people} who say enough; the largest: {name} ({share}).",
        kinds=kinds,
        people=number(people),
        name=first.name,
        share=percent(first.share),
    )
    asks = ngettext("{count} field is still unknown.", "{count} fields are still unknown.", unknown)
    return f"{said} {asks}" if unknown else said


def show_method(found: Known) -> None:
    """How these were made, how sure their number is, and what is never inferred."""
    chosen = len({segment for card in found.cards for segment in card.segments})
    tried = ", ".join(f"{k}: {number(v, 2)}" for k, v in sorted(found.stability.items()))
    with st.expander(_("How sure is this?")):
        show(
            tag(
                "div",
                tag(
                    "p",
                    _(
                        "Personas are kinds of people found in what members say and do; everybody is counted to the "
                        "likeliest of them, the less surely the less they say. Two random halves of the people give "
                        "personas alike at {alike} (1: the same).",
                        alike=number(found.stability.get(chosen, 1.0), 2),
                    ),
                ),
                tag("p", _("Numbers of personas tried, and how alike the halves were: {tried}.", tried=tried)),
                tag(
                    "p",
                    _(
                        "Shares are of distinct people, with Wilson 95 % intervals; under five people a field reads "
                        "unknown. Health, politics, religion, orientation and origin are never inferred."
                    ),
                ),
                tag(
                    "p",
                    _(
                        "Where there are more than {most} messages, what people say of themselves and the words they "
                        "use are read of whole people drawn by lot, the same each time, until their messages make as "
                        "many.",
                        most=number(MOST),
                    ),
                ),
                classes="help",
            )
        )


def show_gallery(found: Known, quotes: Quotes) -> None:
    """Every persona as a card, side by side."""
    for start in range(0, len(found.cards), _A_ROW):
        columns = st.columns(_A_ROW, gap="small")
        for column, card in zip(columns, found.cards[start : start + _A_ROW], strict=False):
            with column, st.container(border=True, height="stretch", key=f"panel-persona-{card.persona_id}"):
                _show_short(card, sheet_of(card, quotes))


def _show_short(card: Card, sheet: Sheet) -> None:
    with st.container(key=f"card-persona-{card.persona_id}", gap=None):
        size = tag("p", f"{size_said(card)} · {moved(card)}", classes="note")
        _show_head(card.persona_id, 64, tag("h2", card.name), size)
        show(tag("p", card.sentence, classes="persona-sentence"))
        shown = [part for part in sheet.parts if part.lines][:_FIELDS_IN_SHORT]
        show(joined(*(part_of_card(part, lines=2, quotes=0) for part in shown)))
        if sheet.quote:
            show(quote_of(sheet.quote))
        if sheet.unknown:
            names = ", ".join(part.name for part in sheet.unknown)
            show(tag("div", _("Unknown: {names}", names=names), classes="unknown note"))
        st.page_link(PERSONAS.file, label=_("Open the card"), query_params=address.link(persona=card.persona_id))


def show_portrait(persona_id: str, side: int) -> None:
    """The drawn portrait."""
    drawing = base64.b64encode(svg(persona_id).encode()).decode()
    st.image(f"data:image/svg+xml;base64,{drawing}", width=side, alt=_("Drawn portrait"))


def part_of_card(part: Part, lines: int, quotes: int) -> Element:
    """A field: its values as bars with intervals, then quotes; in a dashed outline where it is unknown."""
    if part.question:
        return tag(
            "div",
            tag("h3", f"{part.name}: ", tag("span", _("unknown"), classes="note")),
            tag("p", part.base, classes="note"),
            tag("p", _("Ask the community:"), " ", tag("b", part.question)),
            classes="field unknown",
        )
    return tag(
        "div",
        tag("h3", part.name, " ", tag("span", part.base, classes="note")),
        *(_bar(line) for line in part.lines[:lines]),
        *(quote_of(said) for said in part.quotes[:quotes]),
        *([tag("p", part.mentions, classes="note")] if part.mentions and quotes else []),
        classes="field",
    )


def quote_of(said: Said) -> Element:
    """A quote in serif, with where and when."""
    sign: list[Element | str] = [tag("b", _("Against:"), classes="mood negative"), " "] if said.is_against else []
    return tag(
        "blockquote", *sign, f"«{said.text}» ", tag("span", said.source, classes="note"), classes="quote persona-quote"
    )


def _bar(line: Line) -> Element:
    low, share, high = (round(100 * x) for x in (line.low, line.share, line.high))
    return tag(
        "div",
        tag("span", line.label, classes="bar-label"),
        tag(
            "span",
            tag(
                "span", tag("span", depth=low), tag("span", depth=max(high - low, 1), classes="interval"), classes="row"
            ),
            tag("span", tag("span", depth=min(share, 98)), tag("span", classes="point"), classes="row"),
            classes="track",
            role="img",
            aria_label=line.note,
        ),
        tag("span", percent(line.share), classes="bar-value"),
        classes="bar",
        title=line.note,
    )


def show_miniatures() -> None:
    """Three personas in small for Today: name, one sentence, what moved. Where nobody worked them out yet, the way."""
    if not is_ready():
        if is_under_way():
            show(
                tag(
                    "p",
                    _("The personas of this archive are being worked out: in a minute they are here."),
                    classes="note",
                )
            )
            return
        show(tag("p", _("Nobody has worked out the personas of this archive yet."), classes="note"))
        st.page_link(PERSONAS.file, label=_("Work them out"), query_params=address.link())
        return
    cards = known().cards[:_A_ROW]
    for column, card in zip(st.columns(_A_ROW, gap="small"), cards, strict=False):
        with column, st.container(key=f"card-mini-{card.persona_id}", gap=None):
            _show_head(card.persona_id, 40, tag("b", card.name), tag("div", moved(card), classes="note"))
            show(tag("div", card.sentence, classes="note"))
            st.page_link(PERSONAS.file, label=_("Open the card"), query_params=address.link(persona=card.persona_id))


def _show_head(persona_id: str, side: int, *said: Element) -> None:
    """A portrait with words beside it."""
    left, right = st.columns([1, 5], gap="small", vertical_alignment="center")
    with left:
        show_portrait(persona_id, side)
    with right:
        show(tag("div", *said))
