"""`python -m lib …`: every capability of Earshot without a browser.

Each command prints a table for people and, with --json, one JSON document on standard output. Exit codes: 0 done,
1 the data could not be used (the sentence says which row and why), 2 usage.
"""

import sys
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from lib import console, words
from lib.errors import EarshotError, NothingPublished, UnknownName, WorkspaceError
from lib.settings import DEMO_WORKSPACE, EXPORTS, Settings
from lib.storage.query import QUERIES, query_named
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace, chosen_path

APP = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)
Where = Annotated[Path | None, typer.Option("--workspace", help="Folder of the workspace (EARSHOT_WORKSPACE).")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


@APP.callback()
def start(context: typer.Context, workspace: Where = None) -> None:
    """Earshot on the command line."""
    context.obj = workspace


@APP.command()
def demo(context: typer.Context, workspace: Where = None, as_json: AsJson = False) -> None:
    """Build the demo workspace: an invented community, the same every time."""
    from lib.demo.build import build_demo

    given = _given(context, workspace)
    path = Path(given) if given else DEMO_WORKSPACE
    with console.progress_bar() as shown:
        task = shown.add_task("demo", total=1.0)
        version = build_demo(path, lambda what, share: shown.update(task, completed=share, description=what))
    model = ReadModel.current(Workspace.opened(path))
    messages = int(model.frame("select message_count from model").iloc[0, 0])
    model.close()
    if as_json:
        console.show_json({"messages": messages, "version": version, "workspace": str(path)})
    else:
        console.show_table(["messages", "version", "workspace"], [[words.number(messages), version, path]])


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
    from lib.imports.run import Wishes, import_files
    from lib.ingest.profiles import mapping_in
    from lib.ingest.source import Reading

    if date_order not in ("", "dmy", "mdy", "ymd"):
        raise UnknownName(f"There is no date order {date_order!r}: give dmy, mdy or ymd.")
    opened = _workspace_to_write(_given(context, workspace))
    reading = Reading(
        time_zone=_zone(time_zone),
        date_order=date_order or None,  # type: ignore[arg-type] # checked above
        mapping=mapping_in(mapping) if mapping else None,
        include_direct=direct,
    )
    wishes = Wishes(reading, source, tuple(brand or ()))
    records = Records.of(opened, Settings.from_environment().database_url)
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
    import lib.conversations.queries  # noqa: F401 - fills the registry

    if list_ or not name:
        listed = [[q.name, ", ".join(q.parameters), q.title] for q in sorted(QUERIES.values(), key=lambda q: q.name)]
        columns = ["query", "parameters", "what"]
        if as_json:
            console.show_json([dict(zip(columns, row, strict=True)) for row in listed])
        else:
            console.show_table(columns, listed)
        return
    asked = query_named(name)
    given = dict(pair.split("=", 1) if "=" in pair else (pair, "") for pair in param or ())
    model = ReadModel.current(_workspace_to_read(_given(context, workspace)))
    frame = asked(model, **asked.bound(given))
    model.close()
    rows = frame.to_dict("split", index=False)["data"]
    if as_json:
        console.show_json({"columns": list(frame.columns), "rows": rows})
    else:
        console.show_table(list(frame.columns), rows)


@APP.command()
def forget(
    context: typer.Context,
    author: Annotated[str, typer.Argument(help="Handle, name or author_id; CHANNEL:HANDLE for one channel only.")],
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Erase a person everywhere."""
    from lib.imports.forget import forget_author

    opened = _workspace_to_read(_given(context, workspace))
    gone = forget_author(opened, author, Records.of(opened, Settings.from_environment().database_url))
    if as_json:
        console.show_json({"messages": gone.messages, "decisions": gone.decisions, "version": gone.version})
    else:
        console.show_table(["messages", "decisions", "version"], [[gone.messages, gone.decisions, gone.version]])


def main() -> None:
    """Run the command line; an error meant for people is one sentence and its exit code."""
    settings = Settings.from_environment()
    words.ask_language_of(lambda: words.spoken(settings.language or settings.locale))
    try:
        APP()
    except EarshotError as error:
        console.say(str(error))
        sys.exit(error.exit_code)


def _given(context: typer.Context, workspace: Path | None) -> str:
    """The workspace asked for, wherever on the line it stands; else the environment's."""
    return str(workspace or context.obj or Settings.from_environment().workspace)


def _workspace_to_read(given: str) -> Workspace:
    path = chosen_path(Settings(workspace=given), to_write=False)
    if not (path / "workspace.json").exists():
        raise NothingPublished(f"Nothing has been imported into {path} yet: import an export, or build the demo.")
    return Workspace.opened(path)


def _workspace_to_write(given: str) -> Workspace:
    opened = Workspace.opened_or_created(chosen_path(Settings(workspace=given), to_write=True))
    if opened.preferences.is_demo:
        raise WorkspaceError(
            f"{opened.path} is the demo, and real messages are never mixed with it: name another folder."
        )
    return opened


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnknownName(f"There is no time zone {name!r}: give one like Europe/Rome.") from error


if __name__ == "__main__":
    main()
