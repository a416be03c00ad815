"""The inbox: critiques nobody has read, in batches, decided with one key each; insights suggested by likeness."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.critiques import queries
from lib.critiques.evidence import Key
from lib.critiques.inbox import link_critiques, mark_critiques, marks_of, unmark_critiques
from lib.critiques.insights import Insight
from lib.critiques.likeness import Likest, Suggestion
from lib.critiques.theme_registry import move_messages
from lib.critiques.themed_queries import THEMES_OF
from lib.ui import address, session
from lib.ui.acts import attempt
from lib.ui.ask import ask, worked_out
from lib.ui.critiques_data import Board, Themes
from lib.ui.critiques_form import show_form
from lib.ui.critiques_words import Row, meta, words_of
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import panel
from lib.ui.registry import CRITIQUES
from lib.ui.states import show_empty
from lib.ui.tables import records
from lib.words import N_, _, ngettext, percent

BATCH = 8
_AT_ONCE = 200
_MOST_LOOKS = 25
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


def show_inbox(chosen: Filter, board: Board, themes: Themes) -> None:
    """The batch at the left, the critique that is open with what can be done at the right."""
    marked = address.field("step") == "read"
    rows = _marked(chosen) if marked else _unread(chosen, board)
    if not rows:
        _show_nothing(marked)
        return
    named = address.field("critique")
    fresh = Fresh(rows, next((row for row in rows if row["message_id"] == named), rows[0]))
    left, right = st.columns([5, 7], gap="medium")
    with left:
        said = (
            _("Read before")
            if marked
            else ngettext("The next {count}, newest first", "The next {count}, newest first", len(rows))
        )
        show(tag("p", said, classes="note"))
        for row in rows:
            _show_row(row, chosen.archive.time_zone, is_open=row is fresh.open)
    with right, panel("critique", fills=False):
        _show_open(chosen, fresh, board, themes)


def _unread(chosen: Filter, board: Board) -> list[dict[str, Any]]:
    """The newest critiques of the period that nobody marked or linked yet."""
    linked = set(zip(board.evidence.channel, board.evidence.message_id, strict=True))
    found: list[dict[str, Any]] = []
    for look in range(_MOST_LOOKS):
        rows = records(ask(queries.fresh_critiques, **chosen.params, first=look * _AT_ONCE, count=_AT_ONCE))
        known = marks_of(session.records(), [_key(row) for row in rows])
        found += [row for row in rows if _key(row) not in known and _key(row) not in linked]
        if len(found) >= BATCH or len(rows) < _AT_ONCE:
            break
    return found[:BATCH]


def _marked(chosen: Filter) -> list[dict[str, Any]]:
    rows = records(ask(queries.fresh_critiques, **chosen.params, first=0, count=_AT_ONCE))
    known = marks_of(session.records(), [_key(row) for row in rows])
    return [row for row in rows if _key(row) in known][:BATCH]


def _show_nothing(marked: bool) -> None:
    if marked:
        show_empty(_("Nothing was read yet"), _("Critiques of this period that somebody read stand here."))
    else:
        show_empty(
            _("All is read"),
            _("Every critique of this period was read. Choose a longer one, or see what came of them."),
        )
    with st.container(horizontal=True, horizontal_alignment="center"):
        fields = {"view": "insights", "step": ""}
        st.button(_("Open the insights"), on_click=address.write, args=(fields,), type="primary")
        _undo_button()


def _show_row(row: Row, zone: str, *, is_open: bool) -> None:
    with st.container(key=f"card-{'open-' if is_open else ''}fresh-{row['place']}", gap=None):
        show(tag("div", meta(row, zone), words_of(row, short=True), classes="card"))
        fields = address.link(view="inbox", step=address.field("step"), critique=str(row["message_id"]))
        st.page_link(CRITIQUES.file, label=_("Read it"), query_params=fields)


def _show_open(chosen: Filter, fresh: Fresh, board: Board, themes: Themes) -> None:
    row, keys = fresh.open, [_key(fresh.open)]
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
        _undo_button()
        _button("batch", _("All of these read"), "B", _mark, ([_key(one) for one in fresh.rows], "read"))
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


def _key(row: Row) -> Key:
    return str(row["channel"]), str(row["message_id"])


def _button(name: str, label: str, shortcut: str, act: Any, args: tuple[Any, ...]) -> None:
    kind: Any = "primary" if name == "accepted" else "tertiary" if name == "batch" else "secondary"
    st.button(label, key=f"inbox.{name}", shortcut=shortcut, type=kind, on_click=act, args=args)


def _undo_button() -> None:
    if st.session_state.get(_UNDO):
        _button("undo", _("Undo"), "U", _undo, ())


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
