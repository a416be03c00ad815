"""`report`: the brief of a period as HTML, slides or sheets, in Italian or English."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from lib import console, words
from lib.commands.app import APP, AsJson, Where, given, records_of, workspace_to_read

_DAY = ["%Y-%m-%d"]


@APP.command()
def report(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="The file to write: .html, .pptx or .xlsx.")],
    format_: Annotated[str, typer.Option("--format", help="html, pptx or xlsx; else by the file's ending.")] = "",
    client: Annotated[
        bool, typer.Option(help="For the client: people numbered, only those quoted who agreed.")
    ] = False,
    period: Annotated[str, typer.Option(help="day, week, month, quarter, year or all, up to the newest day.")] = "week",
    since: Annotated[datetime | None, typer.Option("--from", formats=_DAY, help="First day, 2026-05-12.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAY, help="Last day.")] = None,
    language: Annotated[str, typer.Option(help="Language of the brief, it or en; else the command line's.")] = "",
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Write the brief: what was said, who waits, the mood, critiques and what came of them, personas, asks."""
    from lib.imports.relabel import brought_up_to_date
    from lib.reports.brief import STEPS, Asked, brief_of
    from lib.reports.writing import target, write

    to = target(out, format_)
    opened = workspace_to_read(given(context, workspace))
    asked = Asked(
        period=period,
        since=since.date() if since else None,
        until=until.date() if until else None,
        language=language or words.language(),
        is_client=client,
    )
    records = records_of(opened)
    with console.progress_bar() as shown:
        task = shown.add_task("", total=len(STEPS))
        brought_up_to_date(opened, records)
        made = brief_of(
            opened,
            records,
            asked,
            lambda step, done, of: shown.update(task, description=step, completed=done, total=of),
        )
        write(made, to)
    if as_json:
        console.show_json({"path": str(to.path)})
    else:
        console.say(str(to.path))
