"""`bench`: how fast Earshot is, measured here against what everybody has."""

import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from lib import console
from lib.commands.app import APP, AsJson
from lib.errors import UnknownName

MESSAGES = 1_000_000


@APP.command()
def bench(
    messages: Annotated[int, typer.Option(min=1, help="Messages to measure with.")] = MESSAGES,
    only: Annotated[list[str] | None, typer.Option(help="Only this figure; may be given again.")] = None,
    write: Annotated[bool, typer.Option(help="Write what was measured into docs/performance.md.")] = False,
    folder: Annotated[Path | None, typer.Option(help="Where archives are made, and kept for another run.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure import throughput and signals against DuckDB and TextBlob, answers checked before timing."""
    from lib.bench.page import COLUMNS, row, written
    from lib.bench.registry import FIGURES  # loads all that it measures, which other commands do without

    names = [figure.name for figure in FIGURES]
    for name in only or ():
        if name not in names:
            raise UnknownName(f"There is no figure {name!r}: give one of {', '.join(names)}.")
    found = []
    passing = tempfile.TemporaryDirectory(prefix="earshot-bench-")
    with nullcontext(folder) if folder else passing as place:
        Path(place).mkdir(parents=True, exist_ok=True)
        for figure in FIGURES:
            if only and figure.name not in only:
                continue
            if missing := figure.missing():
                console.say(f"{figure.says}: {missing}")
            found.append((figure, [] if missing else figure.measure(messages, Path(place), console.say)))
    results = [result for _, measured in found for result in measured]
    if write:
        console.say(f"Written: {written(found, messages, order=[figure.says for figure in FIGURES])}")
    if as_json:
        fields = ("name", "count", "unit", "seconds", "memory", "yardstick", "yardstick_seconds", "yardstick_memory")
        more = ("rate", "yardstick_rate", "ratio", "floor", "is_reached", "parts")
        console.show_json({"results": [{name: getattr(r, name) for name in (*fields, *more)} for r in results]})
    else:
        console.show_table(COLUMNS, [row(result) for result in results])
