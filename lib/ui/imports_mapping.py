"""Pieces of Imports: which column of a table is which field of a message: guessed, shown, changed, kept."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from lib.imports.mappings import drawn_up, kept_mappings
from lib.imports.preview import MAPPED, Columns, Preview
from lib.ingest.mapping import BrandMark, Mapping, mapping_data
from lib.ingest.profiles import save_profile
from lib.look import channel_name
from lib.schema import KINDS as KIND_CODES
from lib.ui import imports_draft
from lib.ui.imports_words import FIELDS, KINDS
from lib.ui.markup import markdown_text, show, tag
from lib.words import _

CHANNELS = tuple("x facebook instagram youtube tiktok linkedin reddit telegram whatsapp discord trustpilot".split())
_SEVERAL = ("text", "created_at", "message_id")
"""Fields that several columns may make together."""


def show_editor(preview: Preview, columns: Columns, key: str) -> None:
    """The mapping of a table: open where it has to be said, folded where the guess will do."""
    is_needed = preview.choice == "mapping" or bool(preview.problem and not preview.choice)
    is_own = preview.source == MAPPED
    title = _("Which column is which") if is_own or is_needed else _("Read its columns another way")
    with st.expander(title, expanded=is_needed, key=f"mapping.{key}"):
        kept = _kept()
        if kept:
            _show_kept(preview, columns, kept, key)
        mapping = columns.mapping or Mapping(preview.name, {})
        if columns.is_guessed and columns.mapping:
            show(tag("p", _("Guessed from the names and the values: correct what is wrong."), classes="note"))
        with st.form(f"mapping-form-{key}", border=False):
            data = _asked(mapping, columns.names, key)
            if st.form_submit_button(_("Read it so"), type="primary" if is_needed else "secondary"):
                _use(preview, data)
        if columns.mapping and not columns.is_guessed:
            _show_keep(columns.mapping, key)


def _asked(mapping: Mapping, names: Sequence[str], key: str) -> dict[str, object]:
    """The form's fields; returns the mapping as data."""
    options = list(names)
    chosen: dict[str, object] = {}
    sides = st.columns(2, gap="medium")
    for place, (field, label) in enumerate(FIELDS.items()):
        with sides[place % 2]:
            now = [name for name in mapping.columns.get(field, ()) if name in options]
            widget = f"map.{key}.{field}"
            if field in _SEVERAL:
                picked = st.multiselect(
                    _(label), options, default=now, key=widget, placeholder=_("no column"), select_all=False
                )
            else:
                one = st.selectbox(
                    _(label),
                    options,
                    index=options.index(now[0]) if now else None,
                    key=widget,
                    placeholder=_("no column"),
                )
                picked = [one] if one else []
            if picked:
                chosen[field] = picked
    return _constants(mapping, options, key, {"columns": chosen})


def _constants(mapping: Mapping, options: list[str], key: str, data: dict[str, object]) -> dict[str, object]:
    left, right = st.columns(2, gap="medium")
    with left:
        channels = list(dict.fromkeys([*([mapping.channel] if mapping.channel else []), *CHANNELS]))
        channel = st.selectbox(
            _("Channel, where no column says it"),
            channels,
            index=0 if mapping.channel else None,
            format_func=channel_name,
            accept_new_options=True,
            key=f"map.{key}.constant",
            placeholder=_("Choose or type"),
        )
        kind = st.selectbox(
            _("Kind of message, where no column says it"),
            list(KIND_CODES),
            index=KIND_CODES.index(mapping.kind) if mapping.kind else None,
            format_func=lambda code: _(KINDS[code]),
            key=f"map.{key}.kind-constant",
            placeholder=_("Reply or comment, as it answers"),
        )
    with right:
        brand = mapping.brand
        column = st.selectbox(
            _("Column that marks our own messages"),
            options,
            index=options.index(brand.column) if brand and brand.column in options else None,
            key=f"map.{key}.brand",
            placeholder=_("no column"),
        )
        others = st.checkbox(
            _("It marks everybody else instead"), value=bool(brand and brand.others), key=f"map.{key}.others"
        )
    marked = (
        replace(brand, column=column, others=others) if column and brand else BrandMark(column or "", others=others)
    )
    if column:
        data["brand"] = {"column": marked.column, "values": list(marked.values), "others": marked.others}
    rest = mapping_data(mapping)
    data |= {name: rest[name] for name in ("date_order", "time_zone", "decimal") if name in rest}
    return data | {"name": mapping.name, "channel": channel or "", "kind": kind or ""}


def _use(preview: Preview, data: dict[str, object]) -> None:
    mapping, problem = drawn_up(data, preview.name)
    if mapping is None:
        show(tag("p", problem, classes="refused", role="alert"))
        return
    imports_draft.decide(preview.name, replace(imports_draft.reading_of(preview.name), mapping=mapping))
    st.rerun()


def _kept() -> tuple[Mapping, ...]:
    """The mappings kept in this workspace; a broken file among them hides none of the page."""
    found = imports_draft.workspace()
    kept, problem = kept_mappings(found) if found else ((), "")
    if problem:
        show(tag("p", problem, classes="refused", role="alert"))
    return kept


def _show_kept(preview: Preview, columns: Columns, kept: Sequence[Mapping], key: str) -> None:
    fitting = {mapping.name: mapping for mapping in kept if not mapping.missing(columns.names)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            _("A mapping kept before"),
            list(fitting),
            index=None,
            key=f"kept.{key}",
            placeholder=_("Choose one that fits") if fitting else _("None of those kept fits these columns"),
            disabled=not fitting,
        )
        if st.button(_("Read it so"), key=f"kept.use.{key}", disabled=name is None) and name:
            imports_draft.decide(preview.name, replace(imports_draft.reading_of(preview.name), mapping=fitting[name]))
            imports_draft.forget_widgets(f"map.{key}.")
            st.rerun()


def _show_keep(mapping: Mapping, key: str) -> None:
    with st.form(f"keep-form-{key}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(_("Keep this mapping as"), value=mapping.name, max_chars=80, key=f"keep.{key}")
        if st.form_submit_button(_("Keep")) and name.strip():
            path = save_profile(imports_draft.made_workspace().place("profiles"), replace(mapping, name=name.strip()))
            st.toast(_("Kept as {name}.", name=markdown_text(path.name)))
