"""One module a source; each holds a `SOURCE` or several. `SOURCES` is the registry's list."""

from lib.ingest.source import Source

SOURCES: tuple[Source, ...] = ()
