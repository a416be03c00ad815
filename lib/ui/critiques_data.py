"""What the page Critiques asks for: decisions read anew each run, figures of the published version from the cache."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from lib import words
from lib.critiques import queries
from lib.critiques.board import Funnel
from lib.critiques.challenges import challenges, never_challenged
from lib.critiques.evidence import evidence
from lib.critiques.evidence_texts import EVIDENCE_TEXTS
from lib.critiques.feedback import feedback
from lib.critiques.inbox import marks
from lib.critiques.insights import Insight, insights
from lib.critiques.overview import Card, Telling, cards, funnel_of, tellings
from lib.critiques.theme_registry import Theme, edition, themes
from lib.critiques.theme_words import names
from lib.critiques.themed_queries import CRITIQUES_AMONG, THEME_FIGURES
from lib.critiques.themes import THEME_VOICES, Described, described, voices_of
from lib.critiques.told import told
from lib.ui import session
from lib.ui.ask import ask, worked_out
from lib.ui.filters import Filter
from lib.ui.labels import taxonomy_in_force


@dataclass(frozen=True)
class Board:
    """Everything decided about insights, and the messages it rests on that are still in the archive."""

    insights: list[Insight]
    evidence: pd.DataFrame
    messages: pd.DataFrame
    cards: dict[str, Card]
    tellings: list[Telling]
    told: pd.DataFrame
    challenges: pd.DataFrame
    marks: pd.DataFrame
    in_person: pd.DataFrame

    @property
    def never_challenged(self) -> list[tuple[Insight, float]]:
        """The ledger of what nobody challenged."""
        return never_challenged(self.insights, self.challenges, datetime.now(UTC))

    def named(self, insight_id: str) -> Insight | None:
        """The insight of that id on the board."""
        return next((insight for insight in self.insights if insight.insight_id == insight_id), None)


@dataclass(frozen=True)
class Themes:
    """The register of themes and what they are called now."""

    register: dict[str, Theme]
    names: dict[str, str]
    decisions: int

    def name(self, theme_id: str) -> str:
        """What a theme is called; empty for none."""
        return self.names.get(theme_id, "")

    @property
    def standing(self) -> dict[str, str]:
        """The themes that were not merged into others, by id, and their names."""
        return {key: name for key, name in self.names.items() if not self.register[key].merged_into}


def board() -> Board:
    """The board as it stands."""
    store = session.records()
    standing, linked = insights(store), evidence(store)
    standing_ids = {insight.insight_id for insight in standing}
    linked = linked[linked.insight_id.isin(standing_ids)]
    messages = worked_out(EVIDENCE_TEXTS, channels=list(linked.channel), ids=list(linked.message_id))
    people = int(ask(queries.people_counted).iloc[0].people)
    in_person, known = feedback(store), told(store)
    return Board(
        standing,
        linked,
        messages,
        cards(standing, linked, messages, in_person, people),
        tellings(standing, linked, messages, known, in_person),
        known,
        challenges(store),
        marks(store),
        in_person,
    )


def known_themes() -> Themes:
    """The themes by name; working them out is done once a version."""
    store = session.records()
    decisions = edition(store)
    heard = worked_out(THEME_VOICES, decisions=decisions)
    register = themes(store)
    called = names(register, voices_of(heard), taxonomy_in_force(), words.language())
    return Themes(register, called, decisions)


def described_themes(chosen: Filter, known: Themes) -> list[Described]:
    """The themes of the period, the loudest first, with the names they have everywhere."""
    figures = worked_out(THEME_FIGURES, decisions=known.decisions, **chosen.params)
    heard = worked_out(THEME_VOICES, decisions=known.decisions)
    return described(figures, heard, known.register, taxonomy_in_force(), words.language())


def funnel(chosen: Filter, found: Board) -> Funnel:
    """The funnel of the period."""
    heard = int(ask(queries.critiques_counted, **chosen.params).iloc[0].critiques)
    linked = found.evidence[found.evidence.stance == "for"]
    read = pd.concat([found.marks[["channel", "message_id"]], linked[["channel", "message_id"]]])
    return funnel_of(heard, _among(read, chosen.params), _among(linked, chosen.params), found.insights, found.tellings)


def _among(keys: pd.DataFrame, params: dict[str, Any]) -> int:
    """How many of these messages are critiques of the period."""
    if keys.empty:
        return 0
    given = {"keys_channels": list(keys.channel), "keys_ids": list(keys.message_id), **params}
    return int(worked_out(CRITIQUES_AMONG, **given).iloc[0].critiques)
