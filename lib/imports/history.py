"""The imports of a workspace, newest first, each with the account of its files."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from lib.imports.account import Account, FileAccount
from lib.storage.records import Records
from lib.storage.tables import IMPORTS


@dataclass(frozen=True)
class Past:
    """An import that was done: when it began (UTC), and its account."""

    started_at: datetime
    account: Account

    @property
    def total(self) -> FileAccount:
        """All its files summed."""
        return self.account.total()


def past_imports(records: Records) -> list[Past]:
    """All of them; a file's problem stands among its notes."""
    with records.reading() as connection:
        ordered = select(IMPORTS).order_by(IMPORTS.c.started_at.desc(), IMPORTS.c.import_id, IMPORTS.c.file)
        rows = connection.execute(ordered).mappings().all()
    files: dict[str, list[FileAccount]] = {}
    firsts = {row["import_id"]: row for row in reversed(rows)}
    for row in rows:
        files.setdefault(row["import_id"], []).append(
            FileAccount(
                file=row["file"],
                source=row["source"],
                read=row["read"],
                imported=row["imported"],
                updated=row["updated"],
                unchanged=row["unchanged"],
                rejected=row["rejected"],
                reasons=Counter(row["reasons"]),
                notes=list(row["notes"]),
            )
        )
    return [
        Past(_utc(firsts[import_id]["started_at"]), Account(import_id, tuple(found), firsts[import_id]["version"]))
        for import_id, found in files.items()
    ]


def _utc(moment: datetime) -> datetime:
    """SQLite gives times back without their zone, which is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
