"""The performance harness: one module a figure, each measured in one run against something everybody has.

A figure is checked before it is timed: where the answers differ, it is an error and no figure. `FIGURES` lists them;
the command `bench` prints what they measured and writes it into docs/performance.md.
"""

from lib.bench import imports, signals
from lib.bench.figure import Figure, Result

FIGURES: tuple[Figure, ...] = (imports.FIGURE, signals.FIGURE)

__all__ = ["FIGURES", "Figure", "Result"]
