"""The registry of sources: every kind of export Earshot reads, and which of them a given export is."""

from lib.errors import BadExport, EarshotError, UnknownName
from lib.ingest.mapping import Mapping
from lib.ingest.sample import sample_of
from lib.ingest.source import Export, Source
from lib.ingest.sources import SOURCES
from lib.ingest.tables import opened_table


def named_source(name: str) -> Source:
    """The source of that name; UnknownName (with the names there are) where there is none."""
    for source in SOURCES:
        if source.name == name:
            return source
    raise UnknownName(f"There is no source {name!r}. The sources are: {', '.join(s.name for s in SOURCES)}.")


def recognised_source(export: Export, mapping: Mapping | None = None) -> Source:
    """The surest source for this export, from its content; BadExport where none knows it.

    With a mapping, a file that the user named is read through it; of what lies in a folder or zip, only the tables
    that have its columns are.
    """
    if mapping and (not export.is_member or _fits(export, mapping)):
        return named_source("mapped")
    sample = sample_of(export)
    known = max(((source.recognises(sample), source) for source in SOURCES), key=lambda found: found[0], default=None)
    if known is None or known[0] <= 0:
        raise BadExport(
            f"{export.name} is no export that Earshot knows: name its source with --source, or give a --mapping."
        )
    return known[1]


def _fits(export: Export, mapping: Mapping) -> bool:
    try:
        return not mapping.missing(opened_table(export).columns)
    except EarshotError:
        return False
