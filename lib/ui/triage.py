"""The bar above the reader: what can be decided about the conversation (or all that are ticked), each with its key.

A decision carries the version that was on the screen; where somebody was faster, the sentence says who, and nothing
is changed.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from lib import words
from lib.conversations import remarks
from lib.conversations.queue import priority_said, snooze_times
from lib.conversations.triage import Seen, Wish, decide, subject_id, undo
from lib.storage.audit import acts_on
from lib.ui import address, keys, session
from lib.ui.acts import attempt
from lib.ui.markup import Element, show, tag
from lib.ui.queue import Shown, clear_picks
from lib.ui.queue_filters import OPENED, state_in_view
from lib.words import N_, _, ngettext

_DONE = {
    "assigned": N_("Taken. U takes it back."),
    "snoozed": N_("Snoozed. U takes it back."),
    "handled": N_("Handled. U takes it back."),
    "nothing": N_("Nothing to do. U takes it back."),
    "open": N_("Open again. U takes it back."),
}
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
_WAKES = {
    "hours": N_("In four hours"),
    "tomorrow": N_("Tomorrow morning"),
    "monday": N_("Next Monday"),
    "week": N_("In a week"),
}


def show_bar(shown: Shown, zone: str) -> None:
    """The buttons, then the state of the conversation that is read and why it stands where it stands."""
    if shown.opened is None:
        with st.container(horizontal=True, key="triage", gap="small"):
            _button("undo", _("Undo"), "U", _undo, ())
        return
    rows = shown.picked or [shown.opened]
    targets = shown.seen(rows)
    following = None if shown.picked else shown.beside(1) or shown.beside(-1)
    me, times = session.actor().person, snooze_times(datetime.now(UTC), zone)
    with st.container(horizontal=True, key="triage", gap="small", vertical_alignment="center"):
        _button("mine", _("Mine"), "M", _decide, (targets, Wish("assigned", owner=me), None))
        _button("handled", _("Handled"), "H", _decide, (targets, Wish("handled"), following))
        wish = Wish("snoozed", snoozed_until=times["tomorrow"])
        _button("snooze", _("Tomorrow"), "S", _decide, (targets, wish, following))
        _button("nothing", _("Nothing to do"), "N", _decide, (targets, Wish("nothing"), following))
        _button("undo", _("Undo"), "U", _undo, ())
        _show_more(shown, targets, following, times)
        st.space("stretch")
        _button("previous", _("Previous"), "K", _open, (shown.beside(-1),))
        _button("next", _("Next"), "J", _open, (shown.beside(1),))
    _show_standing(shown, zone)


def _button(name: str, label: str, shortcut: str, act: Any, args: tuple[Any, ...]) -> None:
    is_step = name in ("previous", "next")
    st.button(
        label,
        key=f"triage.{name}",
        shortcut=shortcut,
        type="tertiary" if is_step or name == "undo" else "secondary",
        disabled=is_step and args[0] is None,
        on_click=act,
        args=args,
    )


def _decide(targets: tuple[Seen, ...], wish: Wish, following: Mapping[str, Any] | None) -> None:
    if not attempt(decide, session.records(), session.actor(), targets, wish, done=_(_DONE[wish.state])):
        return
    clear_picks()
    if wish.state != "assigned" and state_in_view() != "all":
        _open(following)


def _undo() -> None:
    attempt(_take_back)


def _take_back() -> None:
    count = undo(session.records(), session.actor())
    said = ngettext("{count} conversation is as it was.", "{count} conversations are as they were.", count)
    st.session_state[keys.TOLD] = ("done", said if count else _("There is nothing to take back."))


def _open(row: Mapping[str, Any] | None) -> None:
    fields = dict.fromkeys(OPENED, "")
    if row is not None:
        fields |= {"channel": row["channel"], "conversation": row["conversation_id"], "message": row["message_id"]}
    address.write({"view": "queue", **fields})


def _show_more(
    shown: Shown, targets: tuple[Seen, ...], following: Mapping[str, Any] | None, times: dict[str, datetime]
) -> None:
    """Whom to give it to, other times to wake, tags, notes and history."""
    opened = shown.opened
    if opened is None:
        return
    me = session.actor().person
    with st.popover(_("More"), key="triage-more"):
        others = [name for name in shown.decided.people if name != me]
        given = st.selectbox(
            _("Give it to"),
            others,
            index=None,
            key="triage.owner",
            accept_new_options=True,
            placeholder=_("A colleague"),
        )
        owner = " ".join(str(given or "").split())[:80]
        wish = Wish("assigned", owner=owner)
        st.button(_("Assign"), key="triage.assign", disabled=not owner, on_click=_decide, args=(targets, wish, None))
        with st.container(horizontal=True, gap="small"):
            for code, label in _WAKES.items():
                later = Wish("snoozed", snoozed_until=times[code])
                st.button(
                    _(label),
                    key=f"triage.wake.{code}",
                    type="tertiary",
                    on_click=_decide,
                    args=(targets, later, following),
                )
        st.button(_("Open again"), key="triage.open", on_click=_decide, args=(targets, Wish("open"), None))
        _show_tags(targets)
        if not shown.picked:
            _show_notes(opened)


def _show_tags(targets: tuple[Seen, ...]) -> None:
    known = remarks.tags(session.records())
    names = [(one.channel, one.conversation_id) for one in targets]
    every = sorted({tag_ for given in known.values() for tag_ in given})
    key = f"triage.tags.{names[0]}.{len(names)}"
    st.multiselect(
        _("Tags"),
        every,
        default=known.get(names[0], []) if len(names) == 1 else [],
        key=key,
        accept_new_options=True,
        placeholder=_("Choose or write tags"),
        on_change=_tag,
        args=(names, key),
    )


def _tag(names: list[tuple[str, str]], key: str) -> None:
    wanted = [str(value) for value in st.session_state[key]]
    if len(names) == 1:
        remarks.set_tags(session.records(), session.actor(), names, wanted)
        return
    for value in wanted:
        remarks.add_tag(session.records(), session.actor(), names, value)


def _show_notes(row: Mapping[str, Any]) -> None:
    with st.form("triage.note-form", border=False, clear_on_submit=True):
        st.text_area(_("A note for your colleagues"), key="triage.note", max_chars=remarks.LONGEST_NOTE, height=80)
        st.form_submit_button(_("Keep the note"), on_click=_note, args=(row,))


def _note(row: Mapping[str, Any]) -> None:
    author = None if pd.isna(row["author_id"]) else str(row["author_id"])
    where = str(row["channel"]), str(row["conversation_id"])
    attempt(remarks.note_down, session.records(), session.actor(), *where, st.session_state["triage.note"], author)


def _show_standing(shown: Shown, zone: str) -> None:
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
