"""What stands decided about conversations that wait, as the queue and Today ask for it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from lib.conversations import queries, triage
from lib.conversations.choices import Choices, choices_in_force
from lib.conversations.hours import calendar_of
from lib.conversations.queue import Standing, decided_text, keys_text, standings
from lib.conversations.states import Decision
from lib.ui import session
from lib.ui.ask import ask
from lib.ui.filters import Filter


@dataclass(frozen=True)
class Decided:
    """What stands decided about conversations that wait."""

    decisions: Mapping[tuple[str, str], Decision]
    standings: Sequence[Standing]
    choices: Choices

    @property
    def text(self) -> str:
        """The states in force, as queries take them."""
        return decided_text(self.standings)

    @property
    def people(self) -> list[str]:
        """Everybody who has taken something, and whoever looks."""
        return sorted({d.owner for d in self.decisions.values() if d.owner} | {session.actor().person})

    def timing(self, chosen: Filter) -> dict[str, Any]:
        """Hours, goals and weights as parameters of the query `queue`."""
        hours = self.choices.hours
        return {
            "calendar": calendar_of(hours, chosen.archive.first_day, chosen.archive.last_day).text,
            "goals": hours.goals_text,
            **self.choices.weights.parameters,
        }


def decided(chosen: Filter) -> Decided:
    """What stands decided now; read anew each time."""
    store = session.records()
    decisions = triage.decisions(store)
    facts = ask(queries.queue_facts, decided=keys_text(decisions.values()))
    found = standings(facts, decisions, datetime.now(UTC))
    return Decided(decisions, found, choices_in_force(store, chosen.archive.time_zone))


def facts_of(keys: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """What the queue knows of these conversations, those that wait."""
    return ask(queries.queue_facts, decided=json.dumps([{"channel": c, "conversation_id": i} for c, i in keys]))
