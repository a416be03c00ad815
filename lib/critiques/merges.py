"""Duplicate insights: those that say the same are proposed for merging, with the reason; a person decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, update

from lib.critiques.evidence import Key, link
from lib.critiques.insights import Insight, change, changed_by_another, insight_of
from lib.critiques.likeness import likeness_of_pairs
from lib.critiques.moves import IllegalMove
from lib.errors import Conflict
from lib.storage.audit import Actor
from lib.storage.records import Records
from lib.storage.tables.critiques import HEARD_IN_PERSON, INSIGHT_EVIDENCE, INSIGHTS_TOLD
from lib.words import _, percent

_ALIKE = 0.5
_SHARED = 0.3


@dataclass(frozen=True)
class Proposal:
    """Two insights that may be one: the newer would go into the older."""

    into: Insight
    away: Insight
    reason: str


def merge_proposals(found: Sequence[Insight], evidence: Mapping[str, set[Key]]) -> list[Proposal]:
    """Pairs whose claims are alike, or whose evidence is much the same; the likeliest first.

    Alike: cosine of the claims' words ≥ .5. Much the same: messages in both ÷ messages of the smaller ≥ .3.
    """
    ordered = sorted(found, key=lambda insight: (insight.changed_at, insight.insight_id))
    alike = likeness_of_pairs([insight.claim for insight in ordered])
    proposed: list[tuple[float, Proposal]] = []
    for one in range(len(ordered)):
        for other in range(one + 1, len(ordered)):
            into, away = sorted(
                (ordered[one], ordered[other]), key=lambda insight: insight.heard_at or insight.changed_at
            )
            ours, theirs = evidence.get(into.insight_id, set()), evidence.get(away.insight_id, set())
            shared = len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0
            likeness = float(alike[one, other])
            if shared >= _SHARED:
                reason = _("{share} of the messages are in both.", share=percent(shared))
            elif likeness >= _ALIKE:
                reason = _("Their claims say much the same.")
            else:
                continue
            proposed.append((max(shared, likeness), Proposal(into, away, reason)))
    return [proposal for _weight, proposal in sorted(proposed, key=lambda pair: -pair[0])]


def merge_insights(
    records: Records,
    actor: Actor,
    into: tuple[str, int],
    away: tuple[str, int],
    at: datetime | None = None,
) -> Insight:
    """Merge one insight into another, each given as (id, version seen): its evidence, its voices and who was told go
    along; the card that went stays in the trail."""
    now = at or datetime.now(UTC)
    if into[0] == away[0]:
        raise IllegalMove(_("An insight cannot be merged into itself."))
    with records.writing(actor) as connection:
        target, source = insight_of(connection, into[0]), insight_of(connection, away[0])
        for found, seen in ((target, into[1]), (source, away[1])):
            if found.version != seen:
                raise Conflict(changed_by_another(found, now))
            if found.merged_into:
                raise IllegalMove(_("It was merged into another insight: move that one."))
        columns = INSIGHT_EVIDENCE.c
        rows = connection.execute(
            select(columns.channel, columns.message_id, columns.stance).where(columns.insight_id == source.insight_id)
        ).all()
        for stance in ("for", "against"):
            link(connection, actor, target.insight_id, [(c, m) for c, m, s in rows if s == stance], stance, now)
        known = select(INSIGHTS_TOLD.c.author_id).where(INSIGHTS_TOLD.c.insight_id == target.insight_id)
        connection.execute(
            update(INSIGHTS_TOLD)
            .where(INSIGHTS_TOLD.c.insight_id == source.insight_id, INSIGHTS_TOLD.c.author_id.not_in(known))
            .values(insight_id=target.insight_id)
        )
        connection.execute(
            update(HEARD_IN_PERSON)
            .where(HEARD_IN_PERSON.c.insight_id == source.insight_id)
            .values(insight_id=target.insight_id)
        )
        change(connection, actor, "merge away", source.insight_id, away[1], {"merged_into": target.insight_id}, now)
        return change(connection, actor, "merge", target.insight_id, into[1], {}, now)
