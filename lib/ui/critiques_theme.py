"""The theme that is open: its figures, weeks and copied texts, what can be made of it, and its critiques."""

import streamlit as st

from lib import words
from lib.critiques.charts import weeks_of_theme
from lib.critiques.theme_registry import merge_themes, part_themes, rename_theme
from lib.critiques.themed_queries import THEME_WAVES, THEME_WEEKS
from lib.critiques.themes import Described
from lib.ui import session
from lib.ui.acts import attempt, do
from lib.ui.ask import worked_out
from lib.ui.critiques_data import Themes
from lib.ui.critiques_form import show_form
from lib.ui.critiques_theme_messages import show_messages
from lib.ui.filters import Filter
from lib.ui.markup import show, tag
from lib.ui.panels import show_chart, show_title
from lib.ui.tables import records
from lib.words import _, ngettext, number, percent


def show_theme(chosen: Filter, theme: Described, known: Themes) -> None:
    """One theme, whole."""
    row = theme.figures
    show_title(
        theme.name,
        " · ".join(
            [
                ngettext("{count} voice", "{count} voices", int(row["voices"])),
                _("{share} of all themes", share=percent(float(row["share"]))),
                *([_("seen {count} times", count=number(int(row["reach"])))] if row["reach"] else []),
                _("last seen on {day}", day=words.day(row["last_day"])),
            ]
        ),
    )
    show(tag("p", ", ".join(theme.words) or _("No words of several people yet."), classes="note"))
    weeks = worked_out(THEME_WEEKS, decisions=known.decisions, **(chosen.where | {"since": None, "until": None}))
    mine = weeks[weeks.theme_id == theme.theme_id]
    made = weeks_of_theme(mine, session.in_force().look)
    show_chart(made, f"theme-{theme.theme_id}", alt=_("Critiques of the theme by week"))
    _show_waves(chosen, theme, known)
    with st.container(horizontal=True, key="theme-acts", gap="small"):
        _show_acts(theme, known)
    with st.expander(_("New insight from it")):
        keys = [(quote.channel, quote.message_id) for quote in theme.quotes]
        register = known.register.get(theme.theme_id)
        show_form(
            f"theme-{theme.theme_id}",
            None,
            theme_id=theme.theme_id,
            aspect=register.aspect if register else "",
            messages=keys,
        )
    show_messages(chosen, theme, known)


def _show_waves(chosen: Filter, theme: Described, known: Themes) -> None:
    """Texts that many people said in the same words."""
    found = worked_out(THEME_WAVES, decisions=known.decisions, theme_id=theme.theme_id, **chosen.params)
    if found.empty:
        return
    said = ngettext("{count} text was said", "{count} texts were said", len(found))
    most = records(found)[0]
    show(
        tag(
            "p",
            _(
                "{texts} again and again in the same words; the most frequent by {people} people in {messages} "
                "messages. Each person counts once.",
                texts=said,
                people=number(int(most["authors"])),
                messages=number(int(most["messages"])),
            ),
            classes="hint",
        )
    )


def _show_acts(theme: Described, known: Themes) -> None:
    register = known.register.get(theme.theme_id)
    if register is None:
        return
    store, actor = session.records(), session.actor()
    with st.popover(_("Rename"), key="theme-rename"):
        key = f"theme.name.{theme.theme_id}"
        st.text_input(_("Name"), register.name, key=key, placeholder=theme.name, max_chars=120)
        st.button(
            _("Keep this name"), key="theme.rename.do", on_click=_rename, args=(theme.theme_id, register.version, key)
        )
    with st.popover(_("Merge"), key="theme-merge"):
        others = {other: name for other, name in known.standing.items() if other != theme.theme_id}
        into = st.selectbox(
            _("Into"), list(others), format_func=lambda code: others[code], index=None, key="theme.into"
        )
        st.button(
            _("Merge into it"),
            key="theme.merge.do",
            disabled=not into,
            on_click=do,
            args=(merge_themes, store, actor, into, theme.theme_id, register.version),
            kwargs={"done": _("Merged: what comes will count there too.")},
        )
    merged = [one for one in known.register.values() if one.merged_into == theme.theme_id]
    if merged:
        with st.popover(_("Take a merge back"), key="theme-part"):
            for one in merged:
                st.button(
                    known.name(one.theme_id) or one.theme_id,
                    key=f"theme.part.{one.theme_id}",
                    on_click=do,
                    args=(part_themes, store, actor, one.theme_id, one.version),
                )


def _rename(theme_id: str, seen: int, key: str) -> None:
    name = str(st.session_state.get(key, ""))
    attempt(rename_theme, session.records(), session.actor(), theme_id, seen, name, done=_("It is called so now."))
