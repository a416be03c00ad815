"""The hand-off that is read on the page Team: what it says, what may be done with it, what it rests on, its history."""

from collections.abc import Callable
from datetime import UTC
from typing import Any

import streamlit as st

from lib import words
from lib.conversations import queries
from lib.storage.audit import acts_on
from lib.team import handoff_moves
from lib.team.handoff_turns import moves_of, waits_for
from lib.team.handoffs import STATE_NAMES, SUBJECT, HandOff, State, messages_of
from lib.team.people import HAT_SIGNS
from lib.ui import address, session
from lib.ui.acts import attempt, do
from lib.ui.ask import ask
from lib.ui.critiques_words import show_words
from lib.ui.markup import Element, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.registry import CRITIQUES
from lib.ui.tables import records
from lib.ui.team import Team
from lib.ui.team_brief import show_edit
from lib.words import N_, _, ngettext

_SHOWN = 8


_ACTS: dict[State, tuple[str, Callable[..., Any]]] = {
    "sent": (N_("Send it"), handoff_moves.send),
    "accepted": (N_("Take it on"), handoff_moves.accept),
    "draft": (N_("Take it back"), handoff_moves.take_back),
    "closed": (N_("Close it"), handoff_moves.close),
}

_MAIN: dict[State, State] = {"draft": "sent", "sent": "accepted", "answered": "closed", "returned": "sent"}
"""The usual move out of a state: its button is the filled one."""

_VERBS = {
    "write": N_("wrote it"),
    "draft": N_("put it otherwise"),
    "sent": N_("sent it"),
    "accepted": N_("took it on"),
    "answered": N_("answered it"),
    "returned": N_("gave it back"),
    "closed": N_("closed it"),
}


def show_handoff(found: Team, one: HandOff) -> None:
    """The hand-off, what it rests on, and what became of it so far."""
    with panel("handoff", fills=False):
        show_title(one.claim, way_of(found, one))
        show(standing_of(found, one))
        if one.ask:
            show(tag("p", tag("b", _("Ask") + ": "), one.ask, classes="question"))
        if one.answer:
            is_back = one.state == "returned"
            label = _("Why it came back") if is_back else _("The answer")
            show(tag("p", tag("b", f"{label}: "), one.answer, classes="refused" if is_back else "moment"))
        _show_acts(found, one)
    with panel("handoff-evidence", fills=False):
        _show_evidence(found, one)
    with panel("handoff-history", fills=False):
        _show_history(found, one)


def way_of(found: Team, one: HandOff) -> str:
    """Anna (CM) → Bruno (SMM)."""
    start = f"{found.name(one.from_person)} ({_(HAT_SIGNS[one.from_hat])})"
    end = f"{found.name(one.to_person)} ({_(HAT_SIGNS[one.to_hat])})" if one.to_person else _("nobody yet")
    return f"{start} → {end}"


def standing_of(found: Team, one: HandOff) -> Element:
    """The state, and until when; red where the day has passed."""
    said = _(STATE_NAMES[one.state])
    if one.is_owed(found.today) and one.due:
        late = _("overdue since {day}", day=words.short_day(one.due))
        return tag("div", f"{said} · ", tag("span", late, classes="burning"), classes="reasons")
    if one.due and one.state != "closed":
        said += " · " + _("until {day}", day=words.short_day(one.due))
    return tag("div", said, classes="reasons")


def _show_acts(found: Team, one: HandOff) -> None:
    may = moves_of(one, found.me)
    if "answered" in may:
        _show_words_of(one, "answered", _("Your answer"), _("What was done, or why it cannot be"))
    with st.container(horizontal=True, key="handoff-acts", gap="small", vertical_alignment="center"):
        for state in may:
            if state in _ACTS and state != one.state:
                _show_act(one, state)
            elif state == "answered":
                _show_saying(one, state, _("Answer"), handoff_moves.answer)
        if "returned" in may:
            with st.popover(_("Give it back"), key="handoff-back"):
                _show_words_of(one, "returned", _("Why it comes back"), _("What is missing, or why it is not for you"))
                _show_saying(one, "returned", _("Give it back"), handoff_moves.give_back)
    if one.state in ("draft", "returned") and "draft" in may:
        with st.expander(_("Change what it says"), expanded=one.state == "draft" and not one.to_person):
            show_edit(found, one)
    if one.state != "closed" and set(may) <= {"draft"}:
        waits = found.name(one.to_person if one.state in ("sent", "accepted") else one.from_person)
        show(tag("p", waits_for(one, found.me, waits), classes="hint"))


def _show_act(one: HandOff, state: State) -> None:
    label, act = _ACTS[state]
    if (one.state, state) == ("answered", "sent"):
        label = N_("Ask again")
    if state == "draft" and one.state == "returned":
        return  # saving it in other words does that
    is_main = _MAIN.get(one.state) == state
    st.button(
        _(label),
        key=f"handoff.{state}.{one.handoff_id}",
        type="primary" if is_main else "secondary",
        on_click=do,
        args=(act, session.records(), session.actor(), one.handoff_id, one.version),
    )


def _show_words_of(one: HandOff, state: State, label: str, placeholder: str) -> None:
    key = _words_key(one, state)
    st.text_area(label, key=key, height=80, max_chars=handoff_moves.LONGEST, placeholder=placeholder)


def _show_saying(one: HandOff, state: State, label: str, act: Callable[..., Any]) -> None:
    st.button(
        label,
        key=f"handoff.{state}.{one.handoff_id}",
        type="primary",
        on_click=_say,
        args=(act, one, _words_key(one, state)),
    )


def _words_key(one: HandOff, state: State) -> str:
    return f"handoff.words.{state}.{one.handoff_id}"


def _say(act: Callable[..., Any], one: HandOff, key: str) -> None:
    text = str(st.session_state.get(key) or "")
    if attempt(act, session.records(), session.actor(), one.handoff_id, one.version, text):
        st.session_state[key] = ""


def _show_evidence(found: Team, one: HandOff) -> None:
    keys = messages_of(session.records(), one.handoff_id)
    asked = {"channels": [c for c, _id in keys], "ids": [i for _channel, i in keys]}
    rows = records(ask(queries.messages_by_key, **asked)) if keys else []
    show_title(ngettext("It rests on {count} message", "It rests on {count} messages", len(rows)))
    for row in rows[:_SHOWN]:
        show_words(row, found.zone, f"handoff-{row['place']}", short=True)
    if len(rows) > _SHOWN:
        more = len(rows) - _SHOWN
        show(tag("p", ngettext("and {count} more", "and {count} more", more), classes="note"))
    erased = one.linked - len(rows)
    if erased > 0:
        said = ngettext(
            "{count} message this rested on was erased; the claim stays.",
            "{count} messages this rested on were erased; the claim stays.",
            erased,
        )
        show(tag("p", said, classes="refused"))
    if one.insight_id:
        fields = address.link(view="insights", insight=one.insight_id)
        st.page_link(CRITIQUES.file, label=_("Open the insight"), icon=":material/lightbulb:", query_params=fields)


def _show_history(found: Team, one: HandOff) -> None:
    acts = records(acts_on(session.records(), SUBJECT, one.handoff_id))
    show_title(_("History"))
    for act in acts:
        said = f"{found.name(act['person'])} ({_(HAT_SIGNS[act['hat']])}) {_(_VERBS.get(act['action'], act['action']))}"
        at = act["made_at"].replace(tzinfo=UTC) if act["made_at"].tzinfo is None else act["made_at"]
        show(tag("p", said, tag("span", f" · {words.moment(at, found.zone)}", classes="note")))
