"""Themes of a workspace, whole: figures, names, words and quotes; for the command line, the page and reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.critiques import queries
from lib.critiques.theme_registry import Theme, themes
from lib.critiques.theme_words import SAMPLE, Voice, names, voices
from lib.critiques.themed_queries import THEME_FIGURES, THEME_QUOTES
from lib.signals.taxonomy import Taxonomy
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace


@dataclass(frozen=True)
class Quote:
    """Somebody's words and where they stand."""

    channel: str
    message_id: str
    text: str


@dataclass(frozen=True)
class Described:
    """One theme: its row of THEME_FIGURES, its name, its telling words, typical quotes."""

    theme_id: str
    name: str
    words: tuple[str, ...]
    figures: Mapping[str, Any]
    quotes: tuple[Quote, ...]


def described_themes(
    workspace: Workspace,
    model: ReadModel,
    records: Records,
    taxonomy: Taxonomy,
    language: str,
    **period: Any,
) -> list[Described]:
    """The themes with a critique in the period, the loudest first; `period`: since, until, channels, languages."""
    figures = THEME_FIGURES.of(workspace, model, **period).to_pandas()
    quotes = THEME_QUOTES.of(workspace, model, count=SAMPLE, **period).to_pandas()
    texts = queries.evidence_messages(model, channels=list(quotes.channel), ids=list(quotes.message_id))
    sample = with_texts(quotes, texts)
    return described(figures, sample, voices(sample), themes(records), taxonomy, language)


def with_texts(quotes: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """The keys of THEME_QUOTES with the texts of `evidence_messages`, in their order."""
    told = texts[["channel", "message_id", "text"]]
    return quotes.merge(told, on=["channel", "message_id"], how="inner").reset_index(drop=True)


def described(
    figures: pd.DataFrame,
    sample: pd.DataFrame,
    found: Mapping[str, Voice],
    register: Mapping[str, Theme],
    taxonomy: Taxonomy,
    language: str,
) -> list[Described]:
    """The same from frames that were asked for elsewhere."""
    called = names(register, found, taxonomy, language)
    return [
        Described(
            str(row["theme_id"]),
            called.get(str(row["theme_id"]), str(row["theme_id"])),
            found[str(row["theme_id"])].words if str(row["theme_id"]) in found else (),
            row,
            tuple(_quotes(sample, found[str(row["theme_id"])].quotes if str(row["theme_id"]) in found else ())),
        )
        for row in figures.to_dict("records")
    ]


def _quotes(sample: pd.DataFrame, places: Sequence[int]) -> list[Quote]:
    return [
        Quote(str(row["channel"]), str(row["message_id"]), str(row["text"]))
        for row in sample.iloc[list(places)].to_dict("records")
    ]
