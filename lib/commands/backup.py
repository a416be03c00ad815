"""`backup` and `restore`: a workspace as one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from lib import console
from lib.commands.app import APP, AsJson, Where, given, records_of, workspace_to_read
from lib.settings import Settings
from lib.storage.workspace import chosen_path


@APP.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")],
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Write the workspace into one file, while it is served. It holds personal data and the key: keep it safe."""
    from lib.storage.backup import back_up

    opened = workspace_to_read(given(context, workspace))
    done = back_up(opened, records_of(opened), file)
    if as_json:
        console.show_json({"path": done.file, "parts": done.parts, "bytes": done.size, "lake_version": done.version})
    else:
        console.show_table(["file", "parts", "bytes"], [[done.file, done.parts, done.size]])


@APP.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of what is there.")] = False,
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Make a workspace from a backup, every part checked, and publish it."""
    from lib.imports.decided import corrections_in_force
    from lib.storage.publish import publish
    from lib.storage.restore import restored

    path = chosen_path(Settings(workspace=given(context, workspace)), to_write=True)
    opened = restored(file, path, Settings.from_environment().database_url, replace=replace)
    records = records_of(opened)
    with opened.locked():
        version = publish(opened, corrections_in_force(records))
    if as_json:
        console.show_json({"workspace": opened.path, "version": version})
    else:
        console.show_table(["workspace", "version"], [[opened.path, version]])
