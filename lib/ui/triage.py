"""The bar above the reader: what can be decided about the conversation (or all that are ticked), each with its key.

A decision carries the version that was on the screen; where somebody was faster, the sentence says who, and nothing
is changed.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from lib.conversations.queue import snooze_times
from lib.conversations.triage import Seen, Wish, decide, undo
from lib.ui import address, keys, session
from lib.ui.acts import attempt
from lib.ui.queue import Shown, clear_picks
from lib.ui.queue_filters import OPENED, state_in_view
from lib.ui.triage_remarks import show_notes, show_tags
from lib.ui.triage_standing import show_standing
from lib.words import N_, _, ngettext

_DONE = {
    "assigned": N_("Taken. U takes it back."),
    "snoozed": N_("Snoozed. U takes it back."),
    "handled": N_("Handled. U takes it back."),
    "nothing": N_("Nothing to do. U takes it back."),
    "open": N_("Open again. U takes it back."),
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
    show_standing(shown, zone)


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
        show_tags(targets)
        if not shown.picked:
            show_notes(opened)
