"""One person behind several accounts: proposed where handle or name are the same, decided and undone by a person.

Nothing of the accounts is changed: a merge is one row per account that names the same person, and undoing it deletes
the row. Whoever is forgotten leaves these rows like any other decision.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, delete, select

from lib.errors import EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.people import IDENTITIES
from lib.storage.tables.relationships import APART
from lib.words import _

SUBJECT = "identity"
REASONS = ("same handle and name", "same handle", "same name", "a person says so")


@dataclass(frozen=True)
class Identities:
    """Who is one person: `people` maps an account to the first account (by author_id) of its person."""

    people: dict[str, str]

    def accounts_of(self, author_id: str) -> list[str]:
        """Every account of the person behind this one, itself included."""
        first = self.people.get(author_id)
        return sorted(a for a, own in self.people.items() if own == first) if first else [author_id]

    def named(self, author_id: str) -> str:
        """The account by which the person behind this one is called everywhere."""
        return self.people.get(author_id, author_id)

    @property
    def params(self) -> dict[str, Any]:
        """As parameters of a query: accounts and, at the same places, their person."""
        accounts = sorted(self.people)
        return {"accounts": accounts, "people": [self.people[a] for a in accounts]}


def identities(records: Records) -> Identities:
    """The merges in force; a person of whom one account is left counts as that account."""
    with records.reading() as connection:
        rows = connection.execute(select(IDENTITIES.c.author_id, IDENTITIES.c.person_id)).all()
    by_person: dict[str, list[str]] = {}
    for author_id, person_id in rows:
        by_person.setdefault(str(person_id), []).append(str(author_id))
    return Identities({a: min(own) for own in by_person.values() if len(own) > 1 for a in own})


def merge(records: Records, actor: Actor, author_ids: Sequence[str], reason: str) -> None:
    """These accounts, and all that were merged with them before, are one person from now on."""
    if len(set(author_ids)) < 2 or reason not in REASONS:
        raise EarshotError(_("Two accounts make one person, and a reason: choose both."))
    with records.writing(actor) as connection:
        persons = select(IDENTITIES.c.person_id).where(IDENTITIES.c.author_id.in_(list(author_ids)))
        rows = connection.execute(
            select(IDENTITIES.c.author_id, IDENTITIES.c.person_id).where(IDENTITIES.c.person_id.in_(persons))
        )
        known = {str(author_id): str(person_id) for author_id, person_id in rows}
        person_id = min(known.values(), default=uuid.uuid4().hex)
        made = {"made_at": datetime.now(UTC), "made_by": actor.person}
        for author_id in sorted(set(author_ids) | set(known)):
            if known.get(author_id) == person_id:
                continue
            connection.execute(delete(IDENTITIES).where(IDENTITIES.c.author_id == author_id))
            kept = {"author_id": author_id, "person_id": person_id, "reason": reason}
            connection.execute(IDENTITIES.insert().values(**kept, **made))
        note(connection, actor, "merge", SUBJECT, person_id, {"reason": reason, "accounts": len(set(author_ids))})


def unmerge(records: Records, actor: Actor, author_id: str) -> None:
    """This account is a person of its own again; the others stay together."""
    with records.writing(actor) as connection:
        person_id = connection.execute(
            select(IDENTITIES.c.person_id).where(IDENTITIES.c.author_id == author_id)
        ).scalar()
        if person_id is None:
            raise EarshotError(_("This account is not merged with another: somebody may have undone it already."))
        connection.execute(delete(IDENTITIES).where(IDENTITIES.c.author_id == author_id))
        if _count(connection, person_id) == 1:
            connection.execute(delete(IDENTITIES).where(IDENTITIES.c.person_id == person_id))
        note(connection, actor, "unmerge", SUBJECT, person_id)


def keep_apart(records: Records, actor: Actor, one_id: str, other_id: str) -> None:
    """These two are two people: they are not proposed again."""
    pair_id = uuid.uuid4().hex
    made = {"made_at": datetime.now(UTC), "made_by": actor.person}
    with records.writing(actor) as connection:
        for author_id in (one_id, other_id):
            connection.execute(APART.insert().values(pair_id=pair_id, author_id=author_id, **made))
        note(connection, actor, "keep apart", SUBJECT, pair_id)


def proposals(records: Records, alike: pd.DataFrame) -> pd.DataFrame:
    """The rows of `alike_accounts` that nobody has decided yet."""
    known = identities(records)
    with records.reading() as connection:
        rows = connection.execute(select(APART.c.pair_id, APART.c.author_id)).all()
    apart: dict[str, set[str]] = {}
    for pair_id, author_id in rows:
        apart.setdefault(str(pair_id), set()).add(str(author_id))
    decided = {frozenset(pair) for pair in apart.values()}
    is_open = [
        known.named(one) != known.named(other) and frozenset((one, other)) not in decided
        for one, other in zip(alike.one_id, alike.other_id, strict=True)
    ]
    return alike[is_open].reset_index(drop=True)


def reason_of(row: Any) -> str:
    """Why two accounts may be one person, as a code of REASONS."""
    if row["same_handle"] and row["same_name"]:
        return REASONS[0]
    return REASONS[1] if row["same_handle"] else REASONS[2]


def _count(connection: Connection, person_id: str) -> int:
    return len(connection.execute(select(IDENTITIES.c.author_id).where(IDENTITIES.c.person_id == person_id)).all())
