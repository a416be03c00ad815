"""Writing a hand-off: one claim, what it rests on, one ask, until when, and to whom."""

from typing import Any

import streamlit as st

from lib.conversations import queries
from lib.critiques.evidence import evidence
from lib.critiques.insights import insights
from lib.look import channel_name
from lib.storage.audit import Hat
from lib.storage.records import Records
from lib.team.handoff_briefs import LONGEST_CLAIM, edit_brief, write_brief
from lib.team.handoff_moves import LONGEST, send
from lib.team.handoffs import Brief, HandOff, Key, Origin
from lib.team.people import HAT_SIGNS, hats_of
from lib.ui import address, session
from lib.ui.acts import attempt
from lib.ui.ask import ask
from lib.ui.critiques_words import words_of
from lib.ui.markup import markdown_text, show, tag
from lib.ui.panels import show_title
from lib.ui.rows import author
from lib.ui.tables import records
from lib.ui.team import OPENED, Team
from lib.words import _, ngettext

_OFFERED = 8
"""Newest messages of a conversation that are offered as what a brief rests on."""


def show_new(found: Team) -> None:
    """A new hand-off, begun here, from a conversation or from an insight, as the address says."""
    show_title(_("New hand-off"), _("One claim, what it rests on, one ask: nothing leaves without an addressee"))
    origin, claim, wish, rows, chosen = _begun()
    offered = {(str(row["channel"]), str(row["message_id"])): row for row in rows}
    key = "brief.new." + (origin.conversation_id or origin.insight_id or "here")
    with st.form(key, border=False):
        _show_fields(found, key, Brief(claim, wish, "", "smm" if found.me.hat == "cm" else "cm"))
        if offered:
            show(tag("h3", _("It rests on")))
        for place, (message, row) in enumerate(offered.items()):
            st.checkbox(
                _("Message by {name} on {channel}", name=markdown_text(author(row)), channel=channel_name(message[0])),
                message in chosen,
                key=f"{key}.message.{place}",
            )
            show(words_of(row, short=True))
        count = len(chosen) if not offered else 0
        if count:
            show(tag("p", ngettext("It rests on {count} message.", "It rests on {count} messages.", count)))
        with st.container(horizontal=True, gap="small"):
            given = (key, origin, list(offered), [] if offered else chosen)
            st.form_submit_button(_("Send it"), type="primary", on_click=_submit, args=(*given, True))
            st.form_submit_button(_("Keep as a draft"), on_click=_submit, args=(*given, False))


def show_edit(found: Team, one: HandOff) -> None:
    """Put a draft, or what came back, otherwise."""
    key = f"brief.{one.handoff_id}.{one.version}"
    with st.form(key, border=False):
        _show_fields(found, key, Brief(one.claim, one.ask, one.to_person, one.to_hat, one.due))
        st.form_submit_button(_("Save"), on_click=_save, args=(key, one))


def _begun() -> tuple[Origin, str, str, list[dict[str, Any]], list[Key]]:
    """What it is begun from: origin, claim, ask, messages to choose from, and those chosen already."""
    channel, conversation_id = address.field("channel"), address.field("conversation")
    insight_id = address.field("insight")
    if channel and conversation_id:
        found = ask(queries.thread_messages, channel=channel, conversation_id=conversation_id, ids=None)
        theirs = records(found[~found.is_brand.astype(bool)])
        opened = address.field("message")
        shown = [row for row in theirs if row["message_id"] == opened] or theirs[-1:]
        chosen = [(channel, str(row["message_id"])) for row in shown]
        near = theirs[-_OFFERED:]
        rows = near if all(row in near for row in shown) else [*shown, *near[1:]]
        return Origin(channel, conversation_id), "", "", rows, chosen
    insight = next((one for one in insights(session.records()) if one.insight_id == insight_id), None)
    if insight is not None:
        linked = evidence(session.records(), insight_id)
        speaking = linked[linked.stance == "for"]
        keys = [(str(c), str(m)) for c, m in zip(speaking.channel, speaking.message_id, strict=True)]
        return Origin(insight_id=insight_id), insight.claim, insight.ask, [], keys
    return Origin(), "", "", [], []


def _show_fields(found: Team, key: str, brief: Brief) -> None:
    st.text_area(
        _("Claim, in one sentence"),
        brief.claim,
        max_chars=LONGEST_CLAIM,
        height=68,
        key=f"{key}.claim",
        placeholder=_("Readers have asked for the audiobook all week, and nobody told them the date."),
    )
    st.text_area(_("What you ask for"), brief.ask, max_chars=LONGEST, height=68, key=f"{key}.ask")
    left, right = st.columns(2)
    people = addressees(found)
    said = (brief.to_person, brief.to_hat)
    left.selectbox(
        _("To whom"),
        people,
        index=people.index(said) if said in people else None,
        format_func=lambda one: f"{found.name(one[0])} ({_(HAT_SIGNS[one[1]])})",
        key=f"{key}.to",
        placeholder=_("Choose"),
        help=_("Members of this workspace in each of their hats; you yourself in another hat."),
    )
    right.date_input(_("Due"), brief.due, key=f"{key}.due")


def addressees(found: Team) -> list[tuple[str, Hat]]:
    """Everybody to whom something can be handed, in each hat: colleagues first, then oneself in another hat."""
    others = [m for m in found.members if m.is_active and m.person != found.me.person]
    own = hats_of(found.members, found.me.person)
    pairs = [(m.person, hat) for m in others for hat in m.roles if hat != "client"]
    return [*pairs, *((found.me.person, hat) for hat in own if hat not in (found.me.hat, "client"))]


def _brief(key: str) -> Brief:
    state = st.session_state
    nobody: tuple[str, Hat] = ("", "smm")
    person, hat = state.get(f"{key}.to") or nobody
    return Brief(
        str(state.get(f"{key}.claim") or ""), str(state.get(f"{key}.ask") or ""), person, hat, state.get(f"{key}.due")
    )


def _submit(key: str, origin: Origin, offered: list[Key], fixed: list[Key], is_sent: bool) -> None:
    ticked = [message for place, message in enumerate(offered) if st.session_state.get(f"{key}.message.{place}")]
    done = _("Sent.") if is_sent else _("Kept as a draft.")
    attempt(_hand_over, session.records(), key, origin, ticked or fixed, is_sent, done=done)


def _hand_over(store: Records, key: str, origin: Origin, messages: list[Key], is_sent: bool) -> None:
    """Write it down, and send it where it may go; a draft that may not stays one."""
    me = session.actor()
    made = write_brief(store, me, _brief(key), messages, origin)
    address.write({**dict.fromkeys(OPENED, ""), "view": "handoffs", "handoff": made.handoff_id})
    if is_sent:
        send(store, me, made.handoff_id, made.version)


def _save(key: str, one: HandOff) -> None:
    attempt(
        edit_brief,
        session.records(),
        session.actor(),
        one.handoff_id,
        one.version,
        _brief(key),
        done=_("Saved."),
    )
