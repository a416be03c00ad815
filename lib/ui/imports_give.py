"""Pieces of Imports: where files are given: dropped, chosen, or lying in data/exports."""

import streamlit as st

from lib import words
from lib.imports.intake import size_of
from lib.ingest.sources import SOURCES
from lib.settings import EXPORTS, ROOT
from lib.ui import address, imports_draft
from lib.ui.imports_files import byte_size
from lib.ui.imports_words import said_title
from lib.ui.markup import markdown_text, show, tag
from lib.ui.panels import panel, show_title
from lib.words import _


def show_upload() -> None:
    """Where files are dropped; each is written to disk at once, so that memory holds it no longer than that."""
    draft = imports_draft.draft()
    with panel("upload", fills=False):
        key = f"imports.upload.{draft.uploads}"
        files = st.file_uploader(
            _("Drop exports here, or choose them: files and zips, one or many"),
            accept_multiple_files=True,
            key=key,
        )
        if files:
            intake = imports_draft.intake(to_write=True)
            assert intake is not None
            with st.spinner(_("Keeping {count} files…", count=words.number(len(files)))):
                for file in files:
                    intake.keep(file.name, file)
            draft.uploads += 1
            address.write({"import": ""})
            st.rerun()
        _show_what_can_be_given(folded=bool(imports_draft.draft().intake_id))


def _show_what_can_be_given(*, folded: bool) -> None:
    with st.expander(_("What can be given"), expanded=not folded, key=f"imports.what.{folded}"):
        items = [tag("li", said_title(source.name, source.title)) for source in SOURCES]
        show(
            tag(
                "div",
                tag("p", _("Each file is known by what it holds, whatever its name. A zip may stay a zip.")),
                tag("ul", *items, classes="sources"),
                tag(
                    "p",
                    _(
                        "A file may have up to {size}. Put larger ones into {folder}: they are offered here.",
                        size=byte_size(_limit()),
                        folder=_short(EXPORTS),
                    ),
                    classes="note",
                ),
            )
        )


def show_lying() -> None:
    """What lies in data/exports, to be taken with a tick."""
    found = imports_draft.lying()
    draft = imports_draft.draft()
    with panel("lying", fills=False):
        show_title(_("Lying in {folder}", folder=_short(EXPORTS)))
        if not found:
            show(tag("p", _("Nothing. Files that are put there are offered here."), classes="note"))
        for place, path in enumerate(found[:30]):
            label = f"{markdown_text(path.name)} · {byte_size(size_of(path))}"
            is_taken = st.checkbox(
                label, value=path.name in draft.taken, key=f"lying.{place}.{path.name}.{draft.uploads}"
            )
            if is_taken != (path.name in draft.taken):
                draft.taken = [n for n in draft.taken if n != path.name] + ([path.name] if is_taken else [])
                st.rerun()


def _limit() -> int:
    return int(st.get_option("server.maxUploadSize")) * 1_000_000


def _short(path: object) -> str:
    return str(path).removeprefix(f"{ROOT}/")
