"""`doctor` and `mend`: what is wrong in a workspace, and bringing it in order."""

from typing import Annotated

import typer

from lib import console
from lib.commands.app import APP, AsJson, Where, given, records_of, workspace_to_read
from lib.settings import Settings
from lib.storage.workspace import chosen_path


@APP.command()
def doctor(context: typer.Context, workspace: Where = None, as_json: AsJson = False) -> None:
    """Say what is wrong in a workspace, and the command that mends it; exit code 1 where anything is."""
    from lib.imports.doctor import examined

    path = chosen_path(Settings(workspace=given(context, workspace)), to_write=False)
    found = examined(path, Settings.from_environment().database_url)
    if as_json:
        console.show_json({"workspace": path, "is_well": not found, "findings": [vars(finding) for finding in found]})
    elif found:
        console.show_table(["check", "what is wrong", "mend it with"], [list(vars(f).values()) for f in found])
    else:
        console.say(f"{path} is well.")
    if found:
        raise typer.Exit(1)


@APP.command()
def mend(
    context: typer.Context,
    anew: Annotated[bool, typer.Option("--anew", help="Build the read model from nothing.")] = False,
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Finish what was killed, clear what it left, and publish what was imported."""
    from lib.imports.mend import mend as mended_by

    opened = workspace_to_read(given(context, workspace))
    done = mended_by(opened, records_of(opened), anew=anew)
    if as_json:
        console.show_json({"version": done.version, "cleared": done.cleared})
    else:
        console.show_table(["version", "cleared"], [[done.version, ", ".join(done.cleared)]])
