"""Pieces of Imports: the files given, each with what it is, its first rows as they will be, and what it leaves open."""

from collections.abc import Sequence
from typing import get_args
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from lib import words
from lib.imports.intake import size_of
from lib.imports.preview import Preview
from lib.ingest.source import DateOrder
from lib.look import channel_name
from lib.ui import imports_draft, imports_mapping
from lib.ui.imports_draft import Given
from lib.ui.imports_words import KINDS, said_example, said_problem, said_reason, said_title
from lib.ui.markup import Element, joined, markdown_text, show, tag
from lib.ui.panels import panel
from lib.words import N_, _, ngettext

_ORDERS: dict[DateOrder, str] = {
    "dmy": N_("Day first: 31/12/2026"),
    "mdy": N_("Month first: 12/31/2026"),
    "ymd": N_("Year first: 2026/12/31"),
}


def show_given(all_given: Sequence[Given]) -> None:
    """Every file that was given, as cards."""
    for place, one in enumerate(all_given):
        with panel(f"given-{place}", fills=False):
            _show_head(one, place)
            for number, preview in enumerate(one.previews):
                if len(one.previews) > 1 or preview.name != one.path.name:
                    _show_member(preview)
                _show_preview(preview, f"{place}-{number}")
            if one.others:
                show(tag("p", _others_said(one.others), classes="note"))


def data_table(head: Sequence[str], rows: Sequence[Sequence[Element | str]], classes: str = "") -> Element:
    """A table of texts."""
    return tag(
        "table",
        tag("thead", tag("tr", *(tag("th", name) for name in head))),
        tag("tbody", *(tag("tr", *(tag("td", cell) for cell in row)) for row in rows)),
        classes=f"rows {classes}".strip(),
    )


def byte_size(count: int) -> str:
    """Bytes in the unit that says enough: 12 KB, 3.4 MB."""
    if count < 1_000_000:
        return _("{count} KB", count=words.number(max(1, round(count / 1_000))))
    if count < 1_000_000_000:
        return _("{count} MB", count=words.number(count / 1_000_000, 0 if count >= 10_000_000 else 1))
    return _("{count} GB", count=words.number(count / 1_000_000_000, 1))


def _show_head(one: Given, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"given-head-{place}"):
        first = one.previews[0] if len(one.previews) == 1 else None
        said = [byte_size(size_of(one.path))]
        if first is not None and first.title:
            said = [said_title(first.source, first.title), *said, *_counts(first)]
        show(tag("div", tag("h2", one.path.name), tag("p", " · ".join(said), classes="note"), classes="panel-title"))
        st.space("stretch")
        label = _("Leave out {name}", name=markdown_text(one.path.name))
        if st.button("✕", key=f"given.out.{place}", type="tertiary", help=label):
            imports_draft.take_out(one)
            st.rerun()


def _show_member(preview: Preview) -> None:
    said = [said_title(preview.source, preview.title), *_counts(preview)] if preview.title else []
    show(tag("div", tag("h3", preview.name), tag("p", " · ".join(said), classes="note"), classes="member"))


def _counts(preview: Preview) -> list[str]:
    if preview.problem or not (preview.kept or preview.rejected):
        return []
    if preview.is_whole:
        said = [ngettext("{count} message", "{count} messages", preview.kept)]
        if preview.rejected:
            said.append(ngettext("{count} row turned down", "{count} rows turned down", preview.rejected))
        return said
    if preview.expected:
        return [ngettext("about {count} row", "about {count} rows", preview.expected)]
    return [ngettext("more than {count} row", "more than {count} rows", preview.kept + preview.rejected)]


def _show_preview(preview: Preview, key: str) -> None:
    if preview.choice in ("time_zone", "date_order"):
        _show_question(preview, key)
    elif preview.choice == "mapping":
        show(tag("p", _("Earshot cannot tell what its columns hold: say it below."), classes="question"))
    elif preview.problem:
        show(
            tag(
                "p",
                tag("b", _("It cannot be used.")),
                " ",
                said_problem(preview.problem),
                classes="refused",
                role="alert",
            )
        )
    if preview.rows:
        show(_first_rows(preview))
    elif preview.columns and not preview.is_ready:
        show(_as_it_stands(preview))
    for reason, count in preview.reasons:
        show(tag("p", f"{words.number(count)} × {said_reason(reason)}", classes="note"))
    for note in preview.notes:
        show(tag("p", said_problem(note), classes="note"))
    if preview.columns is not None:
        imports_mapping.show_editor(preview, preview.columns, key)


def _first_rows(preview: Preview) -> Element:
    zone = _zone()
    rows = [
        (
            words.moment(row["created_at"], zone),
            joined(channel_name(str(row["channel"])), tag("div", _(KINDS.get(row["kind"], "")), classes="note")),
            joined(
                str(row["who"])[:60] or _("somebody"),
                tag("div", _("our voice"), classes="voice") if row["is_brand"] else "",
            ),
            tag("div", str(row["text"])[:400] or _("(no words)"), classes="words"),
        )
        for row in preview.rows
    ]
    return data_table((_("When"), _("Where"), _("Who"), _("What")), rows, "preview")


def _as_it_stands(preview: Preview) -> Element:
    """The first rows of a table before anything is made of them: the columns side by side, a row for each."""
    assert preview.columns is not None
    examples = [tuple(row[place] for row in preview.columns.rows[:3]) for place in range(len(preview.columns.names))]
    rows = [
        (name, tag("div", " · ".join(cell[:80] for cell in cells if cell), classes="note"))
        for name, cells in zip(preview.columns.names[:30], examples, strict=False)
    ]
    return data_table((_("Column"), _("Its first values")), rows, "columns")


def _show_question(preview: Preview, key: str) -> None:
    """The one thing the file cannot say, asked."""
    reading = imports_draft.reading_of(preview.name)
    is_zone = preview.choice == "time_zone"
    said = (
        _("Its times name no time zone. In which one were they written?")
        if is_zone
        else _("Its dates can be read in two ways. Which comes first, the day or the month?")
    )
    with st.form(f"question-{key}", border=False):
        show(tag("p", said, classes="question"))
        show(tag("p", said_example(preview.problem), classes="note"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if is_zone:
                zones = sorted(available_timezones())
                first = _zone()
                zone = st.selectbox(
                    _("Time zone"), zones, index=zones.index(first) if first in zones else None, key=f"zone.{key}"
                )
                decided = imports_draft.with_zone(reading, ZoneInfo(zone) if zone else None)
            else:
                orders = list(get_args(DateOrder))
                order = st.radio(
                    _("Order"), orders, format_func=lambda code: _(_ORDERS[code]), key=f"order.{key}", horizontal=True
                )
                decided = imports_draft.with_order(reading, order)
            if st.form_submit_button(_("Go on"), type="primary"):
                imports_draft.decide(preview.name, decided)
                st.rerun()


def _zone() -> str:
    found = imports_draft.workspace()
    return found.preferences.time_zone if found else st.context.timezone or "Europe/Rome"


def _others_said(count: int) -> str:
    return ngettext(
        "{count} more file in it is read as it comes.", "{count} more files in it are read as they come.", count
    )
