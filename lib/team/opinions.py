"""Second opinions: the same conversation or insight marked in two hats; where they differ most is to be talked about.

An opinion is four marks from 1 to 5. Under a hat's weights w its score is 100 · Σ w (mark − 1) / 4 ÷ Σ w. Opinions are
given without seeing the other's. Who works alone is asked again in the other hat after 24 hours, their first marks
hidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import select

from lib.errors import EarshotError
from lib.storage.audit import Actor, Hat, note
from lib.storage.records import Records
from lib.storage.tables.team import OPINIONS
from lib.team.weights import CRITERIA, Weights
from lib.words import _, span

Subject = Literal["conversation", "insight"]
LEAST, MOST = 1, 5
AGAIN_AFTER = timedelta(hours=24)
JUDGING: tuple[Hat, ...] = ("cm", "smm")
"""The hats whose opinions are compared."""


@dataclass(frozen=True)
class Thing:
    """What an opinion is on: a conversation (channel, conversation_id) or an insight (no channel, insight_id)."""

    subject: Subject
    channel: str
    subject_id: str


@dataclass(frozen=True)
class Opinion:
    """Four marks, in the order of CRITERIA, given by somebody in a hat."""

    thing: Thing
    person: str
    hat: Hat
    marks: tuple[int, int, int, int]
    made_at: datetime


@dataclass(frozen=True)
class Compared:
    """The newest opinion in each hat on one thing, and the scores under the hat's own weights."""

    thing: Thing
    cm: Opinion | None
    smm: Opinion | None
    cm_score: float
    smm_score: float
    by_weights: float

    @property
    def is_whole(self) -> bool:
        """Whether both hats have spoken."""
        return self.cm is not None and self.smm is not None

    @property
    def difference(self) -> float:
        """The CM's score less the SMM's."""
        return self.cm_score - self.smm_score

    @property
    def by_marks(self) -> float:
        """What of the difference is due to other marks; the rest, `by_weights`, remains where both mark alike."""
        return self.difference - self.by_weights

    @property
    def is_of_one_person(self) -> bool:
        """Whether somebody alone gave both."""
        return self.cm is not None and self.smm is not None and self.cm.person == self.smm.person

    @property
    def only(self) -> Opinion | None:
        """The one opinion there is; None where there are two."""
        return None if self.is_whole else self.cm or self.smm


def score(marks: Sequence[float], weights: Mapping[str, int]) -> float:
    """From 0 (all marks are 1) to 100 (all are 5)."""
    shares = [
        weights[criterion] * (mark - LEAST) / (MOST - LEAST) for criterion, mark in zip(CRITERIA, marks, strict=True)
    ]
    return 100 * sum(shares) / sum(weights[criterion] for criterion in CRITERIA)


def opinions(records: Records) -> list[Opinion]:
    """Every opinion, the newest first."""
    with records.reading() as connection:
        rows = connection.execute(
            select(OPINIONS).order_by(OPINIONS.c.made_at.desc(), OPINIONS.c.number.desc())
        ).mappings()
        return [_opinion(row) for row in rows]


def give_opinion(
    records: Records, actor: Actor, thing: Thing, marks: Sequence[int], at: datetime | None = None
) -> Opinion:
    """Write one's marks down, in the hat one wears; nobody marks the same thing twice within 24 hours."""
    now = at or datetime.now(UTC)
    if actor.hat not in JUDGING:
        raise EarshotError(_("Opinions are given as community manager or as social media manager: put on that hat."))
    if len(marks) != len(CRITERIA) or not all(LEAST <= mark <= MOST for mark in marks):
        raise EarshotError(_("Give all four marks, from 1 to 5."))
    first, second, third, fourth = (int(mark) for mark in marks)
    made = Opinion(thing, actor.person, actor.hat, (first, second, third, fourth), now)
    wait = again_from([one for one in opinions(records) if one.thing == thing], actor.person)
    if wait is not None and now < wait:
        raise EarshotError(
            _(
                "You marked this already: ask somebody else, or do it yourself in {span}, without seeing your marks.",
                span=span((wait - now).total_seconds()),
            )
        )
    with records.writing(actor) as connection:
        given = dict(zip(CRITERIA, made.marks, strict=True))
        values: dict[str, Any] = {
            "subject": thing.subject,
            "channel": thing.channel,
            "subject_id": thing.subject_id,
            "person": actor.person,
            "hat": actor.hat,
            "made_at": now,
            **given,
        }
        connection.execute(OPINIONS.insert().values(**values))
        note(connection, actor, "judge", thing.subject, _audit_id(thing), given, now)
    return made


def again_from(found: Iterable[Opinion], person: str) -> datetime | None:
    """From when this person may mark it again, of the opinions on one thing; None: at once."""
    made = [one.made_at for one in found if one.person == person]
    return max(made) + AGAIN_AFTER if made else None


def compared(found: Iterable[Opinion], weights: Weights) -> list[Compared]:
    """One a thing, those with both opinions first, the largest difference first."""
    newest: dict[Thing, dict[Hat, Opinion]] = {}
    for one in sorted(found, key=lambda one: one.made_at):
        newest.setdefault(one.thing, {})[one.hat] = one
    made = [_compared(thing, by_hat, weights) for thing, by_hat in newest.items()]
    return sorted(made, key=lambda one: (not one.is_whole, -abs(one.difference), one.thing.subject_id))


def is_asked(one: Compared, actor: Actor, others: bool) -> bool:
    """Whether this person is to give the second opinion: on what somebody else marked in another hat, or, where there
    are no others, on what they marked themselves in another hat, a day ago."""
    only = one.only
    if only is None or actor.hat not in JUDGING or only.hat == actor.hat:
        return False
    if only.person != actor.person:
        return True
    return not others and datetime.now(UTC) >= only.made_at + AGAIN_AFTER


def _compared(thing: Thing, by_hat: Mapping[Hat, Opinion], weights: Weights) -> Compared:
    cm, smm = by_hat.get("cm"), by_hat.get("smm")
    cm_marks = (cm or smm or next(iter(by_hat.values()))).marks
    smm_marks = (smm or cm or next(iter(by_hat.values()))).marks
    middle = [(one + other) / 2 for one, other in zip(cm_marks, smm_marks, strict=True)]
    return Compared(
        thing,
        cm,
        smm,
        score(cm_marks, weights.cm),
        score(smm_marks, weights.smm),
        score(middle, weights.cm) - score(middle, weights.smm),
    )


def _audit_id(thing: Thing) -> str:
    return f"{thing.channel}:{thing.subject_id}" if thing.channel else thing.subject_id


def _opinion(row: Mapping[Any, Any]) -> Opinion:
    if row["subject"] not in get_args(Subject):
        raise EarshotError(f"An opinion is on {row['subject']!r}, which nobody can mark")
    made_at = row["made_at"] if row["made_at"].tzinfo else row["made_at"].replace(tzinfo=UTC)
    marks = (row["relation"], row["tone"], row["reach"], row["goals"])
    return Opinion(Thing(row["subject"], row["channel"], row["subject_id"]), row["person"], row["hat"], marks, made_at)
