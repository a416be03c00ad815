"""The workspaces of whoever looks, where several are hosted: membership in each decides, never what an address says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st

from lib.errors import NotAllowed, WorkspaceError
from lib.settings import Settings
from lib.storage.records import Records
from lib.storage.workspace import Workspace, chosen_path
from lib.team.people import Member
from lib.team.sign_ins import admitted
from lib.ui import address, keys
from lib.ui.sign_in import Identity
from lib.words import _

FIELD = "workspace"
"""The field of the address that names one of several."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")


@dataclass(frozen=True)
class Found:
    """A workspace and who its reader is in it (`member` None where nobody signs in); `others`: the names of all that
    are open to her."""

    path: Path
    member: Member | None = None
    others: Mapping[Path, str] = field(default_factory=dict)


def are_several() -> bool:
    """Whether this server holds several."""
    return bool(Settings.from_environment().workspaces)


def store_of(workspace: Workspace) -> Records:
    """Its decisions; WorkspaceError where several workspaces would share one database."""
    url = Settings.from_environment().database_url
    if url and are_several() and "{workspace}" not in url:
        raise WorkspaceError(
            _(
                "EARSHOT_DATABASE_URL has to contain {placeholder}: each of several workspaces has its own database.",
                placeholder="{workspace}",
            )
        )
    return Records.of(workspace, url)


def of_reader(found: Identity) -> dict[str, Found]:
    """The workspaces whose member she is, by the name of their folder."""
    folder = Path(Settings.from_environment().workspaces).expanduser()
    if not folder.is_dir():
        raise WorkspaceError(
            _("{folder} is no folder: EARSHOT_WORKSPACES names that of the workspaces.", folder=folder)
        )
    made = sorted(path.parent for path in folder.glob("*/workspace.json") if _NAME.fullmatch(path.parent.name))
    members = {path.name: Found(path, member_in(path, found)) for path in made}
    return {name: one for name, one in members.items() if one.member is not None}


def chosen(found: Identity | None) -> Found:
    """The workspace of this run; NotAllowed where the reader is nobody's member."""
    if found is None:
        return Found(_local())
    if not are_several():
        path = chosen_path(Settings.from_environment(), to_write=False)
        member = member_in(path, found)
        if member is None:
            raise NotAllowed(_stranger(found))
        return Found(path, member)
    open_to_her = of_reader(found)
    if not open_to_her:
        raise NotAllowed(_stranger(found))
    wished = address.field(FIELD) or st.session_state.get(keys.WORKSPACE, "") or next(iter(open_to_her))
    if wished not in open_to_her:
        wished = "" if address.field(FIELD) else next(iter(open_to_her))
    if not wished:
        raise NotAllowed(_("There is no community of this name for you: open one of yours."))
    st.session_state[keys.WORKSPACE] = wished
    st.query_params[FIELD] = wished
    return replace(open_to_her[wished], others=_named(open_to_her))


def member_in(path: Path, found: Identity) -> Member | None:
    """The member whom this sign-in means in that workspace; None for a stranger, and where there is none."""
    if not (path / "workspace.json").exists():
        return None
    admins = {one.strip().lower() for one in Settings.from_environment().admins.split(",")} - {""}
    return admitted(store_of(Workspace.opened(path)), found.subject, found.email, found.name, admins)


def _named(found: Mapping[str, Found]) -> dict[Path, str]:
    """What they are called, the folder beside it where two have one name; nothing to choose from where there is one."""
    names = {name: Workspace.opened(one.path).preferences.name for name, one in found.items()}
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    said = {found[folder].path: f"{name} ({folder})" if name in twice else name for folder, name in names.items()}
    return said if len(said) > 1 else {}


def _local() -> Path:
    """Without a sign-in: the one that a setting names, or the one chosen in this session."""
    wished = st.session_state.get(keys.WORKSPACE)
    if wished and (Path(wished) / "workspace.json").exists() and not Settings.from_environment().workspace:
        return Path(wished)
    return chosen_path(Settings.from_environment(), to_write=False)


def _stranger(found: Identity) -> str:
    who = found.email or found.name
    return _("{who} is not a member of any community here: ask an administrator to add this address.", who=who)
