"""Pieces of a page: the opening sentence, figures with their definition and their messages, panels, charts."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Literal

import plotly.graph_objects as go
import streamlit as st

from lib.ui.markup import Element, joined, show, tag
from lib.ui.registry import Entry


def show_opening(sentence: str, as_of: str) -> None:
    """The first sentence of a page, and what moment it speaks of."""
    show(tag("p", tag("span", sentence), " ", tag("span", as_of, classes="as-of"), classes="opening"))


def show_figure(
    name: str,
    value: str,
    label: str,
    note: str,
    *,
    definition: str,
    link: str,
    to: Entry,
    fields: dict[str, str],
    tone: str = "",
) -> None:
    """A large number with its label and note; its definition on hover, its messages one click away.

    `tone`: "", "burning", "negative" or "positive" colours the number.
    """
    with st.container(border=True, key=f"figure-{name}", gap=None, height="stretch"):
        show(
            tag(
                "div",
                tag("div", label, classes="figure-label"),
                tag("div", value, classes=f"figure-value {tone}".strip()),
                tag("div", note, classes="figure-note"),
                classes="figure",
            )
        )
        st.page_link(to.file, label=link, query_params=fields, help=definition)


def panel(name: str, *, fills: bool = True) -> AbstractContextManager[Any]:
    """A bordered panel: one idea. `fills`: as high as its neighbour."""
    height: Literal["stretch", "content"] = "stretch" if fills else "content"
    return st.container(border=True, key=f"panel-{name}", gap="small", height=height)


def show_title(title: str, measure: str = "") -> None:
    """A panel's title (the finding or the question) and below it the measure and its unit."""
    said: list[Element | str] = [tag("h2", title)]
    if measure:
        said.append(tag("p", measure, classes="note"))
    show(tag("div", joined(*said), classes="panel-title"))


def show_chart(made: go.Figure, name: str, alt: str, on_day: Callable[[str], None] | None = None) -> None:
    """A chart; a click on a day of it calls `on_day` with that day (2026-05-12)."""
    key = f"chart.{name}"

    def clicked() -> None:
        points = st.session_state[key].selection.points
        days = [p.get("customdata") for p in points if p.get("customdata")]
        if days and on_day:
            first = days[0]
            on_day(str(first[0] if isinstance(first, list) else first))

    config = {"displayModeBar": False, "scrollZoom": False, "showTips": False}
    if on_day is None:
        st.plotly_chart(made, theme=None, key=key, config=config, alt=alt)
    else:
        st.plotly_chart(made, theme=None, key=key, config=config, alt=alt, on_select=clicked, selection_mode="points")
