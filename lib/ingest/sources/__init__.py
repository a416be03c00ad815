"""One module a source; each holds a `SOURCE` or several. `SOURCES` is the registry's list."""

from lib.ingest.source import Source
from lib.ingest.sources import mapped, parquet

SOURCES: tuple[Source, ...] = (
    parquet.SOURCE,
    mapped.SOURCE,
)
