"""The figures, in the order they are measured."""

from lib.bench import (
    arrivals,
    brief,
    critiques,
    growth,
    holding,
    imports,
    loading,
    people,
    queue,
    reruns,
    searching,
    signals,
    starting,
    today,
)
from lib.bench.figure import Figure

FIGURES: tuple[Figure, ...] = (
    imports.FIGURE,
    signals.FIGURE,
    today.FIGURE,
    growth.FIGURE,
    queue.FIGURE,
    critiques.FIGURE,
    people.FIGURE,
    brief.FIGURE,
    searching.FIGURE,
    holding.FIGURE,
    loading.FIGURE,
    reruns.FIGURE,
    starting.FIGURE,
    arrivals.FIGURE,  # the last of those that ask the archive: it adds to it
)
