"""`query`: any named query of any domain; and the alerts, which are worked out (`query alerts`)."""

import importlib
from pathlib import Path
from typing import Annotated

import typer

import lib
from lib import console
from lib.commands.app import APP, AsJson, Where, given, workspace_to_read
from lib.storage.derived import DERIVATIONS
from lib.storage.query import QUERIES, query_named
from lib.storage.read_model import ReadModel


@APP.command()
def query(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The query's name.")] = "",
    param: Annotated[list[str] | None, typer.Option(help="name=value; lists with commas, days as 2026-05-12.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="Name every query.")] = False,
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Ask any named query."""
    _fill_registry()
    if list_ or not name:
        listed = [[q.name, ", ".join(q.parameters), q.title] for q in sorted(QUERIES.values(), key=lambda q: q.name)]
        columns = ["query", "parameters", "what"]
        if as_json:
            console.show_json([dict(zip(columns, row, strict=True)) for row in listed])
        else:
            console.show_table(columns, listed)
        return
    values = {name: value for name, _, value in (pair.partition("=") for pair in param or ())}
    opened = workspace_to_read(given(context, workspace))
    model = ReadModel.current(opened)
    try:
        if name in DERIVATIONS and not values:
            frame = DERIVATIONS[name].of(opened, model).to_pandas()
        else:
            asked = query_named(name)
            frame = asked(model, **asked.bound(values))
    finally:
        model.close()
    rows = frame.to_dict("split", index=False)["data"]
    if as_json:
        console.show_json({"columns": list(frame.columns), "rows": rows})
    else:
        console.show_table(list(frame.columns), rows)


def _fill_registry() -> None:
    """Import the queries of every domain: each adds its own to `QUERIES`."""
    for module in sorted(Path(lib.__path__[0]).glob("*/queries.py")):
        importlib.import_module(f"lib.{module.parent.name}.queries")
    importlib.import_module("lib.conversations.alerts")
