"""Memory of a process that answers Today from a published version, against pandas holding the same messages."""

from collections.abc import Callable
from pathlib import Path

from lib.bench.figure import Figure, Result
from lib.bench.grown import shared
from lib.bench.process import watched

SHARE = 0.15
"""The most that the serving process may hold of what pandas does."""
_JOBS = "lib.bench.jobs"


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result, whose ratio is of memory: pandas' over ours."""
    workspace = shared(folder, messages, tell)
    tell("answering Today in a process of its own")
    ours = watched(_JOBS, "serve", str(workspace.path), str(folder))
    tell("loading the messages with pandas")
    theirs = watched(_JOBS, "pandas", str(workspace.path), str(folder))
    return [
        Result(
            name=f"memory of Today, {ours.memory or 0:,.0f} MB",
            count=1,
            unit="process",
            seconds=ours.memory or 0.0,
            yardstick=f"pandas loading the messages, {theirs.memory or 0:,.0f} MB",
            yardstick_seconds=theirs.memory or 0.0,
            floor=1 / SHARE,
        )
    ]


FIGURE = Figure("memory", "Memory of the process that answers, against pandas loading the same messages", measure)
