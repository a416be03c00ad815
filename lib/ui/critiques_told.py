"""Told: for each insight who spoke, who knows, who is still to be told, with a draft in their language."""

from typing import Any

import streamlit as st

from lib import words
from lib.critiques import queries
from lib.critiques.counters import PEOPLE_TOLD
from lib.critiques.letters import draft
from lib.critiques.overview import Telling
from lib.critiques.told import returns, tell
from lib.look import channel_name
from lib.ui import session
from lib.ui.acts import do
from lib.ui.ask import ask, worked_out
from lib.ui.critiques_data import Board
from lib.ui.markup import show, tag
from lib.ui.panels import show_title
from lib.ui.rows import author
from lib.ui.tables import records
from lib.words import _, ngettext, number, percent

_SHOWN = 5


def show_telling(telling: Telling, found: Board) -> None:
    """Who is in it, who was told, and drafts for those who were not."""
    insight = telling.insight
    total, left = len(telling.people), len(telling.to_tell)
    show_title(
        ngettext("{count} person is still to be told", "{count} people are still to be told", left),
        _("{claim} {told} of {all} know.", claim=insight.claim, told=number(total - left), all=number(total)),
    )
    if insight.linked > len(found.evidence[found.evidence.insight_id == insight.insight_id]):
        show(tag("p", _("Some of its people were forgotten: nobody can tell them, and nobody should."), classes="hint"))
    if not left:
        return
    people = records(worked_out(PEOPLE_TOLD, author_ids=list(telling.to_tell)))
    for row in people[:_SHOWN]:
        _show_person(telling, row)
    if left > _SHOWN:
        st.button(
            _("All of them were told"),
            key=f"told.all.{insight.insight_id}",
            type="tertiary",
            on_click=do,
            args=(tell, session.records(), session.actor(), insight.insight_id, list(telling.to_tell)),
            kwargs={"done": _("Written down.")},
        )


def _show_person(telling: Telling, row: dict[str, Any]) -> None:
    insight = telling.insight
    outcome: Any = "declined" if insight.decision == "declined" else "acted"
    done = insight.decision_reason if outcome == "declined" else insight.ask
    day = insight.acted_on or (insight.decided_at or insight.changed_at).date()
    name = author(row)
    language = row["language"] if isinstance(row["language"], str) else None
    formality = row["formality"] if isinstance(row["formality"], str) else None
    said = draft(name, language, formality, outcome, insight.claim, done, day)
    with st.container(key=f"told-{insight.insight_id}-{row['place']}", horizontal=True, vertical_alignment="center"):
        show(tag("span", f"{name}, {channel_name(str(row['channel']))}"))
        with st.popover(_("Draft"), key=f"told-draft-{insight.insight_id}-{row['place']}"):
            st.code(said, language=None, wrap_lines=True)
        st.button(
            _("Told"),
            key=f"told.do.{insight.insight_id}.{row['place']}",
            on_click=do,
            args=(tell, session.records(), session.actor(), insight.insight_id, [str(row["author_id"])]),
            kwargs={"done": _("Written down.")},
        )


def show_returns(found: Board) -> None:
    """Whether those who were told came back."""
    people = sorted(set(found.told.author_id))
    seen = ask(queries.people_seen, author_ids=people)
    rate = returns(found.told, seen)
    show_title(_("Did they come back?"), _("Critics who wrote again after they were told"))
    if not rate.told:
        show(tag("p", _("Nobody was told yet."), classes="note"))
        return
    said = _(
        "{returned} of {told} ({low} to {high})",
        returned=number(rate.returned),
        told=number(rate.told),
        low=percent(rate.low),
        high=percent(rate.high),
    )
    show(tag("p", tag("b", said)))
    last = found.told.told_at.max()
    show(tag("p", _("Last told on {day}.", day=words.day(last.date())), classes="note"))
