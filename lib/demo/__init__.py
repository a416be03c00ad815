"""The demo: an invented publisher and bookshop in Turin, Edizioni Tarabuso, and a year of its readers.

A community to look at before one's own exports are there, and a test bed: what was planted in it is written down
(`demo_truth`). It is deterministic (the same seed gives the same bytes) and never mixed with real messages. Books,
people and sentences are ours; films and magazines that readers name exist.

people, habits   who speaks, when, where and how they type        grammar, words/  the sentences, Italian and English
everyday         the ordinary year                                stories/         what was planted
feed, scene      messages in the making                           rows, truth      what is handed over
"""

from collections.abc import Iterator

import pyarrow as pa

from lib.demo.community import community
from lib.demo.rows import BRAND_HANDLES, rows
from lib.demo.truth import Truth, truth_of
from lib.ingest.rows import batches

NAME = "Edizioni Tarabuso"
LANGUAGES = ("it", "en")
TIME_ZONE = "Europe/Rome"
BRAND_ACCOUNTS = tuple(f"{channel}:{handle}" for channel, handle in BRAND_HANDLES.items())


def demo_batches(seed: int) -> Iterator[pa.RecordBatch]:
    """The year as an export would hold it: record batches of schema RAW, oldest message first."""
    made = community(seed)
    for batch in batches(rows(made.messages, made.ids)):
        yield batch.rows


def demo_truth(seed: int) -> Truth:
    """What was planted in it."""
    return truth_of(community(seed), seed)
