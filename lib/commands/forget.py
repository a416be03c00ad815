"""`forget`: the erasure of a person."""

from typing import Annotated

import typer

from lib import console
from lib.commands.app import APP, AsJson, Where, given, records_of, workspace_to_read


@APP.command()
def forget(
    context: typer.Context,
    author: Annotated[str, typer.Argument(help="Handle, name or author_id; CHANNEL:HANDLE for one channel only.")],
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Erase a person everywhere."""
    from lib.imports.forget import forget_author

    opened = workspace_to_read(given(context, workspace))
    gone = forget_author(opened, author, records_of(opened))
    if as_json:
        console.show_json({"messages": gone.messages, "decisions": gone.decisions, "version": gone.version})
    else:
        console.show_table(["messages", "decisions", "version"], [[gone.messages, gone.decisions, gone.version]])
