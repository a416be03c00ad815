"""The pages, in the order of the navigation: the one place that lists them."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib.storage.audit import Hat
from lib.words import N_, _

Page = StreamlitPage


@dataclass(frozen=True)
class Entry:
    """A page: its file, its title, the question it answers, and whether the shared filter speaks about it."""

    file: str
    title: str
    question: str
    has_filter: bool = True

    @property
    def code(self) -> str:
        """Its name in the address."""
        return self.file.removeprefix("pages/").removesuffix(".py")


TODAY = Entry("pages/today.py", N_("Today"), N_("What needs me now?"))
CONVERSATIONS = Entry(
    "pages/conversations.py", N_("Conversations"), N_("What is being said, and who is waiting for us?")
)
CRITIQUES = Entry("pages/critiques.py", N_("Critiques"), N_("What are they criticising, and what came of it?"))
PERSONAS = Entry("pages/personas.py", N_("Personas"), N_("Who are these people?"), has_filter=False)
RELATIONSHIPS = Entry("pages/relationships.py", N_("Relationships"), N_("Who is close to us, and who could be?"))
EDITORIAL = Entry("pages/editorial.py", N_("Editorial"), N_("How was received what we published, and what comes next?"))
TEAM = Entry("pages/team.py", N_("Team"), N_("Who does what, in which hat?"), has_filter=False)
SIGNALS = Entry("pages/signals.py", N_("Signals"), N_("How well do we hear?"), has_filter=False)
IMPORTS = Entry("pages/imports.py", N_("Imports"), N_("What came in, and is it whole?"), has_filter=False)
ENTRIES = (TODAY, CONVERSATIONS, CRITIQUES, PERSONAS, RELATIONSHIPS, EDITORIAL, TEAM, IMPORTS, SIGNALS)
"""Those that stand, in the order of the navigation."""
SHARED_TODAY = Entry("pages/shared_today.py", N_("Today"), N_("How much is said, and in which mood?"))
SHARED_INSIGHTS = Entry(
    "pages/shared_insights.py", N_("Insights"), N_("What came of what people criticise?"), has_filter=False
)
SHARED_PERSONAS = Entry("pages/shared_personas.py", N_("Personas"), N_("Who are these people?"), has_filter=False)
CLIENT_ENTRIES = (SHARED_TODAY, SHARED_INSIGHTS, SHARED_PERSONAS)
"""Those for who may only look: to be read, and nobody is named. No other page is known to their session."""


def pages(hat: Hat = "cm", is_hidden: Callable[[Entry], bool] = lambda entry: False) -> dict[Entry, Page]:
    """The pages for the navigation of who wears this hat, titled in the language in force; links lead to a hidden one
    too."""
    entries = CLIENT_ENTRIES if hat == "client" else ENTRIES
    return {
        entry: st.Page(
            entry.file,
            title=_(entry.title),
            help=_(entry.question),
            default=entry is entries[0],
            url_path=None if entry is entries[0] else entry.code,
            visibility="hidden" if is_hidden(entry) else "visible",
        )
        for entry in entries
    }
