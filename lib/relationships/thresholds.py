"""The thresholds of the member states: what makes somebody regular, and an advocate, in this workspace."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lib.errors import Conflict, EarshotError
from lib.relationships.queries import HELPS, LEAST, WARM
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.relationships import RELATION_CHOICES
from lib.words import _

_NAME = "thresholds"


@dataclass(frozen=True)
class Thresholds:
    """`least`: messages in 90 days; `warm`: share of positive messages, 0 to 1; `helps`: answers to members."""

    least: int = LEAST
    warm: float = WARM
    helps: int = HELPS
    version: int = 0

    @property
    def params(self) -> dict[str, Any]:
        """As parameters of a query."""
        return {"least": self.least, "warm": self.warm, "helps": self.helps}


def thresholds_in_force(records: Records) -> Thresholds:
    """What was chosen, or the defaults."""
    with records.reading() as connection:
        row = connection.execute(select(RELATION_CHOICES).where(RELATION_CHOICES.c.name == _NAME)).first()
    if row is None:
        return Thresholds()
    value = dict(row.value)
    return Thresholds(int(value["least"]), float(value["warm"]), int(value["helps"]), int(row.version))


def choose_thresholds(records: Records, actor: Actor, chosen: Thresholds) -> None:
    """Keep these over those of their `version` (0: none yet); Conflict where somebody was faster."""
    if not (2 <= chosen.least <= 1000 and 0 <= chosen.warm <= 1 and 0 <= chosen.helps <= 1000):
        raise EarshotError(_("Thresholds: 2 to 1,000 messages, 0 to 100 % warm, 0 to 1,000 answers."))
    value = {name: number for name, number in asdict(chosen).items() if name != "version"}
    kept = {
        "value": value,
        "version": chosen.version + 1,
        "changed_at": datetime.now(UTC),
        "changed_by": actor.person,
    }
    refused = Conflict(_("These thresholds were changed meanwhile: look at them again."))
    with records.writing(actor) as connection:
        if chosen.version == 0:
            try:
                with connection.begin_nested():
                    connection.execute(RELATION_CHOICES.insert().values(name=_NAME, **kept))
            except IntegrityError:
                raise refused from None
        else:
            where = (RELATION_CHOICES.c.name == _NAME) & (RELATION_CHOICES.c.version == chosen.version)
            if connection.execute(update(RELATION_CHOICES).where(where).values(kept)).rowcount != 1:
                raise refused
        note(connection, actor, "choose", "relation settings", _NAME, value)
