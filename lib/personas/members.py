"""The derivations of segments: `persona_profile` (what makes each persona) and `persona_members` (who is of which).

Both are of a whole version: personas are people, and people are not of a week. What works them out (scikit-learn,
SciPy) is imported only when it has to: every first page of a server asks whether they are known.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from lib.personas.mentions import persona_mentions
from lib.storage.derived import derivation
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace

if TYPE_CHECKING:
    from lib.personas.features import People

STABILITY = -1
"""The segment under which the profile keeps how stable each number of personas was."""
_PROFILE = pa.schema([("segment", pa.int64()), ("feature", pa.string()), ("weight", pa.float64())])
_LEAST = 1e-6
_LAST: "dict[tuple[str, str, str], People | None]" = {}
"""The people gathered last, until their members are known: they fill more memory than anything else here."""


@derivation("3")
def persona_profile(model: ReadModel, *, own: str = "", zone: str = "UTC") -> pa.Table:
    """One row per segment and feature with its weight; and per number tried, its stability (segment −1)."""
    from lib.personas.segments import segments_of

    people = _people(model, own, zone)
    if people is None:
        return _PROFILE.empty_table()
    found = segments_of(people)
    segments, places = np.nonzero(found.factors > _LEAST)
    tried = list(found.stability)
    return pa.table(
        {
            "segment": pa.array([*segments.tolist(), *([STABILITY] * len(tried))], pa.int64()),
            "feature": pa.array([*people.names[places].tolist(), *(str(k) for k in tried)], pa.string()),
            "weight": pa.array(
                [*found.factors[segments, places].tolist(), *(found.stability[k] for k in tried)], pa.float64()
            ),
        }
    )


@derivation("4")
def persona_members(model: ReadModel, *, own: str = "", zone: str = "UTC") -> pa.Table:
    """One row per person and persona of at least a tenth: author_id, segment, weight, is_main, messages."""
    from lib.personas.belonging import belonging
    from lib.personas.factors import shares
    from lib.personas.segments import members_table

    profile = persona_profile.of(workspace_of(model), model, own=own, zone=zone).to_pandas()
    people = _people(model, own, zone)
    _LAST.clear()
    if people is None:
        return members_table(_nobody(), np.zeros((0, 1)))
    factors = _factors(profile, people)
    mixed = belonging(people, shares(people.rows, factors))
    mixed[~people.is_heard] = 0
    return members_table(people, mixed)


def workspace_of(model: ReadModel) -> Workspace:
    """The workspace that a version lies in."""
    return Workspace.opened(model.folder.parent.parent)


def stability_of(profile: pd.DataFrame) -> dict[int, float]:
    """How stable each number of personas was, by number."""
    told = profile[profile["segment"] == STABILITY]
    return {int(k): float(found) for k, found in zip(told["feature"], told["weight"], strict=True)}


def _people(model: ReadModel, own: str, zone: str) -> "People | None":
    """Everybody with their features: gathered for the profile, and once more for the members only if need be."""
    from lib.personas.features import people_of
    from lib.personas.fields import fields_of

    key = (str(model.folder), own, zone)
    people = _LAST.get(key)  # looked at once: another thread may clear it at any moment
    if people is None:
        mentions = persona_mentions.of(workspace_of(model), model, own=own).to_pandas()
        people = people_of(model, mentions, fields_of(own), zone)
        _LAST.clear()
        _LAST[key] = people
    return people


def _factors(profile: pd.DataFrame, people: "People") -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    told = profile[profile["segment"] != STABILITY]
    count = int(told["segment"].max()) + 1
    made = np.full((count, len(people.names)), _LEAST)
    made[told["segment"].to_numpy(), pd.Index(people.names).get_indexer(told["feature"])] = told["weight"].to_numpy()
    return made


def _nobody() -> "People":
    from scipy import sparse

    from lib.personas.features import People

    nothing = np.array([], dtype=object)
    empty = sparse.csr_matrix((0, 0))
    return People(nothing, empty, nothing, np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool))
