"""A table's blocks through a mapping to batches of schema RAW, column by column.

Only what would be wrong is turned down here: a time that cannot be read, an id that a spreadsheet destroyed. A count
or a rating that is no number is left empty, and the account says how many and where the first one stands.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lib.errors import BadExport
from lib.ingest.dates import moments
from lib.ingest.decisions import COUNTS, IDS, Decisions, cell_of, decisions, text_of, times_of
from lib.ingest.mapping import BrandMark, Mapping
from lib.ingest.numbers import counts, ids, is_nothing, ratings
from lib.ingest.occurrences import Occurrences
from lib.ingest.source import Batch, Export, Reading, Rejection
from lib.ingest.table import Block, Table
from lib.schema import KINDS, RAW

Marks = npt.NDArray[np.bool_]

_VOID = pa.scalar(None, pa.string())
_KIND_WORDS = {
    "post": "tweet status thread video photo reel story link message messaggio mention menzione",
    "comment": "commento comments",
    "reply": "risposta replies",
    "direct": "dm pm direct_message private_message",
    "review": "recensione reviews",
}
_KIND_OF = {kind: kind for kind in KINDS} | {w: kind for kind, words in _KIND_WORDS.items() for w in words.split()}
_CHANNEL_OF = {"twitter": "x", "x (twitter)": "x", "x/twitter": "x", "facebook page": "facebook"}
_NO_PARENT = pa.array(["0", "-1", "false", "0.0"])


def translated(export: Export, table: Table, mapping: Mapping, reading: Reading) -> Iterator[Batch]:
    """Batches of the table's rows under the mapping; the last one carries notes on what was left unread.

    Raises BadExport where the table has not the columns that the mapping names, and NeedsChoice("date_order" or
    "time_zone"), before the first row, where the file leaves that open and nobody decided it.
    """
    _need_columns(export, table, mapping)
    translation = _Translation(mapping, decisions(export, table, mapping, reading))
    for block in table.blocks(mapping.used):
        yield translation.batch(block)
    notes = [
        f"{export.name}: {count:,} values of {name} are no numbers or times and were left empty, first in line {line}."
        for name, (count, line) in translation.left_empty.items()
    ]
    if unused := mapping.unused(table.columns):
        notes.append(f"{export.name}: these columns are not used: {', '.join(unused)}.")
    yield Batch(pa.RecordBatch.from_arrays([pa.array([], f.type) for f in RAW], schema=RAW), (), tuple(notes))


def _need_columns(export: Export, table: Table, mapping: Mapping) -> None:
    missing = mapping.missing(table.columns)
    if not table.is_closed:
        wanted = mapping.columns["created_at"] + mapping.columns["text"]
        missing = tuple(name for name in missing if name in wanted)
    if missing:
        raise BadExport(
            f"{export.name} has no column {', '.join(map(repr, missing))}, which the mapping {mapping.name!r} reads:"
            f" its columns are {', '.join(table.columns[:40])}."
        )


@dataclass
class _Translation:
    mapping: Mapping
    decided: Decisions
    occurrences: Occurrences = field(default_factory=Occurrences)
    left_empty: dict[str, tuple[int, int]] = field(default_factory=dict)

    def batch(self, block: Block) -> Batch:
        """The block's rows of schema RAW, and what had to be turned down."""
        columns: dict[str, pa.Array] = {"line": block.lines}
        reasons: dict[int, str] = {}
        self._add_ids(block, columns, reasons)
        self._add_times(block, columns, reasons)
        self._add_numbers(block, columns)
        self._add_words(block, columns)
        rows = pa.RecordBatch.from_arrays(
            [columns[f.name].cast(f.type) if f.name in columns else pa.nulls(len(block), f.type) for f in RAW],
            schema=RAW,
        )
        rejected = [Rejection(block.lines[i].as_py(), reasons[i], block.content(i)) for i in sorted(reasons)]
        if reasons:
            kept = np.ones(len(block), bool)
            kept[list(reasons)] = False
            rows = rows.filter(pa.array(kept))
        if "message_id" not in self.mapping.columns:
            rows = rows.set_column(rows.schema.get_field_index("message_id"), RAW.field("message_id"), self._made(rows))
        return Batch(rows, (*block.rejected, *rejected))

    def _add_ids(self, block: Block, columns: dict[str, pa.Array], reasons: dict[int, str]) -> None:
        for name in IDS:
            parts = []
            for column in self.mapping.columns.get(name, ()):
                plain, destroyed = ids(cell_of(block, column), repair=self.decided.repairs[column])
                parts.append(plain)
                for i in np.flatnonzero(destroyed):
                    reasons.setdefault(
                        int(i),
                        f"Its {name} {plain[int(i)]} was rounded by a spreadsheet and cannot be got back:"
                        " import the export as the platform made it, without opening and saving it.",
                    )
            if parts:
                columns[name] = pc.binary_join_element_wise(*parts, ":") if len(parts) > 1 else parts[0]
        if "parent_id" in columns:
            none = pc.is_in(columns["parent_id"], value_set=_NO_PARENT)
            if "message_id" in columns:
                none = pc.or_(none, pc.fill_null(pc.equal(columns["parent_id"], columns["message_id"]), False))
            columns["parent_id"] = pc.if_else(none, _VOID, columns["parent_id"])

    def _add_times(self, block: Block, columns: dict[str, pa.Array], reasons: dict[int, str]) -> None:
        values = times_of(block, self.mapping, "created_at")
        found = moments(values, self.decided.orders["created_at"], self.decided.zone)
        columns["created_at"] = found.utc
        for i in np.flatnonzero(found.utc.is_null().to_numpy(zero_copy_only=False)):
            said = str(values[int(i)].as_py() or "").strip()[:80]
            if not said:
                reason = "It has no time."
            elif found.undecided[i]:
                reason = f"Day and month of {said!r} cannot be told apart: choose their order (--date-order)."
            elif found.naive[i]:
                reason = f"Its time {said!r} names no time zone, as others here do: choose one (--time-zone)."
            else:
                reason = f"Its time {said!r} cannot be read."
            reasons.setdefault(int(i), reason)
        if "edited_at" in self.mapping.columns:
            values = times_of(block, self.mapping, "edited_at")
            edited = moments(values, self.decided.orders["edited_at"], self.decided.zone).utc
            columns["edited_at"] = edited
            said_one = pc.invert(pc.fill_null(is_nothing(values.cast(pa.string())), True))
            self._leave_empty("edited_at", block, pc.and_(edited.is_null(), said_one).to_numpy(zero_copy_only=False))

    def _add_numbers(self, block: Block, columns: dict[str, pa.Array]) -> None:
        for name in (*COUNTS, "rating"):
            if name in self.mapping.columns:
                read = ratings if name == "rating" else counts
                values = text_of(block, self.mapping.columns[name], "")
                columns[name], bad = read(values, self.decided.decimals[name])
                self._leave_empty(name, block, bad)

    def _leave_empty(self, name: str, block: Block, bad: Marks) -> None:
        if bad.any():
            count, line = self.left_empty.get(name, (0, block.lines[int(np.argmax(bad))].as_py()))
            self.left_empty[name] = count + int(bad.sum()), line

    def _add_words(self, block: Block, columns: dict[str, pa.Array]) -> None:
        mapping = self.mapping
        columns["text"] = text_of(block, mapping.columns["text"], "\n")
        for name in ("author_handle", "author_name", "url"):
            if name in mapping.columns:
                words = pc.utf8_trim_whitespace(text_of(block, mapping.columns[name], " "))
                words = pc.utf8_ltrim(words, "@") if name == "author_handle" else words
                columns[name] = pc.if_else(pc.equal(words, ""), _VOID, words)
        known = [columns[n] for n in ("author_key", "author_handle", "author_name") if n in columns]
        if known:
            columns["author_key"] = pc.coalesce(*known)
        if "language" in mapping.columns:
            tags = pc.utf8_lower(text_of(block, mapping.columns["language"], ""))
            parts = pc.extract_regex(tags, r"^\s*(?P<tag>[a-z]{2,3})(?:[-_].*)?\s*$").field("tag")
            columns["language"] = pc.if_else(pc.is_in(parts, value_set=pa.array(["und", ""])), _VOID, parts)
        columns["channel"] = self._constant_or_column("channel", block, _CHANNEL_OF, mapping.channel)
        default = (
            pc.if_else(columns["parent_id"].is_valid(), "reply", "comment") if "parent_id" in columns else "comment"
        )
        kinds = self._constant_or_column("kind", block, _KIND_OF, mapping.kind)
        kinds = pc.if_else(pc.is_in(kinds, value_set=pa.array(KINDS)), kinds, _VOID)
        columns["kind"] = pc.coalesce(kinds, default)
        if mapping.brand:
            columns["is_brand"] = _marked(cell_of(block, mapping.brand.column), mapping.brand)

    def _constant_or_column(self, name: str, block: Block, known: dict[str, str], constant: str) -> pa.Array:
        """A word of a small set: the column's where it holds one, else the mapping's constant, else null."""
        if name not in self.mapping.columns:
            return pa.array([constant or None] * len(block), pa.string())
        words = pc.utf8_lower(pc.utf8_trim_whitespace(text_of(block, self.mapping.columns[name], " ")))
        held = pc.dictionary_encode(pc.if_else(pc.equal(words, ""), _VOID, words))
        plain = [known.get(word, known.get(word.replace(" ", "_"), word)) for word in held.dictionary.to_pylist()]
        named = pa.array(plain, pa.string()).take(held.indices)
        return pc.coalesce(named, constant) if constant else named

    def _made(self, rows: pa.RecordBatch) -> pa.Array:
        """Ids for rows that have none: a hash of channel, author, time and text, and a number among equals."""
        parts = [
            rows.column("channel"),
            rows.column("author_key"),
            rows.column("created_at").cast(pa.int64()).cast(pa.string()),
        ]
        joined = pc.binary_join_element_wise(
            *parts, rows.column("text"), "\x1f", null_handling="replace", null_replacement=""
        )
        digests = [hashlib.blake2b(text.encode(), digest_size=8).digest() for text in joined.to_pylist()]
        numbers = self.occurrences.numbered(np.frombuffer(b"".join(digests), ">u8").astype(np.uint64))
        made = [d.hex() if n == 0 else f"{d.hex()}-{n}" for d, n in zip(digests, numbers.tolist(), strict=True)]
        return pa.array(made, pa.string())


def _marked(values: pa.Array, brand: BrandMark) -> pa.Array:
    """Whether each row is the brand's; null where the cell is empty."""
    plain = pc.utf8_ltrim(pc.utf8_lower(pc.utf8_trim_whitespace(values)), "@")
    meant = pa.array([value.strip().lower().lstrip("@") for value in brand.values], pa.string())
    said = pc.is_in(plain, value_set=meant)
    said = pc.invert(said) if brand.others else said
    return pc.if_else(pc.fill_null(is_nothing(plain), True), pa.scalar(None, pa.bool_()), said)
