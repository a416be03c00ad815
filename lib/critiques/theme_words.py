"""What themes are called and how they sound: their telling words, a readable name, typical quotes.

A name a person gave wins; else an aspect's own name in the language in force, with the words that tell this theme
from the others; a theme of no aspect is called by its words. Words are shown only where several people said them.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from lib.critiques.theme_registry import Theme
from lib.critiques.vectors import words_said
from lib.signals.taxonomy import Taxonomy
from lib.words import _

SAMPLE = 120
"""How many typical critiques of each theme are read for its words."""
_PEOPLE = 3
_MOST_WORDS = 8
_IN_NAME = 2


@dataclass(frozen=True)
class Quote:
    """Somebody's words and where they stand."""

    channel: str
    message_id: str
    text: str


@dataclass(frozen=True)
class Voice:
    """How a theme sounds: its telling words, the most telling first, and its typical quotes."""

    words: tuple[str, ...]
    quotes: tuple[Quote, ...]


def voices(sample: pd.DataFrame, quotes: int = 5) -> dict[str, Voice]:
    """By theme; `sample` has theme_id, channel, message_id, author_id, text, language, the most typical first."""
    said = {
        at: dict((feature, word) for word, feature in words_said(text, language if isinstance(language, str) else None))
        for at, (text, language) in enumerate(zip(sample.text, sample.language, strict=True))
    }
    places: dict[str, list[int]] = {}
    for at, theme_id in enumerate(sample.theme_id):
        places.setdefault(str(theme_id), []).append(at)
    everywhere = Counter(feature for found in said.values() for feature in found)
    authors = list(sample.author_id)
    texts = [Quote(*said) for said in zip(sample.channel, sample.message_id, sample.text, strict=True)]
    found = {}
    for theme_id, mine in places.items():
        telling = _telling([(said[at], authors[at]) for at in mine], everywhere, len(said))
        found[theme_id] = Voice(tuple(telling), tuple(texts[at] for at in mine[:quotes]))
    return found


def theme_name(theme: Theme | None, words: Sequence[str], taxonomy: Taxonomy, language: str) -> str:
    """What a theme is called in this language."""
    if theme is None:
        return _("Without a theme")
    if theme.name:
        return theme.name
    aspect = taxonomy.by_id.get(theme.aspect)
    told = ", ".join(words[:_IN_NAME])
    if aspect is None:
        return _capital(told or theme.aspect.replace("_", " ")) or _("Without a name")
    return f"{aspect.name(language)}: {told}" if told else aspect.name(language)


def names(themes: Mapping[str, Theme], found: Mapping[str, Voice], taxonomy: Taxonomy, language: str) -> dict[str, str]:
    """What each theme is called; two of one name are told apart by a number."""
    taken: Counter[str] = Counter()
    called: dict[str, str] = {}
    for theme_id, theme in themes.items():
        words = found[theme_id].words if theme_id in found else ()
        name = theme_name(theme, words, taxonomy, language)
        taken[name] += 1
        called[theme_id] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    return called


def _telling(mine: Sequence[tuple[Mapping[int, str], object]], everywhere: Counter[int], total: int) -> list[str]:
    """The words that tell these critiques from the others: share here times the logarithm of the lift."""
    here: Counter[int] = Counter()
    people: dict[int, set[object]] = {}
    forms: dict[int, Counter[str]] = {}
    for found, author in mine:
        for feature, word in found.items():
            here[feature] += 1
            people.setdefault(feature, set()).add(author)
            forms.setdefault(feature, Counter())[word] += 1
    scores = {
        feature: (count / len(mine)) * math.log((count / len(mine)) / (everywhere[feature] / total) + 1)
        for feature, count in here.items()
        if len(people[feature]) >= min(_PEOPLE, len({author for _found, author in mine}))
    }
    best = sorted(scores, key=lambda feature: (-scores[feature], feature))[:_MOST_WORDS]
    return [min(forms[feature], key=lambda word: (-forms[feature][word], word)) for feature in best]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
