"""What the chapters of a brief read from: a published version, the decisions as they stand, the period, the form.

Numbers are asked by the same queries as the pages ask, so that both say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, cast

import pandas as pd

from lib.conversations import queries as conversations
from lib.conversations import triage
from lib.conversations.choices import Choices, choices_in_force
from lib.conversations.hours import calendar_of
from lib.conversations.queue import decided_text, keys_text, standings
from lib.conversations.today import Days
from lib.critiques import queries as critiques
from lib.critiques.themed_queries import THEME_DAYS
from lib.critiques.themes import THEME_VOICES
from lib.reports import period
from lib.reports.form import Form
from lib.signals.taxonomy import Taxonomy, taxonomy_of
from lib.storage.query import Query
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace


@dataclass(frozen=True)
class Reading:
    """One reading of a workspace over some days; `now` is the moment as of which decisions stand."""

    workspace: Workspace
    model: ReadModel
    records: Records
    days: Days
    form: Form
    now: datetime

    def ask(self, query: "Query[Any]", **params: Any) -> pd.DataFrame:
        """The rows of a named query."""
        return query(self.model, **params)

    def rows(self, query: "Query[Any]", **params: Any) -> list[dict[str, Any]]:
        """The rows of a named query as mappings."""
        return [plain_row(row) for row in self.ask(query, **params).to_dict("records")]

    @cached_property
    def archive(self) -> Mapping[str, Any]:
        """The archive: version, time zone, and its first and last time and day."""
        return self.rows(conversations.archive)[0]

    @property
    def first_day(self) -> date:
        """The first day of the archive."""
        return cast(date, pd.Timestamp(self.archive["first_day"]).date())

    @property
    def last_day(self) -> date:
        """The last day of the archive."""
        return cast(date, pd.Timestamp(self.archive["last_day"]).date())

    @property
    def zone(self) -> str:
        """Where days begin and end."""
        return str(self.archive["time_zone"])

    @property
    def params(self) -> dict[str, Any]:
        """The period as parameters of a query."""
        return over(self.days)

    @cached_property
    def before(self) -> Days | None:
        """The same number of days right before the period."""
        return period.before(self.days, self.first_day)

    @cached_property
    def usual(self) -> Days | None:
        """The days that Today compares the period with."""
        return self.days.usual(self.first_day)

    @cached_property
    def choices(self) -> Choices:
        """Weights, goals and hours of the team."""
        return choices_in_force(self.records, self.zone)

    @cached_property
    def decided(self) -> str:
        """What stands decided about waiting conversations, as queries take it."""
        decisions = triage.decisions(self.records)
        facts = self.ask(conversations.queue_facts, decided=keys_text(decisions.values()))
        return decided_text(standings(facts, decisions, self.now))

    @cached_property
    def timing(self) -> dict[str, Any]:
        """Hours and goals as parameters of queries that time."""
        hours = self.choices.hours
        return {"calendar": calendar_of(hours, self.first_day, self.last_day).text, "goals": hours.goals_text}

    @cached_property
    def critiques_heard(self) -> Mapping[str, Any]:
        """Critiques of the period, their authors, and messages of the community."""
        return self.rows(critiques.critiques_heard, **self.params)[0]

    @cached_property
    def theme_voices(self) -> pd.DataFrame:
        """How each theme sounds over the whole archive, from which it has its name."""
        return THEME_VOICES.of(self.workspace, self.model).to_pandas()

    @cached_property
    def theme_days(self) -> pd.DataFrame:
        """Voices by day and theme over the whole archive."""
        return THEME_DAYS.of(self.workspace, self.model).to_pandas()

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The aspects in force."""
        return taxonomy_of(self.workspace)


def plain_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row of a frame as a mapping by name."""
    return {str(name): value for name, value in row.items()}


def over(days: Days) -> dict[str, Any]:
    """These days as parameters of a query."""
    return {"since": days.since, "until": days.until}


def summed(frame: pd.DataFrame, steps: Sequence[period.Step], column: str) -> list[int]:
    """The sum of a column of daily rows by the steps of a time axis."""
    days = pd.to_datetime(frame.day).dt.date
    return [int(frame[column][(days >= s.days.since) & (days <= s.days.until)].sum()) for s in steps]
