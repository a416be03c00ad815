"""`label`: rows in, the same rows with their signals out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from lib import console
from lib.commands.app import APP, AsJson, Where, workspace_to_read

_SHOWN = (
    "language sentiment polarity is_uncertain intent is_critique aspects heat formality warmth signals_version".split()
)


@APP.command()
def label(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="CSV or JSON lines; none: standard input.")] = None,
    text: Annotated[str, typer.Option(help="The column that holds the text.")] = "text",
    language: Annotated[str, typer.Option(help="The column of the platform's own language, if any.")] = "language",
    channel: Annotated[str, typer.Option(help="The column of the channel, if any.")] = "channel",
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Label texts: one JSON object a line, each row with its signals; with a workspace, as it hears there."""
    from lib.signals.rows import heard_rows, rows_of

    ear = _ear(workspace or context.obj)
    pairs = heard_rows(rows_of(file), ear, text, language, channel)
    for row in _with_tension({**row, **{name: heard[name] for name in _SHOWN}} for row, heard in pairs):
        console.show_json_line(row)


def _ear(workspace: Path | None) -> Any:
    from lib.signals import Ear
    from lib.signals.own import ear_of

    return ear_of(workspace_to_read(str(workspace))) if workspace else Ear()


def _with_tension(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows as they come; where they name conversations all at the end, with heat and tension of theirs."""
    from lib.signals.tension import tensions

    first = next(rows, None)
    if first is None:
        return
    if "conversation_id" not in first:
        yield first
        yield from rows
        return
    held = [first, *rows]
    found = tensions(
        (str(row.get("conversation_id") or ""), str(row.get("created_at") or ""), row["heat"]) for row in held
    )
    for row in held:
        conversation = str(row.get("conversation_id") or "")
        shown = found[conversation] if conversation else None
        yield {
            **row,
            "conversation_heat": shown.heat if shown else None,
            "tension": shown.tension if shown else None,
        }
