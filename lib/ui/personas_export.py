"""Giving a card away: as HTML, PNG or PPTX, for us or for the client."""

import streamlit as st

from lib.personas.cards import Card
from lib.personas.decisions import quotable
from lib.personas.export_html import html_of
from lib.personas.export_picture import png_of
from lib.personas.export_slides import pptx_of
from lib.personas.sheet import Quotes, sheet_of
from lib.ui import session
from lib.ui.reads import exported
from lib.words import _

_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def show_export(card: Card, quotes: Quotes) -> None:
    """A menu with the three files; made when they are asked for."""
    with st.popover(_("Export")):
        client = st.checkbox(
            _("For the client"),
            value=True,
            key="persona.client",
            help=_("Nobody is named, and only those who agreed are quoted: words can be searched for."),
        )
        allowed = quotable(session.records()) if client else frozenset()
        sheet = sheet_of(card, quotes, client=client, allowed=allowed)
        name = f"persona-{card.persona_id}"
        makers = {
            "html": ("text/html", lambda: html_of(sheet).encode()),
            "png": ("image/png", lambda: png_of(sheet)),
            "pptx": (_PPTX, lambda: pptx_of([sheet])),
        }
        for kind, (media, make) in makers.items():
            st.download_button(
                kind.upper(),
                exported(f"{name}.{kind}", make),
                file_name=f"{name}.{kind}",
                mime=media,
                key=f"persona.export.{kind}",
                width="stretch",
                on_click="ignore",
            )
