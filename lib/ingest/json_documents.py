"""The objects of an export that may come in any of three wrappings: one document with lists in it, a list, JSON lines.

The interfaces of the platforms answer with a page (an object with a list in it); people who fetch many pages put them
into a list or write one a line. All of it is read as a stream.
"""

import json
from collections.abc import Iterator
from typing import Any, Literal

from lib.ingest.decoding import opened_text
from lib.ingest.json_stream import LINE_LIMIT, json_items, json_lines
from lib.ingest.source import Export, Rejection, Sample

Wrapping = Literal["document", "list", "lines"]
_ZSTD = b"\x28\xb5\x2f\xfd"
_BLANK = "\ufeff \t\r\n"


def json_objects(export: Export, *lists: str) -> Iterator[tuple[int, Any] | Rejection]:
    """(running number from 1, value) for each value in one of these lists ("items"), or the document itself.

    Of a list and of JSON lines each value is looked into: one with a list in it gives that list's values, another
    gives itself. A line that is no JSON is a Rejection. Raises BadExport where the JSON breaks off.
    """
    number = 0
    for value in _values(export, lists):
        if isinstance(value, Rejection):
            yield value
            continue
        for item in items_of(value, *lists):
            number += 1
            yield number, item


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
        if raw.read(4) == _ZSTD:
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
    wrapping = wrapping_of(export)
    if wrapping == "list":
        yield from (value for _, value in json_items(export, "item"))
    elif wrapping == "lines":
        for found in json_lines(export):
            yield found if isinstance(found, Rejection) else found[1]
    else:
        # A document with lists is read list by list; only one without them is built as a whole.
        prefixes = tuple(f"{key}.item" for key in lists)
        found_any = False
        for prefix, value in json_items(export, *lists, *prefixes) if lists else ():
            if prefix in prefixes:
                yield value
            found_any = True
        if not found_any:
            yield from (value for _, value in json_items(export, ""))


def _is_json(line: str) -> bool:
    try:
        json.loads(line.strip(_BLANK))
    except (ValueError, RecursionError):
        return False
    return True
