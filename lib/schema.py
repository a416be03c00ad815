"""THE contract: every column of `messages`, with its type, unit and meaning.

The Arrow schemas, the Delta table, the read model and `docs/schema.md` derive from the tuples below; nothing
is renamed without a migration. Three layers:

- `RAW`: what a source of `lib.ingest` yields, as the platform said it (names and ids still readable).
- `SIGNALS`: what `lib.signals` adds, computed from text, platform language and channel alone.
- `MESSAGES`: one row per message of the workspace, the columns of the Delta table.
"""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

UTC = pa.timestamp("us", tz="UTC")
NAMES = pa.list_(pa.string())

KINDS = ("post", "comment", "reply", "direct", "review")
SENTIMENTS = ("negative", "neutral", "positive")
INTENTS = ("critique", "praise", "question", "request", "other")
FORMALITIES = ("tu", "lei", "voi", "informal", "formal")
"""Italian: tu, lei, voi; the other languages read informal or formal. Null where the text shows none."""

Layer = Literal["source", "derived", "signal"]


@dataclass(frozen=True)
class Column:
    """One column: its Arrow type, the unit ("" where none), the layer it comes from, and what it means."""

    name: str
    type: pa.DataType
    layer: Layer
    meaning: str
    unit: str = ""
    nullable: bool = True


COLUMNS: tuple[Column, ...] = (
    Column("message_id", pa.string(), "source", "The platform's id, unique within its channel", nullable=False),
    Column(
        "conversation_id",
        pa.string(),
        "derived",
        "What the platform calls the conversation, or else the id of the topmost known ancestor",
        nullable=False,
    ),
    Column(
        "thread_id",
        pa.string(),
        "derived",
        "The exchange inside it: below a post of the brand, the comment that opened it; elsewhere the conversation_id",
        nullable=False,
    ),
    Column("parent_id", pa.string(), "source", "The message this one answers; null where it answers none"),
    Column("channel", pa.string(), "source", "x, facebook, instagram, youtube, … in lower case", nullable=False),
    Column("kind", pa.string(), "source", f"One of {', '.join(KINDS)}", nullable=False),
    Column(
        "author_id",
        pa.string(),
        "derived",
        "HMAC of channel and account under the workspace's key; null where the platform names nobody",
    ),
    Column("is_brand", pa.bool_(), "derived", "Whether the brand (one of its accounts) wrote it", nullable=False),
    Column("created_at", UTC, "source", "When it was published", "UTC", nullable=False),
    Column(
        "edited_at",
        UTC,
        "source",
        "When its text was last changed; null where never, or where the platform does not say",
        "UTC",
    ),
    Column("text", pa.string(), "source", "What it says; phone numbers and mail addresses masked", nullable=False),
    Column(
        "language", pa.string(), "signal", "ISO 639-1 code, of the platform or recognised; null where neither knows"
    ),
    Column("likes", pa.int64(), "source", "Likes and other reactions", "reactions"),
    Column("shares", pa.int64(), "source", "Reposts, boosts, shares", "shares"),
    Column("replies", pa.int64(), "source", "Replies as the platform counts them", "messages"),
    Column("views", pa.int64(), "source", "Views, impressions or reach as the platform counts them", "views"),
    Column("rating", pa.float32(), "source", "The stars of a review", "1 to 5"),
    Column("url", pa.string(), "source", "Where the original stands"),
    Column(
        "root_missing",
        pa.bool_(),
        "derived",
        "Whether the topmost known ancestor answers a message that was never imported",
        nullable=False,
    ),
    Column("source_language", pa.string(), "source", "The platform's own language field, as it stands there"),
    Column(
        "source_conversation_id",
        pa.string(),
        "source",
        "The conversation as the platform names it; null where it names none",
    ),
    Column("source_file", pa.string(), "derived", "The file that brought its newest state", nullable=False),
    Column("imported_at", UTC, "derived", "When that file was imported", "UTC", nullable=False),
    Column("polarity", pa.float32(), "signal", "Mood of the text; null: not analysed", "-1 to 1"),
    Column("sentiment", pa.string(), "signal", f"The likeliest of {', '.join(SENTIMENTS)}; null: not analysed"),
    Column("confidence", pa.float32(), "signal", "Probability of that sentiment", "0 to 1"),
    Column("is_uncertain", pa.bool_(), "signal", "Whether that probability is under the calibrated threshold"),
    Column("intent", NAMES, "signal", f"Any of {', '.join(INTENTS)}; several may hold"),
    Column(
        "is_critique",
        pa.bool_(),
        "signal",
        "Whether it says that something falls short, so that the brand could act; null: not analysed",
    ),
    Column("aspects", NAMES, "signal", "What it is about, in the terms of the taxonomy"),
    Column("heat", pa.float32(), "signal", "Hostility to people; null: not analysed", "0 to 1"),
    Column("formality", pa.string(), "signal", f"Form of address: {', '.join(FORMALITIES)}; null where it shows none"),
    Column("warmth", pa.float32(), "signal", "Thanks, greetings, affection; null: not analysed", "0 to 1"),
    Column("signals_version", pa.string(), "signal", "What produced the signals"),
    Column("month", pa.string(), "derived", "Month of created_at in UTC, YYYY-MM: the partition", nullable=False),
)

RAW_COLUMNS: tuple[Column, ...] = (
    *(c for c in COLUMNS if c.layer == "source" and c.name not in ("channel", "source_language")),
    Column("channel", pa.string(), "source", "As in messages", nullable=False),
    Column("language", pa.string(), "source", "The platform's own language field; null where it has none"),
    Column("is_brand", pa.bool_(), "source", "The source's own mark (true, false); null where it has none"),
    Column(
        "author_key",
        pa.string(),
        "source",
        "The platform's stable id of the author, or else the handle, or else the name",
    ),
    Column("author_handle", pa.string(), "source", "The account's handle without @"),
    Column("author_name", pa.string(), "source", "The name shown"),
    Column("line", pa.int64(), "source", "Line or running number in its file, from 1"),
)


def _fields(columns: tuple[Column, ...]) -> pa.Schema:
    return pa.schema([pa.field(c.name, c.type, metadata={"meaning": c.meaning, "unit": c.unit}) for c in columns])


MESSAGES: pa.Schema = _fields(COLUMNS)
RAW: pa.Schema = _fields(RAW_COLUMNS)
SIGNALS: pa.Schema = _fields(tuple(c for c in COLUMNS if c.layer == "signal"))
"""Columns that `lib.signals` gives for a batch of (text, language, channel), in the order of `COLUMNS`."""

AUTHORS: pa.Schema = pa.schema(
    [
        pa.field("author_id", pa.string(), metadata={"meaning": "As in messages"}),
        pa.field("channel", pa.string(), metadata={"meaning": "As in messages"}),
        pa.field("handle", pa.string(), metadata={"meaning": "The account's handle without @, as last seen"}),
        pa.field("name", pa.string(), metadata={"meaning": "The name shown, as last seen"}),
        pa.field("is_brand", pa.bool_(), metadata={"meaning": "Whether it is an account of the brand"}),
        pa.field("seen_at", UTC, metadata={"meaning": "Time of the message that showed this name"}),
    ]
)
"""One row per author: the only place where names are kept, so that a person can be forgotten."""

REJECTED: pa.Schema = pa.schema(
    [
        pa.field("file", pa.string(), metadata={"meaning": "The file as the user knows it"}),
        pa.field("line", pa.int64(), metadata={"meaning": "Line or running number in that file, from 1"}),
        pa.field("reason", pa.string(), metadata={"meaning": "Why it was not taken, in a sentence"}),
        pa.field(
            "content",
            pa.string(),
            metadata={"meaning": "The row as it stood; null where it was left out to protect somebody"},
        ),
    ]
)
