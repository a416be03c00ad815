"""Pieces of Imports: the imports so far, and which of them is open."""

from collections.abc import Sequence

import streamlit as st

from lib import words
from lib.imports.account import FileAccount
from lib.imports.history import Past
from lib.ui import address
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.ui.registry import IMPORTS
from lib.words import _, ngettext

_MANY = 10


def show_history(all_past: Sequence[Past], zone: str) -> None:
    """The imports so far, newest first; each opens its account."""
    if not all_past:
        return
    with panel("history", fills=False):
        show_title(_("What came in so far"))
        for past in all_past[:_MANY]:
            total = past.total
            names = ", ".join(file.file for file in past.account.files[:3])
            more = len(past.account.files) - 3
            with st.container(key=f"card-import-{past.account.import_id}", gap=None):
                show(
                    tag(
                        "div",
                        tag("div", words.moment(past.started_at, zone), classes="meta"),
                        tag("div", names + (f" +{more}" if more > 0 else "")),
                        tag("div", _history_said(total), classes="reasons"),
                        classes="card",
                    )
                )
                st.page_link(IMPORTS.file, label=_("Open its account"), query_params={"import": past.account.import_id})


def _history_said(total: FileAccount) -> str:
    said = [ngettext("{count} new", "{count} new", total.imported)]
    if total.updated:
        said.append(ngettext("{count} updated", "{count} updated", total.updated))
    if total.unchanged:
        said.append(ngettext("{count} known already", "{count} known already", total.unchanged))
    if total.rejected:
        said.append(ngettext("{count} turned down", "{count} turned down", total.rejected))
    return ", ".join(said)


def opened_past(all_past: Sequence[Past]) -> Past | None:
    """The import whose account the address asks for."""
    asked = address.field("import")
    return next((past for past in all_past if past.account.import_id == asked), None)
