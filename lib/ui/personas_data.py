"""What the page Personas and Today ask: the cards of the version in force, their quotes, and who is of which."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib import words
from lib.personas import queries
from lib.personas.cards import Card, Frames, cards_of
from lib.personas.decisions import Standing, standings
from lib.personas.facts import persona_facts, persona_months, persona_quotes
from lib.personas.identity import sighted
from lib.personas.members import persona_members, persona_profile, stability_of
from lib.personas.mentions import persona_mentions
from lib.personas.settings import Listening, listening, own_text
from lib.personas.sheet import Quotes
from lib.ui import session
from lib.ui.ask import ask, worked_out
from lib.ui.given_back import kept_by_version


@dataclass(frozen=True)
class Known:
    """All personas that stand, what was counted, and how stable each number of personas was."""

    cards: Sequence[Card]
    facts: pd.DataFrame
    stability: dict[int, float]
    standing: dict[str, Standing]
    listened: Listening

    def named(self, persona_id: str) -> Card | None:
        """The card of that persona."""
        return next((card for card in self.cards if card.persona_id == persona_id), None)


def known() -> Known:
    """The personas of the version in force."""
    workspace, version = session.published_workspace(), session.in_force().version
    standing = standings(session.records())
    return _known(str(workspace.path), version, _given(), repr(standing), words.language(), standing)


@kept_by_version(max_entries=16)
def _known(
    path: str, version: int, given: dict[str, str], decided: str, language: str, _standing: dict[str, Standing]
) -> Known:
    """Made once for all sessions: they do not change by themselves, and Today shows them with every run."""
    profile = worked_out(persona_profile, **given)
    frames = Frames(
        facts=worked_out(persona_facts, **given),
        quotes=worked_out(persona_quotes, **given),
        months=worked_out(persona_months, **given),
    )
    listened = listening(given["own"])
    seen = sighted(session.records(), version, given["own"], profile)
    cards = tuple(cards_of(frames, seen, _standing, listened, language))
    return Known(cards, frames.facts, stability_of(profile), _standing, listened)


def is_ready() -> bool:
    """Whether the personas of this version were worked out already: Today does not wait for them."""
    workspace, version = session.published_workspace(), session.in_force().version
    kept = (persona_profile, persona_facts, persona_quotes, persona_months)
    return all(derived.is_kept(workspace, version, **_given()) for derived in kept)


def is_under_way() -> bool:
    """Whether an import, or somebody who opened Personas, works them out at this moment."""
    workspace = session.published_workspace()
    return any(derived.is_under_way(workspace) for derived in (persona_mentions, persona_profile, persona_facts))


def quotes_of(cards: Sequence[Card]) -> Quotes:
    """The messages that these cards quote."""
    refs = list(dict.fromkeys(ref for card in cards for ref in card.quotes()))
    if not refs:
        return {}
    found = ask(queries.quotes, channels=[c for c, _ in refs], message_ids=[m for _, m in refs])
    return {(row["channel"], row["message_id"]): row for row in found.to_dict("records")}


def members_of(card: Card, count: int) -> list[dict[str, Any]]:
    """Those whose persona it is, the most typical first: name, channel, weight, messages."""
    members = worked_out(persona_members, **_given())
    mine = members[members["segment"].isin(card.segments) & members["is_main"]]
    first = mine.sort_values(["weight", "messages", "author_id"], ascending=[False, False, True]).head(count)
    if first.empty:
        return []
    names = ask(queries.names_of_members, author_ids=first["author_id"].tolist()).set_index("author_id")
    joined = first.join(names, on="author_id", how="inner")
    rows: list[dict[str, Any]] = joined.to_dict("records")
    return rows


def _given() -> dict[str, str]:
    workspace = session.published_workspace()
    return {"own": own_text(workspace), "zone": workspace.preferences.time_zone}
