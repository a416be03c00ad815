"""Pieces of Imports: the account of an import that is done, with the rows that were turned down."""

from collections.abc import Sequence

import streamlit as st

from lib import words
from lib.imports.account import FileAccount
from lib.imports.history import Past
from lib.imports.rejected import first_rejected, rejected_csv, rejected_file
from lib.ingest.sources import SOURCES
from lib.ui import address, session
from lib.ui.imports_files import data_table
from lib.ui.imports_words import said_problem, said_reason, said_title
from lib.ui.markup import Element, show, tag
from lib.ui.panels import panel, show_title
from lib.ui.reads import exported
from lib.ui.registry import CONVERSATIONS, TODAY
from lib.words import _, ngettext

_SHOWN = 20
_MANY = 10


def show_account(past: Past) -> None:
    """What became of every row of an import, file by file, and the rows that were turned down."""
    total = past.total
    with panel("account", fills=False):
        show_title(
            ngettext("{count} row was read", "{count} rows were read", total.read),
            _(
                "read = new + brought up to date + known already + turned down: {read} = {imported} + {updated} + "
                "{unchanged} + {rejected}",
                read=words.number(total.read),
                imported=words.number(total.imported),
                updated=words.number(total.updated),
                unchanged=words.number(total.unchanged),
                rejected=words.number(total.rejected),
            ),
        )
        show(_account_table(past.account.files))
        for file in past.account.files:
            for note in file.notes:
                said = said_problem(note)
                show(tag("p", said if said.startswith(file.file) else f"{file.file}: {said}", classes="note"))
        with st.container(horizontal=True, vertical_alignment="center", key="account-next"):
            st.page_link(TODAY.file, label=_("See it on Today"), icon=":material/arrow_forward:")
            st.page_link(
                CONVERSATIONS.file, label=_("Read the conversations"), query_params={"view": "list", "period": "all"}
            )
            st.button(_("Import more"), key="imports.more", on_click=address.write, args=({"import": ""},))
    if total.rejected:
        _show_rejected(past)


def _account_table(files: Sequence[FileAccount]) -> Element:
    titles = {source.name: source.title for source in SOURCES}
    head = (_("File"), _("Read as"), _("Rows"), _("Came in"), _("Updated"), _("Known already"), _("Turned down"))
    rows = [
        (
            file.file,
            said_title(file.source, titles.get(file.source, "")),
            *(words.number(count) for count in (file.read, file.imported, file.updated, file.unchanged, file.rejected)),
        )
        for file in files
    ]
    return data_table(head, rows, "numbers")


def _show_rejected(past: Past) -> None:
    found = session.in_force().workspace
    path = rejected_file(found, past.account.import_id) if found else None
    with panel("rejected", fills=False):
        show_title(ngettext("{count} row was turned down", "{count} rows were turned down", past.total.rejected))
        for reason, count in past.total.reasons.most_common(_MANY):
            show(tag("p", f"{words.number(count)} × {said_reason(reason)}", classes="note"))
        if path is None:
            show(tag("p", _("The rows themselves are no longer kept."), classes="note"))
            return
        rows = [
            (
                f"{row['file']}, {row['line']}",
                said_reason(row["reason"]),
                tag("div", _content(row["content"]), classes="note"),
            )
            for row in first_rejected(path, _SHOWN)
        ]
        show(data_table((_("File and line"), _("Why"), _("As it stood")), rows, "rejected"))
        if past.total.rejected > _SHOWN:
            show(
                tag(
                    "p",
                    ngettext("The first {count} are shown.", "The first {count} are shown.", _SHOWN),
                    classes="note",
                )
            )
        with st.container(horizontal=True):
            name = f"earshot-rejected-{past.account.import_id}"
            st.download_button(
                _("Download as CSV"),
                data=exported(f"{name}.csv", lambda: rejected_csv(path)),
                file_name=f"{name}.csv",
                mime="text/csv",
                key="rejected.csv",
                on_click="ignore",
            )
            st.download_button(
                _("Download as Parquet"),
                data=exported(f"{name}.parquet", path.read_bytes),
                file_name=f"{name}.parquet",
                mime="application/vnd.apache.parquet",
                key="rejected.parquet",
                on_click="ignore",
            )


def _content(content: str | None) -> str:
    return (content or _("not kept, to protect somebody"))[:300]
