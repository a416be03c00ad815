"""From a sign-in to a member: whom the identity provider's words mean among the members of a workspace."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.team import MEMBERS
from lib.team.people import OWN_HATS, SUBJECT, Member, member_named, member_signed_in


def admitted(records: Records, subject: str, email: str, name: str, admins: Collection[str] = ()) -> Member | None:
    """The active member who signed in; None for a stranger.

    Known by the provider's `subject`; the first time by the address, beside which the subject is then kept: whoever is
    given that address later is somebody else. An address among `admins` (lower case) makes its owner an administrator
    at their first sign-in, so that a new workspace has somebody who can add the others.
    """
    found = member_signed_in(records, subject=subject, email=email)
    if found is None and email and email in admins and _enrol(records, email, name):
        found = member_signed_in(records, email=email)
    if found is not None and found.subject is None and subject and _bind(records, found, subject):
        return member_signed_in(records, subject=subject)
    return found


def _enrol(records: Records, email: str, name: str) -> bool:
    if member_named(records, email) is not None:
        return False  # was a member, and left
    now = datetime.now(UTC)
    values = {"name": name[:120] or email, "roles": list(OWN_HATS), "email": email, "is_active": True, "version": 1}
    with records.writing(None) as connection:
        try:
            with connection.begin_nested():
                connection.execute(MEMBERS.insert().values(person=email, changed_at=now, changed_by=email, **values))
        except IntegrityError:  # in another tab at the same moment, or the address is that of a member who left
            return True
        note(connection, Actor(email, "admin"), "add", SUBJECT, email, {"roles": list(OWN_HATS)}, now)
    return True


def _bind(records: Records, found: Member, subject: str) -> bool:
    now = datetime.now(UTC)
    free = (MEMBERS.c.person == found.person) & MEMBERS.c.subject.is_(None)
    with records.writing(None) as connection:
        try:
            with connection.begin_nested():
                connection.execute(update(MEMBERS).where(free).values(subject=subject, version=MEMBERS.c.version + 1))
        except IntegrityError:
            return False  # that sign-in is already somebody else's here, who left
        note(connection, Actor("earshot", "admin"), "first sign-in", SUBJECT, found.person, {}, now)
    return True
