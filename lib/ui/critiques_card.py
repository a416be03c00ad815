"""One insight: where it stands and where it may go, its evidence and what speaks against it, its history."""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from lib import words
from lib.critiques import queries
from lib.critiques.board import ENOUGH, size_said
from lib.critiques.evidence import link_evidence, unlink_evidence
from lib.critiques.insights import STATES, Insight
from lib.critiques.moves import (
    DECISION_NAMES,
    STATE_NAMES,
    act,
    close_telling,
    decide,
    frame,
    measure,
    next_states,
    share,
    step_back,
)
from lib.critiques.overview import weighted
from lib.critiques.trail import history
from lib.ui import address, session
from lib.ui.acts import attempt, do
from lib.ui.ask import ask
from lib.ui.critiques_challenge import show_challenge
from lib.ui.critiques_data import Board, Themes
from lib.ui.critiques_effect import effect_on, show_effect
from lib.ui.critiques_feedback import show_feedback
from lib.ui.critiques_form import show_form
from lib.ui.critiques_told import show_telling
from lib.ui.critiques_words import show_words
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.tables import records
from lib.ui.team_begin import show_ways
from lib.words import _, ngettext, percent

_SHOWN = 12


def show_insight(chosen: Filter, insight: Insight, found: Board, themes: Themes) -> None:
    """The insight: its way and what can be done at the left, the words at the right."""
    fields = {"insight": "", "step": ""}
    st.button(
        _("Back to the board"),
        key="card.back",
        type="tertiary",
        shortcut="Escape",
        on_click=address.write,
        args=(fields,),
    )
    left, right = st.columns([5, 7], gap="medium")
    with left:
        with panel("insight", fills=False):
            _show_head(insight, found)
            _show_moves(insight, found, themes)
            show_ways(insight=insight.insight_id)
        with st.expander(_("Change what it says")):
            show_form(f"edit-{insight.insight_id}", insight)
        with st.expander(_("Heard in person")):
            show_feedback(insight, found)
        with panel("history", fills=False):
            _show_history(insight, chosen.archive.time_zone)
    with right:
        if insight.state == "framed":
            with panel("challenge", fills=False):
                show_challenge(chosen, insight, found)
        if insight.acted_on:
            with panel("effect", fills=False):
                show_effect(insight, themes)
        telling = next((one for one in found.tellings if one.insight.insight_id == insight.insight_id), None)
        if telling:
            with panel("telling", fills=False):
                show_telling(telling, found)
        with panel("evidence", fills=False):
            _show_evidence(chosen, insight, found)
        with panel("against", fills=False):
            _show_against(chosen, insight, found)


def _show_head(insight: Insight, found: Board) -> None:
    card = found.cards[insight.insight_id]
    show_title(insight.claim, size_said(card.size))
    rows = [
        (_("Ask"), insight.ask),
        (_("Owner"), insight.owner),
        (_("Due"), words.day(insight.due) if insight.due else ""),
        (_("Decision"), _said_decision(insight)),
        (_("Would change our mind"), insight.change_mind),
    ]
    show(tag("div", *(tag("p", tag("span", f"{name}: ", classes="note"), said) for name, said in rows if said)))
    if card.erased:
        said = ngettext(
            "{count} message this rested on was erased; the claim stays.",
            "{count} messages this rested on were erased; the claim stays.",
            card.erased,
        )
        show(tag("p", said, classes="refused"))
    reached = [
        tag(
            "span",
            _(STATE_NAMES[state]),
            classes="way-here" if state == insight.state else "way-past" if insight.reached(state) else "way",
        )
        for state in STATES
    ]
    show(tag("div", *reached, classes="way-line"))


def _said_decision(insight: Insight) -> str:
    if not insight.decision:
        return ""
    said = _(DECISION_NAMES[insight.decision])
    return f"{said} ({insight.decision_reason})" if insight.decision_reason else said


def _show_moves(insight: Insight, found: Board, themes: Themes) -> None:
    """The moves from here, the usual one with the key Enter of its own: M; back with B."""
    store, actor = session.records(), session.actor()
    given = (store, actor, insight.insight_id, insight.version)
    onward = [state for state in next_states(insight) if STATES.index(state) > STATES.index(insight.state)]
    with st.container(horizontal=True, key="card-acts", gap="small"):
        for state in onward:
            if state == "framed":
                _move(_("It is framed"), frame, given)
            elif state == "shared":
                _move(_("Shared with the client"), share, given)
            elif state == "told":
                _move(_("Everybody knows"), close_telling, given)
            elif state == "measured":
                early = effect_on(insight, themes).is_too_early
                _move(_("Effect was looked at"), measure, given, is_too_early=early)
        if onward != next_states(insight):
            label = _("Take the last step back") if insight.state != "decided" else _("Take it up again")
            st.button(label, key="card.back-step", type="tertiary", shortcut="B", on_click=do, args=(step_back, *given))
    if "decided" in onward:
        _show_decision(given)
    if "acted" in onward:
        day = st.date_input(_("Day on which something was done"), datetime.now(UTC).date(), key="card.acted")
        _move(_("Something was done"), act, (*given, day))


def _show_decision(given: tuple[Any, ...]) -> None:
    with st.form("card-decision", border=False):
        st.segmented_control(
            _("The client's decision"),
            list(DECISION_NAMES),
            format_func=lambda code: _(DECISION_NAMES[code]),
            key="card.decision",
            default="accepted",
        )
        st.text_input(_("Reason"), key="card.reason")
        st.form_submit_button(_("Decided"), on_click=_decide, args=(given,))


def _decide(given: tuple[Any, ...]) -> None:
    said = str(st.session_state.get("card.decision") or "")
    attempt(decide, *given, said, str(st.session_state.get("card.reason") or ""), done=_("Decided."))


def _move(label: str, act_: Any, given: tuple[Any, ...], **more: Any) -> None:
    st.button(
        label,
        key=f"card.move.{act_.__name__}",
        type="primary",
        shortcut="M",
        on_click=do,
        args=(act_, *given),
        kwargs={**more, "done": _("Moved.")},
    )


def _show_evidence(chosen: Filter, insight: Insight, found: Board) -> None:
    rows = found.evidence[found.evidence.insight_id == insight.insight_id].merge(
        found.messages, on=["channel", "message_id"]
    )
    for_ = weighted(rows[rows.stance == "for"])
    people = found.cards[insight.insight_id].size.authors
    show_title(
        _("What people said"),
        ngettext("{count} message", "{count} messages", len(for_))
        + ", "
        + ngettext(
            "{count} person; one message of each comes first", "{count} people; one message of each comes first", people
        ),
    )
    if for_.empty:
        show(tag("p", _("No message is linked to it. Link some from the inbox or from a theme."), classes="note"))
    for row in records(for_.head(_SHOWN)):
        with st.container(key=f"linked-{row['place']}", gap=None):
            show_words(row, chosen.archive.time_zone, f"for-{row['place']}")
            _unlink(insight, row)
    if len(for_) > _SHOWN:
        show(tag("p", _("The {count} strongest are shown; the export holds all.", count=_SHOWN), classes="note"))


def _unlink(insight: Insight, row: dict[str, Any]) -> None:
    st.button(
        _("Take away"),
        key=f"card.unlink.{row['stance']}.{row['place']}",
        type="tertiary",
        on_click=do,
        args=(
            unlink_evidence,
            session.records(),
            session.actor(),
            insight.insight_id,
            [(row["channel"], row["message_id"])],
        ),
        kwargs={"done": _("Taken away.")},
    )


def _show_against(chosen: Filter, insight: Insight, found: Board) -> None:
    """What speaks against it: linked by a person, or found: praise of the same, people who disagree, silent groups."""
    show_title(_("What speaks against it"), _("Linked by us, and found by looking for it"))
    linked = found.evidence[found.evidence.insight_id == insight.insight_id]
    rows = linked.merge(found.messages, on=["channel", "message_id"])
    for row in records(weighted(rows[rows.stance == "against"]).head(_SHOWN)):
        show_words(row, chosen.archive.time_zone, f"against-{row['place']}", _("linked"))
        _unlink(insight, row)
    keys = {"channels": list(linked.channel), "ids": list(linked.message_id)}
    disagree = ask(queries.disagreeing_replies, **keys, count=4)
    praise = ask(queries.praise_of_aspect, aspect=insight.aspect, count=4) if insight.aspect else disagree.iloc[:0]
    known = set(linked.message_id)
    for name, frame_, said in (
        ("disagree", disagree, _("disagrees in the same thread")),
        ("praise", praise, _("praises the same")),
    ):
        for row in records(frame_):
            if row["message_id"] in known:
                continue
            show_words(row, chosen.archive.time_zone, f"{name}-{row['place']}", said)
            st.button(
                _("Link as counter-evidence"),
                key=f"card.{name}.{row['place']}",
                type="tertiary",
                on_click=do,
                args=(
                    link_evidence,
                    session.records(),
                    session.actor(),
                    insight.insight_id,
                    [(row["channel"], row["message_id"])],
                    "against",
                ),
                kwargs={"done": _("Linked.")},
            )
    if len(praise):
        first = praise.iloc[0]
        people = ngettext(
            "{count} person praises the same aspect", "{count} people praise the same aspect", int(first.authors)
        )
        show(tag("p", people, classes="note"))
    _show_silent(keys)
    if disagree.empty and praise.empty:
        show(
            tag(
                "p",
                _("Nobody was found who praises the same or disagrees. That is no proof that nobody does."),
                classes="hint",
            )
        )


def _show_silent(keys: dict[str, list[str]]) -> None:
    """Groups in which nobody of many said it."""
    from lib.look import channel_name
    from lib.ui.filters import language_name

    groups = ask(queries.groups_of_authors, **keys)
    silent = groups[(groups.critics == 0) & (groups.authors >= ENOUGH)]
    for row in records(silent.head(4)):
        name = channel_name(row["name"]) if row["kind"] == "channel" else language_name(row["name"])
        said = ngettext("{count} person", "{count} people", int(row["authors"]))
        show(
            tag(
                "p",
                _("Nobody says it in {group}, of {people} who wrote there.", group=name, people=said),
                classes="note",
            )
        )
    loud = (
        groups[groups.critics > 0].assign(share=lambda g: g.critics / g.authors).sort_values("share", ascending=False)
    )
    for row in records(loud.head(1)):
        name = channel_name(row["name"]) if row["kind"] == "channel" else language_name(row["name"])
        show(
            tag(
                "p",
                _("Loudest in {group}: {share} of those who wrote there.", group=name, share=percent(row["share"], 1)),
                classes="note",
            )
        )


def _show_history(insight: Insight, zone: str) -> None:
    show_title(_("History"))
    for done in history(session.records(), insight.insight_id):
        show(tag("p", tag("span", words.moment(done.at, zone), classes="note"), f" {done.person} {done.said}"))
