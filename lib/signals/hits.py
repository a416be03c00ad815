"""How many messages each pattern of an aspect finds: what the editor of the taxonomy shows while one writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.signals.patterns import Patterns
from lib.signals.tokens import Tokens


@dataclass(frozen=True)
class Hits:
    """Messages read, those that any pattern finds, and of each pattern how many it finds, most first."""

    read: int
    found: int
    by_pattern: tuple[tuple[str, int], ...]

    @property
    def never(self) -> tuple[str, ...]:
        """Patterns that find nothing."""
        return tuple(pattern for pattern, count in self.by_pattern if not count)


def hits_of(batch: Sequence[Tokens], language: str, patterns: Sequence[str]) -> Hits:
    """The hits of these patterns among messages of one language; BadPattern where one cannot be read."""
    compiled = Patterns(language, {pattern: (pattern,) for pattern in patterns})
    counts = dict.fromkeys(patterns, 0)
    found = 0
    for tokens in batch:
        labels = {hit.label for hit in compiled.found(tokens.words)}
        found += bool(labels)
        for label in labels:
            counts[label] += 1
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    return Hits(len(batch), found, tuple(ranked))
