"""What a soak found, and docs/soak.md, which says it."""

import os
import platform
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from lib.settings import ROOT

PAGE = ROOT / "docs" / "soak.md"
SLOW = 10.0
"""Seconds from which an act is counted as slow."""
GROWTH = 0.1
"""The most that memory may grow after the warming up."""


@dataclass
class Soaked:
    """How it was asked for (minutes, sessions) and what was found; memory in MB, of the server with its children."""

    minutes: float
    warm: float
    sessions: int
    every: float
    acts: Counter[str] = field(default_factory=Counter)
    slow: int = 0
    imports: int = 0
    messages: int = 0
    warm_memory: float = 0.0
    end_memory: float = 0.0
    peak_memory: float = 0.0
    errors: list[str] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """How much memory grew after the warming up: 0.05 is five per cent."""
        return self.end_memory / self.warm_memory - 1 if self.warm_memory else 0.0

    @property
    def holds(self) -> bool:
        """Whether nothing went wrong, and memory stayed within its bound."""
        return not self.errors and self.growth <= GROWTH

    def rows(self) -> list[list[str]]:
        """What and how much, as cells."""
        acts = ", ".join(f"{name} {count:,}" for name, count in self.acts.most_common())
        bound = "within" if self.growth <= GROWTH else "BEYOND"
        return [
            ["length", f"{self.minutes:g} minutes, the first {self.warm:g} to warm up"],
            ["browser sessions", f"{self.sessions}"],
            ["acts", f"{self.acts.total():,} ({acts}); {self.slow:,} took longer than {SLOW:g} s"],
            ["imports while they looked", f"{self.imports}, every {self.every:g} minutes; {self.messages:,} messages"],
            ["errors (log, consoles, pages, imports)", f"{len(self.errors)}"],
            ["memory when warm", f"{self.warm_memory:,.0f} MB"],
            ["memory at the end", f"{self.end_memory:,.0f} MB (at most {self.peak_memory:,.0f} MB)"],
            ["growth", f"{100 * self.growth:+.1f} %, {bound} {100 * GROWTH:.0f} %"],
        ]


def written(found: Soaked, path: Path = PAGE) -> Path:
    """Write the page with what was found."""
    command = (
        f"python -m lib.bench.soak --minutes {found.minutes:g} --warm {found.warm:g} --sessions {found.sessions} "
        f"--every {found.every:g} --write"
    )
    lines = [
        "# Soak",
        "",
        f"Written by `{command}`: do not edit, run it again. `make soak` takes an hour.",
        f"Run on {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}.",
        "",
        "Sessions in Chromium click through pages, filters and cards of the demo at their leisure, while exports of",
        "new messages are imported by the command. Memory is that of the serving process and its children (PSS), the",
        f"median of a minute. This run took {found.minutes:g} minutes"
        + (", shorter than the hour that was promised." if found.minutes < 60 else "."),
        "",
        "| what | found |",
        "|---|---|",
        *(f"| {what} | {said} |" for what, said in found.rows()),
    ]
    lines += ["", "What went wrong:", "", *(f"    {error[:300]}" for error in found.errors)] if found.errors else []
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
