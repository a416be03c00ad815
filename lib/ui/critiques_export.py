"""Critiques of the period row by row, as files."""

from functools import partial

import pandas as pd
import streamlit as st

from lib.critiques import queries
from lib.critiques.exports import FORMATS, as_bytes, critique_rows
from lib.critiques.themed_queries import THEMES_OF
from lib.ui.ask import ask, worked_out
from lib.ui.critiques_data import Themes
from lib.ui.filters import Filter
from lib.ui.reads import exported
from lib.words import _, ngettext

_MOST = 100_000


def show_export(chosen: Filter, themes: Themes, heard: int) -> None:
    """The files are made when they are asked for; then there is a button a format."""
    with st.popover(_("Export"), key="critiques-export", type="tertiary"):
        said = ngettext("{count} critique with its theme", "{count} critiques with their themes", min(heard, _MOST))
        st.text(said)
        if st.button(_("Prepare the files"), key="critiques.export", width="stretch"):
            rows = _rows(chosen, themes)
            for kind, media in FORMATS.items():
                st.download_button(
                    kind.upper(),
                    exported(f"critiques.{kind}", partial(as_bytes, rows, kind)),
                    file_name=f"critiques.{kind}",
                    mime=media,
                    key=f"critiques.export.{kind}",
                    width="stretch",
                    on_click="ignore",
                )


def _rows(chosen: Filter, themes: Themes) -> pd.DataFrame:
    rows = ask(queries.fresh_critiques, **chosen.params, first=0, count=_MOST)
    keys = {"keys_channels": list(rows.channel), "keys_ids": list(rows.message_id)}
    placed = worked_out(THEMES_OF, decisions=themes.decisions, **keys)
    return critique_rows(rows, themes.names, placed)
