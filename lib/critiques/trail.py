"""The trail of an insight: what was done to it, by whom, in words; and the board that the trail alone gives.

Every change writes down what it set (`lib.critiques.insights.change`), so that replaying the trail from its
beginning ends in the board as it stands: nothing was changed that nobody answers for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import select

from lib.critiques.insights import SUBJECT, insights, plain
from lib.critiques.moves import STATE_NAMES
from lib.storage.audit import acts_on
from lib.storage.records import Records
from lib.storage.tables import AUDIT
from lib.storage.tables.critiques import INSIGHTS
from lib.words import N_, _

_SAID = {
    "hear": N_("heard it first"),
    "edit": N_("changed what it says"),
    "link": N_("linked messages"),
    "unlink": N_("took messages away"),
    "challenge": N_("challenged it"),
    "tell": N_("told somebody"),
    "merge": N_("merged another into it"),
    "merge away": N_("merged it into another"),
    "note feedback": N_("added what was heard in person"),
}
_NEVER_SET = {name: None for name in ("due", "acted_on", *(f"{state}_at" for state in STATE_NAMES))}


@dataclass(frozen=True)
class Act:
    """One act on an insight: when, who, in which hat, and what, in words."""

    at: datetime
    person: str
    hat: str
    said: str


def history(records: Records, insight_id: str) -> list[Act]:
    """What was done to an insight, the newest first."""
    return [
        Act(_aware(row["made_at"]), str(row["person"]), str(row["hat"]), _in_words(row))
        for row in acts_on(records, SUBJECT, insight_id).to_dict("records")
    ]


def replayed(records: Records) -> dict[str, dict[str, Any]]:
    """The board as the audit trail alone tells it: the columns of INSIGHTS by insight, as JSON holds them."""
    told: dict[str, dict[str, Any]] = {}
    with records.reading() as connection:
        acts = connection.execute(select(AUDIT).where(AUDIT.c.subject == SUBJECT).order_by(AUDIT.c.number)).mappings()
        for act in acts:
            board = told.setdefault(act["subject_id"], dict(_NEVER_SET))
            board.update(act["detail"].get("set", {}))
            board["linked"] = board.get("linked", 0) + act["detail"].get("linked", 0)
    return told


def standing(records: Records) -> dict[str, dict[str, Any]]:
    """The board as it stands, in the same form."""
    return {
        insight.insight_id: plain({column.name: getattr(insight, column.name) for column in INSIGHTS.columns})
        for insight in insights(records, merged=True)
    }


def _in_words(row: Mapping[Any, Any]) -> str:
    action = str(row["action"])
    if action.startswith("move to "):
        return _("moved it to {state}", state=_(STATE_NAMES[action.removeprefix("move to ")]))
    return _(_SAID[action]) if action in _SAID else action


def _aware(value: Any) -> datetime:
    found: datetime = pd.Timestamp(value).to_pydatetime()
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
