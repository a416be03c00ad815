"""The critiques of the theme that is open, in pages: those that are ticked move, or become a theme of their own."""

import streamlit as st

from lib.critiques.evidence import Key
from lib.critiques.evidence_texts import EVIDENCE_TEXTS
from lib.critiques.profiles import profile_of
from lib.critiques.theme_registry import move_messages, split_theme
from lib.critiques.themed_queries import THEME_MESSAGES
from lib.critiques.themes import Described
from lib.critiques.vectors import rarity, text_vectors
from lib.ui import address, session
from lib.ui.acts import attempt, do
from lib.ui.ask import worked_out
from lib.ui.critiques_data import Themes
from lib.ui.critiques_words import show_words
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.tables import records
from lib.words import _, ngettext

_PAGE = 12


def show_messages(chosen: Filter, theme: Described, known: Themes) -> None:
    """Its critiques, in pages; those that are ticked can be moved, or made a theme of their own."""
    sort = "typical" if address.field("sort") == "typical" else "newest"
    page = address.number("page")
    given = {"theme_id": theme.theme_id, "sort": sort, **chosen.params}
    keys = worked_out(THEME_MESSAGES, decisions=known.decisions, first=(page - 1) * _PAGE, count=_PAGE, **given)
    if keys.empty:
        return
    total = int(keys.iloc[0].total)
    texts = worked_out(EVIDENCE_TEXTS, channels=list(keys.channel), ids=list(keys.message_id))
    ordered = records(keys[["channel", "message_id"]].merge(texts, on=["channel", "message_id"]))
    picked = [(r["channel"], r["message_id"]) for r in ordered if st.session_state.get(_pick(r))]
    with st.container(horizontal=True, key="theme-picks", gap="small", vertical_alignment="center"):
        other = "newest" if sort == "typical" else "typical"
        label = _("Newest first") if sort == "typical" else _("Most typical first")
        st.button(label, key="theme.sort", type="tertiary", on_click=address.write, args=({"sort": other, "page": ""},))
        if picked:
            _show_picked(picked, theme, known)
    for row in ordered:
        with st.container(horizontal=True, key=f"queue-row-theme-{row['place']}", gap=None):
            st.checkbox(_("Select"), key=_pick(row), label_visibility="collapsed", width="content")
            show_words(row, chosen.archive.time_zone, f"theme-{row['place']}")
    pages = -(-total // _PAGE)
    if pages > 1:
        key = f"theme.page.{theme.theme_id}.{page}"
        st.pagination(pages, default=min(page, pages), key=key, on_change=address.writes("page", key, str))


def _show_picked(picked: list[Key], theme: Described, known: Themes) -> None:
    store, actor = session.records(), session.actor()
    show(tag("span", ngettext("{count} chosen", "{count} chosen", len(picked)), classes="picked"))
    with st.popover(_("Move"), key="theme-move"):
        others = {other: name for other, name in known.standing.items() if other != theme.theme_id}
        to = st.selectbox(_("Theme"), list(others), format_func=lambda code: others[code], index=None, key="theme.to")
        st.button(
            _("Move there"),
            key="theme.move.do",
            disabled=not to,
            on_click=do,
            args=(move_messages, store, actor, picked, to),
            kwargs={"done": _("Moved, and it stays there.")},
        )
    with st.popover(_("Split off"), key="theme-split"):
        st.text_input(_("Name of the new theme"), key="theme.split.name", max_chars=120)
        st.button(_("Make a theme of them"), key="theme.split.do", on_click=_split, args=(theme.theme_id, picked))


def _split(theme_id: str, picked: list[Key]) -> None:
    texts = worked_out(EVIDENCE_TEXTS, channels=[c for c, _id in picked], ids=[i for _channel, i in picked])
    rows = text_vectors(list(texts.text), list(texts.language))
    part = profile_of("", "", rows, rarity(rows), 0)
    name = str(st.session_state.get("theme.split.name", ""))
    attempt(
        split_theme, session.records(), session.actor(), theme_id, name, picked, part, done=_("A theme of its own now.")
    )


def _pick(row: "dict[str, object]") -> str:
    return f"theme.pick.{row['channel']}.{row['message_id']}"
