"""What a client sees: figures, insights that were shared with them, personas. To be read only, and nobody is named.

People are numbered and quoted only where they agreed, by the same form as the client's brief; there are no handles,
no links to originals and no way to a message. What is not shown here is not asked for either.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib import words
from lib.conversations.today import Figures
from lib.critiques.board import size_said
from lib.critiques.insights import STATES, Insight
from lib.critiques.moves import DECISION_NAMES, STATE_NAMES
from lib.critiques.overview import Card, weighted
from lib.personas.cards import Card as PersonaCard
from lib.personas.decisions import quotable
from lib.personas.sheet import Quotes, sheet_of
from lib.reports.form import Form
from lib.ui import session
from lib.ui.critiques_data import Board, board
from lib.ui.markup import Element, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.personas import part_of_card, quote_of, show_portrait
from lib.ui.states import show_empty
from lib.ui.tables import records
from lib.words import _, ngettext, number, percent, signed

_FIRST = STATES.index("shared")
_QUOTES = 3


def shared_insights(found: Board) -> list[Insight]:
    """Those that were shared with the client, or went on from there; the last shared first."""
    shown = [one for one in found.insights if STATES.index(one.state) >= _FIRST and not one.merged_into]
    return sorted(shown, key=lambda one: (one.shared_at or one.changed_at, one.insight_id), reverse=True)


def shared_board() -> Board:
    """The board; what of it is shown is `shared_insights`."""
    return board()


def opening(shown: list[Insight]) -> str:
    """The first sentence of the insights."""
    if not shown:
        return _("No insight was shared with you yet.")
    open_ones = [one for one in shown if not one.decision]
    said = ngettext("{count} insight was shared with you.", "{count} insights were shared with you.", len(shown))
    asks = ngettext("{count} waits for your decision.", "{count} wait for your decision.", len(open_ones))
    return f"{said} {asks}" if open_ones else said


def show_figures(figures: Figures) -> None:
    """Volume, mood and critiques of the period; who waits is for those who answer."""
    net = figures.mood
    usual = (
        _("{change} % against the usual", change=signed(round(100 * figures.change)))
        if figures.change is not None
        else _("no usual to compare with yet")
    )
    between = (
        _("between {low} and {high}", low=signed(net.low), high=signed(net.high))
        if net.is_enough
        else _("too few to say")
    )
    share = percent(figures.critiques / figures.inbound) if figures.inbound else percent(0)
    figures_said = (
        (_("Messages"), number(figures.messages), usual),
        (_("Mood"), signed(net.value) if net.is_enough else "–", between),
        (_("Critiques"), number(figures.critiques), _("{share} of what people wrote", share=share)),
    )
    for column, (label, value, note) in zip(st.columns(3, gap="small"), figures_said, strict=True):
        with column, st.container(border=True, gap=None):
            show(
                tag(
                    "div",
                    tag("div", label, classes="figure-label"),
                    tag("div", value, classes="figure-value"),
                    tag("div", note, classes="figure-note"),
                    classes="figure",
                )
            )


def show_insights(found: Board, shown: list[Insight], form: Form) -> None:
    """Each shared insight: its claim, how many people it rests on, what became of it, the words that may be shown."""
    if not shown:
        show_empty(_("Nothing shared yet"), _("Insights appear here once the community manager shares them with you."))
    messages = found.evidence.merge(found.messages, on=["channel", "message_id"], how="inner")
    for insight in shown:
        with panel(f"shared-{insight.insight_id}", fills=False):
            show(_insight(found.cards[insight.insight_id]))
            mine = messages[messages.insight_id == insight.insight_id]
            for stance, title in (("for", _("What people say")), ("against", _("What speaks against it"))):
                _show_words(title, records(weighted(mine[mine.stance == stance])), form)


def form_of_client() -> Form:
    """How people and their words are shown here."""
    return Form(is_client=True, allowed=quotable(session.records()))


def show_persona(card: PersonaCard, quotes: Quotes, form: Form) -> None:
    """One persona in full, in the client's form."""
    safe: dict[tuple[str, str], Mapping[str, Any]] = {
        key: {**row, "text": form.words(row)} for key, row in quotes.items() if form.words(row) is not None
    }
    sheet = sheet_of(card, safe, client=True, allowed=form.allowed)
    with panel(f"shared-persona-{card.persona_id}", fills=False):
        left, right = st.columns([1, 9], gap="small", vertical_alignment="center")
        with left:
            show_portrait(card.persona_id, 72)
        with right:
            show(tag("div", tag("h2", sheet.name), tag("p", sheet.sentence, classes="persona-sentence")))
        said = [*sheet.figures, *sheet.traits]
        show(tag("dl", *(x for name, text in said for x in (tag("dt", name), tag("dd", text))), classes="traits"))
        parts = [*sheet.parts, *sheet.unknown]
        for start in range(0, len(parts), 2):
            for column, part in zip(st.columns(2, gap="small"), parts[start : start + 2], strict=False):
                with column:
                    show(part_of_card(part, lines=4, quotes=0))
                    for quote in part.quotes:
                        show(quote_of(quote))


def _insight(card: Card) -> Element:
    insight = card.insight
    state = _(STATE_NAMES[insight.state])
    facts = [size_said(card.size), state[:1].upper() + state[1:]]
    if insight.decision:
        facts.append(_(DECISION_NAMES[insight.decision]))
    if insight.acted_on:
        facts.append(_("something was done on {day}", day=words.day(insight.acted_on)))
    asks = [tag("p", _("What we ask of you:"), " ", insight.ask)] if insight.ask else []
    return tag(
        "div",
        tag("p", insight.claim, classes="claim"),
        tag("p", " · ".join(facts), classes="note"),
        *asks,
        classes="insight",
    )


def _show_words(title: str, rows: list[dict[str, Any]], form: Form) -> None:
    if not rows:
        return
    show_title(title, ngettext("{count} message", "{count} messages", len(rows)))
    quoted = [row for row in rows if form.may_quote(row)][:_QUOTES]
    for row in quoted:
        show(
            tag(
                "blockquote",
                f"«{form.words(row, 400)}» ",
                tag("span", form.person(row), classes="note"),
                classes="quote",
            )
        )
    if not quoted:
        show(tag("p", _("Nobody of them agreed yet to be quoted to others."), classes="note"))
