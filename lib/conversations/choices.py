"""What a team chooses about its conversations: how much each reason weighs, its goal and its hours; saved views.

They are decisions like others: kept in the records with a version, changed with a line in the audit trail.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from lib.conversations.hours import Hours
from lib.conversations.weights import Weights
from lib.errors import Conflict, EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.conversations import CHOICES, VIEWS
from lib.words import _

LONGEST_NAME = 60
VIEW_FIELDS = ("period", "channels", "languages", "view", "state", "owner", "tag", "theme", "aspect", "sort", "which")
"""Fields of an address that a saved view keeps: codes of ours, never words of the community."""


@dataclass(frozen=True)
class Choices:
    """The choices in force, with their versions."""

    weights: Weights
    hours: Hours
    versions: Mapping[str, int]


Kind = TypeVar("Kind", Weights, Hours)


def choices_in_force(records: Records, time_zone: str) -> Choices:
    """What was chosen, and the defaults for what was not; `time_zone` is the workspace's."""
    with records.reading() as connection:
        rows = {row.name: row for row in connection.execute(select(CHOICES))}
    versions = {name: int(row.version) for name, row in rows.items()}
    hours = _made(Hours(), rows["hours"].value) if "hours" in rows else Hours()
    weights = _made(Weights(), rows["weights"].value) if "weights" in rows else Weights()
    return Choices(weights, replace(hours, time_zone=time_zone), versions)


def choose(records: Records, actor: Actor, chosen: Weights | Hours, version: int) -> None:
    """Keep these weights or hours over those of `version` (0: none yet); Conflict where somebody was faster."""
    name = "weights" if isinstance(chosen, Weights) else "hours"
    value = asdict(chosen)
    values = {
        "value": value,
        "version": version + 1,
        "changed_at": datetime.now(UTC),
        "changed_by": actor.person,
    }
    with records.writing(actor) as connection:
        before = connection.execute(select(CHOICES).where(CHOICES.c.name == name)).first()
        refused = Conflict(
            _("{person} changed these settings meanwhile: look at them again.", person=before.changed_by)
            if before
            else _("These settings were changed meanwhile: look at them again.")
        )
        if version == 0:
            try:
                with connection.begin_nested():
                    connection.execute(CHOICES.insert().values(name=name, **values))
            except IntegrityError:
                raise refused from None
        else:
            where = (CHOICES.c.name == name) & (CHOICES.c.version == version)
            if connection.execute(update(CHOICES).where(where).values(values)).rowcount != 1:
                raise refused
        detail = {"before": before.value if before else None, "after": value}
        note(connection, actor, "choose", "conversation settings", name, detail)


def saved_views(records: Records) -> dict[str, dict[str, str]]:
    """The saved views by name, each the fields of its address."""
    with records.reading() as connection:
        return {row.name: dict(row.fields) for row in connection.execute(select(VIEWS).order_by(VIEWS.c.name))}


def save_view(records: Records, actor: Actor, name: str, fields: Mapping[str, str]) -> None:
    """Keep this address under a name; one of that name is replaced."""
    said = " ".join(name.split())[:LONGEST_NAME]
    if not said:
        raise EarshotError(_("The view needs a name."))
    kept = {field: fields[field] for field in VIEW_FIELDS if fields.get(field)}
    with records.writing(actor) as connection:
        connection.execute(delete(VIEWS).where(VIEWS.c.name == said))
        made = {"made_at": datetime.now(UTC), "made_by": actor.person}
        connection.execute(VIEWS.insert().values(name=said, fields=kept, **made))
        note(connection, actor, "save", "view", said, dict(kept))


def drop_view(records: Records, actor: Actor, name: str) -> None:
    """Delete a saved view."""
    with records.writing(actor) as connection:
        if connection.execute(delete(VIEWS).where(VIEWS.c.name == name)).rowcount:
            note(connection, actor, "delete", "view", name)


def _made(default: Kind, value: Mapping[str, Any]) -> Kind:
    """The stored value over the defaults; what is unknown or of a wrong kind by now is left out."""
    known = asdict(default)
    kept = {name: _tuples(found) for name, found in value.items() if name in known}
    return replace(default, **kept)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value
