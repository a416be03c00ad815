"""`python -m lib.personas.quality WORKSPACE`: how well personas find what the demo planted.

Main persona by author is compared with the planted kind (adjusted Rand) for everybody of at least `features.FEWEST`
messages, and for those of them who say something of themselves in the first person that was heard. Fields: of the
quotes heard, how many are planted in that very field; of the values planted, how many were heard in it.
"""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from sklearn.metrics import adjusted_rand_score

from lib import console
from lib.personas.features import FEWEST
from lib.personas.members import persona_members, persona_profile, stability_of
from lib.personas.mentions import persona_mentions
from lib.personas.settings import INTEREST, own_text
from lib.settings import DEMO_WORKSPACE
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace

FIELDS = {
    "film": "films",
    "magazine": "magazines",
    "format": "format",
    "outing": "outings",
    "work": "work",
    "seek": "seeks",
    "delight": "delights",
    "annoy": "annoys",
}
"""Our field for each planted one."""


@dataclass(frozen=True)
class FieldQuality:
    """One field: quotes heard, how many of them planted there; planted messages and values, and how many heard."""

    field: str
    quotes: int
    planted_quotes: int
    precision: float
    messages: int
    heard: int
    recall: float
    values: int
    values_heard: int


@dataclass(frozen=True)
class Quality:
    """What the demo says of us."""

    personas: int
    planted: int
    stability: dict[int, float]
    authors: int
    adjusted_rand: float
    authors_of_four_messages: int
    adjusted_rand_of_four_messages: float
    fields: list[FieldQuality]
    precision: float


def quality_of(workspace: Workspace, truth: dict[str, Any]) -> Quality:
    """Compare the version in force with what was planted in it."""
    model = ReadModel.current(workspace)
    own, zone = own_text(workspace), workspace.preferences.time_zone
    mentions = persona_mentions.of(workspace, model, own=own).to_pandas()
    members = persona_members.of(workspace, model, own=own, zone=zone).to_pandas()
    stability = stability_of(persona_profile.of(workspace, model, own=own, zone=zone).to_pandas())
    model.close()
    said = mentions[(mentions["stance"] != "mentions") & (mentions["field"] != INTEREST)]
    kinds = {author: name for name, kind in truth["kinds"].items() for author in kind["authors"]}
    main = members[members["is_main"] & members["author_id"].isin(kinds) & (members["messages"] >= FEWEST)]
    told = main[main["author_id"].isin(set(said["author_id"]))]
    fields = [_field(ours, planted, said, truth["preferences"]) for planted, ours in FIELDS.items()]
    quotes = sum(f.quotes for f in fields)
    return Quality(
        personas=int(members["segment"].max()) + 1,
        planted=len(truth["kinds"]),
        stability=stability,
        authors=len(told),
        adjusted_rand=_rand(told, kinds),
        authors_of_four_messages=len(main),
        adjusted_rand_of_four_messages=_rand(main, kinds),
        fields=fields,
        precision=sum(f.planted_quotes for f in fields) / quotes if quotes else 0.0,
    )


def _rand(main: pd.DataFrame, kinds: dict[str, str]) -> float:
    return float(adjusted_rand_score(main["author_id"].map(kinds), main["segment"]))


def _field(ours: str, planted: str, said: pd.DataFrame, preferences: list[dict[str, Any]]) -> FieldQuality:
    quotes = {(r.channel, r.message_id) for r in said[said["field"] == ours].itertuples()}
    there = [p for p in preferences if p["field"] == planted]
    keys = {(p["channel"], p["message_id"]) for p in there}
    values = {p["value"] for p in there}
    heard = {p["value"] for p in there if (p["channel"], p["message_id"]) in quotes}
    return FieldQuality(
        field=ours,
        quotes=len(quotes),
        planted_quotes=len(quotes & keys),
        precision=len(quotes & keys) / len(quotes) if quotes else 0.0,
        messages=len(keys),
        heard=len(quotes & keys),
        recall=len(quotes & keys) / len(keys) if keys else 0.0,
        values=len(values),
        values_heard=len(heard),
    )


def main(arguments: list[str]) -> None:
    """Print the quality of a demo workspace as JSON: the one named, else the one that `make run` builds."""
    workspace = Workspace.opened(Path(arguments[0]) if arguments else DEMO_WORKSPACE)
    truth = json.loads(workspace.place("truth.json").read_text("utf-8"))
    console.show_json(asdict(quality_of(workspace, truth)))


if __name__ == "__main__":
    main(sys.argv[1:])
