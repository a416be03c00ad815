"""What labels are called, said in one line, and said with the words that made them."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from lib import words
from lib.signals.taxonomy import Taxonomy
from lib.signals.why import why
from lib.words import N_, _

MOODS = {"negative": N_("negative"), "neutral": N_("neutral"), "positive": N_("positive")}
_SIGNS = {"negative": "\N{MINUS SIGN} ", "neutral": "", "positive": "+ "}
INTENT_NAMES = {
    "critique": N_("critique"),
    "praise": N_("praise"),
    "question": N_("question"),
    "request": N_("request"),
    "other": N_("none of these"),
}
HEATS = {
    "calm": (0.05, N_("calm")),
    "irritated": (0.35, N_("irritated")),
    "angry": (0.65, N_("angry")),
    "hostile": (0.95, N_("hostile")),
}
FORMS = {
    "tu": N_("tu"),
    "lei": N_("lei"),
    "voi": N_("voi"),
    "informal": N_("informal"),
    "formal": N_("formal"),
    "none": N_("shows none"),
}
_HOT = 0.3
LINE = " ⏎ "
"""Between the lines of `why_said`."""


def heat_step(heat: float) -> str:
    """The step nearest to a heat from 0 to 1."""
    return min(HEATS, key=lambda name: abs(HEATS[name][0] - heat))


def labels_said(row: Mapping[str, Any], taxonomy: Taxonomy) -> str:
    """The labels of a message in one line."""
    if not isinstance(row["sentiment"], str):
        return _("not analysed")
    mood = str(row["sentiment"])
    said = [_SIGNS[mood] + _(MOODS[mood])]
    if row["is_uncertain"] is True:
        said.append(_("uncertain"))
    said += [_(INTENT_NAMES[name]) for name in _list(row["intent"]) if name in INTENT_NAMES and name != "other"]
    said += [aspect_name(name, taxonomy) for name in _list(row["aspects"])[:3]]
    if not pd.isna(row["heat"]) and row["heat"] >= _HOT:
        said.append(_("heat {value}", value=words.number(float(row["heat"]), 2)))
    if row.get("is_corrected"):
        said.append(_("corrected"))
    return " · ".join(said)


def why_said(row: Mapping[str, Any], taxonomy: Taxonomy) -> str:
    """The labels with the words behind them, one a line (parted by LINE)."""
    if not isinstance(row["sentiment"], str):
        return _("This language is not analysed. Click to label it yourself.")
    formality = row["formality"] if isinstance(row["formality"], str) else None
    found = why(str(row["text"]), row["language"], formality, taxonomy, str(row["sentiment"]))
    lines = [_line(_mood_line(row), found.sentiment)]
    lines += [
        _line(_(INTENT_NAMES[name]), found.intents.get(name, ()))
        for name in _list(row["intent"])
        if name in INTENT_NAMES and name != "other"
    ]
    lines += [_line(aspect_name(name, taxonomy), found.aspects.get(name, ())) for name in _list(row["aspects"])]
    if not pd.isna(row["heat"]):
        hot = found.heat if row["heat"] >= _HOT else ()
        lines.append(_line(_("heat {value}", value=words.number(float(row["heat"]), 2)), hot))
    if formality:
        lines.append(_line(_(FORMS[formality]), found.formality))
    if found.is_ironic:
        lines.append(_("It sounds ironic."))
    return LINE.join([*lines, _("Click to correct.")])


def _mood_line(row: Mapping[str, Any]) -> str:
    mood = str(row["sentiment"])
    said = _(MOODS[mood])
    if not pd.isna(row["polarity"]):
        said += ", " + _("polarity {value}", value=words.signed(float(row["polarity"]), 2))
    return said


def _line(label: str, made_by: Iterable[str]) -> str:
    said = ", ".join(f"«{word}»" for word in made_by)
    return f"{label}: {said}" if said else label


def aspect_name(name: str, taxonomy: Taxonomy) -> str:
    """What an aspect is called in the language in use; its code where the taxonomy has lost it."""
    found = taxonomy.by_id.get(name)
    return found.name(words.language()) if found else name


def _list(value: Any) -> list[str]:
    return [str(name) for name in value] if value is not None and not isinstance(value, float | str) else []
