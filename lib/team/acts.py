"""What somebody did, from the audit trail: for the end of a session, and for the hat meter."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from lib.storage.audit import Actor, Hat
from lib.storage.records import Records
from lib.storage.tables import AUDIT

_AT_MOST = 100_000


@dataclass(frozen=True)
class Act:
    """One act: when, in which hat, what was done to what ("handle", "conversation")."""

    at: datetime
    hat: Hat
    action: str
    subject: str


def own_acts(records: Records, actor: Actor, since: datetime | None = None, until: datetime | None = None) -> list[Act]:
    """The acts of whoever asks, and of nobody else, in their order."""
    return acts_of(records, actor.person, since, until)


def acts_of(records: Records, person: str, since: datetime | None = None, until: datetime | None = None) -> list[Act]:
    """The acts of one person in their order; for figures that name nobody."""
    table = AUDIT.c
    chosen = table.person == person
    if since is not None:
        chosen &= table.made_at >= since.astimezone(UTC)
    if until is not None:
        chosen &= table.made_at <= until.astimezone(UTC)
    wanted = select(table.made_at, table.hat, table.action, table.subject).where(chosen)
    with records.reading() as connection:
        rows = connection.execute(wanted.order_by(table.made_at, table.number).limit(_AT_MOST)).all()
    return [Act(_aware(at), hat, str(action), str(subject)) for at, hat, action, subject in rows]


def people_at_work(records: Records) -> list[str]:
    """Everybody who ever did anything here."""
    with records.reading() as connection:
        return sorted(str(row.person) for row in connection.execute(select(AUDIT.c.person).distinct()))


def counted(acts: list[Act]) -> list[tuple[str, str, int]]:
    """How often each thing was done to each kind of thing, the most frequent first."""
    found = Counter((act.subject, act.action) for act in acts)
    return [(subject, action, count) for (subject, action), count in found.most_common()]


def _aware(value: datetime) -> datetime:
    """SQLite gives times back without the UTC in which they were written."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)
