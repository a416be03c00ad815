"""How much corrections teach: sentiment before and after so many corrections, on rows that were not corrected.

    python -m lib.signals.lessons [FILE --text COLUMN --gold COLUMN] [--corrections 100 300] [--seeds 4]

From a labelled file a part is drawn at random and taken for corrections; a layer is learned and tried on them alone,
adopted only where the trial says so (as in the app), and measured on the rest. Repeated over seeds.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
import pyarrow as pa
from sklearn.metrics import f1_score

from lib import console
from lib.schema import SENTIMENTS
from lib.settings import ROOT
from lib.signals.ear import Ear
from lib.signals.local import Numbers, TooFew, learned
from lib.signals.own import probabilities_of
from lib.signals.rows import rows_of
from lib.signals.tokens import Tokens, tokens_of
from lib.signals.trial import trial_of

FOLDER = ROOT.parent / "shared" / "data" / "evaluation"
CARD = ROOT / "data" / "models" / "README.md"
BEGIN, END = "<!-- corrections: written by `make quality` -->", "<!-- end of corrections -->"
_KNOWN = {"airline_en.csv": "airline_sentiment", "comments_it.csv": "sentiment"}


@dataclass(frozen=True)
class Taught:
    """One draw: macro-F1 on the rest before and after, and whether the layer was adopted."""

    before: float
    after: float
    is_adopted: bool


@dataclass(frozen=True)
class School:
    """Labelled messages with what the default says of them."""

    batch: list[Tokens]
    probabilities: Numbers
    labels: list[str]


def school(texts: Sequence[str], labels: Sequence[str], ear: Ear | None = None) -> School:
    """The messages that the default analyses, ready to be taught."""
    asked = pa.table({"text": list(texts), "language": pa.nulls(len(texts), pa.string())})
    signals = (ear or Ear())(asked.append_column("channel", pa.nulls(len(texts), pa.string())))
    kept = [place for place, name in enumerate(signals["sentiment"].to_pylist()) if name is not None]
    chosen = probabilities_of(signals.take(kept))
    return School([tokens_of(texts[place]) for place in kept], chosen, [labels[place] for place in kept])


def taught(given: School, corrections: int, seed: int) -> Taught:
    """Draw so many corrections, learn from them, measure on the rest."""
    order = np.random.default_rng(seed).permutation(len(given.labels))
    lesson, rest = order[:corrections], order[corrections:]
    inside = [given.batch[place] for place in lesson]
    labels = [given.labels[place] for place in lesson]
    outside = [given.batch[place] for place in rest]
    gold = [given.labels[place] for place in rest]
    default = given.probabilities[rest]
    before = _macro(gold, default)
    try:
        is_adopted = trial_of(inside, given.probabilities[lesson], labels).is_better
    except TooFew:
        is_adopted = False
    if not is_adopted:
        return Taught(before, before, is_adopted)
    layer = learned(inside, given.probabilities[lesson], labels)
    return Taught(before, _macro(gold, layer.mixed(outside, default)), is_adopted)


def measured(given: School, corrections: int, seeds: int) -> dict[str, float]:
    """Means over seeds: before, after, the worst change of a draw, and the share of draws that were adopted."""
    draws = [taught(given, corrections, seed) for seed in range(seeds)]
    return {
        "corrections": corrections,
        "before": fmean(draw.before for draw in draws),
        "after": fmean(draw.after for draw in draws),
        "worst_change": min(draw.after - draw.before for draw in draws),
        "adopted": fmean(draw.is_adopted for draw in draws),
    }


def _macro(gold: list[str], probabilities: Numbers) -> float:
    said = [SENTIMENTS[int(place)] for place in probabilities.argmax(axis=1)]
    return float(f1_score(gold, said, labels=SENTIMENTS, average="macro", zero_division=0.0))


def school_of(file: Path, text: str, gold: str) -> School:
    """The labelled messages of a file."""
    rows = [row for row in rows_of(file) if row.get(gold) in SENTIMENTS]
    return school([row[text] for row in rows], [row[gold] for row in rows])


def table(found: Sequence[tuple[str, dict[str, float]]]) -> str:
    """The measures in Markdown, one line a file and count of corrections."""
    head = "| file | corrections | macro-F1 before | after | worst change of a draw | draws that adopted |\n"
    lines = [
        f"| {name} | {int(row['corrections'])} | {row['before']:.3f} | {row['after']:.3f} "
        f"| {row['worst_change']:+.3f} | {row['adopted']:.0%} |\n"
        for name, row in found
    ]
    return head + "|---|---|---|---|---|---|\n" + "".join(lines)


def main() -> int:
    """Print the measures of a file, or of those that `make quality` knows, which go into the model card as well."""
    parser = argparse.ArgumentParser(description="Sentiment before and after corrections.")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--text", default="text")
    parser.add_argument("--gold", default="sentiment")
    parser.add_argument("--corrections", type=int, nargs="+", default=[100, 300])
    parser.add_argument("--seeds", type=int, default=4)
    asked = parser.parse_args()
    known = [(FOLDER / name, gold) for name, gold in _KNOWN.items()]
    files = [(asked.file, asked.gold)] if asked.file else [(file, gold) for file, gold in known if file.exists()]
    if not files:
        console.say(f"There is no labelled file in {FOLDER}: give one.")
        return 1
    schools = [(file.name, school_of(file, asked.text, gold)) for file, gold in files]
    found = [(name, measured(given, count, asked.seeds)) for name, given in schools for count in asked.corrections]
    written = table(found)
    console.OUT.print(written, markup=False)
    if not asked.file:
        write_between(BEGIN, END, written, CARD)
    return 0


def write_between(begin: str, end: str, written: str, page: Path) -> None:
    """Put these lines between two marks of a page, where it has them."""
    before, begun, rest = page.read_text("utf-8").partition(begin)
    _, ended, after = rest.partition(end)
    if begun and ended:
        page.write_text(f"{before}{begin}\n{written}{end}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
