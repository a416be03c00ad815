"""What people decided that an import has to know, and the history of imports it leaves."""

import json
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import select

from lib.imports.account import Account
from lib.storage.publish import Corrections
from lib.storage.records import Records
from lib.storage.tables import CORRECTIONS, FORGOTTEN, IMPORTS
from lib.storage.warehouse import CORRECTED


def forgotten_authors(records: Records) -> frozenset[str]:
    """Pseudonyms of the people who were erased."""
    with records.reading() as connection:
        return frozenset(connection.execute(select(FORGOTTEN.c.author_id)).scalars())


def corrections_in_force(records: Records) -> Corrections:
    """The newest correction of each message and signal; a withdrawn one gives the label back to the ear."""
    with records.reading() as connection:
        rows = connection.execute(select(CORRECTIONS).order_by(CORRECTIONS.c.number)).mappings().all()
    labels: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        message = labels.setdefault((row["channel"], row["message_id"]), {})
        message[row["signal"]] = None if row["is_withdrawn"] else row["value"]
    table = [
        {"channel": channel, "message_id": message_id, **signals}
        for (channel, message_id), signals in labels.items()
        if any(value is not None for value in signals.values())
    ]
    keys = tuple((row["number"], row["channel"], row["message_id"]) for row in rows)
    return Corrections(pa.Table.from_pylist(table, schema=CORRECTED), rows[-1]["number"] if rows else 0, keys)


def keep_account(records: Records, account: Account, started_at: datetime) -> None:
    """Write the account of an import into the history."""
    with records.writing(None) as connection:
        for file in account.files:
            connection.execute(
                IMPORTS.insert().values(
                    import_id=account.import_id,
                    started_at=started_at,
                    finished_at=datetime.now(UTC),
                    version=account.version,
                    file=file.file,
                    source=file.source,
                    read=file.read,
                    imported=file.imported,
                    updated=file.updated,
                    unchanged=file.unchanged,
                    rejected=file.rejected,
                    reasons=dict(file.reasons),
                    notes=[*file.notes, *([file.problem] if file.problem else [])],
                )
            )


def import_history(records: Records) -> pd.DataFrame:
    """One row per import and file, newest first: import_id, started_at, file, source, the counts, reasons, version."""
    with records.reading() as connection:
        rows = (
            connection.execute(select(IMPORTS).order_by(IMPORTS.c.started_at.desc(), IMPORTS.c.file)).mappings().all()
        )
    frame = pd.DataFrame([dict(row) for row in rows], columns=[c.name for c in IMPORTS.columns])
    return frame.assign(reasons=frame["reasons"].map(lambda found: json.dumps(found, ensure_ascii=False)))
