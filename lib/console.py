"""What the command line prints: tables for people, one JSON document for programs, progress on standard error."""

import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control signs: a message of the community could colour, move or answer a terminal with them."""
OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)


def show_json(document: object) -> None:
    """Print one JSON document on standard output."""
    sys.stdout.write(json.dumps(plain(document), ensure_ascii=False, indent=2) + "\n")


def show_json_line(document: object) -> None:
    """Print one JSON object on a line of its own."""
    sys.stdout.write(json.dumps(plain(document), ensure_ascii=False) + "\n")


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Print a table; its words are text as it stands, never markup, nor signs that steer a terminal."""
    table = Table(title=_text(title) if title else None)
    for column in columns:
        table.add_column(_text(column))
    for row in rows:
        table.add_row(*(_text("" if cell is None else str(cell)) for cell in row))
    OUT.print(table)


def say(sentence: str) -> None:
    """A sentence for people, on standard error."""
    ERR.print(_text(sentence))


def _text(said: str) -> Text:
    return Text(_STEERING.sub("", said))


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress display on standard error; silent where that is no terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as shown:
        yield shown


def plain(value: object) -> Any:
    """The value in JSON's own terms: times in ISO 8601, NaN and NaT as null, arrays as lists."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date):
        return None if value != value else value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return None if value != value else str(value)
