"""The critique that is open in the inbox: decided with one key; the insight it is likest to is suggested."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.critiques.evidence import Key
from lib.critiques.inbox import link_critiques, mark_critiques, unmark_critiques
from lib.critiques.insights import Insight
from lib.critiques.likeness import Likest, Suggestion
from lib.critiques.theme_registry import move_messages
from lib.critiques.themed_queries import THEMES_OF
from lib.ui import address, session
from lib.ui.acts import attempt
from lib.ui.ask import worked_out
from lib.ui.critiques_data import Board, Themes
from lib.ui.critiques_form import show_form
from lib.ui.critiques_words import Row, meta, words_of
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.words import N_, _, percent

_UNDO = "critiques.undo"
_DONE = {
    "accepted": N_("Accepted. U takes it back."),
    "rejected": N_("Set aside as no critique. U takes it back."),
    "known": N_("Already known. U takes it back."),
    "read": N_("Read. U takes it back."),
}
_SAMPLE = 12


@dataclass(frozen=True)
class Fresh:
    """A batch of critiques to read, and the one that is open."""

    rows: list[dict[str, Any]]
    open: dict[str, Any]


def show_open(chosen: Filter, fresh: Fresh, board: Board, themes: Themes) -> None:
    """Its words, its theme, what can be done with it."""
    row, keys = fresh.open, [key_of(fresh.open)]
    show(tag("div", meta(row, chosen.archive.time_zone), words_of(row), classes="card"))
    placed = worked_out(
        THEMES_OF, decisions=themes.decisions, keys_channels=[row["channel"]], keys_ids=[row["message_id"]]
    )
    theme_id = str(placed.iloc[0].theme_id) if len(placed) else ""
    show(tag("p", _("Theme: {theme}", theme=themes.name(theme_id) or _("none")), classes="note"))
    suggested = _suggested(row, board)
    if suggested:
        insight, found = suggested
        show(
            tag(
                "p",
                _("Like the insight “{claim}” ({share} alike)", claim=insight.claim, share=percent(found.likeness)),
                classes="question",
            )
        )
    with st.container(horizontal=True, key="inbox-acts", gap="small"):
        _button("accepted", _("Accept"), "A", _mark, (keys, "accepted"))
        if suggested:
            _button("link", _("Link to it"), "L", _link, (keys, suggested[0]))
        _button("known", _("Already known"), "K", _mark, (keys, "known"))
        _button("rejected", _("No critique"), "N", _mark, (keys, "rejected"))
        show_undo()
        _button("batch", _("All of these read"), "B", _mark, ([key_of(one) for one in fresh.rows], "read"))
    with st.container(horizontal=True, key="inbox-more", gap="small"):
        _show_links(keys, board)
        _show_themes(keys, theme_id, themes)
    with st.expander(_("New insight from it")):
        aspects = row["aspects"]
        show_form("new", None, theme_id=theme_id, aspect=str(aspects[0]) if len(aspects) else "", messages=keys)


def _show_links(keys: list[Key], board: Board) -> None:
    claims = {insight.insight_id: insight for insight in board.insights}
    if not claims:
        return
    with st.popover(_("Link to an insight"), key="inbox-link"):
        chosen = st.selectbox(
            _("Insight"), list(claims), format_func=lambda key: claims[key].claim, key="critiques.link", index=None
        )
        st.button(
            _("Link"),
            key="critiques.link.do",
            disabled=not chosen,
            on_click=_link,
            args=(keys, claims.get(chosen or "")),
        )


def _show_themes(keys: list[Key], theme_id: str, themes: Themes) -> None:
    with st.popover(_("Move to a theme"), key="inbox-move"):
        others = {key: name for key, name in themes.standing.items() if key != theme_id}
        chosen = st.selectbox(
            _("Theme"), list(others), format_func=lambda key: others[key], key="critiques.move", index=None
        )
        st.button(_("Move"), key="critiques.move.do", disabled=not chosen, on_click=_move, args=(keys, chosen or ""))


def _suggested(row: Row, board: Board) -> tuple[Insight, Suggestion] | None:
    """The insight this critique is likest to, by its claim and the words linked to it."""
    if not board.insights:
        return None
    joined = board.evidence.merge(
        board.messages[["channel", "message_id", "text", "language"]], on=["channel", "message_id"]
    )
    said = {
        str(key): list(zip(rows.text.head(_SAMPLE), rows.language.head(_SAMPLE), strict=True))
        for key, rows in joined.groupby("insight_id")
    }
    groups = [[(insight.claim, None), *said.get(insight.insight_id, [])] for insight in board.insights]
    language = row["language"] if isinstance(row["language"], str) else None
    found = Likest(groups).suggestions([str(row["text"])], [language])[0]
    return (board.insights[found.place], found) if found else None


def key_of(row: Row) -> Key:
    """The key of a critique."""
    return str(row["channel"]), str(row["message_id"])


def show_undo() -> None:
    """What takes the last decision back, where there is one."""
    if st.session_state.get(_UNDO):
        _button("undo", _("Undo"), "U", _undo, ())


def _button(name: str, label: str, shortcut: str, act: Any, args: tuple[Any, ...]) -> None:
    kind: Any = "primary" if name == "accepted" else "tertiary" if name == "batch" else "secondary"
    st.button(label, key=f"inbox.{name}", shortcut=shortcut, type=kind, on_click=act, args=args)


def _mark(keys: list[Key], mark: str) -> None:
    if attempt(mark_critiques, session.records(), session.actor(), keys, mark, done=_(_DONE[mark])):
        st.session_state[_UNDO] = keys
        address.write({"critique": ""})


def _link(keys: list[Key], insight: Insight | None) -> None:
    if insight and attempt(
        link_critiques, session.records(), session.actor(), keys, insight.insight_id, "accepted", done=_("Linked.")
    ):
        address.write({"critique": ""})


def _move(keys: list[Key], theme_id: str) -> None:
    attempt(move_messages, session.records(), session.actor(), keys, theme_id, done=_("Moved, and it stays there."))


def _undo() -> None:
    keys = st.session_state.pop(_UNDO, [])
    attempt(unmark_critiques, session.records(), session.actor(), keys, done=_("Unread again."))
