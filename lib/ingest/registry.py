"""The registry of sources: every kind of export Earshot reads, and which of them a given export is."""

from lib.errors import BadExport, UnknownName
from lib.ingest.sample import sample_of
from lib.ingest.source import Export, Source
from lib.ingest.sources import SOURCES


def named_source(name: str) -> Source:
    """The source of that name; UnknownName (with the names there are) where there is none."""
    for source in SOURCES:
        if source.name == name:
            return source
    raise UnknownName(f"There is no source {name!r}. The sources are: {', '.join(s.name for s in SOURCES)}.")


def recognised_source(export: Export) -> Source:
    """The surest source for this export, from its content; BadExport where none knows it."""
    sample = sample_of(export)
    surest = max(SOURCES, key=lambda source: source.recognises(sample), default=None)
    if surest is None or surest.recognises(sample) <= 0:
        raise BadExport(
            f"{export.name} is no export that Earshot knows: name its source with --source, or give a --mapping."
        )
    return surest
