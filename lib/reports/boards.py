"""The board of insights as a brief sees it: the insights, what they rest on, and the funnel of the period."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

from lib.critiques import queries
from lib.critiques.board import Funnel
from lib.critiques.evidence import evidence
from lib.critiques.evidence_texts import messages_of
from lib.critiques.feedback import feedback
from lib.critiques.inbox import marks
from lib.critiques.insights import STATES, Insight, insights
from lib.critiques.overview import Card, Telling, cards, funnel_of, tellings
from lib.critiques.themed_queries import CRITIQUES_AMONG
from lib.critiques.told import told
from lib.reports.reading import Reading


@dataclass(frozen=True)
class Board:
    """The insights of the brief, what they rest on, and the funnel of the period."""

    insights: list[Insight]
    cards: dict[str, Card]
    evidence: pd.DataFrame
    messages: pd.DataFrame
    funnel: Funnel


def board(reading: Reading) -> Board:
    """The board as it stands; the client sees an insight once it is framed, with somebody's words behind it."""
    standing, linked = insights(reading.records), evidence(reading.records)
    linked = linked[linked.insight_id.isin({insight.insight_id for insight in standing})]
    messages = messages_of(reading.workspace, reading.model, list(linked.channel), list(linked.message_id))
    people = int(reading.ask(queries.people_counted).iloc[0].people)
    in_person = feedback(reading.records)
    found = cards(standing, linked, messages, in_person, people)
    telling = tellings(standing, linked, messages, told(reading.records), in_person)
    shown = [one for one in standing if one.state != "heard"] if reading.form.is_client else standing
    ordered = sorted(shown, key=lambda one: (not moved(reading, one), -found[one.insight_id].size.authors, one.claim))
    telling = [one for one in telling if one.insight in shown]
    return Board(ordered, found, linked, messages, _funnel(reading, shown, linked, telling))


def moved(reading: Reading, insight: Insight) -> bool:
    """Whether it came into a state within the period; where that ends with the archive, decisions until now count."""
    zone = ZoneInfo(reading.zone)
    reached = [at.astimezone(zone).date() for state in STATES if (at := insight.reached(state)) is not None]
    until = reading.days.until if reading.days.until < reading.last_day else max(reached, default=reading.last_day)
    return any(reading.days.since <= at <= until for at in reached)


def _funnel(reading: Reading, standing: Sequence[Insight], linked: pd.DataFrame, telling: Sequence[Telling]) -> Funnel:
    heard = int(reading.critiques_heard["critiques"])
    chosen = linked[linked.stance == "for"]
    read = pd.concat([marks(reading.records)[["channel", "message_id"]], chosen[["channel", "message_id"]]])
    return funnel_of(heard, _among(reading, read), _among(reading, chosen), standing, telling)


def _among(reading: Reading, keys: pd.DataFrame) -> int:
    if keys.empty:
        return 0
    given = {"keys_channels": list(keys.channel), "keys_ids": list(keys.message_id), **reading.params}
    return int(CRITIQUES_AMONG.of(reading.workspace, reading.model, **given).to_pylist()[0]["critiques"])
