"""People × features: what segments are made of. Each block of behaviours counts once, and nobody more than a cap.

Blocks: channels, hours, languages, kinds, form of address, aspects, interests and named values, words. Within a block
a person's shares add up to one (shrunk towards nothing where little was said), so that somebody who writes a thousand
messages is one person; across people a feature weighs by how rare it is (tf-idf).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from lib.personas import queries
from lib.personas.fields import Fields
from lib.personas.habits import Habits, habits_of
from lib.storage.read_model import ReadModel

WEIGHTS = {
    "said": 4.0,
    "hour": 3.0,
    "channel": 1.5,
    "language": 1.0,
    "word": 0.3,
    "aspect": 0.2,
    "address": 0.1,
    "kind": 0.1,
}
"""How much each block counts, what people say of themselves most; tuned on the demo community."""
COUNTED = ("said", "hour", "channel", "language")
"""The blocks that are kept as counts as well, for `belonging`."""
FEWEST = 4
"""Messages from which somebody has said enough to be counted to a persona."""
_BOT_A_DAY = 200
_SHRINK = 3.0
_WAVED = 0.5


@dataclass(frozen=True)
class People:
    """Members with their features. `rows`: people × features, sparse; `weight`: 0 to 1 by how much was said;
    `names`: the features as block:code; `is_heard`: False for bots and copy-paste accounts, who shape nothing;
    `counts`: people × codes of each block of COUNTED, as often as each was said or done."""

    author_ids: NDArray[np.object_]
    rows: sparse.csr_matrix
    names: NDArray[np.object_]
    weight: NDArray[np.float64]
    messages: NDArray[np.int64]
    is_heard: NDArray[np.bool_]
    counts: Mapping[str, sparse.csr_matrix] = field(default_factory=dict)


def people_of(model: ReadModel, mentions: pd.DataFrame, heard_by: Fields, zone: str) -> People | None:
    """Everybody in a version; None where nobody said anything."""
    standing = queries.standing_people(model)
    if standing.empty:
        return None
    habits = habits_of(model, mentions, heard_by, zone)
    people, names = len(habits.author_ids), np.array([":".join(name) for name in habits.names], dtype=object)
    weights = np.array([WEIGHTS[block] for block in habits.blocks()])
    value = habits.count / (habits.totals(list(WEIGHTS)) + _SHRINK) * weights[habits.feature]
    rows = sparse.csr_matrix((value, (habits.person, habits.feature)), shape=(people, len(names)))
    seen = np.asarray((rows > 0).sum(axis=0)).ravel()
    rare = np.log1p(people / np.maximum(seen, 1))
    rows = rows @ sparse.diags(np.where(_is_counted(pd.Index(names)), rare, 1.0))
    count = standing["messages"].to_numpy()
    return People(
        author_ids=habits.author_ids,
        rows=sparse.csr_matrix(rows),
        names=names,
        weight=count / (count + _SHRINK),
        messages=count,
        is_heard=_is_heard(standing),
        counts={block: _counts(habits, block) for block in COUNTED},
    )


def _counts(habits: Habits, block: str) -> sparse.csr_matrix:
    """People × the codes of one block."""
    places = np.flatnonzero(habits.blocks() == block)
    first, width = (int(places[0]), len(places)) if len(places) else (0, 0)
    is_of = (habits.feature >= first) & (habits.feature < first + width)
    where = (habits.person[is_of], habits.feature[is_of] - first)
    return sparse.csr_matrix((habits.count[is_of], where), shape=(len(habits.author_ids), width))


def _is_counted(names: pd.Index) -> NDArray[np.bool_]:
    """Features whose rarity tells: words and what was said; channels and hours count as they are."""
    return np.asarray(names.str.startswith(("word:", "said:", "aspect:")))


def _is_heard(standing: pd.DataFrame) -> NDArray[np.bool_]:
    """Whoever mostly says the same again, mostly what others copied, or writes around the clock, is not heard."""
    count = standing["messages"]
    days = (standing["last_at"] - standing["first_at"]).dt.total_seconds() / 86_400 + 1
    repeats = (count >= 8) & (standing["different"] / count < 0.4)
    copied = standing["waved"] / count > _WAVED
    ceaseless = count / days > _BOT_A_DAY
    return np.asarray(~(repeats | copied | ceaseless), dtype=bool)
