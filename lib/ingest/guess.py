"""A mapping guessed from a table's header and its first rows, to be shown, corrected and kept.

Names propose, values decide: a column called "date" whose cells are no dates is not taken, nor an "id" that repeats.
"""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.dates import moments
from lib.ingest.decisions import cell_of
from lib.ingest.guess_words import BRAND, CHANNELS, FIELD_NAMES, OTHERS, PLACES, RUNNING
from lib.ingest.mapping import BrandMark, Mapping
from lib.ingest.numbers import counts, is_nothing, ratings
from lib.ingest.source import Export
from lib.ingest.table import Block, Table
from lib.ingest.tables import sampled_block

SURE = 0.6
"""From this confidence on a table is read under its guess without asking."""
_WEIGHTS = {"text": 0.35, "created_at": 0.35, "message_id": 0.1, "author": 0.1, "channel": 0.1}


@dataclass(frozen=True)
class Guess:
    """A guessed mapping and how sure it is, 0 to 1."""

    mapping: Mapping
    confidence: float


def guessed_mapping(export: Export, table: Table) -> Guess | None:
    """The likeliest mapping of a table; None where no column can be the text or the time of a message."""
    block = sampled_block(table)
    if block is None or not len(block):
        return None
    return _Guessing(export, table.columns, block).guess()


class _Guessing:
    def __init__(self, export: Export, columns: tuple[str, ...], block: Block) -> None:
        self.export = export
        self.block = block
        self.by_name: dict[str, str] = {}
        for column in columns:
            self.by_name.setdefault(_plain(column), column)
        self.taken: set[str] = set()
        self.found: dict[str, tuple[str, ...]] = {}
        self.confidence = 0.0

    def guess(self) -> Guess | None:
        self._find_text()
        self._find_time()
        if "text" not in self.found or "created_at" not in self.found:
            return None
        self._find_id()
        for field in ("parent_id", "source_conversation_id", "author_key", "author_handle", "author_name"):
            self._take(field, self._named(field))
        for field in ("likes", "shares", "replies", "views"):
            self._take(field, [c for c in self._named(field) if not counts(self._cells(c), "")[1].mean() > 0.1])
        self._take("rating", [c for c in self._named("rating") if not ratings(self._cells(c), "")[1].mean() > 0.1])
        for field in ("edited_at", "language", "url", "kind"):
            self._take(field, self._named(field))
        self._tell_handles()
        brand = self._brand()
        channel = self._channel()
        has_author = any(field.startswith("author") for field in self.found)
        self.confidence += _WEIGHTS["author"] * has_author
        if not has_author and "message_id" not in self.found:
            self.confidence = min(self.confidence, SURE - 0.1)  # dated titles, perhaps, but nobody's messages
        mapping = Mapping(
            name=re.sub(r"\.\w+$", "", self.export.name.rpartition("/")[2]) or "Table",
            columns=self.found,
            channel=channel,
            kind="review" if "rating" in self.found and "kind" not in self.found else "",
            brand=brand,
        )
        return Guess(mapping, round(min(1.0, self.confidence), 2))

    def _cells(self, column: str) -> pa.Array:
        return cell_of(self.block, column)

    def _named(self, field: str) -> list[str]:
        """The columns not yet taken whose names stand for a field, the likeliest first."""
        columns = (self.by_name.get(name) for name in FIELD_NAMES[field])
        return [column for column in columns if column and column not in self.taken]

    def _take(self, field: str, columns: list[str]) -> bool:
        for column in columns:
            if column not in self.taken and not pc.all(_void(self._cells(column))).as_py():
                self.found[field] = (column,)
                self.taken.add(column)
                return True
        return False

    def _find_text(self) -> None:
        named = self._named("text")
        if self._take("text", sorted(named, key=lambda c: -_length(self._cells(c)))):
            self.confidence += _WEIGHTS["text"]
            return
        prose = [
            c for c in self.by_name.values() if _share(pc.match_substring(self._cells(c), " "), self._cells(c)) > 0.5
        ]
        prose = [c for c in prose if self._dated(c) < 0.5 and _length(self._cells(c)) > 20]
        if self._take("text", sorted(prose, key=lambda c: -_length(self._cells(c)))):
            self.confidence += _WEIGHTS["text"] / 2

    def _find_time(self) -> None:
        named = self._named("created_at")
        ending = [c for c in self.by_name.values() if re.search(r"(published|created|posted)(_at|_time)?$", _plain(c))]
        for column in [*named, *ending]:
            if column in self.taken:
                continue
            if self._dated(column) > 0.8:
                self.found["created_at"] = (column,)
                self.taken.add(column)
                self.confidence += _WEIGHTS["created_at"]
                self._add_clock(column)
                return
        readable = [c for c in self.by_name.values() if c not in self.taken and self._dated(c) > 0.9]
        readable = [
            c for c in readable if _share(pc.match_substring_regex(self._cells(c), r"\D"), self._cells(c)) > 0.9
        ]
        if self._take("created_at", readable):
            self.confidence += _WEIGHTS["created_at"] / 2

    def _add_clock(self, column: str) -> None:
        """A date beside a column of times of day: the two make the time."""
        for name in ("time", "ora", "orario", "hour", "uhrzeit", "heure", "hora"):
            clock = self.by_name.get(name)
            if clock and clock not in self.taken:
                is_clock = pc.match_substring_regex(self._cells(clock), r"^\s*\d{1,2}[:.]\d{2}")
                if _share(is_clock, self._cells(clock)) > 0.8:
                    self.found["created_at"] = (column, clock)
                    self.taken.add(clock)
                return

    def _find_id(self) -> None:
        named = self._named("message_id")
        if self._take("message_id", [c for c in named if self._is_unique((c,))]):
            self.confidence += _WEIGHTS["message_id"]
            return
        groups = [c for n, c in self.by_name.items() if n.endswith("id") and c not in self.taken]
        for running in (self.by_name.get(name) for name in RUNNING):
            for group in groups:
                if running and running not in self.taken and self._is_unique((group, running)):
                    self.found["message_id"] = (group, running)
                    self.taken.add(running)
                    return

    def _is_unique(self, columns: tuple[str, ...]) -> bool:
        """Whether the cells tell the rows apart, but for one in a hundred that an overlap may repeat."""
        joined = pc.binary_join_element_wise(*(self._cells(c) for c in columns), ":")
        return joined.null_count * 100 <= len(joined) and len(joined.unique()) * 100 >= 99 * len(joined)

    def _dated(self, column: str) -> float:
        """Share of the cells that can be read as a time, however day and month stand."""
        values = self.block.cells[column].slice(0, 1_000)
        if not pa.types.is_timestamp(values.type):
            values = values.filter(pc.invert(_void(values)))
        if not len(values):
            return 0.0
        read = [moments(values, order, None) for order in ("dmy", "mdy")]
        hits = [(found.utc.is_valid().to_numpy(zero_copy_only=False) | found.naive) for found in read]
        return float(max(np.mean(hit) for hit in hits))

    def _tell_handles(self) -> None:
        """A column of names that all begin with @ holds handles."""
        names = self.found.get("author_name")
        if names and "author_handle" not in self.found:
            cells = self._cells(names[0])
            if _share(pc.starts_with(cells, "@"), cells) > 0.9:
                self.found["author_handle"] = self.found.pop("author_name")

    def _brand(self) -> BrandMark | None:
        for names, others in ((BRAND, False), (OTHERS, True)):
            for name in names:
                column = self.by_name.get(name)
                if column and column not in self.taken and len(self._cells(column).unique()) <= 3:
                    self.taken.add(column)
                    return BrandMark(column, others=others)
        return None

    def _channel(self) -> str:
        for column in self._named("channel"):
            values = pc.utf8_lower(self._cells(column)).unique().drop_null()
            if 0 < len(values) <= 30 and any(_known_channel(v) for v in values.to_pylist()):
                self.found["channel"] = (column,)
                self.confidence += _WEIGHTS["channel"]
                return ""
        urls = " ".join(str(v) for v in self._cells(self.found["url"][0]).slice(0, 50)) if "url" in self.found else ""
        for place in (" ".join(self.by_name), urls, _plain(self.export.name)):
            for pattern, channel in PLACES:
                if re.search(pattern, place):
                    self.confidence += _WEIGHTS["channel"]
                    return channel
        return "other"


def _known_channel(word: str) -> bool:
    return any(name in word for name in CHANNELS)


def _plain(name: str) -> str:
    """A column's name in lower case, its words joined by "_": "Data e ora" and "dataEOra" are "data_e_ora"."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"[\W_]+", "_", parted.lower()).strip("_")


def _void(values: pa.Array) -> pa.Array:
    return pc.fill_null(is_nothing(values), True)


def _length(values: pa.Array) -> float:
    return float(pc.mean(pc.utf8_length(values)).as_py() or 0.0)


def _share(hits: pa.Array, values: pa.Array) -> float:
    """Share of the cells holding anything that are hits."""
    filled = pc.invert(_void(values))
    held = int(pc.sum(filled).as_py() or 0)
    return int(pc.sum(pc.and_(pc.fill_null(hits, False), filled)).as_py() or 0) / held if held else 0.0
