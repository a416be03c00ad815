"""Challenges: before an insight is shared, somebody who did not write it asks what is wrong with it.

Who works alone may challenge their own insight a day after framing it: they read its messages again with the labels
hidden, and their agreement with themselves is reported as Cohen's κ (Cohen 1960, Educ. Psychol. Meas. 20:37).
"""

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
from sqlalchemy import select
from statsmodels.stats.inter_rater import cohens_kappa

from lib import words
from lib.critiques.evidence import Key, evidence
from lib.critiques.insights import Insight, change, changed_by_another, insight_of
from lib.critiques.moves import IllegalMove, step
from lib.errors import Conflict
from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.storage.tables.critiques import CHALLENGES
from lib.words import _

ALONE_AFTER = timedelta(hours=24)
LABELS = ("for", "against", "neither")
"""What a message can be to a claim, in a blind second look."""
_SAMPLE = 20


@dataclass(frozen=True)
class Answers:
    """The three answers: is the evidence enough, what contradicts the claim, what else could explain it."""

    is_enough: bool
    contradicts: str
    explains: str


@dataclass(frozen=True)
class Agreement:
    """How a second look agrees with the first: messages looked at, those labelled alike, κ (None: not defined)."""

    labelled: int
    alike: int
    kappa: float | None


def challenge(
    records: Records,
    actor: Actor,
    insight_id: str,
    seen: int,
    answers: Answers,
    second_look: Mapping[Key, str] | None = None,
    at: datetime | None = None,
) -> Insight:
    """Write a challenge down; where it found the evidence enough the insight is challenged, else it stays framed.

    `second_look`: what each message of `blind_sample` is to the claim, for who challenges their own insight.
    """
    now = at or datetime.now(UTC)
    if not answers.contradicts.strip() or not answers.explains.strip():
        raise IllegalMove(_("A challenge says what contradicts the claim and what else could explain it."))
    first = _first_labels(records, insight_id)
    with records.writing(actor) as connection:
        found = insight_of(connection, insight_id)
        if found.version != seen:
            raise Conflict(changed_by_another(found, now))
        if found.state != "framed":
            raise IllegalMove(_("Only a framed insight can be challenged."))
        is_alone = actor.person == found.author
        agreed = Agreement(0, 0, None)
        if is_alone:
            _check_alone(found, second_look, now)
            agreed = agreement({key: first.get(key, "neither") for key in second_look or {}}, second_look or {})
        connection.execute(
            CHALLENGES.insert().values(
                challenge_id=uuid.uuid4().hex,
                insight_id=insight_id,
                person=actor.person,
                made_at=now,
                is_alone=is_alone,
                is_enough=answers.is_enough,
                contradicts=answers.contradicts.strip(),
                explains=answers.explains.strip(),
                kappa=agreed.kappa,
                labelled=agreed.labelled,
            )
        )
        if answers.is_enough:
            return step(connection, actor, found, seen, "challenged", {}, now)
        return change(connection, actor, "challenge", insight_id, seen, {}, now)


def alone_from(found: Insight) -> datetime | None:
    """From when its own author may challenge it; None before it is framed."""
    return found.framed_at + ALONE_AFTER if found.framed_at else None


def blind_sample(records: Records, insight_id: str, others: Sequence[Key]) -> list[Key]:
    """Messages for a second look, shuffled so that nothing tells them apart: evidence for and against, and `others`
    (critiques that are no evidence of it). The same for the same insight, so that a tab can be opened again."""
    first = _first_labels(records, insight_id)
    chance = random.Random(insight_id)
    linked = sorted(first)
    chance.shuffle(linked)
    spare = [key for key in others if key not in first]
    half = min(len(linked), max(_SAMPLE // 2, _SAMPLE - len(spare)))
    chosen = [*linked[:half], *spare[: _SAMPLE - half]]
    chance.shuffle(chosen)
    return chosen


def agreement(first: Mapping[Key, str], second: Mapping[Key, str]) -> Agreement:
    """Cohen's κ of two looks at the same messages; undefined where both put all of them under one label."""
    both = [(first[key], second[key]) for key in second if key in first]
    table = np.zeros((len(LABELS), len(LABELS)))
    for one, other in both:
        table[LABELS.index(one), LABELS.index(other)] += 1
    total = table.sum()
    if not total:
        return Agreement(0, 0, None)
    by_chance = float((table.sum(axis=0) * table.sum(axis=1)).sum() / total**2)
    kappa = None if by_chance >= 1 else float(cohens_kappa(table, return_results=False))
    return Agreement(int(total), int(np.trace(table)), kappa)


def challenges(records: Records, insight_id: str | None = None) -> pd.DataFrame:
    """One row per challenge, the newest first, with the columns of CHALLENGES."""
    chosen = select(CHALLENGES).order_by(CHALLENGES.c.made_at.desc())
    if insight_id is not None:
        chosen = chosen.where(CHALLENGES.c.insight_id == insight_id)
    with records.reading() as connection:
        rows = connection.execute(chosen).mappings().all()
    found = pd.DataFrame([dict(row) for row in rows], columns=[column.name for column in CHALLENGES.columns])
    return found.assign(made_at=pd.to_datetime(found.made_at, utc=True))


def never_challenged(found: Sequence[Insight], made: pd.DataFrame, now: datetime) -> list[tuple[Insight, float]]:
    """The ledger: insights nobody ever challenged, and for how many seconds they have stood, the longest first."""
    challenged = set(made.insight_id)
    open_ = [i for i in found if i.insight_id not in challenged and i.heard_at is not None]
    since = [(i, (now - (i.framed_at or i.heard_at or now)).total_seconds()) for i in open_]
    return sorted(since, key=lambda pair: -pair[1])


def _first_labels(records: Records, insight_id: str) -> dict[Key, str]:
    linked = evidence(records, insight_id)
    return {
        (str(channel), str(message_id)): str(stance)
        for channel, message_id, stance in zip(linked.channel, linked.message_id, linked.stance, strict=True)
    }


def _check_alone(found: Insight, second_look: Mapping[Key, str] | None, now: datetime) -> None:
    since = alone_from(found)
    if since is None or now < since:
        wait = words.span((since - now).total_seconds()) if since else words.span(ALONE_AFTER.total_seconds())
        raise IllegalMove(
            _(
                "It is your own insight: ask somebody else to challenge it, or do it yourself in {span}, "
                "with the labels hidden.",
                span=wait,
            )
        )
    if not second_look:
        raise IllegalMove(_("It is your own insight: first read its messages again with the labels hidden."))
