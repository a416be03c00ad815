"""Themes: what the critiques of the period are about, each with its figures and quotes; and what can be made of one."""

import streamlit as st

from lib import words
from lib.critiques.charts import weeks_of_theme
from lib.critiques.evidence import Key
from lib.critiques.evidence_texts import EVIDENCE_TEXTS
from lib.critiques.profiles import profile_of
from lib.critiques.theme_registry import merge_themes, move_messages, part_themes, rename_theme, split_theme
from lib.critiques.themed_queries import THEME_MESSAGES, THEME_WAVES, THEME_WEEKS
from lib.critiques.themes import Described
from lib.critiques.vectors import rarity, text_vectors
from lib.look import channel_name
from lib.ui import address, session
from lib.ui.acts import attempt, do
from lib.ui.ask import worked_out
from lib.ui.critiques_data import Themes
from lib.ui.critiques_form import show_form
from lib.ui.critiques_words import show_words
from lib.ui.filters import Filter
from lib.ui.markup import Element, joined, show, tag
from lib.ui.panels import panel, show_chart, show_title
from lib.ui.registry import CRITIQUES
from lib.ui.states import show_nothing_fits
from lib.ui.tables import records
from lib.words import _, ngettext, number, percent, signed

_PAGE = 12


def show_themes(chosen: Filter, found: list[Described], known: Themes) -> None:
    """The list at the left, the theme that is open at the right."""
    if not found:
        show_nothing_fits()
        return
    named = address.field("theme")
    open_ = next((theme for theme in found if theme.theme_id == named), found[0])
    left, right = st.columns([5, 7], gap="medium")
    with left:
        show(tag("p", ngettext("{count} theme", "{count} themes", len(found)), classes="note"))
        for theme in found:
            _show_row(theme, is_open=theme is open_)
    with right, panel("theme", fills=False):
        _show_theme(chosen, open_, known)


def _show_row(theme: Described, *, is_open: bool) -> None:
    row = theme.figures
    with st.container(key=f"card-{'open-' if is_open else ''}theme-{theme.theme_id}", gap=None):
        quote = tag("blockquote", theme.quotes[0].text, classes="quote") if theme.quotes else Element("")
        show(
            tag(
                "div",
                tag("div", tag("b", theme.name), _lift_said(theme), classes="theme-name"),
                tag(
                    "div",
                    " · ".join(
                        [
                            ngettext("{count} critique", "{count} critiques", int(row["critiques"])),
                            ngettext("{count} person", "{count} people", int(row["authors"])),
                            _("mood {net}", net=signed(float(row["polarity"] or 0), 2)),
                            ", ".join(channel_name(name) for name in list(row["channels"])[:4]),
                        ]
                    ),
                    classes="meta",
                ),
                quote,
                classes="card",
            )
        )
        st.page_link(
            CRITIQUES.file, label=_("Open the theme"), query_params=address.link(view="themes", theme=theme.theme_id)
        )


def _lift_said(theme: Described) -> Element:
    lift = theme.figures["lift"]
    if lift is None or lift != lift:
        return Element("")
    if float(lift) >= 1.5:
        return joined(" ", tag("span", _("{times} times the usual", times=number(float(lift), 1)), classes="burning"))
    if float(lift) <= 0.67:
        return joined(" ", tag("span", _("{share} of the usual", share=percent(float(lift))), classes="mood positive"))
    return joined(" ", tag("span", _("as usual"), classes="note"))


def _show_theme(chosen: Filter, theme: Described, known: Themes) -> None:
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
    _show_messages(chosen, theme, known)


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


def _show_messages(chosen: Filter, theme: Described, known: Themes) -> None:
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


def _rename(theme_id: str, seen: int, key: str) -> None:
    name = str(st.session_state.get(key, ""))
    attempt(rename_theme, session.records(), session.actor(), theme_id, seen, name, done=_("It is called so now."))


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
