"""`reference`: the pages of docs/ that say what the code says: the columns, the settings."""

from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from lib import console
from lib.commands.app import APP
from lib.schema import AUTHORS, COLUMNS, RAW_COLUMNS, REJECTED, Column
from lib.settings import ROOT, SETTINGS

_WRITTEN = "Written by `python -m lib reference`: do not edit, run it again."


@APP.command()
def reference(
    out: Annotated[Path, typer.Option(help="Folder to write the pages into.")] = ROOT / "docs",
) -> None:
    """Write docs/schema.md and docs/settings.md from the code."""
    for name, text in pages().items():
        (out / name).write_text(text, "utf-8")
        console.say(f"Written: {out / name}")


def pages() -> dict[str, str]:
    """The pages by file name."""
    return {"schema.md": _schema(), "settings.md": _settings()}


def _schema() -> str:
    sections = [
        "# The columns",
        f"{_WRITTEN} The authority is `lib/schema.py`.",
        "## messages",
        "One row per message: the Delta table `messages/` of a workspace, partitioned by `month`, sorted by time."
        " *source* columns say what the platform said, *derived* ones what the import made of it, *signal* ones what"
        " the ear hears in the text.",
        _table(["column", "type", "from", "unit", "null", "meaning"], [_row(column) for column in COLUMNS]),
        "## What a source yields",
        "One row per message as the platform said it; only while importing.",
        _table(["column", "type", "unit", "meaning"], [[*_row(c)[:2], _row(c)[3], c.meaning] for c in RAW_COLUMNS]),
        "## authors",
        "One row per author: the only place where names are kept.",
        _table(["column", "type", "meaning"], _fields(AUTHORS)),
        "## rejected",
        "One row per row that was read and not taken, a Parquet file an import.",
        _table(["column", "type", "meaning"], _fields(REJECTED)),
    ]
    return "\n\n".join(sections) + "\n"


def _settings() -> str:
    rows = [[f"`{s.variable}`", f"`{s.default}`" if s.default else "", s.help] for s in SETTINGS]
    return (
        "\n\n".join(
            [
                "# The settings",
                f"{_WRITTEN} The authority is `lib/settings.py`. What belongs to one community (name, languages, time"
                " zone, brand accounts) is not here: it is kept in its workspace, and set on Imports.",
                _table(["variable", "default", "what"], rows),
            ]
        )
        + "\n"
    )


def _row(column: Column) -> list[str]:
    null = "yes" if column.nullable else "no"
    return [f"`{column.name}`", str(column.type), column.layer, column.unit, null, column.meaning]


def _fields(schema: pa.Schema) -> list[list[str]]:
    return [[f"`{f.name}`", str(f.type), f.metadata[b"meaning"].decode()] for f in schema]


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
