"""Text search in the index, against a scan of all texts; both must find the same number of messages."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from lib.bench.figure import Figure, Result, WrongAnswer
from lib.bench.grown import shared
from lib.storage.read_model import ReadModel

SHARE = 0.01
"""The most that a search may take of the time of a scan."""
WORDS = ("corriere", "copertina", "voucher", "parcel")
"""Words as they stand in the demo: frequent and rare, Italian and English; one that nobody says."""
_SCAN = r"select count(*) as n from messages where regexp_matches(lower(text), $pattern)"
_TIMES = 9


def measure(messages: int, folder: Path, tell: Callable[[str], None]) -> list[Result]:
    """One result a word. WrongAnswer where index and scan do not find as many."""
    model = ReadModel.current(shared(folder, messages, tell))
    try:
        return [_measured(model, word, messages, tell) for word in WORDS]
    finally:
        model.close()


def _measured(model: ReadModel, word: str, messages: int, tell: Callable[[str], None]) -> Result:
    tell(f"searching {word}")
    pattern = rf"(^|[^\pL\pN]){word}($|[^\pL\pN])"
    start = time.perf_counter()
    scanned = int(model.frame(_SCAN, {"pattern": pattern}).n[0])
    theirs = time.perf_counter() - start
    found = model.search.find(word, exact=True).count
    if found != scanned:
        raise WrongAnswer(f"The index finds {word} {found} times, a scan {scanned} times: nothing was timed.")
    taken = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        model.search.find(word, exact=True)
        taken.append(time.perf_counter() - start)
    ours = statistics.median(taken)
    name = f"search “{word}” ({found:,} found, {1000 * ours:.1f} ms)"
    return Result(name, messages, "messages", ours, "a scan of all texts", theirs, floor=1 / SHARE)


FIGURE = Figure("search", "Text search in the index, against a scan of all texts", measure)
