"""Drafts that tell somebody what came of their words, in their language and form of address.

They follow the language of whoever is told, not of the app, so they stand in `data/letters.yaml` and not in the
catalogue. A draft is a beginning: a person reads, changes and sends it.
"""

from datetime import date
from functools import cache
from typing import Literal

import yaml
from babel.dates import format_date

from lib.settings import ROOT

FILE = ROOT / "data" / "letters.yaml"
Outcome = Literal["acted", "declined"]
_FIRST = {"it": "tu", "fr": "formal", "de": "informal"}
"""The form of address where somebody's own messages show none."""


def draft(
    name: str, language: str | None, formality: str | None, outcome: Outcome, claim: str, done: str, day: date
) -> str:
    """A draft for this person; English where nobody wrote one in their language. `done`: what was done, or why not."""
    code = language if language in _letters() else "en"
    forms = _letters()[str(code)]
    form = formality if formality in forms else _FIRST.get(str(code), "any")
    when = format_date(day, format="d MMMM y", locale=str(code))
    said = forms[str(form)][outcome].format(name=name, claim=_sentence(claim), done=_sentence(done), day=when)
    return " ".join(said.split()).replace(" ,", ",")


@cache
def _letters() -> dict[str, dict[str, dict[Outcome, str]]]:
    read: dict[str, dict[str, dict[Outcome, str]]] = yaml.safe_load(FILE.read_text("utf-8"))
    return read


def _sentence(text: str) -> str:
    said = text.strip()
    return said if not said or said[-1] in ".!?…" else f"{said}."
