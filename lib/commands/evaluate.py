"""`evaluate`: the quality of a signal on the user's own labelled file, beside plain TextBlob."""

from pathlib import Path
from typing import Annotated, Any

import typer

from lib import console, words
from lib.commands.app import APP, AsJson, Where, workspace_to_read
from lib.errors import EarshotError


@APP.command()
def evaluate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV or JSON lines with a column of gold labels.")],
    text: Annotated[str, typer.Option(help="The column that holds the text.")] = "text",
    gold: Annotated[str, typer.Option(help="The column that holds the right labels.")] = "label",
    signal: Annotated[
        str, typer.Option(help="sentiment, is_critique, heat, language, aspects, formality or intent.")
    ] = "sentiment",
    language: Annotated[str, typer.Option(help="The column of the platform's own language, if any.")] = "",
    workspace: Where = None,
    as_json: AsJson = False,
) -> None:
    """Measure a signal on a labelled file."""
    from lib.signals import Ear
    from lib.signals.evaluation import quality
    from lib.signals.own import ear_of
    from lib.signals.rows import heard_rows, rows_of

    asked = workspace or context.obj
    ear = ear_of(workspace_to_read(str(asked))) if asked else Ear()
    labels, heard, texts = [], [], []
    for row, signals in heard_rows(rows_of(file), ear, text, language, ""):
        if gold not in row:
            raise EarshotError(f"{file.name} has no column {gold!r}; its columns are {', '.join(map(str, row))}.")
        labels.append("" if row[gold] is None else str(row[gold]))
        heard.append(signals)
        texts.append("" if row[text] is None else str(row[text]))
    found = quality(signal, labels, heard, texts)
    if as_json:
        console.show_json(found)
    else:
        _show(found)


def _show(found: dict[str, Any]) -> None:
    plain = found["baseline"]
    measures = [name for name in ("accuracy", "macro_f1", "f1", "auc") if name in found]
    rows = [[name, _number(found[name]), _number(plain.get(name))] for name in measures]
    for name, scored in found["per_class"].items():
        theirs = plain["per_class"].get(name, {})
        rows.append([f"f1 of {name} ({scored['n']})", _number(scored["f1"]), _number(theirs.get("f1"))])
    console.show_table(["measure", "Earshot", plain["name"]], rows, title=f"{found['signal']}, n = {found['n']}")
    if "most_frequent" in found:
        usual = found["most_frequent"]
        console.say(
            f"Always saying {usual['label']!r} would be right {words.number(usual['accuracy'], 3)} of the time."
        )
    if plain.get("note"):
        console.say(str(plain["note"]))


def _number(value: object) -> str:
    return words.number(value, 3) if isinstance(value, float) else "–"
