"""`make quality`: the quality of the shipped signals on labelled files, beside plain TextBlob and AFINN.

It reads every file of known columns in a folder (../shared/data/evaluation, or the one given) and writes the table
between the marks in README.md and data/models/README.md. What is measured here is never trained on.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lib.settings import ROOT
from lib.signals.ear import Ear
from lib.signals.evaluation import quality, scores
from lib.signals.language import LANGUAGES
from lib.signals.lexicons import emoji_valences, lexicon
from lib.signals.tokens import tokens_of

FOLDER = ROOT.parent / "shared" / "data" / "evaluation"
PAGES = (ROOT / "README.md", ROOT / "data" / "models" / "README.md")
BEGIN, END = "<!-- quality: written by `make quality` -->", "<!-- end of quality -->"
SHORT = 40
"""Characters under which a message is short for telling its language."""


@dataclass(frozen=True)
class Line:
    """One line of the table. `textblob`, `afinn`: None where they say nothing of this."""

    file: str
    messages: int
    measure: str
    ours: float
    textblob: float | None = None
    afinn: float | None = None


def lines(folder: Path, ear: Ear) -> Iterator[Line]:
    """What can be measured on the files of that folder."""
    spoken: list[tuple[str, str]] = []
    for file in sorted(folder.glob("*.csv")):
        language = file.stem.rsplit("_", 1)[-1]
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = [row for row in csv.DictReader(stream) if row.get("text")]
        if rows and language in LANGUAGES:
            yield from _file_lines(file.name, rows, language, ear)
            spoken += [(row["text"], language) for row in rows]
    yield from _language_lines(spoken, ear)


def _file_lines(name: str, rows: list[dict[str, str]], language: str, ear: Ear) -> Iterator[Line]:
    texts = [row["text"] for row in rows]
    heard = ear.heard(texts)
    column = next((one for one in ("sentiment", "airline_sentiment") if one in rows[0]), None)
    if column:
        gold = [row[column] for row in rows]
        found = quality("sentiment", gold, heard, texts)
        afinn = scores(gold, [afinn_sentiment(text, language) for text in texts])["macro_f1"]
        yield Line(name, len(rows), "sentiment, macro-F1", found["macro_f1"], found["baseline"]["macro_f1"], afinn)
    if column == "airline_sentiment":
        found = quality("is_critique", [row[column] for row in rows], heard, texts)
        yield Line(name, len(rows), "critique, F1", found["f1"], found["baseline"]["f1"])
    for mark in ("hostile", "angry"):
        if mark in rows[0]:
            found = quality("heat", [row[mark] or "0" for row in rows], heard, texts)
            yield Line(name, len(rows), f"heat ({mark}), AUC", found["auc"], found["baseline"]["auc"])
    if "negativereason" in rows[0]:
        places = [at for at, row in enumerate(rows) if row["negativereason"]]
        reasons, said = [rows[at]["negativereason"] for at in places], [heard[at] for at in places]
        found = quality("aspects", reasons, said, [texts[at] for at in places])
        yield Line(name, len(places), "aspect of complaints, accuracy", found["accuracy"])


def _language_lines(spoken: Sequence[tuple[str, str]], ear: Ear) -> Iterator[Line]:
    readable = [(text, language, len(" ".join(tokens_of(text).words))) for text, language in spoken]
    for measure, kept in (
        ("language, accuracy", [row for row in readable if row[2]]),
        (f"language under {SHORT} characters, accuracy", [row for row in readable if 0 < row[2] < SHORT]),
    ):
        if kept:
            heard = ear.heard([text for text, _, _ in kept])
            right = sum(row["language"] == language for row, (_, language, _) in zip(heard, kept, strict=True))
            yield Line("all files", len(kept), measure, right / len(kept))


def afinn_sentiment(text: str, language: str) -> str:
    """AFINN as it is meant: the sign of the sum of the valences of words and emoji."""
    tokens, known, signs = tokens_of(text), lexicon(language).valences["afinn"], emoji_valences()
    total = sum(known.get(word, 0.0) for word in tokens.words) + sum(signs.get(sign, 0.0) for sign in tokens.emoji)
    return "negative" if total < 0 else "positive" if total > 0 else "neutral"


def table(found: Sequence[Line]) -> str:
    """The lines as a Markdown table."""
    head = "| file | messages | measure | ours | plain TextBlob | AFINN + emoji |\n|---|---:|---|---:|---:|---:|\n"
    return head + "".join(
        f"| {line.file} | {line.messages:,} | {line.measure} "
        f"| **{line.ours:.3f}** | {_figure(line.textblob)} | {_figure(line.afinn)} |\n"
        for line in found
    )


def write_table(written: str, pages: Sequence[Path] = PAGES) -> None:
    """Put the table between the marks of these pages, where they have them."""
    for page in pages:
        text = page.read_text("utf-8")
        before, begin, rest = text.partition(BEGIN)
        _, end, after = rest.partition(END)
        if begin and end:
            page.write_text(f"{before}{BEGIN}\n{written}{END}{after}", "utf-8")


def main(folder: Path) -> int:
    """Measure, print and write; 1 where there is nothing to measure on."""
    found = list(lines(folder, Ear()))
    if not found:
        print(f"There is no labelled file in {folder}: give a folder that holds some.", file=sys.stderr)  # noqa: T201
        return 1
    written = table(found)
    print(written)  # noqa: T201
    write_table(written)
    return 0


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
