"""Told: who spoke, who knows what came of it, and who came back afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import select
from statsmodels.stats.proportion import proportion_confint

from lib.critiques.insights import SUBJECT, insight_of
from lib.critiques.moves import IllegalMove
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.critiques import INSIGHTS_TOLD
from lib.words import _

_AT_ONCE = 400


@dataclass(frozen=True)
class Returns:
    """Critics who were told and wrote again afterwards, of all who were told, with the Wilson 95 % interval."""

    told: int
    returned: int
    low: float
    high: float


def tell(records: Records, actor: Actor, insight_id: str, author_ids: Sequence[str], at: datetime | None = None) -> int:
    """Write down that these people were told; whoever knows already stays as they are. Returns how many are new."""
    now = at or datetime.now(UTC)
    with records.writing(actor) as connection:
        found = insight_of(connection, insight_id)
        if found.state not in ("decided", "acted", "told", "measured") or found.decision == "later":
            raise IllegalMove(_("Nothing was decided yet: there is nothing to tell."))
        chosen = select(INSIGHTS_TOLD.c.author_id).where(INSIGHTS_TOLD.c.insight_id == insight_id)
        known = set(connection.execute(chosen).scalars())
        fresh = [author for author in dict.fromkeys(author_ids) if author and author not in known]
        for start in range(0, len(fresh), _AT_ONCE):
            rows = [
                {"insight_id": insight_id, "author_id": author, "person": actor.person, "told_at": now}
                for author in fresh[start : start + _AT_ONCE]
            ]
            connection.execute(INSIGHTS_TOLD.insert(), rows)
        if fresh:
            note(connection, actor, "tell", SUBJECT, insight_id, {"told": len(fresh)}, now)
    return len(fresh)


def told(records: Records, insight_id: str | None = None) -> pd.DataFrame:
    """One row per insight and person told: insight_id, author_id, person, told_at; of one insight, or of all."""
    names = ("insight_id", "author_id", "person", "told_at")
    chosen = select(*(INSIGHTS_TOLD.c[name] for name in names)).order_by(INSIGHTS_TOLD.c.told_at)
    if insight_id is not None:
        chosen = chosen.where(INSIGHTS_TOLD.c.insight_id == insight_id)
    with records.reading() as connection:
        rows = connection.execute(chosen).all()
    found = pd.DataFrame([tuple(row) for row in rows], columns=list(names))
    return found.assign(told_at=pd.to_datetime(found.told_at, utc=True))


def returns(known: pd.DataFrame, last_seen: pd.DataFrame) -> Returns:
    """The critic return rate: `known` from `told`, `last_seen` with author_id and last_at of the members."""
    joined = known.merge(last_seen[["author_id", "last_at"]], on="author_id", how="left")
    last_at = pd.to_datetime(joined.last_at, utc=True)
    by_person = (last_at > joined.told_at).groupby(joined.author_id).any()
    count, returned = len(by_person), int(by_person.sum())
    if not count:
        return Returns(0, 0, 0.0, 1.0)
    low, high = proportion_confint(returned, count, method="wilson")
    return Returns(count, returned, float(low), float(high))
