"""The quality table: what it measures, where it is written; and on real labelled text, the floors."""

from pathlib import Path

import pytest

from lib.signals import Ear
from lib.signals.language import LANGUAGES
from lib.signals.lexicons import FOLDER, emoji_valences, lexicon
from lib.signals.quality import BEGIN, END, Line, afinn_sentiment, lines, main, table, write_table
from lib.signals.sentiment import MODEL

pytestmark = pytest.mark.long

FLOORS = {
    ("airline_en.csv", "sentiment, macro-F1"): 0.56,
    ("airline_en.csv", "critique, F1"): 0.75,
    ("airline_en.csv", "aspect of complaints, accuracy"): 0.50,
    ("comments_it.csv", "sentiment, macro-F1"): 0.58,
    ("comments_it.csv", "heat (angry), AUC"): 0.79,
    ("hostile_en.csv", "heat (hostile), AUC"): 0.80,
    ("tweets_en.csv", "sentiment, macro-F1"): 0.59,
    ("tweets_it.csv", "sentiment, macro-F1"): 0.51,
    ("all files", "language, accuracy"): 0.985,
    ("all files", "language under 40 characters, accuracy"): 0.93,
}


def test_the_table_stands_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    written = table([Line("a.csv", 1200, "sentiment, macro-F1", 0.5, 0.25)])
    write_table(written, [page])
    text = page.read_text("utf-8")
    assert text.startswith(f"before\n{BEGIN}\n| file |") and text.endswith(f"{END}\nafter\n") and "old" not in text
    assert "| a.csv | 1,200 | sentiment, macro-F1 | **0.500** | 0.250 | – |" in text


def test_own_files_are_measured(tmp_path: Path) -> None:
    rows = 'text,sentiment\n"Che bello, grazie",positive\n"Fa schifo, mai più",negative\n"Domani alle nove",neutral\n'
    (tmp_path / "shop_it.csv").write_text(rows, "utf-8")
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", "utf-8")
    found = {line.measure: line for line in lines(tmp_path, Ear())}
    assert found["sentiment, macro-F1"].ours == 1.0 and found["sentiment, macro-F1"].messages == 3
    assert found["language, accuracy"].ours == 1.0


def test_a_folder_without_labelled_files_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path) == 1
    assert "no labelled file" in capsys.readouterr().err


def test_afinn_is_the_sign_of_its_sum() -> None:
    assert afinn_sentiment("what a great day", "en") == "positive"
    assert afinn_sentiment("a terrible mess 😡", "en") == "negative"
    assert afinn_sentiment("the table", "en") == "neutral"


@pytest.mark.parametrize("language", LANGUAGES)
def test_lexicons_are_whole(language: str) -> None:
    found = lexicon(language)
    assert len(found.valences["hand"]) > 400 and len(found.phrases) > 100
    assert all(-4 <= value <= 4 and value for known in found.valences.values() for value in known.values())
    assert {"negations", "intensifiers", "but", "complaint", "hostile"} <= set(found.groups)
    assert len(emoji_valences()) > 150


def test_what_ships_is_small_and_every_lexicon_of_others_names_its_licence() -> None:
    assert sum(file.stat().st_size for file in MODEL.parent.iterdir()) < 10 * 1024 * 1024
    notices = (MODEL.parent / "README.md").read_text("utf-8")
    for file in FOLDER.glob("*.tsv"):
        first = file.read_text("utf-8").partition("\n")[0]
        assert first.startswith("# ") and any(one in first for one in ("ODbL", "MIT", "PDDL")), file.name
        assert file.stem.rsplit("-", 1)[0] in notices.lower()


@pytest.mark.shared
def test_the_floors_hold_on_real_labelled_text(shared: Path) -> None:
    found = {(line.file, line.measure): line for line in lines(shared / "data" / "evaluation", Ear())}
    assert FLOORS.keys() <= found.keys()
    low = {key: found[key].ours for key, floor in FLOORS.items() if found[key].ours < floor}
    assert not low
    assert all(line.ours > max(line.textblob or 0, line.afinn or 0) for line in found.values())
