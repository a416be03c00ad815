"""Patterns of words and phrases, compiled so that a message is read once whatever their number.

A pattern is one word or several, each written in one of three ways:

    consegna      this word and its other forms (consegne, consegnato): the same stem in its language
    =booking      exactly so
    ritard*       whatever begins so

`..` between two words leaves room for up to three others ("lost .. bag"), `...` for up to eight, as many as a title may
have ("euros ... a lot"). Accents count only in exact words, since people often leave them out. Each type of word is
looked up once and remembered, so that a message costs one dictionary look-up a word; phrases are tried only where
their first word stands.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import Stemmer

from lib.errors import EarshotError
from lib.signals.tokens import tokens_of
from lib.words import _

STEMMERS = {
    "en": "english",
    "it": "italian",
    "fr": "french",
    "de": "german",
    "es": "spanish",
    "pt": "portuguese",
}
"""The languages that patterns can be written in, and the name of their Snowball stemmer."""
ANY = "any"
"""Stands for all of them: words that are the same everywhere (app, e-book, wifi)."""
GAPS = {"..": 3, "...": 8}
"""How many words each may stand for at most."""
_REMEMBERED = 200_000
_LONGEST = 8


class BadPattern(EarshotError):
    """A pattern cannot be understood; the sentence says which and how to write it."""


class Hit(NamedTuple):
    """A pattern found: its label, and the words from `start` up to `end`, which is not one of them."""

    label: str
    start: int
    end: int


class _Part(NamedTuple):
    """One word of a pattern: how it is compared ("stem", "exact", "prefix", "gap") and with what."""

    how: str
    what: str


_Phrases = tuple[tuple[str, tuple[_Part, ...]], ...]


class _Entry(NamedTuple):
    """What a type of word says: the labels of patterns it fulfils alone, and phrases that may begin with it.

    The phrases are sorted by how their second word is compared, so that most of them are never tried.
    """

    labels: tuple[str, ...]
    by_stem: Mapping[str, _Phrases]
    by_exact: Mapping[str, _Phrases]
    others: _Phrases


class _Forms(NamedTuple):
    """A type of word as patterns see it."""

    exact: str
    folded: str
    stem: str


@dataclass
class Patterns:
    """Compiled patterns of one language: `Patterns(language, {label: [pattern, …]})`. Picklable; caches stay behind."""

    language: str
    written: Mapping[str, Iterable[str]]
    _starts: dict[str, dict[str, list[tuple[str, tuple[_Part, ...]]]]] = field(init=False, repr=False)
    _entries: dict[str, _Entry | None] = field(init=False, repr=False)
    _forms: dict[str, _Forms] = field(init=False, repr=False)
    _stemmer: Any = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.written = {label: tuple(patterns) for label, patterns in self.written.items()}
        self._compile()

    def __getstate__(self) -> dict[str, Any]:
        return {"language": self.language, "written": self.written}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.language, self.written = state["language"], state["written"]
        self._compile()

    def found(self, words: list[str]) -> list[Hit]:
        """Every pattern that these words fulfil, in the order of the words; of one label the longest at each place."""
        hits: list[Hit] = []
        entries = self._entries
        for place, word in enumerate(words):
            try:
                entry = entries[word]
            except KeyError:
                entry = self._entry(word)
            if entry is not None:
                self._take(entry, words, place, hits)
        return hits

    def _take(self, entry: _Entry, words: list[str], place: int, hits: list[Hit]) -> None:
        following = place + 1
        longest: dict[str, int] | None = None
        if following < len(words):
            forms = self._forms.get(words[following]) or self._seen(words[following])
            begun = (entry.others, entry.by_stem.get(forms.stem, ()), entry.by_exact.get(forms.exact, ()))
            for phrases in begun:
                for label, parts in phrases:
                    end = self._end(parts, words, following)
                    if not end:
                        continue
                    if longest is None:
                        longest = dict.fromkeys(entry.labels, following)
                    if end > longest.get(label, 0):
                        longest[label] = end
        if longest is None:
            for label in entry.labels:
                hits.append(Hit(label, place, following))
        else:
            for label, end in longest.items():
                hits.append(Hit(label, place, end))

    def _end(self, parts: tuple[_Part, ...], words: list[str], place: int) -> int:
        """Where the rest of a phrase ends that goes on at `place`; 0 where it does not."""
        for number, part in enumerate(parts):
            if part.how == "gap":
                rest = parts[number + 1 :]
                for skipped in range(GAPS[part.what] + 1):
                    end = self._end(rest, words, place + skipped)
                    if end:
                        return end
                return 0
            if place >= len(words) or not self._fits(part, words[place]):
                return 0
            place += 1
        return place

    def _fits(self, part: _Part, word: str) -> bool:
        forms = self._forms.get(word) or self._seen(word)
        if part.how == "stem":
            return part.what == forms.stem
        if part.how == "exact":
            return part.what == forms.exact
        return forms.folded.startswith(part.what)

    def _entry(self, word: str) -> _Entry | None:
        """Look a type of word up and remember it."""
        if len(self._entries) >= _REMEMBERED:
            self._entries.clear()
            self._forms.clear()
        forms = self._seen(word)
        found = [
            start
            for start in (
                self._starts["exact"].get(forms.exact),
                self._starts["stem"].get(forms.stem),
                *(self._starts["prefix"].get(forms.folded[:length]) for length in range(2, len(forms.folded) + 1)),
            )
            if start is not None
        ]
        entry = _entry_of(found) if found else None
        self._entries[word] = entry
        return entry

    def _seen(self, word: str) -> _Forms:
        stem = folded(self._stemmer.stemWord(word)) if self._stemmer else folded(word)
        forms = _Forms(word, folded(word), stem)
        self._forms[word] = forms
        return forms

    def _compile(self) -> None:
        name = STEMMERS.get(self.language)
        self._stemmer = Stemmer.Stemmer(name) if name else None
        self._entries, self._forms = {}, {}
        self._starts = {"exact": {}, "stem": {}, "prefix": {}}
        for label, patterns in self.written.items():
            for pattern in patterns:
                first, *rest = self._parts(pattern)
                self._starts[first.how].setdefault(first.what, []).append((label, tuple(rest)))

    def _parts(self, pattern: str) -> list[_Part]:
        parts: list[_Part] = []
        for piece in pattern.split():
            if piece in GAPS:
                parts.append(_Part("gap", piece))
                continue
            how = "exact" if piece.startswith("=") else "prefix" if piece.endswith("*") else "stem"
            words = tokens_of(piece.strip("=*")).words
            if not words:
                raise BadPattern(_("«{pattern}» is no pattern: «{piece}» holds no word.", pattern=pattern, piece=piece))
            for word in words[:-1]:  # what a text is parted at parts here too: c'è, wi-fi
                parts.append(_Part("exact", word))
            last = words[-1]
            if how == "stem":
                parts.append(_Part("stem", self._seen(last).stem))
            else:
                parts.append(_Part(how, last if how == "exact" else folded(last)))
        self._check(pattern, parts)
        return parts

    def _check(self, pattern: str, parts: list[_Part]) -> None:
        if not parts or parts[0].how == "gap" or parts[-1].how == "gap":
            raise BadPattern(_("«{pattern}» is no pattern: it must begin and end with a word.", pattern=pattern))
        if any(one.how == other.how == "gap" for one, other in zip(parts, parts[1:], strict=False)):
            raise BadPattern(_("«{pattern}» is no pattern: write .. once between two words.", pattern=pattern))
        if len(parts) > _LONGEST:
            raise BadPattern(
                _("«{pattern}» is too long a pattern: {most} words are the most.", pattern=pattern, most=_LONGEST)
            )
        if any(part.how == "prefix" and len(part.what) < 2 for part in parts):
            raise BadPattern(_("«{pattern}» says too little: give two letters or more before the *.", pattern=pattern))


def _entry_of(starts: list[list[tuple[str, tuple[_Part, ...]]]]) -> _Entry:
    labels: dict[str, None] = {}
    sorted_by: dict[str, dict[str, list[tuple[str, tuple[_Part, ...]]]]] = {"stem": {}, "exact": {}}
    others: list[tuple[str, tuple[_Part, ...]]] = []
    for label, rest in (one for start in starts for one in start):
        if not rest:
            labels[label] = None
        elif rest[0].how in sorted_by:
            sorted_by[rest[0].how].setdefault(rest[0].what, []).append((label, rest))
        else:
            others.append((label, rest))
    stems, exacts = ({what: tuple(found) for what, found in sorted_by[how].items()} for how in ("stem", "exact"))
    return _Entry(tuple(labels), stems, exacts, tuple(others))


def folded(word: str) -> str:
    """The word without its accents: perché → perche."""
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
