"""Who speaks in an export, so that the accounts of the brand can be suggested: by its own marks, by how much they
write, and by how often others address them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from lib.ingest.canonical import MENTION

MOST = 30
"""Voices of one export that are named."""


@dataclass(frozen=True)
class Voice:
    """An account as the brand's accounts are named ("channel:account", lower case), and what it did.

    `messages` it wrote, `mentions` of it by others, `is_marked`: the export itself calls it the brand's.
    """

    account: str
    channel: str
    name: str
    messages: int
    mentions: int
    is_marked: bool


def voices(rows: pa.RecordBatch, texts: pa.ChunkedArray) -> tuple[Voice, ...]:
    """The voices of these rows (schema RAW), those first that are likeliest the brand's."""
    written: Counter[tuple[str, str]] = Counter()
    marked: set[tuple[str, str]] = set()
    names = [rows.column(name).to_pylist() for name in ("author_handle", "author_name", "author_key")]
    channels, marks = rows.column("channel").to_pylist(), rows.column("is_brand").to_pylist()
    for channel, is_brand, *called in zip(channels, marks, *names, strict=True):
        name = next((n.strip().lstrip("@") for n in called if n and n.strip()), "")
        if channel and name:
            written[(channel, name)] += 1
            if is_brand:
                marked.add((channel, name))
    addressed = Counter(m.lower() for text in texts.to_pylist() if text and "@" in text for m in MENTION.findall(text))
    found = [
        Voice(f"{channel}:{name}".lower(), channel, name, count, addressed[name.lower()], (channel, name) in marked)
        for (channel, name), count in written.items()
    ]
    return tuple(sorted(found, key=_likelihood)[:MOST])


def together(each: Iterable[tuple[Voice, ...]]) -> tuple[Voice, ...]:
    """The voices of several exports as one list."""
    found: dict[str, Voice] = {}
    for voice in (voice for some in each for voice in some):
        known = found.get(voice.account)
        found[voice.account] = (
            Voice(
                known.account,
                known.channel,
                known.name,
                known.messages + voice.messages,
                known.mentions + voice.mentions,
                known.is_marked or voice.is_marked,
            )
            if known
            else voice
        )
    return tuple(sorted(found.values(), key=_likelihood))


def _likelihood(voice: Voice) -> tuple[bool, int, str]:
    return (not voice.is_marked, -(voice.messages + 2 * voice.mentions), voice.account)
