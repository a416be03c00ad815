"""The frame around every page: style, navigation, filters, workspace, language, help; and the one place of errors."""

import atexit
import gc

import streamlit as st

from lib import words
from lib.errors import EarshotError, NothingPublished
from lib.look import Look, look_named, translucent
from lib.settings import Settings
from lib.ui import address, bounded, filters, keys, session, sign_in, states
from lib.ui.door import show_door
from lib.ui.markup import markdown_text, show, show_style, tag
from lib.ui.registry import Entry, Page, pages
from lib.ui.stale import forget_stale_widgets
from lib.ui.who import show_who
from lib.words import _


def run() -> None:
    """Show the app: settle the session, draw the frame, run the page."""
    forget_stale_widgets()
    st.set_page_config(page_title="Earshot", page_icon="👂", layout="wide", initial_sidebar_state="collapsed")
    show_style(_variables(look_named(st.context.theme.type)))
    try:
        found = session.begin()
    except EarshotError as error:
        # Streamlit would look for pages by itself where it is told of none.
        st.navigation(list(pages().values()), position="hidden")
        show_door(error)
        return
    running = bounded.under_way()
    listed = pages(session.actor().hat, lambda entry: bounded.is_hidden(running, entry))
    page = st.navigation(list(listed.values()), position="top")
    entry = next(e for e, p in listed.items() if p.url_path == page.url_path)
    address.bring_filters(entry.code)
    try:
        _begin_without_workspace(found, entry)
        _show_bar(found, entry)
        if found.is_hosted:
            sign_in.keep_watch()
        if running:
            bounded.show_bar(running, entry)
        if running and bounded.is_hidden(running, entry):
            bounded.show_put_aside(running, entry)
        else:
            _run(page)
            _settle(entry.code)
            if found.version and keys.READY not in st.session_state:
                _make_ready(entry)
    except NothingPublished:
        if session.actor().may_write:
            states.show_first_steps()
        else:
            states.show_empty(_("Nothing to hear yet"), _("Nothing was published here for you yet: come back later."))
    except EarshotError as error:
        states.show_error(error)


def _run(page: Page) -> None:
    page.run()


def _make_ready(entry: Entry) -> None:
    from lib.ui.ahead import make_ready  # loads what draws charts: not before the first page stands

    st.session_state[keys.READY] = True
    make_ready(entry)


@st.cache_resource(show_spinner=False)
def _settle(code: str) -> None:
    """Once a page: what it loaded stays for good, and is no longer looked through for garbage.

    Streamlit collects garbage at the end of every run, before the last of the page is sent: with all our modules in
    memory that took longer than drawing the page.
    """
    gc.freeze()
    atexit.register(gc.unfreeze)  # at the end all of it is given back in order


def _begin_without_workspace(found: session.Session, entry: Entry) -> None:
    """Where no workspace is at all, and none was asked for, the first look builds the demo of itself."""
    is_first = found.workspace is None and not found.is_hosted and not Settings.from_environment().workspace
    if is_first and entry.has_filter:
        states.show_empty(
            _("Preparing a community to look at"),
            _("This happens once and takes about a minute. Your own exports can follow on Imports at any time."),
        )
        states.make_demo()


def _show_bar(found: session.Session, entry: Entry) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="bar", gap="small"):
        if entry.has_filter and found.version:
            filters.show()
        st.space("stretch")
        _show_workspace(found)
        if found.workspace is not None:
            show_who()
        _show_language()
        _show_help(found)


def _show_workspace(found: session.Session) -> None:
    name = found.workspace.preferences.name if found.workspace else _("No community yet")
    others = session.choices()
    if not others:
        show_name = tag("span", name, classes="workspace")
        with st.container(width="content", key="workspace"):
            show(show_name)
        return
    with st.popover(markdown_text(name), type="tertiary", key="workspace-menu"):
        for path, label in others.items():
            if st.button(
                markdown_text(label), disabled=path == found.path, key=f"workspace.{path.name}", width="stretch"
            ):
                session.choose_workspace(path)
                address.write(dict.fromkeys(address.FILTERS, ""))
                st.rerun()


def _show_language() -> None:
    with st.popover(words.language().upper(), type="tertiary", help=_("Language of the app"), key="language-menu"):
        for code, name in words.LANGUAGES.items():
            st.button(
                name,
                key=f"language.{code}",
                disabled=code == words.language(),
                width="stretch",
                on_click=session.choose_language,
                args=(code,),
            )


def _show_help(found: session.Session) -> None:
    with st.popover(_("Help"), type="tertiary", key="help-menu"):
        show(
            tag(
                "div",
                tag("h3", _("How to read Earshot")),
                tag("p", _("Everything ends with the newest message of the archive: exports are snapshots.")),
                tag("p", _("Point at a number for its definition; open it for the messages behind it.")),
                tag(
                    "p", _("Labels are a machine's reading of short texts. They help to find, and do not judge people.")
                ),
                tag("p", _("The address keeps what you see: copy it to come back to it or to share it.")),
                tag("p", _("Version {version} of the archive.", version=found.version), classes="note"),
                classes="help",
            )
        )


def _variables(look: Look) -> dict[str, str]:
    choose = _("Choose files")
    return {
        "ground": look.ground,
        "panel": look.panel,
        "ink": look.ink,
        "muted": look.muted,
        "line": look.line,
        "accent": look.accent,
        "accent-soft": translucent(look.accent, 0.1),
        "negative": look.negative,
        "neutral": look.neutral,
        "positive": look.positive,
        "burning": look.burning,
        "hit": translucent(look.accent, 0.22),
        "choose-files": f'"{choose}"',  # the widget's own word is English
    }
