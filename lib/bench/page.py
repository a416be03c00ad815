"""docs/performance.md, written by the command that measures."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from lib.bench.figure import Figure, Result
from lib.settings import ROOT

PAGE = ROOT / "docs" / "performance.md"
_LIBRARIES = ("duckdb", "pyarrow", "deltalake", "tantivy", "textblob")


def written(found: Sequence[tuple[Figure, list[Result]]], messages: int, path: Path = PAGE) -> Path:
    """Write the page with these results."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(_lines(found, messages)) + "\n", "utf-8")
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


def _lines(found: Sequence[tuple[Figure, list[Result]]], messages: int) -> list[str]:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    lines = [
        "# Performance",
        "",
        f"Written by `make bench` (`python -m lib bench --messages {messages}`): do not edit, run it again.",
        f"Measured on {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, {libraries}.",
        "Ratios are ours against the yardstick in the same run: above 1 we are faster. Both give the same answer,",
        "which is checked, or nothing is timed. Memory is the peak of the process and its children together.",
    ]
    for figure, results in found:
        lines += ["", f"## {figure.says}", ""]
        if not results:
            lines.append(figure.missing())
            continue
        lines += [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
        lines += [f"| {' | '.join(row(result))} |" for result in results]
        for result in results:
            if result.parts:
                steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in result.parts.items())
                lines += ["", f"Steps of the {result.name}: {steps}."]
    return lines


def _speed(rate: float, memory: float | None) -> str:
    return f"{rate:,.0f}/s" + ("" if memory is None else f", {memory:,.0f} MB")
