"""Themes of a workspace, whole: figures, names, words and quotes; for the command line, the page and reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from lib.critiques import queries
from lib.critiques.theme_registry import Theme, edition, themes
from lib.critiques.theme_words import SAMPLE, Quote, Voice, names, voices
from lib.critiques.themed_queries import THEME_FIGURES, THEME_QUOTES
from lib.settings import Settings
from lib.signals.taxonomy import Taxonomy
from lib.storage.derived import Derivation, never_made
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace


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
    heard = THEME_VOICES.of(workspace, model, **period).to_pandas()
    return described(figures, heard, themes(records), taxonomy, language)


def described(
    figures: pd.DataFrame, heard: pd.DataFrame, register: Mapping[str, Theme], taxonomy: Taxonomy, language: str
) -> list[Described]:
    """The same from frames that were asked for elsewhere: of THEME_FIGURES and THEME_VOICES."""
    found = voices_of(heard)
    called = names(register, found, taxonomy, language)
    return [
        Described(
            theme_id := str(row["theme_id"]),
            called.get(theme_id, theme_id),
            found[theme_id].words if theme_id in found else (),
            row,
            tuple(found[theme_id].quotes if theme_id in found else ()),
        )
        for row in figures.to_dict("records")
    ]


def voices_of(heard: pd.DataFrame) -> dict[str, Voice]:
    """The rows of THEME_VOICES by theme."""
    return {
        str(row["theme_id"]): Voice(
            tuple(row["words"]),
            tuple(Quote(*said) for said in zip(row["channels"], row["ids"], row["texts"], strict=True)),
        )
        for row in heard.to_dict("records")
    }


@dataclass(frozen=True)
class _Voices(Derivation[Any]):
    """How each theme sounds: theme_id, words, and channels, ids and texts of its typical quotes."""

    def of(self, workspace: Workspace, model: ReadModel, *_: Any, **given: Any) -> pa.Table:
        """Kept by what people decided about themes; an import works it out at its end."""
        records = Records.of(workspace, Settings.from_environment().database_url)
        asked = {name: value for name, value in given.items() if value is not None and name != "decisions"}
        kept = Derivation(self.name, self.edition, lambda of, decisions, **period: _heard(workspace, of, period))
        return kept.of(workspace, model, decisions=edition(records), **asked)


def _heard(workspace: Workspace, model: ReadModel, period: dict[str, Any]) -> pa.Table:
    """Worked out from the most typical critiques of each theme."""
    keys = THEME_QUOTES.of(workspace, model, **period, count=SAMPLE).to_pandas()
    texts = queries.messages_at(model, places=keys.stands_at.tolist())
    told = texts[["channel", "message_id", "text"]]
    sample = keys.merge(told, on=["channel", "message_id"], how="inner")
    sample = sample.sort_values(["theme_id", "place"], kind="stable").reset_index(drop=True)
    rows = [
        {
            "theme_id": theme_id,
            "words": list(voice.words),
            "channels": [quote.channel for quote in voice.quotes],
            "ids": [quote.message_id for quote in voice.quotes],
            "texts": [quote.text for quote in voice.quotes],
        }
        for theme_id, voice in voices(sample).items()
    ]
    return pa.Table.from_pylist(rows, schema=_VOICES)


_NAMES = pa.list_(pa.string())
_VOICES = pa.schema([("theme_id", pa.string()), *((name, _NAMES) for name in ("words", "channels", "ids", "texts"))])
THEME_VOICES = _Voices("theme_voices", "2", never_made)
"""One row per theme: how it sounds."""
