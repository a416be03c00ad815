"""`import`: from export files to a published version."""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from lib import console
from lib.commands.app import APP, AsJson, Where, given, records_of, workspace_to_write
from lib.errors import UnknownName
from lib.settings import EXPORTS
from lib.words import _


@APP.command("import")
def import_(
    context: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(help="Files, folders, zips; none: data/exports.")] = None,
    source: Annotated[str, typer.Option(help="Name of the source, where recognition is not wanted.")] = "",
    brand: Annotated[
        list[str] | None, typer.Option(help="An account of the brand: ACCOUNT or CHANNEL:ACCOUNT.")
    ] = None,
    mapping: Annotated[Path | None, typer.Option(help="A mapping (YAML) for tables.")] = None,
    time_zone: Annotated[str, typer.Option(help="Time zone of times that name none, as Europe/Rome.")] = "",
    date_order: Annotated[str, typer.Option(help="dmy, mdy or ymd, where dates leave it open.")] = "",
    direct: Annotated[bool, typer.Option(help="Take direct messages as well.")] = False,
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Import exports: every row is accounted for, and importing again changes nothing but what is newer."""
    from lib.commands.import_job import prepare
    from lib.imports.run import Wishes, import_files
    from lib.ingest.profiles import mapping_in
    from lib.ingest.source import Reading

    if date_order not in ("", "dmy", "mdy", "ymd"):
        raise UnknownName(f"There is no date order {date_order!r}: give dmy, mdy or ymd.")
    opened = workspace_to_write(given(context, workspace))
    reading = Reading(
        time_zone=_zone(time_zone),
        date_order=date_order or None,  # type: ignore[arg-type] # checked above
        mapping=mapping_in(mapping) if mapping else None,
        include_direct=direct,
    )
    wishes = Wishes(reading, source, tuple(brand or ()))
    records = records_of(opened)
    with console.progress_bar() as shown:
        task = shown.add_task("", total=None)
        account = import_files(
            opened,
            files or [EXPORTS],
            wishes,
            records,
            lambda what, done, of: shown.update(task, description=f"{what}: {done:,}", completed=done, total=of),
        )
    if as_json:
        console.show_json(account.as_json())
        prepare(opened, records)
        return
    columns = ["file", "source", "read", "imported", "updated", "unchanged", "rejected"]
    rows = [[f.file, f.source, f.read, f.imported, f.updated, f.unchanged, f.rejected] for f in account.files]
    console.show_table(columns, rows, title=f"version {account.version}")
    for file in account.files:
        for reason, count in file.reasons.most_common():
            console.say(f"{file.file}: {count} × {reason}")
        for note in [*file.notes, file.problem]:
            if note:
                console.say(f"{file.file}: {note}")
    console.say(_("All this is on the pages now. Themes, ties and personas are still being worked out…"))
    prepare(opened, records)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnknownName(f"There is no time zone {name!r}: give one like Europe/Rome.") from error
