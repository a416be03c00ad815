"""`retain`: how long messages are kept, and the erasure of those that grew older."""

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from lib import console
from lib.commands.app import APP, AsJson, Where, given, records_of, workspace_to_read
from lib.settings import Settings


@APP.command()
def retain(
    context: typer.Context,
    days: Annotated[
        list[str] | None, typer.Option(help="CHANNEL=DAYS, may be given again; * is every other channel, 0 for good.")
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Only count what would go.")] = False,
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Erase messages older than their channel is kept; with --days say how long that is, with --preview only count."""
    from lib.imports.retention import aged, keep_for
    from lib.imports.retention import retain as retained
    from lib.storage.actors import Actor

    opened = workspace_to_read(given(context, workspace))
    if days:
        opened = keep_for(opened, days)
    if days or preview:
        found = aged(opened, datetime.now(UTC))
        if as_json:
            console.show_json({"channels": [vars(channel) for channel in found]})
        else:
            columns = ["channel", "kept for days", "messages", "would go"]
            console.show_table(columns, [[a.channel, a.days or "for good", a.messages, a.older] for a in found])
        return
    actor = Actor(Settings.from_environment().person or getpass.getuser(), "admin")
    done = retained(opened, records_of(opened), actor)
    if as_json:
        console.show_json(vars(done))
    else:
        console.show_table(list(vars(done)), [list(vars(done).values())])
