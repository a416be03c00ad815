"""One persona in full: who she is, her fields with evidence, who of ours it is, over time, and what to do with it."""

import streamlit as st

from lib import words
from lib.look import channel_name
from lib.personas.cards import Card
from lib.personas.charts import people_by_month
from lib.personas.decisions import notes_on
from lib.personas.sheet import Part, Quotes, Said, sheet_of
from lib.ui import address, session
from lib.ui.markup import Element, joined, show, tag
from lib.ui.panels import panel, show_chart, show_title
from lib.ui.personas import part_of_card, show_portrait
from lib.ui.personas_acts import show_acts
from lib.ui.personas_data import Known, members_of
from lib.ui.personas_export import show_export
from lib.ui.personas_questions import show_questions
from lib.ui.registry import CONVERSATIONS
from lib.words import _, ngettext, percent

_MEMBERS = 12


def show_card(known: Known, card: Card, quotes: Quotes) -> None:
    """The whole card."""
    sheet = sheet_of(card, quotes)
    with st.container(horizontal=True, vertical_alignment="top", key="persona-head"):
        show_portrait(card.persona_id, 96)
        with st.container(gap=None):
            show(tag("div", tag("h2", card.name), tag("p", card.sentence, classes="persona-sentence")))
            said = [*sheet.figures, *sheet.traits]
            show(tag("dl", *(x for name, text in said for x in (tag("dt", name), tag("dd", text))), classes="traits"))
    with st.container(horizontal=True, key="persona-acts", gap="small"):
        show_acts(known, card)
        show_export(card, quotes)
    for start in range(0, len(sheet.parts), 2):
        for column, part in zip(st.columns(2, gap="small"), sheet.parts[start : start + 2], strict=False):
            with column, panel(f"field-{part.code}"):
                _show_part(part)
    show_questions(card, sheet.unknown)
    left, right = st.columns(2, gap="small")
    with left, panel("who"):
        _show_members(card)
    with right, panel("months"):
        show_title(_("Over time"), _("People of this persona who wrote something, by month"))
        show_chart(people_by_month(card.months, session.in_force().look), "persona", alt=_("People by month"))
        _show_notes(card)


def _show_part(part: Part) -> None:
    show(part_of_card(part, lines=5, quotes=0))
    for number_, said in enumerate(part.quotes):
        _show_quote(part, number_, said)
    if part.mentions:
        show(tag("p", part.mentions, classes="note"))


def _show_quote(part: Part, place: int, said: Said) -> None:
    with st.container(key=f"card-quote-{part.code}-{place}", gap=None):
        sign: list[Element | str] = [tag("b", _("Against:"), classes="mood negative"), " "] if said.is_against else []
        show(
            tag(
                "div",
                tag("blockquote", *sign, said.text, classes="quote"),
                tag("div", said.source, classes="meta"),
                classes="card",
            )
        )
        fields = address.link(
            view="list", channel=said.channel, conversation=said.conversation_id, message=said.message_id, period="all"
        )
        st.page_link(CONVERSATIONS.file, label=_("Open the conversation"), query_params=fields)


def _show_members(card: Card) -> None:
    show_title(
        _("Who of ours is this?"),
        _("The most typical first: how likely this persona is for somebody who says and does what they do"),
    )
    rows = [
        tag(
            "tr",
            tag("td", str(row["shown_name"]) or _("somebody")),
            tag("td", channel_name(str(row["channel"]))),
            tag("td", percent(float(row["weight"]))),
            tag("td", ngettext("{count} message", "{count} messages", int(row["messages"]))),
        )
        for row in members_of(card, _MEMBERS)
    ]
    show(tag("table", *rows, classes="rows"))


def _show_notes(card: Card) -> None:
    zone = session.published_workspace().preferences.time_zone
    found = notes_on(session.records(), card.persona_id)
    if not found:
        return
    show_title(_("Notes"))
    for one in found:
        show(
            joined(
                tag("p", one.text),
                tag("p", f"{one.made_by}, {words.moment(one.made_at, zone)}", classes="note"),
            )
        )
