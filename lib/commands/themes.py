"""`themes`: what the critiques of a workspace are about."""

from datetime import datetime
from typing import Annotated

import pyarrow.parquet as pq
import typer

from lib import console, words
from lib.commands.app import APP, AsJson, Where, given, records_of, workspace_to_read


@APP.command()
def themes(
    context: typer.Context,
    language: Annotated[str, typer.Option(help="Only critiques in this language, as it or en.")] = "",
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only critiques from this day on.")
    ] = None,
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Group critiques by what they are about; each message's theme is written to a file beside."""
    from lib.critiques.themed_queries import ASSIGNMENTS
    from lib.critiques.themes import described_themes
    from lib.signals.taxonomy import taxonomy_of
    from lib.storage.read_model import ReadModel

    opened = workspace_to_read(given(context, workspace))
    period = {"since": since.date() if since else None, "languages": [language] if language else None}
    model = ReadModel.current(opened)
    try:
        found = described_themes(opened, model, records_of(opened), taxonomy_of(opened), words.language(), **period)
        path = opened.place("derived", f"themes-{model.version}{f'-{language}' if language else ''}.parquet")
        pq.write_table(ASSIGNMENTS.of(opened, model, **period), path)
    finally:
        model.close()
    if as_json:
        console.show_json({"themes": [_as_json(theme) for theme in found], "assignments_path": str(path)})
        return
    columns = ["theme", "name", "critiques", "authors", "lift", "words"]
    rows = [
        [
            theme.theme_id,
            theme.name,
            words.number(theme.figures["critiques"]),
            words.number(theme.figures["authors"]),
            "" if _lift(theme) is None else words.number(_lift(theme) or 0, 1),
            ", ".join(theme.words),
        ]
        for theme in found
    ]
    console.show_table(columns, rows, title=str(path))


def _as_json(theme) -> dict[str, object]:  # type: ignore[no-untyped-def] # Described, imported late
    return {
        "theme_id": theme.theme_id,
        "name": theme.name,
        "words": list(theme.words),
        "critiques": int(theme.figures["critiques"]),
        "voices": int(theme.figures["voices"]),
        "authors": int(theme.figures["authors"]),
        "lift": _lift(theme),
        "quotes": [quote.text for quote in theme.quotes],
    }


def _lift(theme) -> float | None:  # type: ignore[no-untyped-def] # Described, imported late
    lift = theme.figures["lift"]
    return None if lift is None or lift != lift else float(lift)
