"""What is in force for the person who looks: workspace, published version, language and theme. Settled once a run."""

import getpass
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib import words
from lib.errors import NothingPublished
from lib.look import Look, look_named
from lib.settings import DEMO_WORKSPACE, OWN_WORKSPACE, Settings
from lib.storage.audit import HATS, Actor
from lib.storage.publish import is_of_this_program
from lib.storage.read_model import Published, published
from lib.storage.records import Records
from lib.storage.workspace import Workspace, chosen_path
from lib.ui import keys
from lib.ui.readers import Readers
from lib.ui.registry import pages


@dataclass(frozen=True)
class Session:
    """One run: the workspace (None where there is none at all), the version it shows (0: none), and the look."""

    path: Path
    workspace: Workspace | None
    version: int
    look: Look


def begin() -> Session:
    """Settle what is in force for this run."""
    words.ask_language_of(_language)
    path = _workspace_path()
    workspace = Workspace.opened(path) if (path / "workspace.json").exists() else None
    version = _version(workspace) if workspace else 0
    session = Session(path, workspace, version, look_named(st.context.theme.type))
    st.session_state[keys.RUN] = session
    return session


def in_force() -> Session:
    """The session of this run; `begin` has settled it."""
    if keys.RUN not in st.session_state:
        _run_in_the_frame()
    session: Session = st.session_state[keys.RUN]
    return session


def published_workspace() -> Workspace:
    """The workspace in force, where something is published in it; NothingPublished otherwise."""
    session = in_force()
    if session.workspace is None or not session.version:
        raise NothingPublished(words._("Nothing has been imported here yet: import an export, or build the demo."))
    return session.workspace


def records() -> Records:
    """The store of decisions of the workspace in force; NothingPublished where there is no workspace."""
    session = in_force()
    if session.workspace is None:
        raise NothingPublished(words._("Nothing has been imported here yet: import an export, or build the demo."))
    return Records.of(session.workspace, Settings.from_environment().database_url)


def actor() -> Actor:
    """Who acts in this session, and in which hat: what is decided is written down under both."""
    hat = st.session_state.get(keys.HAT)
    return Actor(Settings.from_environment().person or getpass.getuser(), hat if hat in HATS else "cm")


def choices() -> dict[str, Path]:
    """The workspaces to choose from, by name: only where no setting names one and both are there."""
    if Settings.from_environment().workspace:
        return {}
    found = {}
    for path in (OWN_WORKSPACE, DEMO_WORKSPACE):
        is_demo = path == DEMO_WORKSPACE
        if (path / ("published/current.json" if is_demo else "workspace.json")).exists():
            found[words._("Demo community") if is_demo else words._("My community")] = path
    return found if len(found) > 1 else {}


def choose_workspace(path: Path) -> None:
    """From now on this session looks at that workspace."""
    st.session_state[keys.WORKSPACE] = str(path)


def choose_language(code: str) -> None:
    """From now on this session speaks that language."""
    st.session_state[keys.LANGUAGE] = code


@st.cache_resource(show_spinner=False)
def readers() -> Readers:
    """The read models open in this process."""
    return Readers()


def _run_in_the_frame() -> None:
    """Begin again with app.py.

    Where the first address that a fresh process is asked for is a page's, Streamlit finds the file in `pages/` and
    runs it by itself; once `st.navigation` was called it no longer looks there.
    """
    st.navigation(list(pages().values()), position="hidden")
    st.rerun()


def _version(workspace: Workspace) -> int:
    """The version in force; one that another Earshot published is made anew first, once, with a word about it."""
    found = published(workspace)
    if found is None or _is_of_this_program(str(found.folder)):
        return found.version if found else 0
    from lib.imports.relabel import brought_up_to_date  # loads the ear, and is needed once in the life of a version

    with st.spinner(words._("This archive was published by another Earshot: it is being brought up to date…")):
        return brought_up_to_date(workspace, Records.of(workspace, Settings.from_environment().database_url))


@st.cache_data(max_entries=64, show_spinner=False)
def _is_of_this_program(folder: str) -> bool:
    return is_of_this_program(Published(0, Path(folder)))


def _language() -> str:
    """The language of the session that asks; a thread of no session speaks English."""
    chosen = st.session_state.get(keys.LANGUAGE)
    return chosen if isinstance(chosen, str) else words.spoken(st.context.locale)


def _workspace_path() -> Path:
    chosen = st.session_state.get(keys.WORKSPACE)
    if chosen and (Path(chosen) / "workspace.json").exists() and not Settings.from_environment().workspace:
        return Path(chosen)
    return chosen_path(Settings.from_environment(), to_write=False)
