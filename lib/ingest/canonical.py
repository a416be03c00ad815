"""From what a source said (schema RAW) to rows that may be kept: pseudonyms for accounts, contact data masked,
the brand marked, every row checked. The one place where this happens, for all sources.
"""

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.erasure import Erasure
from lib.ingest.source import Batch, Rejection
from lib.schema import KINDS, RAW

STAGED: pa.Schema = pa.schema(
    [
        *(RAW.field(name) for name in RAW.names if name not in ("author_key", "is_brand", "language")),
        pa.field("source_language", pa.string()),
        pa.field("author_id", pa.string()),
        pa.field("is_brand", pa.bool_()),
        pa.field("month", pa.string()),
    ]
)
"""RAW with `author_id` for `author_key` and `source_language` for `language`; the import puts the names apart."""

# Mail addresses, and phone numbers as people write them: with + or 00, Italian mobiles and landlines, (555) 123-4567.
# What stands before is kept as \1, so that ids inside links, order numbers and @handles stay as they are.
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_PHONE = (
    r"(^|[^\w/=#&@.,:+-])"
    r"(?:(?:\+|00)[1-9](?:[ ./()-]{0,2}\d){7,13}|3\d{2}[ ./-]?\d{3}[ .-]?\d{3,4}|0\d{1,3}[ ./-]\d{5,8}"
    r"|\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4})\b"
)
MAIL_MASK = "[mail]"
PHONE_MASK = "[phone]"
FORGOTTEN_MASK = "@[forgotten]"
NAME_MASK = "[forgotten]"
MENTION = re.compile(r"@([\w.\-]*\w)")
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-])*")
_BETWEEN_WORDS = re.compile(r"[^\w\n]{1,4}|_")
_NAME_WORDS = 4
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Canon:
    """How rows of one workspace are made canonical. `brand_accounts`: "account" or "channel:account", lower case.

    `kept_since`: the time before which messages of a channel ("*": of every other) are not kept.
    """

    key: bytes
    brand_accounts: frozenset[str] = frozenset()
    include_direct: bool = False
    forgotten: frozenset[str] = frozenset()
    kept_since: Mapping[str, datetime] = field(default_factory=dict)

    @cached_property
    def _erasure(self) -> Erasure:
        return Erasure(
            self.forgotten, lambda channel, name: (self.author_id(channel, name), self.handle_id(channel, name))
        )

    def author_id(self, channel: str, author_key: str) -> str:
        """The pseudonym of an account: HMAC-SHA256 of "channel:account" under the workspace's key, 24 hex digits."""
        return hmac.digest(self.key, f"{channel}:{author_key}".encode("utf-8", "replace"), "sha256").hex()[:24]

    def handle_id(self, channel: str, handle: str) -> str:
        """The pseudonym of a handle, under which a forgotten one is known again where others mention it."""
        return self.author_id(channel, f"@{handle.lower()}")

    def name_id(self, name: str) -> str:
        """The pseudonym of a name of several words, under which a forgotten one is known where others write it."""
        return self.author_id("name", " ".join(_WORD.findall(name.lower())))

    def unnamed(self, text: str) -> str:
        """The text (or a file's name) without the names of forgotten people, where they have two to four words."""
        if not self.forgotten:
            return text
        words, kept, done, place = list(_WORD.finditer(text)), [], 0, 0
        while place < len(words):
            length = self._forgotten_words(text, words[place : place + _NAME_WORDS])
            if length:
                kept += [text[done : words[place].start()], NAME_MASK]
                done = words[place + length - 1].end()
            place += length or 1
        return "".join([*kept, text[done:]])

    def _forgotten_words(self, text: str, words: list[re.Match[str]]) -> int:
        """How many of these words, from the first, are the name of somebody forgotten."""
        if not words[0][0][0].isupper():
            return 0
        together = 1
        while together < len(words) and _BETWEEN_WORDS.fullmatch(
            text, words[together - 1].end(), words[together].start()
        ):
            together += 1
        for length in range(together, 1, -1):
            if self.name_id(" ".join(word[0] for word in words[:length])) in self.forgotten:
                return length
        return 0

    def staged(self, batch: Batch) -> tuple[pa.Table, list[Rejection]]:
        """The batch's rows of schema STAGED, and all rejections: the source's own and those found here."""
        rows = _tidy(pa.Table.from_batches([batch.rows]))
        rows = rows.append_column("author_id", self._author_ids(rows))
        marked = pc.or_(pc.fill_null(rows["is_brand"], False), self._is_named(rows))
        rows = rows.set_column(rows.schema.get_field_index("is_brand"), "is_brand", marked)
        reasons = self._reasons(rows)
        bad = pc.is_valid(reasons)
        rejected = [*batch.rejected, *_rejections(batch.rows.filter(bad.combine_chunks()), reasons.filter(bad))]
        if self.forgotten and rejected:
            rejected = self._erasure.applied(rejected, pc.unique(rows["channel"]).to_pylist())
        kept = rows.filter(pc.invert(bad))
        kept = kept.rename_columns({"language": "source_language"})
        if self.forgotten:
            kept = kept.set_column(kept.schema.get_field_index("text"), "text", self._without_forgotten(kept))
        kept = kept.append_column("month", pc.strftime(kept["created_at"], "%Y-%m"))
        return kept.select(STAGED.names).cast(STAGED), rejected

    def _without_forgotten(self, rows: pa.Table) -> pa.Array:
        """Texts in which mentions and names of forgotten people are struck."""

        def struck(text: str, channel: str) -> str:
            return MENTION.sub(
                lambda found: FORGOTTEN_MASK if self.handle_id(channel, found[1]) in self.forgotten else found[0], text
            )

        pairs = zip(rows["text"].to_pylist(), rows["channel"].to_pylist(), strict=True)
        return pa.array([self.unnamed(struck(t, c) if "@" in t else t) for t, c in pairs], pa.string())

    def _author_ids(self, rows: pa.Table) -> pa.Array:
        ids: dict[tuple[str, str], str] = {}
        found: list[str | None] = []
        for channel, key in zip(rows["channel"].to_pylist(), rows["author_key"].to_pylist(), strict=True):
            if not key or not channel:
                found.append(None)
                continue
            if (channel, key) not in ids:
                ids[(channel, key)] = self.author_id(channel, key)
            found.append(ids[(channel, key)])
        return pa.array(found, pa.string())

    def _is_named(self, rows: pa.Table) -> pa.ChunkedArray:
        """Whether handle, name or key is one of the brand's accounts."""
        named = pa.chunked_array([pa.array([False] * rows.num_rows, pa.bool_())])
        if not self.brand_accounts:
            return named
        accounts = pa.array(sorted(self.brand_accounts))
        for column in ("author_handle", "author_name", "author_key"):
            plain = pc.utf8_ltrim(pc.utf8_lower(rows[column]), "@")
            qualified = pc.binary_join_element_wise(rows["channel"], plain, ":")
            for value in (plain, qualified):
                named = pc.or_(named, pc.fill_null(pc.is_in(value, accounts), False))
        return named

    def _reasons(self, rows: pa.Table) -> pa.ChunkedArray:
        """Why each row cannot be kept; null where it can. The first reason that holds is the one given."""
        latest = datetime.now(UTC) + timedelta(days=2)
        no_text = pc.and_(
            pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(rows["text"])), 0),
            pc.invert(pc.or_(pc.is_valid(rows["rating"]), pc.equal(rows["kind"], "post"))),
        )
        checks: list[tuple[pa.ChunkedArray, str]] = [
            (_empty(rows["message_id"]), "It has no id."),
            (_empty(rows["channel"]), "It names no channel."),
            (pc.invert(pc.is_in(rows["kind"], pa.array(KINDS))), f"Its kind is none of {', '.join(KINDS)}."),
            (pc.is_null(rows["created_at"]), "It has no time that can be read."),
            (pc.less(rows["created_at"], pa.scalar(_EARLIEST, rows["created_at"].type)), "Its time lies before 1990."),
            (
                pc.greater(rows["created_at"], pa.scalar(latest, rows["created_at"].type)),
                "Its time lies in the future.",
            ),
            (no_text, "It has no text."),
        ]
        if not self.include_direct:
            checks.append((pc.equal(rows["kind"], "direct"), DIRECT_LEFT_OUT))
        if self.forgotten:
            gone = pc.is_in(rows["author_id"], pa.array(sorted(self.forgotten)))
            checks.append((gone, FORGOTTEN_LEFT_OUT))
        if self.kept_since:
            checks.append((self._is_too_old(rows), OLD_LEFT_OUT))
        reasons: pa.ChunkedArray = pa.chunked_array([pa.nulls(rows.num_rows, pa.string())])
        for holds, reason in checks:
            reasons = pc.if_else(pc.and_(pc.fill_null(holds, False), pc.is_null(reasons)), reason, reasons)
        return reasons

    def _is_too_old(self, rows: pa.Table) -> pa.ChunkedArray:
        named, since = [c for c in self.kept_since if c != "*"], rows["created_at"].type
        is_named = pc.is_in(rows["channel"], pa.array(named, pa.string()))
        found = pa.chunked_array([pa.array([False] * rows.num_rows, pa.bool_())])
        for channel, start in self.kept_since.items():
            is_of_it = pc.invert(is_named) if channel == "*" else pc.equal(rows["channel"], channel)
            found = pc.or_(found, pc.and_(is_of_it, pc.less(rows["created_at"], pa.scalar(start, since))))
        return found


OLD_LEFT_OUT = "It is older than messages of its channel are kept here."
DIRECT_LEFT_OUT = "Direct messages are left out unless asked for (--direct)."
FORGOTTEN_LEFT_OUT = "Its author was forgotten here."
_NOT_KEPT = (DIRECT_LEFT_OUT, FORGOTTEN_LEFT_OUT, OLD_LEFT_OUT)


def masked(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts with mail addresses and phone numbers in them replaced by [mail] and [phone]."""
    if pc.any(pc.match_substring(text, "@")).as_py():
        text = pc.replace_substring_regex(text, _MAIL, MAIL_MASK)
    return pc.replace_substring_regex(text, _PHONE, rf"\1{PHONE_MASK}")


def _tidy(rows: pa.Table) -> pa.Table:
    """Texts masked and without NUL, ids trimmed, counts never negative, links only http(s), kinds in lower case."""
    text = pc.replace_substring(pc.fill_null(rows["text"], ""), "\x00", "")
    columns: dict[str, pa.ChunkedArray] = {"text": masked(text)}
    for name in ("message_id", "parent_id", "source_conversation_id"):
        trimmed = pc.utf8_trim_whitespace(rows[name])
        columns[name] = pc.if_else(pc.equal(pc.utf8_length(trimmed), 0), pa.scalar(None, pa.string()), trimmed)
    for name in ("channel", "kind"):
        columns[name] = pc.utf8_lower(pc.utf8_trim_whitespace(rows[name]))
    for name in ("likes", "shares", "replies", "views"):
        columns[name] = pc.if_else(pc.less(rows[name], 0), pa.scalar(None, pa.int64()), rows[name])
    is_link = pc.match_substring_regex(rows["url"], r"^https?://\S+$")
    columns["url"] = pc.if_else(is_link, rows["url"], pa.scalar(None, pa.string()))
    for name, column in columns.items():
        rows = rows.set_column(rows.schema.get_field_index(name), rows.schema.field(name), column)
    return rows


def _empty(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.equal(pc.utf8_length(column), 0), True)


def _rejections(rows: pa.RecordBatch, reasons: pa.ChunkedArray) -> Iterable[Rejection]:
    for row, reason in zip(rows.to_pylist(), reasons.to_pylist(), strict=True):
        said = None if reason in _NOT_KEPT else "; ".join(f"{k}={v}" for k, v in row.items() if v is not None)
        yield Rejection(row["line"] or 0, reason, said)
