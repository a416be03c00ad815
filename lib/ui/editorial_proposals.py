"""Proposed ideas: gathered from questions, talk, personas, praise and critiques; taken with one's own sentence."""

from functools import partial

import streamlit as st

from lib import words
from lib.conversations import queries as talk
from lib.conversations.lively import CANDIDATES, to_read
from lib.conversations.passion import liveliness_by_conversation, worth_kindling
from lib.editorial import queries
from lib.editorial.idea import LONGEST, Idea, Origin
from lib.editorial.ideas import drop_at_once, propose
from lib.editorial.proposals import ORIGIN_NAMES, Proposal, from_passion, from_persona, from_topics, in_turn, still_new
from lib.look import channel_name
from lib.relationships.reasons import in_sentence
from lib.ui import address, personas_data, session
from lib.ui.acts import attempt
from lib.ui.ask import ask
from lib.ui.filters import Filter
from lib.ui.labels import taxonomy_in_force
from lib.ui.markup import show, tag
from lib.ui.panels import show_title
from lib.ui.registry import CONVERSATIONS
from lib.ui.rows import author, quote
from lib.ui.states import show_empty
from lib.words import N_, _

DOERS = {"cm": N_("community manager"), "smm": N_("social media manager")}
_TOPICS: tuple[Origin, ...] = ("question", "critique", "praise")
_EACH = 3


def gathered(chosen: Filter, ideas: list[Idea]) -> list[Proposal]:
    """What the period suggests and nobody took yet: a few of each origin, in turn, so that none hides the others."""
    names = {code: in_sentence(one.name(words.language())) for code, one in taxonomy_in_force().by_id.items()}
    topics = [
        from_topics(which, ask(queries.topics, which=which, **chosen.params).to_dict("records"), names)
        for which in _TOPICS
    ]
    return in_turn([still_new(found, ideas)[:_EACH] for found in (*topics, _passions(chosen), _unknowns())])


def _passions(chosen: Filter) -> list[Proposal]:
    messages = ask(talk.lively_messages, **to_read(ask(talk.liveliest, **chosen.params, count=CANDIDATES)))
    kinds = liveliness_by_conversation(messages)
    found = []
    for channel, conversation in worth_kindling(kinds)[: 3 * _EACH]:
        rows = messages[(messages.channel == channel) & (messages.conversation_id == conversation)]
        theirs = rows[~rows.is_brand.astype(bool)]
        sources = [(channel, str(one)) for one in theirs.message_id.head(50)]
        found.append(from_passion(channel, channel_name(channel), kinds[channel, conversation].authors, sources))
    return found


def _unknowns() -> list[Proposal]:
    """Only where personas were worked out already: nobody waits here for them."""
    if not personas_data.is_ready():
        return []
    return [
        from_persona(card.persona_id, card.name, field.code, field.name, field.question)
        for card in personas_data.known().cards
        for field in card.fields
        if field.is_unknown and field.question
    ]


def show_proposals(chosen: Filter, ideas: list[Idea]) -> None:
    """Each with why and its strongest words; a click opens the form in which it becomes an idea."""
    found = gathered(chosen, ideas)
    show_title(
        _("What people suggest without knowing it"),
        _("from questions without an answer, talk, praise, critiques of the period, and what personas leave unknown"),
    )
    if not found:
        show_empty(
            _("Nothing to propose in this period"),
            _("Under three people said the same, and nobody asked in vain. Choose a longer period."),
        )
        return
    first = [one.sources[0] for one in found if one.sources]
    said = ask(talk.messages_by_key, channels=[c for c, _m in first], ids=[m for _c, m in first]) if first else None
    quotes = {} if said is None else {(row["channel"], row["message_id"]): row for row in said.to_dict("records")}
    for place, proposal in enumerate(found):
        _show_proposal(proposal, place, quotes.get(proposal.sources[0]) if proposal.sources else None)


def _show_proposal(proposal: Proposal, place: int, said: dict[str, object] | None) -> None:
    with st.container(key=f"proposed-{place}", gap=None):
        show(
            tag(
                "div",
                tag("div", _(ORIGIN_NAMES[proposal.origin]), " · ", proposal.why, classes="meta"),
                tag("p", proposal.sentence, classes="claim"),
                *([quote(said["text"]), tag("div", author(said), classes="note")] if said else []),
                classes="card",
            )
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.popover(_("Take it"), key=f"proposed.take.{place}"):
                _show_form(proposal, place)
            st.button(
                _("Not for us"),
                key=f"proposed.drop.{place}",
                type="tertiary",
                on_click=_turn_down,
                args=(proposal,),
            )
            if said:
                st.page_link(
                    CONVERSATIONS.file,
                    label=_("Open the message"),
                    query_params=address.link(
                        view="list",
                        channel=str(said["channel"]),
                        conversation=str(said["conversation_id"]),
                        message=str(said["message_id"]),
                    ),
                )


def _show_form(proposal: Proposal, place: int) -> None:
    with st.form(f"proposed-form-{place}", border=False):
        key = f"proposed.sentence.{place}.{proposal.origin}.{proposal.key}"
        st.text_area(_("What we would publish"), proposal.sentence, max_chars=LONGEST, height=90, key=key)
        doers = list(DOERS)
        hat = f"proposed.hat.{place}.{proposal.origin}"
        st.segmented_control(
            _("Who does it"),
            doers,
            default=proposal.hat,
            format_func=lambda code: _(DOERS[code]),
            key=hat,
            required=True,
        )
        st.form_submit_button(_("Put it among the ideas"), type="primary", on_click=partial(_take, proposal, key, hat))


def _take(proposal: Proposal, sentence: str, hat: str) -> None:
    said, doer = str(st.session_state.get(sentence) or ""), str(st.session_state.get(hat) or proposal.hat)
    sketch = proposal.sketch(said, "smm" if doer == "smm" else "cm")
    attempt(propose, session.records(), session.actor(), sketch, done=_("It stands among the ideas."))


def _turn_down(proposal: Proposal) -> None:
    """Kept as a dropped idea, so that it does not come back, and can be taken up again."""
    attempt(
        drop_at_once,
        session.records(),
        session.actor(),
        proposal.sketch(proposal.sentence, proposal.hat),
        done=_("Not proposed again. It lies among the dropped ideas."),
    )
