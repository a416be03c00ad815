"""Pieces of Imports: what is decided for all files together, and the button that begins."""

import streamlit as st

from lib import words
from lib.errors import EarshotError
from lib.look import channel_name
from lib.ui import imports_draft, session
from lib.ui.filters import language_name
from lib.ui.imports_draft import Given
from lib.ui.imports_words import said_problem
from lib.ui.markup import show, tag
from lib.ui.panels import panel, show_title
from lib.words import _, ngettext

_LANGUAGES = ("it", "en", "fr", "de", "es", "pt", "nl")
_USUAL = ("it", "en")


def show_wishes(all_given: list[Given]) -> None:
    """What is decided for all files: the brand's accounts, direct messages; and the button that begins."""
    draft = imports_draft.draft()
    ready = [one for one in all_given if one.is_ready]
    with panel("wishes", fills=False):
        show_title(_("Before it comes in"))
        if not session.in_force().version:
            _show_community()
        _show_brand(all_given)
        direct = sum(preview.direct for one in all_given for preview in one.previews)
        draft.include_direct = st.checkbox(
            _("Take direct messages as well"),
            value=draft.include_direct,
            key="imports.direct",
            help=_("Private conversations are left out unless you ask for them here."),
            on_change=_take_direct,
        )
        if direct and not draft.include_direct:
            show(
                tag(
                    "p",
                    ngettext(
                        "{count} direct message is left out so far.",
                        "{count} direct messages are left out so far.",
                        direct,
                    ),
                    classes="question",
                )
            )
        if len(ready) < len(all_given):
            show(
                tag(
                    "p",
                    ngettext(
                        "{count} file cannot be imported yet.",
                        "{count} files cannot be imported yet.",
                        len(all_given) - len(ready),
                    ),
                    classes="question",
                )
            )
        with st.container(horizontal=True):
            label = ngettext("Import {count} file", "Import {count} files", len(ready)) if ready else _("Import")
            if st.button(label, type="primary", disabled=not ready, key="imports.start"):
                _start(all_given)
            if st.button(_("Drop all"), type="tertiary", key="imports.drop"):
                imports_draft.clear()
                st.rerun()


def _show_community() -> None:
    """What the community is called and speaks, asked before its first import."""
    draft = imports_draft.draft()
    draft.name = st.text_input(
        _("Name of the community"), value=draft.name, max_chars=60, key="imports.name", placeholder=_("My community")
    ).strip()
    draft.languages = tuple(
        st.multiselect(
            _("Languages it speaks"),
            _LANGUAGES,
            default=list(draft.languages or _USUAL),
            format_func=language_name,
            select_all=False,
            key="imports.languages",
            help=_("A message is taken to be in one of these where its platform does not say."),
        )
    )


def _take_direct() -> None:
    imports_draft.draft().include_direct = bool(st.session_state["imports.direct"])


def _show_brand(all_given: list[Given]) -> None:
    draft, found = imports_draft.draft(), imports_draft.workspace()
    known = found.preferences.brand_accounts if found else ()
    heard = {voice.account: voice for voice in imports_draft.voices(all_given)}
    marked = [voice for voice in heard.values() if voice.is_marked]

    def said(account: str) -> str:
        voice = heard.get(account)
        if voice is None:
            return account
        return f"{voice.name} · {channel_name(voice.channel)} · {words.number(voice.messages)}"

    options = [account for account in dict.fromkeys([*draft.brand_accounts, *heard]) if account not in known]
    chosen = st.multiselect(
        _("Our own accounts"),
        options,
        default=list(draft.brand_accounts),
        format_func=said,
        key=f"imports.brand.{draft.uploads}",
        accept_new_options=True,
        select_all=False,
        placeholder=_("Choose those that are ours, or type a name"),
        help=_("Those that write and are addressed most stand first, each with its messages."),
    )
    if tuple(chosen) != draft.brand_accounts:
        draft.brand_accounts = tuple(chosen)
        st.rerun()
    if marked:
        names = ", ".join(voice.name for voice in marked[:4]) + ("…" if len(marked) > 4 else "")
        show(tag("p", _("The files themselves mark as ours: {names}", names=names), classes="note"))
    if known:
        show(tag("p", _("Known as ours already: {names}", names=", ".join(known[:8])), classes="note"))


def _start(all_given: list[Given]) -> None:
    try:
        imports_draft.start(all_given)
    except EarshotError as error:
        show(tag("p", said_problem(str(error)), classes="refused", role="alert"))
    else:
        st.rerun()
