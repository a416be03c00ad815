"""What a figure is, and what it measured."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from lib.errors import EarshotError


class WrongAnswer(EarshotError):
    """Two ways that should give the same answer did not: there is nothing to time."""


@dataclass(frozen=True)
class Result:
    """One line of a figure: seconds and peak memory (MB; None where it was not measured) for ours and the yardstick.

    `count`: how many `unit` were done. `floor`: the ratio ours must reach against the yardstick, None where none is
    set. `parts`: seconds of each step of ours.
    """

    name: str
    count: int
    unit: str
    seconds: float
    yardstick: str
    yardstick_seconds: float
    memory: float | None = None
    yardstick_memory: float | None = None
    floor: float | None = None
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """How many a second."""
        return self.count / self.seconds

    @property
    def yardstick_rate(self) -> float:
        """How many a second the yardstick does."""
        return self.count / self.yardstick_seconds

    @property
    def ratio(self) -> float:
        """Our rate against the yardstick's: above 1 we are faster."""
        return self.rate / self.yardstick_rate

    @property
    def is_reached(self) -> bool | None:
        """Whether the floor is reached; None where there is none."""
        return None if self.floor is None else self.ratio >= self.floor


@dataclass(frozen=True)
class Figure:
    """A figure by name: what it says, and how it is measured with so many messages in a folder for its files.

    The third argument of `measure` is told what is being done. `missing` says why it cannot be measured on this
    machine; empty where it can.
    """

    name: str
    says: str
    measure: Callable[[int, Path, Callable[[str], None]], list[Result]]
    missing: Callable[[], str] = lambda: ""
