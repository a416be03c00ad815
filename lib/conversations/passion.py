"""Healthy passion or quarrel: what makes a conversation lively.

Healthy passion: many different authors, much reciprocity, low heat. Quarrel: two dominate, and heat rises. Under
eight messages it is neither: too few to say.
"""

from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

import pandas as pd

from lib.words import _, number, percent

ENOUGH_MESSAGES = 8
_MANY = 5
_DOMINATED = 0.6
_SHARED_OUT = 0.7
"""Share of the two liveliest under which a cool talk of many is still everybody's."""
_MUTUAL = 0.4
_COOL = 0.25
_WARM = 0.3
_TEPID = 0.15


class _Said(NamedTuple):
    """One message as it counts here."""

    message_id: str
    parent_id: str | None
    author_id: str | None
    is_brand: bool
    heat: float | None


@dataclass(frozen=True)
class Liveliness:
    """Members' messages and authors; `dominance`: share of the two who write most; `reciprocity`: share of the authors
    who answered somebody and were answered; `heat`: mean, None where not analysed."""

    messages: int
    authors: int
    dominance: float
    reciprocity: float
    heat: float | None
    is_rising: bool

    @property
    def is_enough(self) -> bool:
        """Whether there are messages enough to speak of passion or quarrel."""
        return self.messages >= ENOUGH_MESSAGES

    @property
    def is_passion(self) -> bool:
        """Many different authors, who answer each other, at low heat."""
        return (
            self.is_enough
            and self.authors >= _MANY
            and self.dominance < _SHARED_OUT
            and self.reciprocity >= _MUTUAL
            and (self.heat or 0.0) < _COOL
        )

    @property
    def is_quarrel(self) -> bool:
        """Two write most of it, and it is hot, or warm and heats up: two friends who chat are no quarrel."""
        warm_from = _TEPID if self.is_rising else _WARM
        return self.is_enough and self.dominance >= _DOMINATED and (self.heat or 0.0) >= warm_from


def liveliness_of(messages: pd.DataFrame) -> Liveliness:
    """From rows message_id, parent_id, author_id, is_brand, heat of one conversation, oldest first."""
    return _liveliness(_said_in(messages))


def liveliness_by_conversation(messages: pd.DataFrame) -> dict[tuple[str, str], Liveliness]:
    """By channel and conversation_id, from the rows of `lively_messages`."""
    groups: dict[tuple[str, str], list[_Said]] = {}
    keys = zip(messages.channel.tolist(), messages.conversation_id.tolist(), strict=True)
    for (channel, conversation_id), said in zip(keys, _said_in(messages), strict=True):
        groups.setdefault((str(channel), str(conversation_id)), []).append(said)
    return {key: _liveliness(said) for key, said in groups.items()}


def _said_in(messages: pd.DataFrame) -> list[_Said]:
    """The rows as plain tuples: a page asks for hundreds of small conversations, each far too small for a frame."""
    columns = [
        [None if is_none else value for value, is_none in zip(column.tolist(), column.isna().tolist(), strict=True)]
        for column in (messages[name] for name in _Said._fields)
    ]
    return [_Said(*row) for row in zip(*columns, strict=True)]


def _liveliness(said: list[_Said]) -> Liveliness:
    theirs = [one for one in said if not one.is_brand]
    counts = Counter(str(one.author_id) for one in theirs if one.author_id is not None)
    heat = [one.heat for one in theirs if one.heat is not None]
    half = len(heat) // 2
    return Liveliness(
        messages=len(theirs),
        authors=len(counts),
        dominance=sum(count for _author, count in counts.most_common(2)) / max(sum(counts.values()), 1),
        reciprocity=_reciprocity(theirs),
        heat=fmean(heat) if heat else None,
        is_rising=half >= 3 and fmean(heat[half:]) - fmean(heat[:half]) > 0.05,
    )


def _reciprocity(theirs: list[_Said]) -> float:
    """Where no message names the one it answers (a chat), each answers the one before it."""
    wrote = {one.message_id: one.author_id for one in theirs}
    parents = [one.parent_id if one.parent_id in wrote else None for one in theirs]
    if not any(parents):
        parents = [None, *(one.message_id for one in theirs)][: len(theirs)]
    answered = {
        (one.author_id, wrote[parent])
        for one, parent in zip(theirs, parents, strict=True)
        if parent is not None and one.author_id and wrote[parent] and wrote[parent] != one.author_id
    }
    givers, takers = {giver for giver, _taker in answered}, {taker for _giver, taker in answered}
    return len(givers & takers) / max(len({one.author_id for one in theirs} - {None}), 1)


def worth_kindling(found: dict[tuple[str, str], Liveliness]) -> list[tuple[str, str]]:
    """The conversations of healthy passion, those with the most mutual talk first."""
    passions = [(one.messages * one.reciprocity, key) for key, one in found.items() if one.is_passion]
    return [key for _talk, key in sorted(passions, reverse=True)]


def liveliness_said(found: Liveliness | None) -> str:
    """Passion or quarrel in words; "" where it is neither, or too little was said."""
    if found is None or not (found.is_passion or found.is_quarrel):
        return ""
    if found.is_quarrel:
        return _("a quarrel: two write {share} of it", share=percent(found.dominance))
    return _("healthy passion: {count} people answer each other", count=number(found.authors))


def dominance_said(found: Liveliness) -> str:
    """Who dominates, in words; "" where two people or fewer speak, or too little was said."""
    if not found.is_enough or found.authors < 3:
        return ""
    return _("the two liveliest write {share}", share=percent(found.dominance))
