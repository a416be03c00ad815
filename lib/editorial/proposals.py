"""Ideas that what people said suggests: a sentence in our words, why, and the messages behind it.

A proposal is no idea until a person takes it. What was taken or dropped before is not proposed again: by its key (the
aspect, the field of a persona), or where it has none by its messages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from lib.editorial.idea import Doer, Idea, Key, Origin, Sketch
from lib.words import N_, _, ngettext

LEAST_WEEKS = 2
"""Weeks in which a critique must have been made to be recurring."""
ORIGIN_NAMES: Mapping[Origin, str] = {
    "question": N_("unanswered question"),
    "passion": N_("healthy passion"),
    "persona": N_("unknown of a persona"),
    "praise": N_("praise"),
    "critique": N_("recurring critique"),
    "thread": N_("a message"),
    "hand": N_("by hand"),
}
_DOERS: Mapping[str, Doer] = {"praise": "smm", "passion": "cm"}


@dataclass(frozen=True)
class Proposal:
    """One proposal. `people`: how many said it; `sources`: their messages, the first is the one to show."""

    origin: Origin
    key: str
    sentence: str
    why: str
    people: int
    sources: tuple[Key, ...]

    @property
    def hat(self) -> Doer:
        """Who would do it: what asks for an answer or a talk the CM, what makes a post the SMM."""
        return _DOERS.get(self.origin, "cm")

    def sketch(self, sentence: str, hat: Doer) -> Sketch:
        """It as an idea in the words of whoever takes it."""
        return Sketch(sentence, self.origin, self.key, hat, self.sources)


def from_topics(which: Origin, rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[Proposal]:
    """From rows of the query `topics`; `names`: what the aspects are called, in the middle of a sentence."""
    found = []
    for row in rows:
        aspect, people, weeks = str(row["aspect"]), int(row["people"]), int(row["weeks"])
        if which == "critique" and weeks < LEAST_WEEKS:
            continue
        name = names.get(aspect, aspect)
        sources = tuple(zip(row["channels"], row["message_ids"], strict=True))
        found.append(Proposal(which, aspect, _sentence(which, name), _why(which, people, weeks), people, sources))
    return found


def from_passion(channel: str, place: str, people: int, sources: Sequence[Key]) -> Proposal:
    """From a conversation of healthy passion; `place`: the channel as people write it."""
    return Proposal(
        "passion",
        "",
        _("Take up on {channel} what members talk about among themselves, with a question of ours", channel=place),
        ngettext("{count} person answers others, at low heat", "{count} people answer each other, at low heat", people),
        people,
        tuple(sources),
    )


def from_persona(persona_id: str, name: str, field: str, label: str, question: str) -> Proposal:
    """From a field of a persona that is unknown, and the question to ask the community."""
    return Proposal(
        "persona",
        f"{persona_id}:{field}"[:128],
        question,
        _("unknown of “{name}”: {field}", name=name, field=label),
        0,
        (),
    )


def still_new(proposals: Iterable[Proposal], ideas: Iterable[Idea]) -> list[Proposal]:
    """Those that nobody took or dropped; ideas that were published long ago do not stand in the way of a new one."""
    standing = [idea for idea in ideas if idea.status != "published"]
    keys = {(idea.origin, idea.origin_key) for idea in standing if idea.origin_key}
    messages = {(idea.origin, source) for idea in standing for source in idea.sources}
    return [
        one
        for one in proposals
        if ((one.origin, one.key) not in keys if one.key else not any((one.origin, s) in messages for s in one.sources))
    ]


def in_turn(lists: Sequence[Sequence[Proposal]]) -> list[Proposal]:
    """The first of each list, then the second of each, and so on."""
    return [one for rank in zip_longest(*lists) for one in rank if one is not None]


def _sentence(which: Origin, name: str) -> str:
    if which == "question":
        return _("Answer in a post what people ask about {aspect}", aspect=name)
    if which == "praise":
        return _("Show, with their leave, what people praise about {aspect}", aspect=name)
    return _("Say in a post what we do about {aspect}", aspect=name)


def _why(which: Origin, people: int, weeks: int) -> str:
    if which == "question":
        return ngettext("{count} person asked, and has no answer", "{count} people asked, and have no answer", people)
    if which == "praise":
        return ngettext("{count} person praises it", "{count} people praise it", people)
    said = ngettext("{count} person criticises it", "{count} people criticise it", people)
    return _("{people}, in {weeks}", people=said, weeks=ngettext("{count} week", "{count} weeks", weeks))
