"""The board: insights by state, how long they stay in each, and the funnel from what was heard to who was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from statsmodels.stats.proportion import proportion_confint

from lib.critiques.insights import STATES, Insight
from lib.words import _, ngettext, percent

ENOUGH = 30
"""Under so many people a share is too few to say."""


@dataclass(frozen=True)
class Size:
    """How many different people an insight rests on, and their share of all who wrote, with its Wilson interval."""

    authors: int
    people: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Funnel:
    """From what was heard to who was told: critiques, then insights, then people."""

    heard: int
    read: int
    in_insights: int
    insights: int
    accepted: int
    acted: int
    told: int
    to_tell: int

    @property
    def critique_yield(self) -> float | None:
        """Insights accepted ÷ critiques heard; None where nothing was heard."""
        return self.accepted / self.heard if self.heard else None


def columns(found: Sequence[Insight]) -> dict[str, list[Insight]]:
    """The insights by state, each state there; in a state the most severe first, then the one due first."""
    by_state: dict[str, list[Insight]] = {state: [] for state in STATES}
    for insight in sorted(found, key=lambda i: (-i.severity, i.due or date.max, i.insight_id)):
        by_state[insight.state].append(insight)
    return by_state


def seconds_in_states(found: Sequence[Insight], now: datetime) -> dict[str, float]:
    """The median seconds insights stay in each state, those that are still in it counted until now; states that no
    insight has come to are left out."""
    spent: dict[str, list[float]] = {}
    for insight in found:
        reached = [(state, at) for state in STATES if (at := insight.reached(state)) is not None]
        for (state, since), until in zip(reached, [*(at for _state, at in reached[1:]), now], strict=True):
            if state == "measured":
                continue
            spent.setdefault(state, []).append(max((until - since).total_seconds(), 0.0))
    return {state: float(median(spent[state])) for state in STATES if state in spent}


def accepted(found: Sequence[Insight]) -> list[Insight]:
    """Those the client accepted."""
    return [insight for insight in found if insight.decision == "accepted"]


def acted_on(found: Sequence[Insight]) -> list[Insight]:
    """Those on which something was done."""
    return [insight for insight in found if insight.acted_on is not None]


def owed(found: Sequence[Insight]) -> list[Insight]:
    """Those of which people can be told: accepted and acted on, or declined."""
    return [i for i in found if i.acted_on is not None or i.decision == "declined"]


def size_of(authors: int, people: int) -> Size:
    """The size of an insight that `authors` of `people` stand behind; the interval is Wilson's, 95 %."""
    if people <= 0:
        return Size(authors, people, 0.0, 0.0, 1.0)
    part = min(authors, people)
    low, high = proportion_confint(part, people, method="wilson")
    return Size(authors, people, part / people, float(low), float(high))


def size_said(size: Size) -> str:
    """How many people, and which share of all who wrote, with its interval."""
    people = ngettext("{count} person", "{count} people", size.authors)
    if size.people < ENOUGH:
        return people
    return _(
        "{people}, {share} of all who wrote ({low} to {high})",
        people=people,
        share=percent(size.share, 1),
        low=percent(size.low, 1),
        high=percent(size.high, 1),
    )
