"""The answer desk's checks of a draft: each says what it found and what to change; none forbids anything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from lib.conversations.tone import Tone
from lib.words import N_, _, number

FAR = 3.0
"""Standard deviations from the members' own way of speaking, from which a draft reads like a stranger's."""
HEATED = 0.35
_FORMS = {
    "tu": N_("tu"),
    "lei": N_("Lei"),
    "voi": N_("voi"),
    "informal": N_("informal"),
    "formal": N_("formal"),
}
_PROMISE = re.compile(
    r"\b(?:entro (?:\w+ ){1,3}\w+|domani|stasera|dopodomani|(?:luned|marted|mercoled|gioved|venerd)ì|(?:la )?prossima"
    r" settimana|garanti\w+|promett\w+|assicur\w+|rimbors(?:eremo|iamo)|sped(?:iremo|iamo)|vi faremo sapere"
    r"|by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|next week|the end of \w+)"
    r"|within \w+ \w+|tomorrow|next week|guarantee\w*|promis\w+|we(?:'ll| will) \w+"
    r"|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[^.!?\n]{4,200}\?")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True)
class Check:
    """One check: its name, whether it holds, what was found, and what to change ("" where it holds)."""

    name: str
    holds: bool
    found: str
    change: str = ""


@dataclass(frozen=True)
class Heard:
    """What the ear says of the draft, as far as the desk needs it: 0–1 heat, and a form of address or none."""

    heat: float | None
    formality: str | None


@dataclass(frozen=True)
class Lengths:
    """Our replies' length in characters: how many, and the usual range."""

    replies: int
    low: float
    high: float


def checks(draft: str, heard: Heard, messages: pd.DataFrame, tone: Tone | None, lengths: Lengths) -> Iterator[Check]:
    """The checks of a draft that answers the conversation of these messages (rows of `thread_messages`)."""
    theirs = messages[~messages.is_brand.astype(bool)]
    yield _tone(draft, tone)
    address = _address(heard, theirs)
    if address:
        yield address
    yield _heat(heard)
    yield from _questions(draft, theirs)
    promises = _promises(draft)
    if promises:
        yield promises
    length = _length(draft, lengths)
    if length:
        yield length


def _tone(draft: str, tone: Tone | None) -> Check:
    name = _("Tone of the community")
    fit = tone.fit(draft) if tone else None
    if fit is None:
        return Check(name, True, _("Too little to say."))
    if fit.distance < FAR:
        return Check(name, True, _("It reads as people speak here."))
    strange = ", ".join(f"«{word}»" for word in fit.strange)
    change = _("Say it in their words.") if not strange else _("Nobody here says {words}.", words=strange)
    found = _(
        "It reads like a stranger's: {distance} standard deviations from how members write.",
        distance=number(fit.distance, 1),
    )
    return Check(name, False, found, change)


def _address(heard: Heard, theirs: pd.DataFrame) -> Check | None:
    """Whoever is answered sets the form; where they show none, the thread does."""
    waiting = theirs[theirs.is_waiting.astype(bool)].formality.dropna()
    shown = waiting if len(waiting) else theirs.formality.dropna()
    if shown.empty or heard.formality is None:
        return None
    wanted = str(shown.mode().iloc[0])
    said, here = _(_FORMS[heard.formality]), _(_FORMS[wanted])
    name = _("Form of address")
    if heard.formality == wanted:
        return Check(name, True, _("{form}, as they do.", form=said))
    return Check(
        name, False, _("The draft says {form}, they say {other}.", form=said, other=here), _("Use {form}.", form=here)
    )


def _heat(heard: Heard) -> Check:
    name = _("Heat of the draft")
    if heard.heat is None or heard.heat < HEATED:
        return Check(name, True, _("Calm."))
    return Check(
        name,
        False,
        _("It could sound hostile ({heat}).", heat=number(heard.heat, 2)),
        _("Take the edge off, or sleep on it."),
    )


def _questions(draft: str, theirs: pd.DataFrame) -> Iterator[Check]:
    """Questions of those who wait that no word of the draft touches."""
    said = {word.lower()[:5] for word in _WORD.findall(draft)}
    for text in theirs[theirs.is_waiting.astype(bool)].text.tail(3):
        for question in _QUESTION.findall(str(text))[:2]:
            asked = {word.lower()[:5] for word in _WORD.findall(question)}
            if asked and not asked & said:
                yield Check(
                    _("Unanswered question"), False, f"«{question.strip()}»", _("Answer it, or say when you will.")
                )


def _promises(draft: str) -> Check | None:
    found = list(dict.fromkeys(match.group().strip() for match in _PROMISE.finditer(draft)))
    if not found:
        return None
    said = ", ".join(f"«{promise}»" for promise in found[:4])
    return Check(_("Promises and dates"), False, said, _("Make sure that somebody keeps it: note who, and by when."))


def _length(draft: str, lengths: Lengths) -> Check | None:
    size = len(draft.strip())
    if lengths.replies < 30 or not size:
        return None
    name = _("Length")
    found = _(
        "{count} characters; ours usually have {low} to {high}.",
        count=number(size),
        low=number(lengths.low),
        high=number(lengths.high),
    )
    if size > 1.5 * lengths.high:
        return Check(name, False, found, _("Shorten it."))
    if size < 0.5 * lengths.low:
        return Check(name, False, found, _("It may read as curt: add a word."))
    return Check(name, True, found)
