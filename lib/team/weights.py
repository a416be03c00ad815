"""How much each criterion counts in each hat: the community manager's eye is on relation and tone, the social media
manager's on reach and goals. The team may choose other weights; everybody sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.team import TEAM_CHOICES
from lib.words import N_, _

CRITERIA = ("relation", "tone", "reach", "goals")
CRITERION_NAMES = {
    "relation": N_("Relation"),
    "tone": N_("Tone"),
    "reach": N_("Reach"),
    "goals": N_("Goals"),
}
CRITERION_QUESTIONS = {
    "relation": N_("What does it do to our relation with people? 1: it hurts, 5: it binds."),
    "tone": N_("Does the tone fit this community? 1: not at all, 5: it is theirs."),
    "reach": N_("How many does it reach? 1: hardly anybody, 5: everybody we want."),
    "goals": N_("What does it do for our goals? 1: it is in the way, 5: it brings us there."),
}
HIGHEST = 100
_NAME = "weights"


@dataclass(frozen=True)
class Weights:
    """Weights from 0 to 100 by criterion, in each of the two hats; at least one of a hat is above 0."""

    cm: Mapping[str, int] = field(default_factory=lambda: dict(zip(CRITERIA, (40, 40, 10, 10), strict=True)))
    smm: Mapping[str, int] = field(default_factory=lambda: dict(zip(CRITERIA, (10, 10, 40, 40), strict=True)))
    version: int = 0


def weights_in_force(records: Records) -> Weights:
    """The weights that were chosen, else the usual ones."""
    with records.reading() as connection:
        row = connection.execute(select(TEAM_CHOICES).where(TEAM_CHOICES.c.name == _NAME)).mappings().first()
    return Weights(row["value"]["cm"], row["value"]["smm"], int(row["version"])) if row else Weights()


def choose_weights(records: Records, actor: Actor, chosen: Weights) -> None:
    """Keep these over the version they were changed from; Conflict where somebody was faster."""
    value = {"cm": _checked(chosen.cm), "smm": _checked(chosen.smm)}
    now = datetime.now(UTC)
    kept = {"value": value, "version": chosen.version + 1, "changed_at": now, "changed_by": actor.person}
    refused = Conflict(_("These weights were changed meanwhile: look at them again."))
    with records.writing(actor) as connection:
        if chosen.version:
            is_seen = (TEAM_CHOICES.c.name == _NAME) & (TEAM_CHOICES.c.version == chosen.version)
            if connection.execute(update(TEAM_CHOICES).where(is_seen).values(**kept)).rowcount != 1:
                raise refused
        else:
            try:
                with connection.begin_nested():
                    connection.execute(TEAM_CHOICES.insert().values(name=_NAME, **kept))
            except IntegrityError:
                raise refused from None
        note(connection, actor, "choose", "team settings", _NAME, value, now)


def _checked(weights: Mapping[str, int]) -> dict[str, int]:
    kept = {criterion: int(weights.get(criterion, 0)) for criterion in CRITERIA}
    if not all(0 <= weight <= HIGHEST for weight in kept.values()) or not any(kept.values()):
        raise EarshotError(_("Weights go from 0 to 100, and in each hat something has to count."))
    return kept
