"""Critiques of the period row by row, as files."""

from functools import partial

import streamlit as st

from lib.critiques import queries
from lib.critiques.exports import FORMATS, as_bytes, critique_rows
from lib.critiques.themed_queries import THEMES_OF
from lib.ui.ask import ask, worked_out
from lib.ui.critiques_data import Themes
from lib.ui.filters import Filter
from lib.words import _, ngettext

_MOST = 100_000


def show_export(chosen: Filter, themes: Themes, heard: int) -> None:
    """A button a format; the file is made when one is pressed."""
    with st.popover(_("Export"), key="critiques-export", type="tertiary"):
        said = ngettext("{count} critique with its theme", "{count} critiques with their themes", min(heard, _MOST))
        st.text(said)
        for kind, media in FORMATS.items():
            st.download_button(
                kind.upper(),
                partial(_made, chosen, themes, kind),
                file_name=f"critiques.{kind}",
                mime=media,
                key=f"critiques.export.{kind}",
                width="stretch",
            )


def _made(chosen: Filter, themes: Themes, kind: str) -> bytes:
    rows = ask(queries.fresh_critiques, **chosen.params, first=0, count=_MOST)
    keys = {"keys_channels": list(rows.channel), "keys_ids": list(rows.message_id)}
    placed = worked_out(THEMES_OF, decisions=themes.decisions, **keys)
    return as_bytes(critique_rows(rows, themes.names, placed), kind)
