"""`enrich`: hearing an archive anew after the ear changed, on this machine or on a Spark cluster."""

from typing import Annotated, Literal

import typer

from lib import console
from lib.commands.app import APP, AsJson, Where, given, records_of, workspace_to_read


@APP.command()
def enrich(
    context: typer.Context,
    engine: Annotated[Literal["local", "spark"], typer.Option(help="Where it is heard.")] = "local",
    master: Annotated[str, typer.Option(help="Spark's master, as in spark://host:7077.")] = "local[*]",
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Hear anew what an earlier ear labelled, and publish it."""
    from lib.imports.enrich import enrich as enriched
    from lib.imports.spark import Spark

    opened = workspace_to_read(given(context, workspace))
    cluster = Spark(master) if engine == "spark" else None
    with console.progress_bar() as shown:
        task = shown.add_task("", total=None)
        messages, version = enriched(
            opened,
            records_of(opened),
            cluster,
            lambda what, done, of: shown.update(task, description=f"{what}: {done:,}", completed=done, total=of),
        )
    if as_json:
        console.show_json({"messages": messages, "version": version})
    else:
        console.show_table(["messages", "version"], [[messages, version]])
