"""docs/performance.md, written by the command that measures."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from lib.bench.figure import Figure, Result
from lib.settings import ROOT

PAGE = ROOT / "docs" / "performance.md"
_HEAD = (
    "# Performance",
    "",
    "Written by `make bench`, or by the command of each figure with `--write`: do not edit, run it again.",
    "Ratios are ours against the yardstick in the same run: above 1 we are faster. Both give the same answer,",
    "which is checked, or nothing is timed. Memory is the peak of the process and its children together.",
    "An hour of use by ten people while exports are imported, by `make soak`: [soak.md](soak.md).",
)
_LIBRARIES = ("duckdb", "pyarrow", "deltalake", "tantivy", "textblob")


def written(
    found: Sequence[tuple[Figure, list[Result]]], messages: int, path: Path = PAGE, order: Sequence[str] = ()
) -> Path:
    """Write these results into the page; what it holds of other figures stays. `order`: of all headings."""
    path.parent.mkdir(exist_ok=True)
    sections = _sections(path) | {figure.says: _section(figure, results, messages) for figure, results in found}
    headings = sorted(sections, key=lambda says: order.index(says) if says in order else len(order))
    path.write_text("\n".join([*_HEAD, *(line for says in headings for line in sections[says])]) + "\n", "utf-8")
    return path


COLUMNS = ["what", "Earshot", "yardstick", "its rate", "ratio", "floor"]


def row(result: Result) -> list[str]:
    """One result as cells: what and how many, our rate and memory, the yardstick with its own, ratio, floor."""
    floor = "" if result.floor is None else f"{result.floor:g} {'reached' if result.is_reached else 'MISSED'}"
    return [
        f"{result.name}, {result.count:,} {result.unit}",
        _speed(result.rate, result.memory),
        result.yardstick,
        _speed(result.yardstick_rate, result.yardstick_memory),
        f"{result.ratio:.3g}",
        floor,
    ]


def _sections(path: Path) -> dict[str, list[str]]:
    """The lines of each figure that the page holds, by its heading."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        if line.startswith("## "):
            lines = sections.setdefault(line.removeprefix("## "), [""])
        lines.append(line)
    return {says: [*lines[:1], *"\n".join(lines[1:]).rstrip().splitlines()] for says, lines in sections.items()}


def _section(figure: Figure, results: list[Result], messages: int) -> list[str]:
    lines = ["", f"## {figure.says}", ""]
    if not results:
        return [*lines, figure.missing()]
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, {libraries}"
    lines += [f"`python -m lib bench --messages {messages} --only {figure.name}`, on {machine}.", ""]
    lines += [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    lines += [f"| {' | '.join(row(result))} |" for result in results]
    for result in results:
        if result.parts:
            steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in result.parts.items())
            lines += ["", f"Where the time goes, {result.name}: {steps}."]
    return lines


def _speed(rate: float, memory: float | None) -> str:
    return f"{rate:,.0f}/s" + ("" if memory is None else f", {memory:,.0f} MB")
