"""A card as sentences and numbers, in the language in force: what the page, the exports and the command line show.

In the client's form nobody is named and nothing is quoted that could be searched for, unless its author allowed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.look import channel_name
from lib.personas.cards import Card, FieldOfCard, Value
from lib.personas.naming import language_name, when_of
from lib.words import _, ngettext, number, percent, short_day, signed

Quotes = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Line:
    """A value with its share: `note` says it in words, `low`, `high` are its interval (0 to 1)."""

    label: str
    share: float
    low: float
    high: float
    note: str


@dataclass(frozen=True)
class Said:
    """A quote: words, where and when, and the message behind it."""

    text: str
    source: str
    channel: str
    conversation_id: str
    message_id: str
    is_against: bool


@dataclass(frozen=True)
class Part:
    """One field of the sheet; where it is unknown `question` is what to ask."""

    code: str
    name: str
    base: str
    lines: tuple[Line, ...]
    quotes: tuple[Said, ...]
    mentions: str
    question: str


@dataclass(frozen=True)
class Sheet:
    """The whole card."""

    persona_id: str
    name: str
    sentence: str
    figures: tuple[tuple[str, str], ...]
    traits: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    unknown: tuple[Part, ...]
    quote: Said | None


def sheet_of(card: Card, quotes: Quotes, *, client: bool = False, allowed: frozenset[str] = frozenset()) -> Sheet:
    """The card in words. `allowed`: author_ids who agreed to be quoted to others."""
    shown = quotes if not client else {key: row for key, row in quotes.items() if row.get("author_id") in allowed}
    parts = [_part(one, shown, client) for one in card.fields]
    known = tuple(part for part in parts if not part.question)
    first = next((said for part in known for said in part.quotes if not said.is_against), None)
    return Sheet(
        persona_id=card.persona_id,
        name=card.name,
        sentence=card.sentence,
        figures=_figures(card),
        traits=_traits(card),
        parts=known,
        unknown=tuple(part for part in parts if part.question),
        quote=first,
    )


def size_said(card: Card) -> str:
    """How many people, and their share."""
    people = ngettext("{count} person", "{count} people", card.size)
    return _("{people}, {share} of those who say enough", people=people, share=percent(card.share))


def moved(card: Card) -> str:
    """What moved: active people in the last three whole months against the three before."""
    if card.trend is None:
        return _("too short a time to see a trend")
    if abs(card.trend) < 0.1:
        return _("as active as before")
    change = signed(round(100 * card.trend))
    return _("{change} % active people in three months", change=change)


def mood_said(card: Card) -> str:
    """Its mood in a number, or that there is too little to say."""
    return _("too few to say") if card.mood.net is None else signed(round(100 * card.mood.net))


def _figures(card: Card) -> tuple[tuple[str, str], ...]:
    return (
        (_("People"), size_said(card)),
        (_("Trend"), moved(card)),
        (_("Mood"), mood_said(card)),
    )


def _traits(card: Card) -> tuple[tuple[str, str], ...]:
    def listed(values: tuple[Value, ...], name: Any) -> str:
        return ", ".join(f"{name(v)} {percent(v.share.value)}" for v in values)

    found = (
        (_("Channels"), listed(card.channels, lambda v: channel_name(v.code))),
        (_("When"), listed(card.parts, lambda v: when_of(v.code))),
        (_("Languages"), listed(card.languages, lambda v: language_name(v.code))),
        (_("Speaks of"), listed(card.interests, lambda v: v.label)),
        (_("Words she uses"), _words(card)),
        (_("How to address her"), card.address),
    )
    return tuple((name, said) for name, said in found if said)


def _words(card: Card) -> str:
    """Her words, and then her emoji."""
    said = ", ".join(v.code for v in card.words if v.code.isalpha())
    return " ".join([said, *(v.code for v in card.words if not v.code.isalpha())]).strip()


def _part(one: FieldOfCard, quotes: Quotes, client: bool) -> Part:
    if one.is_unknown:
        base = ngettext("{count} person said something", "{count} people said something", one.base)
        return Part(one.code, one.name, base, (), (), "", one.question or _("Ask the community."))
    said = [*(_quote(v, quotes, False) for v in one.prefers[:2]), *(_quote(v, quotes, True) for v in one.against[:1])]
    names = ", ".join(f"{v.label} ({number(v.share.authors)})" for v in one.mentions)
    return Part(
        code=one.code,
        name=one.name,
        base=ngettext("of {count} person who spoke of it", "of {count} people who spoke of it", one.base),
        lines=tuple(_line(v, one.code, client) for v in one.prefers),
        quotes=tuple(q for q in said if q is not None),
        mentions=_("Merely mentioned: {names}", names=names) if names else "",
        question="",
    )


def _line(value: Value, field: str, client: bool) -> Line:
    note = _(
        "{authors} of {base} people, {share}; between {low} and {high}",
        authors=number(value.share.authors),
        base=number(value.share.base),
        share=percent(value.share.value),
        low=percent(value.share.low),
        high=percent(value.share.high),
    )
    if value.last_at is not None:
        note = _("{note}; last said {day}", note=note, day=short_day(value.last_at.date()))
    return Line(value.label, value.share.value, value.share.low, value.share.high, note)


def _quote(value: Value, quotes: Quotes, is_against: bool) -> Said | None:
    for key in value.quotes:
        row = quotes.get(key)
        if row is not None:
            when = short_day(row["created_at"].date())
            return Said(
                text=str(row["text"]).strip()[:400],
                source=f"{channel_name(key[0])}, {when}",
                channel=key[0],
                conversation_id=str(row["conversation_id"]),
                message_id=key[1],
                is_against=is_against,
            )
    return None
