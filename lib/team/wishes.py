"""What each of us wished for themselves: the hat worn last, and whether the hat meter may count them (off at first)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lib.errors import NotAllowed
from lib.storage.audit import HATS, Actor, Hat, note
from lib.storage.records import Records
from lib.storage.tables.team import TEAM_WISHES
from lib.team.people import HAT_NAMES, hats_of, members
from lib.words import _


@dataclass(frozen=True)
class Wishes:
    """One person's wishes; `hat` None: never chosen."""

    hat: Hat | None = None
    is_metered: bool = False


def wishes_of(records: Records, person: str) -> Wishes:
    """What this person wished."""
    with records.reading() as connection:
        row = connection.execute(select(TEAM_WISHES).where(TEAM_WISHES.c.person == person)).mappings().first()
    if row is None:
        return Wishes()
    return Wishes(row["hat"] if row["hat"] in HATS else None, bool(row["is_metered"]))


def metered_people(records: Records) -> list[str]:
    """Everybody who let the hat meter count them."""
    with records.reading() as connection:
        chosen = select(TEAM_WISHES.c.person).where(TEAM_WISHES.c.is_metered)
        return sorted(str(row.person) for row in connection.execute(chosen))


def wear(records: Records, actor: Actor, hat: Hat, at: datetime | None = None) -> Actor:
    """Put on a hat of one's own; the change stands in the audit trail, under the new hat."""
    if hat not in hats_of(members(records), actor.person):
        raise NotAllowed(_("This hat is not one of yours here: {hat}.", hat=_(HAT_NAMES[hat])))
    changed = Actor(actor.person, hat)
    if hat != actor.hat:
        _wish(records, changed if changed.may_write else actor, {"hat": hat}, at)
    return changed


def meter_me(records: Records, actor: Actor, on: bool, at: datetime | None = None) -> None:
    """Let the hat meter count one's own acts, or no longer."""
    _wish(records, actor, {"is_metered": on}, at)


def _wish(records: Records, actor: Actor, wish: dict[str, Any], at: datetime | None) -> None:
    now = at or datetime.now(UTC)
    chosen = TEAM_WISHES.c.person == actor.person
    with records.writing(actor) as connection:
        if not connection.execute(update(TEAM_WISHES).where(chosen).values(**wish, changed_at=now)).rowcount:
            whole = {"hat": actor.hat, "is_metered": False, **wish}
            try:
                with connection.begin_nested():
                    connection.execute(TEAM_WISHES.insert().values(person=actor.person, **whole, changed_at=now))
            except IntegrityError:  # it came to be in another tab while we looked
                connection.execute(update(TEAM_WISHES).where(chosen).values(**wish, changed_at=now))
        if "hat" in wish:
            note(connection, Actor(actor.person, wish["hat"]), "wear", "hat", wish["hat"], {}, now)
