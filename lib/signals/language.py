"""Which language a message is in: the platform's word first, else py3langid among many languages.

The community's languages are likelier than the others we analyse, those likelier than the rest of the world; the
shorter the message, the more that weighs. What is clearly another language keeps its code and is not analysed.
"""

import functools
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from lib.settings import ROOT
from lib.signals.tokens import Tokens

LANGUAGES = ("en", "it", "fr", "de", "es", "pt")
"""The languages whose messages are analysed; in any other, signals read null."""

OTHERS = tuple(
    "ar bg ca cs da el et fa fi he hi hr hu id ja ko lt lv nl no pl ro ru sk sl sq sr sv th tr uk vi zh".split()
)
OURS_LEAD, ANALYSED_LEAD = 9.0, 6.0
"""What the community's languages, and the others we analyse, have ahead of the rest of the world, in log-odds."""
MOST_WORDS = 120
"""Words of a message that are looked at."""
MOST = 150_000
"""Words whose scores are kept; past them the table is begun anew, so that memory stays flat."""


_LONGEST_WORD = 60
USUAL = ROOT / "data" / "models" / "words.npz"
"""Log-odds of the usual words of each language in XED's lines; made by `lib.signals.train`."""


def platform_language(named: str | None) -> str | None:
    """The two-letter code in a platform's language field ("it", "en-GB", "pt_BR"); None where it names none."""
    if not named:
        return None
    code = named.strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def languages_of(batch: Sequence[Tokens], named: Sequence[str | None], languages: Sequence[str]) -> list[str | None]:
    """The language of each message: the platform's where it names one, else the likeliest; None without words."""
    unnamed = [tokens.words for tokens, name in zip(batch, named, strict=True) if not platform_language(name)]
    found = iter(_recogniser(tuple(languages)).languages(unnamed))
    return [platform_language(name) or next(found) for name in named]


def language_of(tokens: Tokens, languages: Sequence[str]) -> str | None:
    """The likeliest language of a message; None where there are no words."""
    return languages_of([tokens], [None], languages)[0]


class _Recogniser:
    """py3langid's model taken word by word (each word's scores are kept), with what training text says of words."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
        known = set(identifier.labels)
        identifier.set_languages([one for one in {*LANGUAGES, *OTHERS, *languages} if one in known])
        self._labels: list[str] = list(identifier.nb_classes)
        self._next, self._rows, self._out = identifier.tk_nextmove, identifier._rowbase, identifier.tk_output
        self._weights: NDArray[np.float32] = np.ascontiguousarray(identifier.nb_ptc)
        lead = [OURS_LEAD if one in languages else ANALYSED_LEAD if one in LANGUAGES else 0.0 for one in self._labels]
        self._first = np.asarray(identifier.nb_pc, dtype=np.float64) + np.array(lead)
        self._usual = usual_words()
        self._begin()

    def languages(self, messages: Sequence[list[str]]) -> list[str | None]:
        """The likeliest language of each list of words; None where there are none."""
        words = [word for message in messages for word in message[:MOST_WORDS]]
        lengths = np.array([min(len(message), MOST_WORDS) for message in messages], dtype=np.int64)
        spoken = np.flatnonzero(lengths)
        found: list[str | None] = [None] * len(messages)
        if not len(spoken):
            return found
        starts = (np.cumsum(lengths) - lengths)[spoken]
        scores = np.add.reduceat(self._scores(words), starts, axis=0) + self._first
        for at, best in zip(spoken.tolist(), scores.argmax(axis=1).tolist(), strict=True):
            found[at] = self._labels[best]
        return found

    def _begin(self) -> None:
        self._numbers: dict[str, int] = {}
        self._known = np.zeros((4096, len(self._labels)), dtype=np.float32)

    def _scores(self, words: list[str]) -> NDArray[np.float64]:
        if len(self._numbers) > MOST:
            self._begin()
        numbers = self._numbers
        for word in words:
            if word not in numbers:
                if len(numbers) >= len(self._known):
                    self._known = np.concatenate([self._known, np.zeros_like(self._known)])
                self._known[len(numbers)] = self._word(word)
                numbers[word] = len(numbers)
        return self._known[[numbers[word] for word in words]].astype(np.float64)

    def _word(self, word: str) -> NDArray[np.float64]:
        """The scores of one word, each language in its column."""
        state, met = 0, []
        following, rows, out = self._next, self._rows, self._out
        for letter in f" {word} "[:_LONGEST_WORD].encode("utf-8", "surrogatepass"):
            state = following[rows[state] + letter]
            feature = out[state]
            if feature >= 0:
                met.append(feature)
        scores = np.zeros(len(self._labels))
        if met:
            counts = Counter(met)
            numbers = np.log1p(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))
            scores += numbers @ self._weights[list(counts)]
        for language, odds in self._usual.get(word, {}).items():
            scores[self._labels.index(language)] += odds
        return scores


@functools.cache
def _recogniser(languages: tuple[str, ...]) -> _Recogniser:
    return _Recogniser(languages)


@functools.cache
def usual_words() -> dict[str, dict[str, float]]:
    """Usual words → language → how much likelier the word is in it than in the mean of all, in log-odds."""
    with np.load(USUAL) as stored:
        languages, rows = stored["languages"].tolist(), stored["odds"].astype(np.float64).tolist()
        return {
            word: dict(zip(languages, row, strict=True))
            for word, row in zip(stored["words"].tolist(), rows, strict=True)
        }
