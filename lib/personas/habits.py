"""What people say and do, in numbers: one entry per person, block and code, as often as it was said or done.

People and codes are numbers throughout: a large archive has millions of entries, and words would fill the memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.personas import queries
from lib.personas.lots import drawn
from lib.personas.settings import INTEREST
from lib.storage.read_model import ReadModel

if TYPE_CHECKING:
    from lib.personas.fields import Fields

Places = NDArray[np.int64]
_MOST_SAID = 3
_SAID_BY = 3
"""How many people must say something of themselves before it counts as a feature."""


@dataclass(frozen=True)
class Habits:
    """Entries: `person` (place in `author_ids`), `feature` (place in `names`) and `count`, three arrays of one length.

    `names`: block and code of each feature, sorted as block:code, so that those of a block stand together.
    """

    author_ids: NDArray[np.object_]
    person: Places
    feature: Places
    count: NDArray[np.float64]
    names: list[tuple[str, str]]

    def blocks(self) -> NDArray[np.object_]:
        """The block of each feature."""
        return np.array([block for block, _code in self.names], dtype=object)

    def totals(self, blocks: Sequence[str]) -> NDArray[np.float64]:
        """For each entry how much its person has in its block; `blocks`: all of them."""
        number = {block: place for place, block in enumerate(blocks)}
        of = np.array([number[block] for block, _code in self.names], dtype=np.int64)
        key = self.person * len(blocks) + of[self.feature] if len(self.person) else self.person
        summed = np.bincount(key, weights=self.count, minlength=1)
        return np.asarray(summed[key], dtype=np.float64)


@dataclass(frozen=True)
class _Part:
    """Entries whose features are numbered by themselves."""

    person: Places
    names: list[tuple[str, str]]
    feature: Places
    count: NDArray[np.float64]


def behaviours_of(model: ReadModel, zone: str) -> Habits:
    """Channels, hours, languages, kinds, address and aspects of everybody."""
    authors = queries.numbered_members(model)["author_id"].to_numpy(dtype=object)
    return _together(authors, [_behaviours(model, zone)])


def habits_of(model: ReadModel, mentions: pd.DataFrame, heard_by: "Fields", zone: str) -> Habits:
    """The same, and what people say of themselves, and their words."""
    authors = queries.numbered_members(model)["author_id"].to_numpy(dtype=object)
    known = pd.Index(authors)
    parts = [_behaviours(model, zone), _words(model, heard_by, known)]
    if len(mentions):
        parts.append(_said(mentions, known))
    return _together(authors, parts)


def _behaviours(model: ReadModel, zone: str) -> _Part:
    rows = queries.behaviours(model, zone=zone)
    return _part(rows["person"].to_numpy(np.int64), rows["block"], rows["code"], rows["messages"])


def _said(mentions: pd.DataFrame, known: pd.Index) -> _Part:
    told = mentions[(mentions["field"] == INTEREST) | mentions["stance"].isin(["prefers", "mentions"])]
    counted = told.groupby(["author_id", "field", "key"], sort=True).size().rename("value").reset_index()
    counted = counted[counted.groupby(["field", "key"])["author_id"].transform("size") >= _SAID_BY]
    codes = counted["field"] + "=" + counted["key"]
    person = known.get_indexer(counted["author_id"])
    return _part(person, pd.Series("said", counted.index), codes, np.minimum(counted["value"], _MOST_SAID))


def _words(model: ReadModel, heard_by: "Fields", known: pd.Index) -> _Part:
    lot = drawn(model)
    people = lot.scaled(len(known))
    fewest, most = max(3, people // 400), max(4, people // 4)
    rows = queries.words_of_members(model, fewest=fewest, most=most, author_ids=lot.author_ids)
    allowed = {word: not heard_by.is_sensitive(word) for word in rows["word"].unique()}
    rows = rows[rows["word"].map(allowed).astype(bool)] if len(rows) else rows
    one = pd.Series(1.0, rows.index)
    return _part(known.get_indexer(rows["author_id"]), pd.Series("word", rows.index), rows["word"], one)


def _part(person: Places, blocks: pd.Series, codes: pd.Series, count: pd.Series) -> _Part:
    of_block, block_names = pd.factorize(blocks)
    of_code, code_names = pd.factorize(codes)
    pairs = of_block.astype(np.int64) * max(len(code_names), 1) + of_code
    feature, seen = pd.factorize(pairs)
    names = [
        (str(block_names[pair // len(code_names)]), str(code_names[pair % len(code_names)])) for pair in seen.tolist()
    ]
    return _Part(person.astype(np.int64), names, feature.astype(np.int64), count.to_numpy(np.float64))


def _together(authors: NDArray[np.object_], parts: list[_Part]) -> Habits:
    names = sorted({name for part in parts for name in part.names}, key=":".join)
    place = {name: number for number, name in enumerate(names)}
    features = [np.array([place[name] for name in part.names], dtype=np.int64)[part.feature] for part in parts]
    return Habits(
        author_ids=authors,
        person=np.concatenate([part.person for part in parts]),
        feature=np.concatenate(features),
        count=np.concatenate([part.count for part in parts]),
        names=names,
    )
