"""The figures, in the order they are measured."""

from lib.bench import imports, queue, signals
from lib.bench.figure import Figure

FIGURES: tuple[Figure, ...] = (imports.FIGURE, signals.FIGURE, queue.FIGURE)
