"""What the commands share: the typer application, its options, and the workspace each one works on."""

from pathlib import Path
from typing import Annotated

import typer

from lib.errors import NothingPublished, WorkspaceError
from lib.settings import Settings
from lib.storage.records import Records
from lib.storage.workspace import Workspace, chosen_path

_HELP = """`python -m lib …`: every capability of Earshot without a browser.

Each command prints a table for people and, with --json, one JSON document on standard output. Exit codes: 0 done,
1 the data could not be used (the sentence says which row and why), 2 usage.
"""
APP = typer.Typer(add_completion=False, no_args_is_help=True, help=_HELP, pretty_exceptions_enable=False)
Where = Annotated[Path | None, typer.Option("--workspace", help="Folder of the workspace (EARSHOT_WORKSPACE).")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


@APP.callback()
def start(context: typer.Context, workspace: Where = None) -> None:
    """Earshot on the command line."""
    context.obj = workspace


def given(context: typer.Context, workspace: Path | None) -> str:
    """The workspace asked for, wherever on the line it stands; else the environment's."""
    return str(workspace or context.obj or Settings.from_environment().workspace)


def workspace_to_read(given: str) -> Workspace:
    """The workspace to ask; NothingPublished where nothing was ever imported into it."""
    path = chosen_path(Settings(workspace=given), to_write=False)
    if not (path / "workspace.json").exists():
        raise NothingPublished(f"Nothing has been imported into {path} yet: import an export, or build the demo.")
    return Workspace.opened(path)


def records_of(workspace: Workspace) -> Records:
    """The store of decisions that the environment names for this workspace."""
    return Records.of(workspace, Settings.from_environment().database_url)


def workspace_to_write(given: str) -> Workspace:
    """The workspace to import into, made where there is none; never the demo."""
    opened = Workspace.opened_or_created(chosen_path(Settings(workspace=given), to_write=True))
    if opened.preferences.is_demo:
        raise WorkspaceError(
            f"{opened.path} is the demo, and real messages are never mixed with it: name another folder."
        )
    return opened
