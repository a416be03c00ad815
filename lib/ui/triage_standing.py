"""Below the bar of triage: priority with its parts, the state in force, tags and notes, and who did what."""

from datetime import UTC

import streamlit as st

from lib import words
from lib.conversations import remarks
from lib.conversations.queue import priority_said
from lib.conversations.triage import subject_id
from lib.storage.audit import acts_on
from lib.ui import session
from lib.ui.markup import Element, show, tag
from lib.ui.queue import Shown
from lib.words import N_, _, ngettext

_VERBS = {
    "take": N_("took it"),
    "assign": N_("assigned it"),
    "snooze": N_("snoozed it"),
    "handle": N_("handled it"),
    "dismiss": N_("saw nothing to do"),
    "open": N_("opened it again"),
    "undo": N_("took the last decision back"),
    "tag": N_("changed its tags"),
    "note": N_("left a note"),
}


def show_standing(shown: Shown, zone: str) -> None:
    """Priority with its parts, the state in force, tags and notes, and who did what."""
    row = shown.opened
    if row is None:
        return
    key = str(row["channel"]), str(row["conversation_id"])
    said: list[Element | str] = [
        tag("p", _("Priority {sum}", sum=priority_said(row, shown.decided.choices.weights.parameters)), classes="note")
    ]
    standing = _state_said(shown, key, zone)
    if standing:
        said.append(tag("p", standing, classes="standing"))
    tags = remarks.tags(session.records()).get(key, [])
    if tags:
        said.append(tag("p", *(tag("span", name, classes="chip") for name in tags)))
    for note in remarks.notes_on(session.records(), *key):
        head = f"{note.made_by}, {words.moment(note.made_at, zone)}"
        said.append(tag("p", tag("span", note.text, classes="own-note"), " ", tag("span", head, classes="note")))
    show(tag("div", *said, classes="triage-standing"))
    _show_history(key, zone)


def _state_said(shown: Shown, key: tuple[str, str], zone: str) -> str:
    decision = shown.decided.decisions.get(key)
    in_force = next((one.in_force for one in shown.decided.standings if one.key == key), None)
    if decision is None or in_force is None:
        return ""
    who = {"person": decision.changed_by, "moment": words.moment(decision.changed_at, zone)}
    if in_force.because == "wrote_again":
        return _("Open again: somebody wrote after {person} had decided on {moment}.", **who)
    if in_force.because == "woke":
        return _("Awake again: {person} had snoozed it on {moment}.", **who)
    if in_force.state == "snoozed" and in_force.snoozed_until:
        return _("Snoozed by {person} until {until}.", **who, until=words.moment(in_force.snoozed_until, zone))
    if in_force.state == "assigned":
        return _("Taken by {owner}, {moment}.", owner=in_force.owner or "", moment=who["moment"])
    if in_force.state == "handled":
        return _("Handled by {person}, {moment}.", **who)
    if in_force.state == "nothing":
        return _("Nothing to do, said {person}, {moment}.", **who)
    return ""


def _show_history(key: tuple[str, str], zone: str) -> None:
    acts = acts_on(session.records(), "conversation", subject_id(*key))
    if acts.empty:
        return
    with st.expander(ngettext("{count} thing was done here", "{count} things were done here", len(acts))):
        for act in acts.head(20).to_dict("records"):
            at = act["made_at"].replace(tzinfo=UTC) if act["made_at"].tzinfo is None else act["made_at"]
            show(
                tag(
                    "p",
                    f"{act['person']} {_(_VERBS.get(act['action'], act['action']))}, {words.moment(at, zone)}",
                    classes="note",
                )
            )
