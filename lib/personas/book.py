"""All personas of a workspace from scratch: for the command line, exports and tests. The face asks piece by piece."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

from lib import words
from lib.personas import queries
from lib.personas.cards import Card, Frames, cards_of
from lib.personas.decisions import standings
from lib.personas.facts import persona_facts, persona_months, persona_quotes
from lib.personas.identity import sighted
from lib.personas.members import persona_members, persona_profile, stability_of
from lib.personas.settings import listening, own_text
from lib.personas.unheard import persona_unheard
from lib.storage.read_model import ReadModel
from lib.storage.records import Records
from lib.storage.workspace import Workspace


@dataclass(frozen=True)
class Book:
    """The cards of a version, the quotes they point at (by channel and message_id), members, and the stability."""

    cards: list[Card]
    quotes: dict[tuple[str, str], dict[str, object]]
    members: pd.DataFrame
    stability: dict[int, float]
    zone: ZoneInfo


def book_of(workspace: Workspace, model: ReadModel, records: Records) -> Book:
    """Everything about the personas of the version that this model holds."""
    own, zone = own_text(workspace), workspace.preferences.time_zone
    given = {"own": own, "zone": zone}
    profile = persona_profile.of(workspace, model, own=own, zone=zone).to_pandas()
    frames = Frames(
        facts=persona_facts.of(workspace, model, own=own, zone=zone).to_pandas(),
        quotes=persona_quotes.of(workspace, model, own=own, zone=zone).to_pandas(),
        months=persona_months.of(workspace, model, own=own, zone=zone).to_pandas(),
    )
    seen = sighted(records, model.version, own, profile)
    cards = cards_of(frames, seen, standings(records), listening(own), words.language())
    members = persona_members.of(workspace, model, own=given["own"], zone=zone).to_pandas()
    return Book(cards, quotes_by_key(model, cards), members, stability_of(profile), ZoneInfo(zone))


def prepared(workspace: Workspace, records: Records) -> None:
    """Work out all of the version in force, so that whoever asks for it next has it at once."""
    model = ReadModel.current(workspace)
    try:
        book_of(workspace, model, records)
        persona_unheard.of(workspace, model, own=own_text(workspace))
    finally:
        model.close()


def quotes_by_key(model: ReadModel, cards: list[Card]) -> dict[tuple[str, str], dict[str, object]]:
    """The messages that cards quote, by channel and message_id."""
    refs = list(dict.fromkeys(ref for card in cards for ref in card.quotes()))
    if not refs:
        return {}
    found = queries.quotes(model, channels=[c for c, _ in refs], message_ids=[m for _, m in refs])
    return {(row["channel"], row["message_id"]): row for row in found.to_dict("records")}
