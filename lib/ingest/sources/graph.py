"""What the Graph API gives for Facebook and Instagram: objects within objects, walked through one after the other.

An answer is a page ({"data": […], "paging": …}), one object, or objects under their ids; lists of objects hang below
others as edges ("comments", "replies", "messages"). What an object is often shows only in the edge that holds it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lib.ingest.json_documents import WHOLE_LIMIT, json_objects, wrapping_of
from lib.ingest.source import Export, Rejection, Sample
from lib.ingest.sources.beginnings import beginnings
from lib.ingest.sources.chat import Object, count_at, id_at, object_at, words_at

_ASKED = re.compile(r"^https://graph\.(?:facebook|instagram)\.com/(?:v[\d.]+/)?(?P<owner>[\w.-]+)/(?P<edge>\w+)\?")
_NO_MESSAGES = frozenset(
    "from to tags attachments reactions likes like love wow haha sad angry care children participants senders insights"
    " message_tags sharedposts to_with paging cursors media owner user object parent shares privacy place".split()
)
_DEEPEST = 12


@dataclass(frozen=True)
class Around:
    """Where an object was found: the edge, and the objects around it from the outermost to the nearest."""

    edge: str = ""
    owners: tuple[Object, ...] = field(default=())

    @property
    def owner(self) -> Object:
        """The nearest object around; empty where there is none."""
        return self.owners[-1] if self.owners else {}


def answers(export: Export) -> Iterator[tuple[Any, Around] | Rejection]:
    """Every object of an export with a time, in order, each with where it was found."""
    if wrapping_of(export) == "document" and export.path.stat().st_size > WHOLE_LIMIT:
        for found in json_objects(export, "data"):
            if isinstance(found, Rejection):
                yield found
            else:
                yield from objects(found[1], Around(), is_listed=True)
        return
    for found in json_objects(export):
        if isinstance(found, Rejection):
            yield found
        else:
            yield from objects(found[1], Around(), is_listed=True)


def first_objects(sample: Sample) -> Iterator[tuple[Object, Around]]:
    """The objects in the beginning of an export, as far as they close within it."""
    for document in beginnings(sample):
        for item, around in objects(document, Around()):
            if isinstance(item, dict):
                yield item, around


def objects(value: Any, around: Around, *, is_listed: bool = False, depth: int = 0) -> Iterator[tuple[Any, Around]]:
    """The objects in an answer, each before those below it; `is_listed`: this value must be one, or is told of."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        if is_listed:
            yield value, around
        return
    if isinstance(value.get("data"), list) and "id" not in value:
        inside = _asked_of(value) if not around.edge else around
        for item in value["data"]:
            yield from objects(item, inside, is_listed=True, depth=depth + 1)
        return
    below = [(key, item) for key, item in value.items() if isinstance(item, dict) and key not in _NO_MESSAGES]
    if is_object(value) or (is_listed and not below):
        yield value, around
    is_one = id_at(value, "id") is not None
    for key, item in below:
        owners = (*around.owners, value) if is_one else around.owners
        yield from objects(item, Around(key if is_one or not _is_id(key) else "", owners), depth=depth + 1)


def is_object(value: Object) -> bool:
    """Whether it is a message of some kind, or a conversation whose messages were not asked for."""
    if id_at(value, "id") is None:
        return False
    is_empty_talk = str(value["id"]).startswith("t_") and "messages" not in value
    return is_empty_talk or "created_time" in value or "timestamp" in value


def total_at(owner: Object, *edges: str) -> int | None:
    """The number of objects on the first edge that says it (summary.total_count)."""
    totals = (count_at(object_at(object_at(owner, edge), "summary"), "total_count") for edge in edges)
    return next((total for total in totals if total is not None), None)


def _asked_of(page: Object) -> Around:
    """What was asked for, as the addresses of the next and the previous page tell."""
    paging = object_at(page, "paging")
    found = _ASKED.match(words_at(paging, "next", "previous") or "")
    return Around(found["edge"], ({"id": found["owner"]},)) if found else Around()


def _is_id(key: str) -> bool:
    return any(letter.isdigit() for letter in key)
