"""The objects of an export that may come in any of three wrappings: one document with lists in it, a list, JSON lines.

The interfaces of the platforms answer with a page (an object with a list in it); people who fetch many pages put them
into a list or write one a line. All of it is read as a stream.
"""

import json
from collections.abc import Iterator
from typing import Any, Literal

from lib.ingest.decoding import opened_text
from lib.ingest.json_stream import LINE_LIMIT, json_items, json_lines, json_value
from lib.ingest.source import Export, Rejection, Sample
from lib.ingest.zstd import ZSTD_MAGIC

Wrapping = Literal["document", "list", "lines"]
WHOLE_LIMIT = 48 << 20
"""Bytes of a document that is read at once; Python takes some ten times as much memory for it."""
_BLANK = "\ufeff \t\r\n"


def json_objects(export: Export, *lists: str) -> Iterator[tuple[int, Any] | Rejection]:
    """(number, value) for each value in one of these lists ("items"), or for the document itself.

    The number is the line of JSON lines, else a running one from 1. Of a list and of JSON lines each value is looked
    into: one with a list in it gives that list's values, another gives itself. A line that is no JSON is a Rejection.
    Raises BadExport where the JSON breaks off.
    """
    if wrapping_of(export) == "lines":
        for found in json_lines(export):
            if isinstance(found, Rejection):
                yield found
            else:
                yield from ((found[0], item) for item in items_of(found[1], *lists))
        return
    yield from enumerate((item for value in _values(export, lists) for item in items_of(value, *lists)), start=1)


def items_of(value: Any, *lists: str) -> list[Any]:
    """The values of the lists in a document, or the document itself where it has none of them."""
    if isinstance(value, dict) and any(isinstance(value.get(key), list) for key in lists):
        return [item for key in lists if isinstance(value.get(key), list) for item in value[key]]
    return [value]


def first_object(sample: Sample, *lists: str) -> dict[str, Any]:
    """The first object of an export as `json_objects` would give it, empty where the head does not show one."""
    first = sample.first
    for _ in range(2):
        first = next((item for item in first if isinstance(item, dict)), None) if isinstance(first, list) else first
        first = items_of(first, *lists)[:1]
    found = first[0] if isinstance(first, list) and first else None
    return found if isinstance(found, dict) else {}


def is_list(sample: Sample) -> bool:
    """Whether the export is one JSON list."""
    return sample.head.lstrip(_BLANK).startswith("[")


def wrapping_of(export: Export) -> Wrapping:
    """How the objects are wrapped; JSON lines are known by a whole value on the first line and more after it."""
    with export.path.open("rb") as raw:
        if raw.read(4) == ZSTD_MAGIC:
            return "lines"
    with opened_text(export.path, export.name) as text:
        line = ""
        while not line.strip(_BLANK):
            line = text.readline(LINE_LIMIT)
            if not line:
                return "document"
        if line.lstrip(_BLANK).startswith("["):
            return "list"
        if not line.endswith("\n") or not _is_json(line):
            return "document"
        while more := text.readline(LINE_LIMIT):
            if more.strip(_BLANK):
                return "lines"
    return "document"


def _values(export: Export, lists: tuple[str, ...]) -> Iterator[Any]:
    if wrapping_of(export) == "list":
        yield from (value for _, value in json_items(export, "item"))
        return
    # A document with lists is read list by list; only one without anything in them is built as a whole.
    found_any = False
    for _, value in json_items(export, *(f"{key}.item" for key in lists)) if lists else ():
        yield value
        found_any = True
    if not found_any:
        yield json_value(export, WHOLE_LIMIT)


def _is_json(line: str) -> bool:
    try:
        json.loads(line.strip(_BLANK))
    except (ValueError, RecursionError):
        return False
    return True
