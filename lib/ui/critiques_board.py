"""The insight board: columns are states, cards carry claim, size and the strongest words on both sides; or a table."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from lib import words
from lib.critiques.board import accepted, acted_on, columns, size_said
from lib.critiques.exports import FORMATS, as_bytes, insight_rows
from lib.critiques.insights import STATES, Insight
from lib.critiques.merges import merge_insights, merge_proposals
from lib.critiques.moves import DECISION_NAMES, STATE_NAMES
from lib.critiques.overview import Card, keys_of
from lib.ui import address, session
from lib.ui.acts import do
from lib.ui.critiques_data import Board
from lib.ui.critiques_drag import let_drag, show_move
from lib.ui.critiques_form import show_form
from lib.ui.markup import Element, joined, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.reads import exported
from lib.ui.registry import CRITIQUES
from lib.ui.states import show_empty
from lib.words import _, ngettext

_STEPS = {"accepted": accepted, "acted": acted_on}


def show_board(found: Board) -> None:
    """All insights by state, or as a table; proposals for merging above, export and a new insight below."""
    step = _STEPS.get(address.field("step"))
    shown = step(found.insights) if step else found.insights
    if not found.insights:
        show_empty(
            _("No insight yet"),
            _(
                "An insight is a theme put as a claim, with evidence. "
                "Accept critiques in the inbox, or write one down here."
            ),
        )
        with st.expander(_("New insight"), expanded=True):
            show_form("board", None)
        return
    _show_controls(found, shown)
    _show_proposals(found)
    if address.field("as") == "table":
        _show_table(shown, found)
    else:
        _show_columns(shown, found)
        let_drag(found)
    with st.expander(_("New insight")):
        show_form("board", None)


def _show_controls(found: Board, shown: list[Insight]) -> None:
    is_table = address.field("as") == "table"
    with st.container(horizontal=True, key="board-controls", gap="small", vertical_alignment="center"):
        show(tag("span", ngettext("{count} insight", "{count} insights", len(shown)), classes="note"))
        if address.field("step"):
            st.button(_("Show all"), key="board.all", type="tertiary", on_click=address.write, args=({"step": ""},))
        label = _("As a board") if is_table else _("As a table")
        fields = {"as": "" if is_table else "table"}
        st.button(label, key="board.as", type="tertiary", on_click=address.write, args=(fields,))
        st.space("stretch")
        show_move(shown)
        with st.popover(_("Export insights"), key="board-export", type="tertiary"):
            for kind, media in FORMATS.items():
                st.download_button(
                    kind.upper(),
                    exported(f"insights.{kind}", partial(_exported, shown, found, kind)),
                    file_name=f"insights.{kind}",
                    mime=media,
                    key=f"board.export.{kind}",
                    width="stretch",
                    on_click="ignore",
                )


def _exported(shown: list[Insight], found: Board, kind: str) -> bytes:
    return as_bytes(insight_rows(shown, found.evidence, found.messages), kind)


def _show_proposals(found: Board) -> None:
    """Insights that may be one, with the reason; a person decides."""
    linked = {str(key): set(keys_of(rows)) for key, rows in found.evidence.groupby("insight_id")}
    for place, proposal in enumerate(merge_proposals(found.insights, linked)[:3]):
        with st.container(horizontal=True, key=f"proposal-{place}", vertical_alignment="center", border=True):
            show(
                tag(
                    "p",
                    _(
                        "These may be one insight: “{one}” and “{other}”.",
                        one=proposal.into.claim,
                        other=proposal.away.claim,
                    ),
                    " ",
                    tag("span", proposal.reason, classes="note"),
                )
            )
            st.button(
                _("Merge them"),
                key=f"proposal.{place}",
                on_click=do,
                args=(
                    merge_insights,
                    session.records(),
                    session.actor(),
                    (proposal.into.insight_id, proposal.into.version),
                    (proposal.away.insight_id, proposal.away.version),
                ),
                kwargs={"done": _("Merged into the older one.")},
            )


def _show_columns(shown: list[Insight], found: Board) -> None:
    by_state = columns(shown)
    with st.container(key="board"):
        for place, (state, column) in enumerate(zip(by_state, st.columns(len(by_state), gap="small"), strict=True)):
            with column, st.container(key=f"lane-{place}", gap=None):
                show(
                    tag("h3", f"{_(STATE_NAMES[state])} ", tag("span", str(len(by_state[state]) or ""), classes="note"))
                )
                for insight in by_state[state]:
                    _show_card(found.cards[insight.insight_id])


def _show_card(card: Card) -> None:
    insight = card.insight
    with st.container(key=f"card-insight-{insight.insight_id}", gap=None):
        show(
            tag(
                "div",
                tag("p", insight.claim, classes="claim"),
                tag("p", _facts(card), classes="note"),
                _said(card.strongest, "for"),
                _said(card.against, "against"),
                _missing(card),
                classes="card insight",
            )
        )
        st.page_link(
            CRITIQUES.file,
            label=_("Open the insight"),
            query_params=address.link(view="insights", insight=insight.insight_id, **{"as": address.field("as")}),
        )


def _facts(card: Card) -> str:
    insight = card.insight
    said = [size_said(card.size)]
    if insight.decision:
        said.append(_(DECISION_NAMES[insight.decision]))
    if insight.owner:
        said.append(insight.owner)
    if insight.due:
        said.append(_("due {day}", day=words.short_day(insight.due)))
    return " · ".join(said)


def _said(row: Mapping[str, Any] | None, stance: str) -> Element:
    if row is None:
        return Element("")
    sign = "+ " if stance == "against" else ""
    return tag("blockquote", f"{sign}«{str(row['text']).strip()}»", classes=f"quote stance-{stance}")


def _missing(card: Card) -> Element:
    if not card.erased:
        return Element("")
    said = ngettext("{count} message of it was erased", "{count} messages of it were erased", card.erased)
    return tag("p", said, classes="hint")


def _show_table(shown: list[Insight], found: Board) -> None:
    rows = [
        tag(
            "tr",
            tag("td", tag("b", insight.claim)),
            tag("td", _(STATE_NAMES[insight.state])),
            tag("td", size_said(found.cards[insight.insight_id].size)),
            tag("td", insight.owner),
            tag("td", words.day(insight.due) if insight.due else ""),
        )
        for insight in sorted(shown, key=lambda one: STATES.index(one.state))
    ]
    titles = (_("Claim"), _("State"), _("Size"), _("Owner"), _("Due"))
    with panel("board-table", fills=False):
        show_title(_("All insights"), _("Open one below"))
        show(tag("table", tag("tr", *(tag("th", title) for title in titles)), joined(*rows), classes="rows"))
        claims = {insight.insight_id: insight.claim for insight in shown}
        st.selectbox(
            _("Open an insight"),
            list(claims),
            index=None,
            format_func=lambda key: claims[key],
            key="board.open",
            on_change=address.writes("insight", "board.open", lambda value: str(value or "")),
        )
