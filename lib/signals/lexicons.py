"""The lexicons that ship in data/lexicons: valences of words and phrases, cues, negations; a lexicon per language.

`<language>.txt` is our own list by groups; `afinn-`, `vader-` and `pattern-<language>.tsv` are others' (word, tab,
valence; the first line names author and licence). Valences run from -4 to +4.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import Stemmer

from lib.settings import ROOT
from lib.signals.tokens import tokens_of

FOLDER = ROOT / "data" / "lexicons"
SOURCES = ("hand", "afinn", "vader", "pattern")
CUES = ("complaint", "praise", "irony", "hostile")
_TWICE = re.compile(r"(.)\1+")
_STEMMERS = {"en": "english", "it": "italian", "fr": "french", "de": "german", "es": "spanish", "pt": "portuguese"}


@dataclass(frozen=True)
class Phrase:
    """Two or more words in a row: their valence (None: no mood of their own) in a source, or the group they are in."""

    words: tuple[str, ...]
    source: str
    group: str
    valence: float | None


@dataclass(frozen=True)
class Lexicon:
    """What is known of one language. `valences`: source → word → valence; `groups`: name → words; `phrases`: by head.

    `stems`: source → stem → mean valence, where all words of a stem agree.
    """

    language: str
    valences: dict[str, dict[str, float]]
    stems: dict[str, dict[str, float]]
    groups: dict[str, frozenset[str]]
    phrases: dict[str, tuple[Phrase, ...]]

    def valence(self, source: str, word: str) -> float | None:
        """The word's valence in that source: as it stands, or without accents, or by its stem; None: not in it."""
        known = self.valences.get(source)
        if not known:
            return None
        for form in _forms(word):
            if form in known:
                return known[form]
        return self.stems[source].get(stem(self.language, word))


@functools.lru_cache(maxsize=65_536)
def stem(language: str, word: str) -> str:
    """The word's stem (Snowball)."""
    return str(_stemmer(language).stemWord(word))


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of that language, read once."""
    valences: dict[str, dict[str, float]] = {source: {} for source in SOURCES}
    groups: dict[str, set[str]] = {}
    phrases: dict[tuple[str, ...], list[Phrase]] = {}
    for source, group, entry in _entries(language):
        words = tuple(tokens_of(entry).words)
        valence = float(group) if group[0] in "+-" else None
        if len(words) > 1:
            phrases.setdefault(words, []).append(Phrase(words, source, group, valence))
        elif words and valence is not None:
            valences[source].setdefault(words[0], valence)
        elif words:
            groups.setdefault(group, set()).add(words[0])
    by_head: dict[str, list[Phrase]] = {}
    for words in sorted(phrases, key=lambda found: (-len(found), found)):
        by_head.setdefault(words[0], []).extend(phrases[words])
    return Lexicon(
        language,
        valences,
        {source: _stems(language, known) for source, known in valences.items()},
        {name: frozenset(words) for name, words in groups.items()},
        {head: tuple(found) for head, found in by_head.items()},
    )


@functools.cache
def emoji_valences() -> dict[str, float]:
    """The valence of each emoji and emoticon that has one."""
    return {
        sign: float(group) for group, line in _groups(FOLDER / "emoji.txt") if group[0] in "+-" for sign in line.split()
    }


def _entries(language: str) -> Iterator[tuple[str, str, str]]:
    for group, line in _groups(FOLDER / f"{language}.txt"):
        for entry in line.split(","):
            yield "hand", group, entry
    for source in SOURCES[1:]:
        file = FOLDER / f"{source}-{language}.tsv"
        if file.exists():
            for line in file.read_text("utf-8").splitlines()[1:]:
                entry, valence = line.split("\t")
                yield source, valence if valence.startswith("-") else f"+{valence}", entry


def _groups(file: Path) -> Iterator[tuple[str, str]]:
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            group, _, rest = line.partition(": ")
            yield group, rest


@functools.lru_cache(maxsize=64)
def _forms(word: str) -> tuple[str, ...]:
    """The word as it stands, without accents, and with no letter said twice."""
    forms = [word]
    if not word.isascii():
        forms.append("".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)))
    once = _TWICE.sub(r"\1", word)
    return (*forms, once) if once != word else tuple(forms)


def _stems(language: str, valences: dict[str, float]) -> dict[str, float]:
    """Mean valence of each stem whose words all agree in sign."""
    found: dict[str, list[float]] = {}
    for word, valence in valences.items():
        if len(word) > 3:
            found.setdefault(stem(language, word), []).append(valence)
    return {root: sum(values) / len(values) for root, values in found.items() if min(values) > 0 or max(values) < 0}


@functools.cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    stemmer = Stemmer.Stemmer(_STEMMERS[language])
    stemmer.maxCacheSize = 0
    return stemmer
