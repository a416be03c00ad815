"""How the questions of Today grow with the archive: the same page, asked of one archive and of a larger one."""

from collections.abc import Callable
from pathlib import Path

from lib.bench.figure import Figure, Result
from lib.bench.grown import shared
from lib.bench.today import questions, seconds
from lib.storage.read_model import ReadModel

STEPS = ((1_000_000, 10_000_000, 2.0), (10_000_000, 50_000_000, 3.0))
"""From so many messages to so many, the page may take at most so many times as long."""
_TENFOLD = 2.0


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result per step up to so many messages; below the first, from a tenth of them."""
    steps = [step for step in STEPS if step[1] <= messages] or [(max(messages // 10, 1), messages, _TENFOLD)]
    taken = {size: page_seconds(size, folder, tell) for size in sorted({size for step in steps for size in step[:2]})}
    return [
        # The same page once at each size: the ratio of their times is what counts, not messages a second.
        Result(
            name=f"Today, {larger:,} messages, {1000 * taken[larger]:.0f} ms",
            count=1,
            unit="page",
            seconds=taken[larger],
            yardstick=f"with {smaller:,}, {1000 * taken[smaller]:.0f} ms",
            yardstick_seconds=taken[smaller],
            floor=1 / most,
        )
        for smaller, larger, most in steps
    ]


def page_seconds(messages: int, folder: Path, tell: Callable[[str], None]) -> float:
    """The time of all of Today's questions of an archive of that size, one after the other."""
    model = ReadModel.current(shared(folder, messages, tell))
    try:
        tell(f"asking an archive of {messages:,} messages")
        return sum(seconds(model, *question) for question in questions(model).values())
    finally:
        model.close()


FIGURE = Figure("growth", "How the questions of Today grow with the archive", measure)
