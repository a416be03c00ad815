"""A conversation as people read it: each reply below what it answers, indented, in pages."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

PAGE = 60
"""Messages on one page of the reader."""
DEEPEST = 5
"""Replies deeper than this are indented no further."""


@dataclass(frozen=True)
class Place:
    """A message's place in the reading order. `answers_unknown`: what it answers was never imported."""

    message_id: str
    depth: int
    answers_unknown: bool


@dataclass(frozen=True)
class Thread:
    """The reading order of a conversation."""

    places: tuple[Place, ...]

    @property
    def pages(self) -> int:
        """How many pages it has, at least one."""
        return max(1, -(-len(self.places) // PAGE))

    def page(self, number: int) -> tuple[Place, ...]:
        """The places on this page, the first page being 1; a number beyond the ends is the nearest page."""
        start = (min(max(number, 1), self.pages) - 1) * PAGE
        return self.places[start : start + PAGE]

    def page_of(self, message_id: str) -> int:
        """The page on which this message stands; 1 where it is not in the conversation."""
        for place, found in enumerate(self.places):
            if found.message_id == message_id:
                return place // PAGE + 1
        return 1


def thread_of(shape: pd.DataFrame) -> Thread:
    """The reading order from rows message_id, parent_id, created_at, oldest first.

    A reply stands below its parent after the earlier replies. A parent that is not there, or that would close a
    circle, makes a message the head of its own branch, in its time.
    """
    ids = [str(found) for found in shape.message_id]
    known = set(ids)
    parents = {
        child: None if pd.isna(parent) else str(parent) for child, parent in zip(ids, shape.parent_id, strict=True)
    }
    children: dict[str | None, list[str]] = defaultdict(list)
    for child in ids:
        parent = parents[child]
        children[parent if parent in known and parent != child else None].append(child)
    order: list[Place] = []
    seen: set[str] = set()
    _walk(children[None], children, parents, known, seen, order)
    for left in ids:  # only circles are left: broken where they are oldest
        if left not in seen:
            _walk([left], children, parents, known, seen, order)
    return Thread(tuple(order))


def _walk(
    heads: Sequence[str],
    children: dict[str | None, list[str]],
    parents: dict[str, str | None],
    known: set[str],
    seen: set[str],
    order: list[Place],
) -> None:
    """Add these messages and all below them, depth first; a stack, because threads can be thousands deep."""
    stack = [(head, 0) for head in reversed(heads)]
    while stack:
        message_id, depth = stack.pop()
        if message_id in seen:
            continue
        seen.add(message_id)
        parent = parents[message_id]
        order.append(Place(message_id, depth, parent is not None and parent not in known))
        stack.extend((child, depth + 1) for child in reversed(children[message_id]))
