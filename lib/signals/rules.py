"""What rules hear in a message whose sentiment is known: intents, critique, aspects, form of address, warmth.

A **critique** is what the brand could act on: negative and about an aspect, or a stated lack, failure or wish. The
evidence is summed in log-odds (`_CRITIQUE`), the same round numbers for every language and kind of text, set by hand
with an eye on precision and recall over all kinds together, and fitted to none.
"""

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import yaml

from lib.schema import INTENTS
from lib.settings import ROOT
from lib.signals.patterns import STEMMERS, Hit, Patterns
from lib.signals.taxonomy import Taxonomy
from lib.signals.tokens import Tokens

CUES = ROOT / "data" / "cues.yaml"
_CUE = "~"
_COMPILED: dict[tuple[str, str], Patterns] = {}
_MOST_COMPILED = 64
_EDITION = 1
"""Raised when what the rules hear changes by code alone."""
_FURTHER = 0.35
"""What each further word of a phrase adds to its weight."""
_CRITIQUE = {
    "start": -0.4,
    "calm": -1.6,
    "aspect": 1.2,
    "failure": 1.9,
    "further": 0.4,
    "span": 0.6,
    "denied": 0.5,
    "wish": 1.6,
    "irony": 1.0,
    "ours": -1.2,
    "praise": -0.5,
}
_IRONY_MARKS = frozenset("🙄🤡😒🙃🤦🤷👎😤")
_IRONY_WORDS = frozenset(("sarcasm", "sarcastic", "irony", "ironia", "ironie", "ironía", "sarcasmo", "ironico"))
_HEARTS = frozenset("❤♥💕💖💗💙💚💛💜🖤🤍🧡🤎💞💓💘💝🥰😍😘🤗🙏🌹💐☺😊😻🫶")
_FORMAL_CAPITALS = {
    "it": re.compile(r"(?<=[^\W\dA-ZÀ-Ö] |[,;] )(?:Lei|Suo|Sua|Suoi|Sue)\b|\b[a-z]{3,}(?:rLa|rLe)\b"),
    "de": re.compile(r"(?<=[^\W\d_] |[,;] )(?:Sie|Ihnen|Ihr|Ihre|Ihren|Ihrem|Ihrer)\b"),
}


class Rules(NamedTuple):
    """What the rules hear. `aspects`: the weightiest first; `formality`: null where the text shows none."""

    intents: list[str]
    is_critique: bool
    aspects: list[str]
    formality: str | None
    warmth: float


@dataclass(frozen=True)
class Found:
    """The patterns that a message fulfils: of aspects and of cues, each with its place among the words."""

    aspects: Mapping[str, list[Hit]]
    cues: Mapping[str, list[Hit]]


@cache
def rules_version() -> str:
    """Eight digits that differ where cues or weights differ."""
    said = f"{CUES.read_text('utf-8')}{sorted(_CRITIQUE.items())}{_EDITION}"
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def heard_rules(
    tokens: Tokens, language: str | None, probabilities: tuple[float, float, float], taxonomy: Taxonomy
) -> Rules | None:
    """Intents, critique, aspects, formality and warmth of a message; None in a language that is not analysed.

    `probabilities`: of negative, neutral and positive, as the sentiment model gives them (a correction: 0 and 1).
    """
    if language not in STEMMERS:
        return None
    found = found_in(tokens, language, taxonomy)
    negative, _, positive = probabilities
    aspects = _ranked(found.aspects, taxonomy)
    cues = found.cues
    is_ironic = is_ironical(tokens, found)
    is_critique = _critique_score(negative, positive, found, is_ironic=is_ironic) > 0
    intents = {
        "critique": is_critique,
        "question": _asks(tokens, cues),
        "request": _requests(tokens, cues),
    }
    if not is_critique and not is_ironic:  # thanks that come with a question are manners
        is_thanked = "praise" in cues and positive > negative and not intents["question"] and not intents["request"]
        intents["praise"] = positive > 0.5 or is_thanked
    said = [name for name in INTENTS if intents.get(name)]
    return Rules(
        said or ["other"],
        is_critique,
        aspects,
        _formality(tokens, language, cues),
        _warmth(tokens, cues, negative),
    )


def found_in(tokens: Tokens, language: str, taxonomy: Taxonomy) -> Found:
    """The patterns of aspects and cues that a message fulfils."""
    aspects: dict[str, list[Hit]] = {}
    cues: dict[str, list[Hit]] = {}
    for hit in _patterns(taxonomy, language).found(tokens.words):
        if hit.label[0] == _CUE:
            cues.setdefault(hit.label[1:], []).append(hit)
        else:
            aspects.setdefault(hit.label, []).append(hit)
    return Found(aspects, cues)


def is_ironical(tokens: Tokens, found: Found) -> bool:
    """Whether marks show that praise is not meant: 🙄, "#sarcasm", or thanks beside a failure."""
    if not _IRONY_MARKS.isdisjoint(tokens.emoji) or not _IRONY_WORDS.isdisjoint(tokens.words):
        return True
    return "failure" in found.cues and "praise" in found.cues and "ours" not in found.cues


def critique_evidence(found: Found) -> dict[str, list[Hit]]:
    """What speaks for a critique besides the sentiment: failures, wishes and aspects, with their places."""
    return {name: found.cues[name] for name in ("failure", "wish") if name in found.cues}


def _patterns(taxonomy: Taxonomy, language: str) -> Patterns:
    key = (taxonomy.digest, language)
    if key not in _COMPILED:
        if len(_COMPILED) >= _MOST_COMPILED:
            _COMPILED.clear()
        cues = {f"{_CUE}{cue}": by_language.get(language, ()) for cue, by_language in _cues().items()}
        _COMPILED[key] = Patterns(language, {**taxonomy.written_for(language), **cues})
    return _COMPILED[key]


@cache
def _cues() -> dict[str, dict[str, list[str]]]:
    quick = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as quick; not every build of the library has it
    read: dict[str, dict[str, list[str]]] = yaml.load(CUES.read_text("utf-8"), Loader=quick)
    return read


def _ranked(found: Mapping[str, list[Hit]], taxonomy: Taxonomy) -> list[str]:
    if len(found) < 2:
        return list(found)
    weights = taxonomy.weights
    scores = {
        aspect: weights[aspect] * sum(1 + _FURTHER * (hit.end - hit.start - 1) for hit in hits)
        for aspect, hits in found.items()
    }
    return sorted(scores, key=lambda aspect: -scores[aspect])


def _critique_score(negative: float, positive: float, found: Found, *, is_ironic: bool) -> float:
    """Log-odds that the brand is told of something it could act on."""
    cues, weigh = found.cues, _CRITIQUE
    score = weigh["start"] + math.log((negative + 0.02) / (1.02 - negative))
    if positive < 0.5:  # what failed may be said without any feeling
        score = max(score, weigh["start"] + weigh["calm"])
    if found.aspects:
        score += weigh["aspect"]
    if "failure" in cues:
        score += weigh["failure"] + weigh["further"] * min(len(cues["failure"]) - 1, 2)
    for cue in ("wish", "span", "denied"):
        if cue in cues:
            score += weigh[cue]
    if is_ironic:
        return score + weigh["irony"]
    if "ours" in cues:
        score += weigh["ours"]
    if "praise" in cues:
        score += weigh["praise"]
    return score


def _asks(tokens: Tokens, cues: Mapping[str, list[Hit]]) -> bool:
    if tokens.questions:
        return bool(tokens.words)
    return any(hit.end - hit.start > 1 for hit in cues.get("question", ()))


def _requests(tokens: Tokens, cues: Mapping[str, list[Hit]]) -> bool:
    return "request" in cues or ("modal" in cues and tokens.questions > 0)


def _formality(tokens: Tokens, language: str, cues: Mapping[str, list[Hit]]) -> str | None:
    tu, lei, voi = (len(cues.get(form, ())) for form in ("tu", "lei", "voi"))
    capitals = _FORMAL_CAPITALS.get(language)
    if capitals:
        formal = len(capitals.findall(tokens.raw[:2000]))
        lei += 2 * formal
        if formal and language == "de":
            tu = 0 if tu <= formal else tu  # "Ihr" in capitals is nobody's du
    if language == "it":
        best = max(2 * lei, voi, tu)
        if not best:
            return None
        return "lei" if best == 2 * lei else "voi" if best == voi else "tu"
    if tu == lei:
        return None
    return "informal" if tu > lei else "formal"


def _warmth(tokens: Tokens, cues: Mapping[str, list[Hit]], negative: float) -> float:
    """Thanks, greetings and affection, 0 to 1, less where the message is negative all the same."""
    said = 0.7 * len(cues.get("warm", ())) + 0.2 * len(cues.get("praise", ()))
    if tokens.emoji:
        said += 0.5 * sum(1 for sign in tokens.emoji if sign in _HEARTS or sign in ("<3", ":)", ":-)", ":d", "^^"))
    if said:
        said += 0.15 * min(tokens.exclamations + tokens.elongated, 3)
    return round((1 - math.exp(-said)) * (1 - 0.8 * negative), 4) if said else 0.0
