"""Themes: what the critiques of the period are about, each with its figures and a quote; one of them is open."""

import streamlit as st

from lib.critiques.themes import Described
from lib.look import channel_name
from lib.ui import address
from lib.ui.critiques_data import Themes
from lib.ui.critiques_theme import show_theme
from lib.ui.filters import Filter
from lib.ui.markup import Element, joined, show, tag
from lib.ui.panels import panel
from lib.ui.registry import CRITIQUES
from lib.ui.states import show_nothing_fits
from lib.words import _, ngettext, number, percent, signed


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
        show_theme(chosen, open_, known)


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
