"""Sentences of the importers reach people in their language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib import words
from lib.ingest.registry import SOURCES
from lib.schema import KINDS
from lib.ui.imports_words import said_example, said_problem, said_reason, said_title

LIB = Path(words.__file__).parent
ON_THE_COMMAND_LINE = {"mapping.py", "profiles.py", "corrections.py", "forget.py", "spark.py"}
"""Modules whose sentences only the command line can cause."""
APART = {"It is 7, not a message.", "Its kind is none of 7."}
"""Sentences that are filled with a few words only: known whole, below."""
UNKNOWN_NAME = "There is no source "


@pytest.fixture
def italian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_ask", lambda: "it")


def written(node: ast.AST) -> str:
    """A string of the code with 7 for whatever it is filled with; empty for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return ""


def sentences(folder: str) -> Iterator[str]:
    """Whole sentences in the code of a folder, but not its docstrings."""
    for path in sorted((LIB / folder).rglob("*.py")):
        if path.name in ON_THE_COMMAND_LINE:
            continue
        tree = ast.parse(path.read_text())
        aside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        aside |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            said = "" if id(node) in aside else written(node)
            if re.match(r"[A-Z7]", said) and said.count(" ") >= 3 and said.endswith(".") and "\n" not in said:
                yield said


@pytest.mark.usefixtures("italian")
def test_no_sentence_of_the_importers_stays_english() -> None:
    found = {said for folder in ("ingest", "imports") for said in sentences(folder)}
    assert len(found) > 100
    english = re.compile(r"\b(it|its|is|the|holds|has|cannot|was|this|give)\b", re.IGNORECASE)
    asked = sorted(said for said in found - APART if not said.startswith(UNKNOWN_NAME))
    assert [said for said in asked if english.search(said_problem(said))] == []


@pytest.mark.usefixtures("italian")
@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("It has no id (reviewId).", "Non ha un id."),
        ("It is a whisper among staff, not a message.", "È uno scambio riservato allo staff, non un messaggio."),
        (
            f"Its kind is none of {', '.join(KINDS)}.",
            "Il tipo non è né post, né commento, né risposta, né messaggio diretto, né recensione.",
        ),
        ("It is a notice of Telegram (pin_message), not a message.", "È un avviso di Telegram (pin_message)."),
        (
            "{a}.rar is a RAR archive (unpack it first), not an export: give the exported file itself.",
            "{a}.rar è un archivio RAR (prima scompattalo), non un export: carica proprio il file esportato.",
        ),
        (
            "a.csv has no column 'Testo', as Google Play writes them: export it again, or import it through a mapping.",
            "In a.csv manca la colonna 'Testo': esportalo di nuovo, o indica qui sotto che cosa contengono le colonne.",
        ),
        (
            "a.csv: 12 values of likes are no numbers or times and were left empty, first in line 40.",
            "a.csv: 12 valori di likes non sono numeri o date e sono rimasti vuoti, il primo alla riga 40.",
        ),
        ("Something nobody wrote down.", "Something nobody wrote down."),
        ("", ""),
    ],
)
def test_names_and_numbers_stand_in_the_italian_sentence(sentence: str, said: str) -> None:
    assert said_reason(sentence) == said


def test_in_english_only_the_command_line_is_left_out() -> None:
    asked = "a.txt does not say whether the day or the month comes first (3/4): choose it (--date-order dmy or mdy)."
    assert said_problem(asked) == "a.txt does not say whether the day or the month comes first: choose it."
    assert said_example(asked) == "For example: 3/4"
    assert said_reason("It was deleted.") == "It was deleted."


def test_every_source_has_a_title() -> None:
    assert [source.name for source in SOURCES if not said_title(source.name, source.title)] == []
