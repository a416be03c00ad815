"""What is in force for the person who looks: workspace, published version, language and theme. Settled once a run."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st

from lib import words
from lib.errors import NothingPublished
from lib.look import Look, look_named
from lib.settings import DEMO_WORKSPACE, OWN_WORKSPACE, Settings
from lib.storage.audit import Actor, Hat
from lib.storage.publish import is_of_this_program
from lib.storage.read_model import Published, published
from lib.storage.records import Records
from lib.storage.workspace import Workspace
from lib.team.people import Member, hats_of, members
from lib.team.wishes import wear, wishes_of
from lib.ui import address, keys, sign_in, workspaces
from lib.ui.given_back import give_back
from lib.ui.readers import Readers
from lib.ui.registry import pages


@dataclass(frozen=True)
class Session:
    """One run: the workspace (None where there is none at all), the version it shows (0: none), and the look.

    `member` is who signed in, None where nobody does; `others` are the workspaces that are open to them, by path.
    """

    path: Path
    workspace: Workspace | None
    version: int
    look: Look
    member: Member | None = None
    others: Mapping[Path, str] = field(default_factory=dict)

    @property
    def is_hosted(self) -> bool:
        """Whether people sign in here."""
        return self.member is not None


def begin() -> Session:
    """Settle what is in force for this run: who looks, at which workspace, and in a client's hat only looking."""
    words.ask_language_of(_language)
    words.speak("")
    words.speak(words.language())  # once a run: a page writes hundreds of words
    for key in (keys.RUN, keys.WHO):
        st.session_state.pop(key, None)
    found = workspaces.chosen(sign_in.identity())
    path = found.path
    workspace = Workspace.opened(path) if (path / "workspace.json").exists() else None
    version = _version(workspace) if workspace else 0
    session = Session(path, workspace, version, look_named(st.context.theme.type), found.member, found.others)
    st.session_state[keys.RUN] = session
    if workspace is not None and not actor().may_write:
        session = replace(session, workspace=replace(workspace, is_for_looking=True))
        st.session_state[keys.RUN] = session
    return session


def in_force() -> Session:
    """The session of this run; `begin` has settled it."""
    if keys.RUN not in st.session_state:
        _run_in_the_frame()
    session: Session = st.session_state[keys.RUN]
    if session.is_hosted:
        sign_in.go_on()
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
    return workspaces.store_of(session.workspace)


def actor() -> Actor:
    """Who acts in this session, and in which hat: what is decided is written down under both."""
    if keys.WHO not in st.session_state:
        member = in_force().member
        person = member.person if member else _person_here()
        st.session_state[keys.WHO] = Actor(person, _hat_of(person))
    found: Actor = st.session_state[keys.WHO]
    return found


def choose_person(person: str) -> None:
    """From now on this session acts as that member, in the hat they wore last; who signed in stays who they are."""
    if in_force().is_hosted:
        return
    st.session_state[keys.PERSON] = person
    for key in (keys.HAT, keys.WHO):
        st.session_state.pop(key, None)


def put_on(hat: Hat) -> None:
    """From now on this session acts in that hat, and so will the next one of the same person."""
    st.session_state[keys.HAT] = wear(records(), actor(), hat).hat
    st.session_state.pop(keys.WHO, None)


def _hat_of(person: str) -> Hat:
    """The hat this session chose, else the one worn last, as far as it is still among the person's own."""
    workspace = in_force().workspace
    if workspace is None:
        return "cm"
    store = workspaces.store_of(workspace)
    own = hats_of(members(store), person)
    wished = st.session_state.get(keys.HAT) or wishes_of(store, person).hat
    return wished if wished in own else own[0]


def _person_here() -> str:
    chosen = st.session_state.get(keys.PERSON)
    return str(chosen or Settings.from_environment().person or getpass.getuser())


def choices() -> Mapping[Path, str]:
    """The names of the workspaces to choose from: those whose member looks; without a sign-in one's own and the demo,
    where no setting names one and both are there."""
    if in_force().is_hosted:
        return in_force().others
    if Settings.from_environment().workspace:
        return {}
    found = {}
    for path in (OWN_WORKSPACE, DEMO_WORKSPACE):
        is_demo = path == DEMO_WORKSPACE
        if (path / ("published/current.json" if is_demo else "workspace.json")).exists():
            found[path] = words._("Demo community") if is_demo else words._("My community")
    return found if len(found) > 1 else {}


def choose_workspace(path: Path) -> None:
    """From now on this session looks at that workspace."""
    st.session_state[keys.WORKSPACE] = path.name if workspaces.are_several() else str(path)
    if workspaces.are_several():
        address.write({workspaces.FIELD: path.name})


def choose_language(code: str) -> None:
    """From now on this session speaks that language."""
    st.session_state[keys.LANGUAGE] = code


@st.cache_resource(show_spinner=False)
def readers() -> Readers:
    """The read models open in this process."""
    return Readers(on_newer=give_back)


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
        return brought_up_to_date(workspace, workspaces.store_of(workspace))


@st.cache_data(max_entries=64, show_spinner=False)
def _is_of_this_program(folder: str) -> bool:
    return is_of_this_program(Published(0, Path(folder)))


def _language() -> str:
    """The language of the session that asks; a thread of no session speaks English."""
    chosen = st.session_state.get(keys.LANGUAGE)
    return chosen if isinstance(chosen, str) else words.spoken(st.context.locale)
