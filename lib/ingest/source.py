"""What a source is: it recognises an export from its content, and yields its rows in batches.

A source is one module in `lib.ingest.sources`; it says what the platform said and nothing more. Ids become
pseudonyms, texts are masked, brand accounts are marked and rows are checked in one place for all of them
(`lib.ingest.canonical`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import pyarrow as pa

if TYPE_CHECKING:
    from lib.ingest.mapping import Mapping

DateOrder = Literal["dmy", "mdy", "ymd"]
BATCH_ROWS = 20_000
"""Rows of a batch at most: small enough that memory stays flat, large enough that Arrow pays."""


@dataclass(frozen=True)
class Export:
    """One thing to read: a file, or a folder that one source reads as a whole (an unpacked Slack zip).

    `name` is what the user knows it by ("export.zip/channels.json"); `path` is where it lies now. `is_member`: it
    was found inside a folder or a zip and not named by the user, so that she is not told of every settings file
    beside the messages that no source knows.
    """

    path: Path
    name: str
    is_member: bool = False


@dataclass(frozen=True)
class Sample:
    """The beginning of an export, decoded: what recognition may look at.

    `head`: up to 64 KiB of text ("" for a folder or a binary file). `first`: the first JSON value of the file
    where it is JSON or JSON lines and that value closes within the head, else None. `keys`: the keys seen at the
    top of a JSON object too long for that. `header`: the cells of the first row where it is a delimited table.
    `members`: names inside, for a folder. `magic`: the first 16 bytes.
    """

    export: Export
    head: str
    first: object
    keys: frozenset[str]
    header: tuple[str, ...]
    members: tuple[str, ...]
    magic: bytes


@dataclass(frozen=True)
class Reading:
    """What the user decided about an import; each has a question behind it that a file may not answer."""

    time_zone: ZoneInfo | None = None
    date_order: DateOrder | None = None
    brand_accounts: frozenset[str] = frozenset()
    mapping: "Mapping | None" = None
    include_direct: bool = False


@dataclass(frozen=True)
class Rejection:
    """A row that was read and not taken. `content` is the row as it stood, None where it must not be kept."""

    line: int
    reason: str
    content: str | None


@dataclass(frozen=True)
class Note:
    """A sentence about the file as a whole, for the account ("3 lines look like headers but are not")."""

    sentence: str


@dataclass(frozen=True)
class Batch:
    """Rows of schema `lib.schema.RAW` and the rows that were turned down on the way to them."""

    rows: pa.RecordBatch
    rejected: tuple[Rejection, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One kind of export. `recognises` gives 0 (no) to 1 (certainly); the surest source reads the file."""

    name: str
    title: str
    recognises: Callable[[Sample], float]
    read: Callable[[Export, Reading], Iterator[Batch]]
