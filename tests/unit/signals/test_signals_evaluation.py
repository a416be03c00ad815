"""label and evaluate: rows in and out of the command line, quality beside TextBlob, and what cannot be read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lib.errors import EarshotError, UnknownName
from lib.signals import Ear
from lib.signals.evaluation import BadGold, quality
from lib.signals.rows import BadRows, heard_rows, rows_of
from lib.signals.tension import tensions

ROOT = Path(__file__).resolve().parent.parent.parent.parent


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lib", *arguments]
    return subprocess.run(command, cwd=ROOT, input=given, capture_output=True, text=True, check=False)


def test_label_reads_standard_input_and_writes_one_object_a_line() -> None:
    rows = [
        {"id": n, "body": text, "conversation_id": "a"}
        for n, text in enumerate(("Che schifo di servizio", "Ciao!") * 3)
    ]
    done = run("label", "--text", "body", given="\n".join(json.dumps(row) for row in rows))
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and [row["id"] for row in found] == list(range(6))
    first = found[0]
    assert first["language"] == "it" and first["sentiment"] == "negative" and first["is_critique"] is True
    assert first["intent"] == ["critique"] and first["aspects"] == ["service"]
    assert -1 <= first["polarity"] <= 1 and 0 <= first["heat"] <= 1
    assert len({row["tension"] for row in found}) == 1 and found[0]["tension"] is not None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("text;x\n", ""),
        ('{"text": "a"}\n{"text": ', "line 2"),
        ("[1, 2]", "one object a line"),
        ("name,age\nAda,7\n", "no column 'text'"),
        ("text,n\na,b,c,d\n", "row 2"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, given: str, sentence: str) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(given, "utf-8")
    if not sentence:
        assert list(heard_rows(rows_of(file), Ear(), "text", "language", "channel")) == []
        return
    with pytest.raises(BadRows, match=sentence):
        list(heard_rows(rows_of(file), Ear(), "text", "language", "channel"))
    done = run("label", str(file))
    assert done.returncode == 1 and sentence in done.stderr.replace("\n", " ") and "Traceback" not in done.stderr


def test_a_cell_of_a_megabyte_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("\ufefftext\tn\n" + "bello " * 200_000 + "\t1\n", "utf-8")
    ((row, heard),) = heard_rows(rows_of(file), Ear(), "text", "language", "channel")
    assert row["n"] == "1" and heard["sentiment"] == "positive"


def test_evaluate_stands_beside_textblob(tmp_path: Path) -> None:
    file = tmp_path / "gold.csv"
    said = [
        ("Terrible, my parcel never arrived", "negative"),
        ("Lovely book, thank you", "positive"),
        ("It has 300 pages", "neutral"),
    ]
    file.write_text("text,gold\n" + "\n".join(f'"{text}",{label}' for text, label in said), "utf-8")
    done = run("evaluate", str(file), "--gold", "gold", "--signal", "sentiment", "--json")
    found = json.loads(done.stdout)
    assert found["n"] == 3 and set(found["per_class"]) == {"negative", "neutral", "positive"}
    assert found["accuracy"] == 1.0 and found["macro_f1"] == 1.0
    assert 0 <= found["baseline"]["macro_f1"] <= 1 and set(found["baseline"]["per_class"]) == set(found["per_class"])


def heard(**signals: object) -> dict[str, object]:
    plain = dict.fromkeys(("sentiment", "is_critique", "heat", "language", "aspects", "formality", "intent"))
    return {**plain, **signals}


def test_each_signal_has_its_measure() -> None:
    texts = ["a", "b", "c", "d"]
    heat = quality("heat", ["1", "0", "1", "0"], [heard(heat=h) for h in (0.9, 0.1, 0.4, 0.3)], texts)
    assert heat["auc"] == 1.0 and heat["accuracy"] == 0.75 and heat["baseline"]["auc"] == 0.5
    critique = quality(
        "is_critique",
        ["negative", "positive", "", "negative"],
        [heard(is_critique=c) for c in (True, True, True, None)],
        texts,
    )
    assert (critique["n"], critique["skipped"], critique["f1"]) == (3, 1, 0.5)
    aspects = quality(
        "aspects",
        ["Late", "Late", "Lost", "Late"],
        [heard(aspects=a) for a in (["delays"], ["delays", "price"], ["bags"], [])],
        texts,
    )
    assert aspects["accuracy"] == 1.0 and aspects["mapping"] == {"bags": "Lost", "delays": "Late", "none": "Late"}
    assert aspects["most_frequent"] == {"label": "Late", "accuracy": 0.75}
    assert quality("language", ["it-IT", "en"], [heard(language="it"), heard(language=None)], texts)["accuracy"] == 0.5
    assert quality("formality", ["none", "tu"], [heard(), heard(formality="tu")], texts)["accuracy"] == 1.0
    assert quality("intent", ["praise"], [heard(intent=["praise", "question"])], texts)["accuracy"] == 1.0


def test_wrong_wishes_are_said() -> None:
    with pytest.raises(UnknownName, match="take one of"):
        quality("colour", ["1"], [heard()], ["a"])
    with pytest.raises(BadGold, match="Row 2"):
        quality("sentiment", ["positive", "so-so"], [heard(), heard()], ["a", "b"])
    with pytest.raises(EarshotError, match="No row has a gold label"):
        quality("sentiment", ["", " "], [heard(), heard()], ["a", "b"])


def test_tension_is_the_last_three_less_the_three_before() -> None:
    rows = [("a", f"2026-01-0{7 - n}", heat) for n, heat in enumerate((0.9, 0.8, 0.7, 0.1, 0.2, 0.3))]
    found = tensions([*rows, ("b", "", 0.5), ("c", "", None)])
    assert found["a"].tension == pytest.approx(0.6) and found["a"].heat == pytest.approx(0.8)
    assert (found["b"].heat, found["b"].tension, found["c"].heat) == (0.5, None, None)
