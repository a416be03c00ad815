"""What a persona leaves unknown, as a question to the community: a click puts it among the ideas of Editorial, once."""

import streamlit as st

from lib.editorial.idea import Idea, ideas
from lib.editorial.ideas import propose
from lib.editorial.proposals import Proposal, from_persona, still_new
from lib.personas.cards import Card
from lib.personas.sheet import Part
from lib.ui import address, session
from lib.ui.acts import attempt
from lib.ui.markup import show, tag
from lib.ui.personas import part_of_card
from lib.ui.registry import EDITORIAL
from lib.words import _


def show_questions(card: Card, unknown: tuple[Part, ...]) -> None:
    """The unknown fields two by two, each with its question and the way among the ideas."""
    if not unknown:
        return
    standing = ideas(session.records())
    for start in range(0, len(unknown), 2):
        for column, part in zip(st.columns(2, gap="small"), unknown[start : start + 2], strict=False):
            with column, st.container(key=f"question-{part.code}", gap="small"):
                show(part_of_card(part, 0, 0))
                _show_way(card, part, standing)


def _show_way(card: Card, part: Part, standing: list[Idea]) -> None:
    proposal = from_persona(card.persona_id, card.name, part.code, part.name, part.question)
    if still_new([proposal], standing):
        st.button(
            _("Put the question among the ideas"),
            key=f"persona.question.{part.code}",
            icon=":material/lightbulb:",
            on_click=_put,
            args=(proposal,),
        )
        return
    show(tag("p", _("This question was put among the ideas."), classes="note"))
    st.page_link(EDITORIAL.file, label=_("Open the ideas"), query_params=address.link(view="ideas"))


def _put(proposal: Proposal) -> None:
    """As an idea, unless somebody else just did: it is looked at again at the moment of the click."""
    records = session.records()
    if still_new([proposal], ideas(records)):
        sketch = proposal.sketch(proposal.sentence, proposal.hat)
        attempt(propose, records, session.actor(), sketch, done=_("It stands among the ideas."))
