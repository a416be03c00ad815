"""Why a label is what it is: the words of the message that made it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lib.signals.patterns import STEMMERS, Hit
from lib.signals.reasons import reasons
from lib.signals.rules import critique_evidence, found_in, is_ironical
from lib.signals.taxonomy import Taxonomy, shipped_taxonomy
from lib.signals.tokens import Tokens, tokens_of

_FORMS = {"tu": ("tu",), "lei": ("lei",), "voi": ("voi",), "informal": ("tu",), "formal": ("lei",)}


@dataclass(frozen=True)
class Why:
    """Words by label, in the order of the message, as they were read (lower case, links and handles left out)."""

    aspects: dict[str, tuple[str, ...]] = field(default_factory=dict)
    intents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    formality: tuple[str, ...] = ()
    warmth: tuple[str, ...] = ()
    is_ironic: bool = False
    sentiment: tuple[str, ...] = ()
    heat: tuple[str, ...] = ()


def why(
    text: str,
    language: str | None,
    formality: str | None = None,
    taxonomy: Taxonomy | None = None,
    sentiment: str | None = None,
) -> Why:
    """The words behind each label; nothing where the language is not analysed.

    `formality`, `sentiment`: the labels in force where they are known.
    """
    if language not in STEMMERS:
        return Why()
    tokens = tokens_of(text)
    found = found_in(tokens, language, taxonomy or shipped_taxonomy())
    evidence = [hit for hits in critique_evidence(found).values() for hit in hits]
    intents = {
        "critique": _words(tokens, evidence),
        "praise": _words(tokens, found.cues.get("praise", ())),
        "question": _words(tokens, found.cues.get("question", ())) + (("?",) if tokens.questions else ()),
        "request": _words(tokens, [*found.cues.get("request", ()), *found.cues.get("modal", ())]),
    }
    mood = reasons(tokens, language, sentiment)
    forms = [hit for form in _FORMS.get(formality or "", ()) for hit in found.cues.get(form, ())]
    return Why(
        {aspect: _words(tokens, hits) for aspect, hits in found.aspects.items()},
        intents,
        _words(tokens, forms),
        _words(tokens, found.cues.get("warm", ())),
        is_ironical(tokens, found),
        mood.sentiment,
        mood.heat,
    )


def _words(tokens: Tokens, hits: Iterable[Hit]) -> tuple[str, ...]:
    places = sorted((hit.start, hit.end) for hit in hits)
    return tuple(dict.fromkeys(" ".join(tokens.words[start:end]) for start, end in places))
