"""Moves on the board itself: a card dragged to another state, moved by Shift with an arrow key, or chosen in a list.

The list says the same for those who cannot drag, and serves the table. A move that asks for more opens the insight.
"""

from pathlib import Path

import streamlit as st

from lib.critiques.drops import drop
from lib.critiques.insights import STATES, Insight
from lib.critiques.moves import STATE_NAMES
from lib.ui import address, keys, session
from lib.ui.acts import attempt
from lib.ui.critiques_data import Board
from lib.ui.markup import show, tag
from lib.words import _

_SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
_DRAGS = st.components.v2.component("earshot_board_drags", html="<span></span>", js=_SCRIPT)
_KEY = "board-drags"


def let_drag(found: Board) -> None:
    """Let the cards that stand on the page be dragged, and moved by keys."""

    def moved() -> None:
        said = getattr(st.session_state.get(_KEY), "moved", None)
        if isinstance(said, dict):
            _move(found.named(str(said.get("insight"))), str(said.get("state")))

    _DRAGS(key=_KEY, data={"states": list(STATES)}, on_moved_change=moved, height=0)


def show_move(shown: list[Insight]) -> None:
    """The list: which insight goes where."""
    with st.popover(_("Move an insight"), key="board-move", type="tertiary"):
        named = {insight.insight_id: insight for insight in shown}
        st.selectbox(
            _("Insight"),
            list(named),
            format_func=lambda key: f"{named[key].claim} ({_(STATE_NAMES[named[key].state])})",
            key="board.move.which",
        )
        st.selectbox(_("To"), list(STATES), format_func=lambda state: _(STATE_NAMES[state]), key="board.move.to")
        st.button(_("Move it"), key="board.move.do", type="primary", on_click=_move_chosen, args=(named,))
        said = _("On the board a card can be dragged; with the focus on it, Shift and an arrow key move it.")
        show(tag("p", said, classes="note"))


def _move_chosen(named: dict[str, Insight]) -> None:
    chosen = named.get(str(st.session_state.get("board.move.which")))
    _move(chosen, str(st.session_state.get("board.move.to")))


def _move(insight: Insight | None, to: str) -> None:
    if insight is None:
        _tell("refused", _("This insight is no longer on the board: look at it as it stands now."))
        return
    outcome: list[str] = []
    given = (session.records(), session.actor(), insight.insight_id, insight.version, to)
    if not attempt(lambda: outcome.append(drop(*given))):
        return
    if outcome == ["asks"]:
        address.write({"view": "insights", "insight": insight.insight_id})
        _tell("done", _("Almost there: say here what “{state}” asks for.", state=_(STATE_NAMES[to])))
    else:
        _tell("done", _("Moved to {state}.", state=_(STATE_NAMES[to])))


def _tell(kind: str, sentence: str) -> None:
    st.session_state[keys.TOLD] = (kind, sentence)
