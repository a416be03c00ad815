"""The members of a workspace and the hats they may wear. Who works alone needs none of this: all hats are theirs.

A member is known by `person`, the name under which acts are written down, which never changes; the name that is shown
may. Nobody is deleted, for the audit trail speaks of them: who leaves is set inactive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update
from sqlalchemy.exc import IntegrityError

from lib.errors import Conflict, EarshotError, NotAllowed
from lib.storage.audit import HATS, Actor, Hat, note
from lib.storage.records import Records
from lib.storage.tables.team import MEMBERS
from lib.words import N_, _

SUBJECT = "member"
OWN_HATS: tuple[Hat, ...] = ("cm", "smm", "admin")
"""The hats of somebody who works alone."""
HAT_NAMES: dict[Hat, str] = {
    "cm": N_("community manager"),
    "smm": N_("social media manager"),
    "client": N_("client, reads only"),
    "admin": N_("administrator"),
}
HAT_SIGNS: dict[Hat, str] = {"cm": N_("CM"), "smm": N_("SMM"), "client": N_("client"), "admin": N_("admin")}
_LONGEST = 120


@dataclass(frozen=True)
class Member:
    """One of us. `email` and `subject` are what a sign-in is known by; None without one."""

    person: str
    name: str
    roles: tuple[Hat, ...]
    email: str | None = None
    subject: str | None = None
    is_active: bool = True
    version: int = 0


def members(records: Records, *, everybody: bool = False) -> list[Member]:
    """The members by name; those who left only where asked for."""
    with records.reading() as connection:
        found = standing_members(connection)
    return sorted((m for m in found if m.is_active or everybody), key=lambda m: (not m.is_active, m.name.casefold()))


def standing_members(connection: Connection) -> list[Member]:
    """All members, also those who left, inside a transaction under way."""
    return [_member(row) for row in connection.execute(select(MEMBERS)).mappings()]


def member_named(records: Records, person: str) -> Member | None:
    """The member of that name in the audit trail, also one who left."""
    with records.reading() as connection:
        return _standing(connection, person)


def member_signed_in(records: Records, *, subject: str = "", email: str = "") -> Member | None:
    """The active member whom a sign-in means: by the provider's subject, else by an address that has no subject yet."""
    sought = email.strip().lower()
    active = members(records)
    by_subject = [m for m in active if subject and m.subject == subject]
    by_email = [m for m in active if sought and m.email == sought and m.subject is None]
    return next(iter(by_subject + by_email), None)


def hats_of(found: Iterable[Member], person: str) -> tuple[Hat, ...]:
    """The hats that a person may wear, in their order: a member's roles; all of one's own where there are no members;
    for a stranger among members what a colleague does, but not the administrator's."""
    active = [m for m in found if m.is_active]
    member = next((m for m in active if m.person == person), None)
    if member:
        return member.roles
    return tuple(hat for hat in OWN_HATS if hat != "admin" or not active)


def add_member(
    records: Records, actor: Actor, name: str, roles: Iterable[Hat], email: str = "", person: str = ""
) -> Member:
    """Make somebody a member. The first one brings the actor along, as administrator, so that nobody is shut out."""
    now = datetime.now(UTC)
    made = _checked(Member(person or name, name, tuple(roles), email or None, version=1))
    with records.writing(actor) as connection:
        if not _check_may(connection, actor) and made.person != actor.person:
            _insert(connection, actor, Member(actor.person, actor.person[:_LONGEST], OWN_HATS, version=1), now)
        try:
            with connection.begin_nested():
                _insert(connection, actor, made, now)
        except IntegrityError:
            raise Conflict(
                _("Somebody here is called {name} already, or has this address: look at the list.", name=made.name)
            ) from None
        _check_admin(connection)
    return made


def change_member(records: Records, actor: Actor, seen: Member, changed: Member) -> Member:
    """Put the changed member where the one that was seen still stands; Conflict where somebody was faster."""
    now = datetime.now(UTC)
    made = _checked(changed)
    values = {
        "name": made.name,
        "roles": list(made.roles),
        "email": made.email,
        "subject": made.subject,
        "is_active": made.is_active,
        "version": seen.version + 1,
        "changed_at": now,
        "changed_by": actor.person,
    }
    with records.writing(actor) as connection:
        _check_may(connection, actor)
        chosen = (MEMBERS.c.person == seen.person) & (MEMBERS.c.version == seen.version)
        try:
            with connection.begin_nested():
                count = connection.execute(update(MEMBERS).where(chosen).values(**values)).rowcount
        except IntegrityError:
            raise Conflict(_("Somebody else here has this address already: look at the list.")) from None
        if count != 1:
            raise Conflict(_("Somebody changed {name} meanwhile: look at the list again.", name=seen.name))
        _check_admin(connection)
        detail = {"roles": list(made.roles), "is_active": made.is_active}
        note(connection, actor, "change", SUBJECT, seen.person, detail, now)
        standing = _standing(connection, seen.person)
    return standing or made


def _insert(connection: Connection, actor: Actor, made: Member, now: datetime) -> None:
    connection.execute(
        MEMBERS.insert().values(
            person=made.person,
            name=made.name,
            roles=list(made.roles),
            email=made.email,
            subject=made.subject,
            is_active=made.is_active,
            version=1,
            changed_at=now,
            changed_by=actor.person,
        )
    )
    note(connection, actor, "add", SUBJECT, made.person, {"roles": list(made.roles)}, now)


def _standing(connection: Connection, person: str) -> Member | None:
    row = connection.execute(select(MEMBERS).where(MEMBERS.c.person == person)).mappings().first()
    return _member(row) if row else None


def _check_may(connection: Connection, actor: Actor) -> list[Member]:
    """Only an administrator changes the members, whatever hat they wear now; returns the members there are."""
    found = standing_members(connection)
    if "admin" not in hats_of(found, actor.person):
        raise NotAllowed(_("Only an administrator may do this: ask one of yours."))
    return found


def _check_admin(connection: Connection) -> None:
    """Somebody must be left who may change the members."""
    if not any("admin" in m.roles for m in standing_members(connection) if m.is_active):
        raise EarshotError(_("Somebody has to stay administrator: give this role to another member first."))


def _checked(found: Member) -> Member:
    person, name = " ".join(found.person.split())[:200], " ".join(found.name.split())[:_LONGEST]
    email = (found.email or "").strip().lower()
    if not person or not name:
        raise EarshotError(_("A member needs a name."))
    if email and ("@" not in email[1:-1] or len(email) > 320 or any(sign.isspace() for sign in email)):
        raise EarshotError(_("{email} is no mail address: correct it, or leave it empty.", email=email))
    roles = tuple(hat for hat in HATS if hat in found.roles)
    if not roles:
        raise EarshotError(_("A member needs at least one role."))
    return Member(person, name, roles, email or None, found.subject or None, found.is_active, found.version)


def _member(row: RowMapping) -> Member:
    given: dict[str, Any] = {name: row[name] for name in Member.__dataclass_fields__}
    return Member(**{**given, "roles": tuple(hat for hat in HATS if hat in row["roles"])})
