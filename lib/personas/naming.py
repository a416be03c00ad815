"""Names and sentences for personas, in the language in force, made of what is distinctive about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale

from lib import words
from lib.look import channel_name
from lib.words import N_, _

_PARTS_OF_DAY = {
    "night": (22, 0, 2, 4),
    "morning": (6, 8, 10),
    "midday": (12, 14),
    "afternoon": (16,),
    "evening": (18, 20),
}
_WHEN = {
    "night": N_("late at night"),
    "morning": N_("in the morning"),
    "midday": N_("around midday"),
    "afternoon": N_("in the afternoon"),
    "evening": N_("in the evening"),
}
_ADDRESS = {
    "tu": N_("informally, with tu"),
    "lei": N_("formally, with Lei"),
    "voi": N_("with voi"),
    "informal": N_("informally"),
    "formal": N_("formally"),
}


@dataclass(frozen=True)
class Traits:
    """What a name is made of, each the most distinctive first: codes of interests, channels, parts of the day."""

    interests: Sequence[str]
    channels: Sequence[str]
    parts: Sequence[str]
    languages: Sequence[str]
    values: Sequence[str]


def part_of_day(hour: int) -> str:
    """The part of the day that an hour (0, 2, …, 22) belongs to."""
    return next(name for name, hours in _PARTS_OF_DAY.items() if hour in hours)


def name_of(traits: Traits, taken: set[str]) -> str:
    """A name that no other persona has: topic and place, and when, where that tells two apart."""
    topic = traits.interests[0] if traits.interests else (traits.values[0] if traits.values else "")
    place = channel_name(traits.channels[0]) if traits.channels else ""
    when = _(_WHEN[traits.parts[0]]) if traits.parts else ""
    said = [
        _("{topic}, {when} on {place}", topic=topic, when=when, place=place) if topic and when and place else "",
        _("{topic}, on {place}", topic=topic, place=place) if topic and place else "",
        topic,
        _("On {place}, {when}", place=place, when=when) if place and when else "",
        place,
    ]
    for name in said:
        if name and name not in taken:
            return name
    base = next((name for name in said if name), _("Everybody"))
    number = 2
    while f"{base} {number}" in taken:
        number += 1
    return f"{base} {number}" if base in taken else base


def sentence_of(traits: Traits) -> str:
    """One sentence who she is: where and when, in which language, what she speaks of and likes."""
    said = []
    if traits.channels:
        places = _and([channel_name(channel) for channel in traits.channels[:2]])
        when = _(_WHEN[traits.parts[0]]) if traits.parts else ""
        said.append(
            _("She is on {places}, mostly {when}", places=places, when=when)
            if when
            else _("She is on {places}", places=places)
        )
    if traits.languages:
        said.append(_("writes in {languages}", languages=_and([language_name(c) for c in traits.languages[:2]])))
    if traits.interests:
        said.append(_("speaks of {topics}", topics=_and([lower_first(topic) for topic in traits.interests[:2]])))
    if traits.values:
        said.append(_("likes {values}", values=_and(list(traits.values[:2]))))
    if not said:
        return _("Too little is known of her yet.")
    return f"{_and(said)}."


def address_of(code: str) -> str:
    """How she is addressed, from how she speaks herself."""
    return _(_ADDRESS[code]) if code in _ADDRESS else ""


def when_of(part: str) -> str:
    """A part of the day in words."""
    return _(_WHEN[part])


def language_name(code: str) -> str:
    """A language in the language in force: it → Italian, italiano."""
    return str(Locale(words.language()).languages.get(code, code))


def lower_first(text: str) -> str:
    """The text in running words: its first letter small, unless it is an abbreviation."""
    return text if text[:2].isupper() or text[:2] == "E-" else text[:1].lower() + text[1:]


def _and(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])
