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

from lib.signals.tokens import Tokens

LANGUAGES = ("en", "it", "fr", "de", "es", "pt")
"""The languages whose messages are analysed; in any other, signals read null."""

OTHERS = tuple(
    "ar bg ca cs da el et fa fi he hi hr hu id ja ko lt lv nl no pl ro ru sk sl sq sr sv th tr uk vi zh".split()
)
OURS_LEAD, ANALYSED_LEAD = 8.0, 6.0
"""What the community's languages, and the others we analyse, have ahead of the rest of the world, in log-odds."""
LONGEST = 600
"""Characters that are looked at."""


def platform_language(named: str | None) -> str | None:
    """The two-letter code in a platform's language field ("it", "en-GB", "pt_BR"); None where it names none."""
    if not named:
        return None
    code = named.strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def languages_of(batch: Sequence[Tokens], named: Sequence[str | None], languages: Sequence[str]) -> list[str | None]:
    """The language of each message: the platform's where it names one, else the likeliest; None without words."""
    recogniser = _recogniser(tuple(languages))
    return [
        platform_language(name) or (recogniser.language(tokens.words) if tokens.words else None)
        for tokens, name in zip(batch, named, strict=True)
    ]


def language_of(tokens: Tokens, languages: Sequence[str]) -> str | None:
    """The likeliest language of a message; None where there are no words."""
    return languages_of([tokens], [None], languages)[0]


class _Recogniser:
    """py3langid's model, its scores taken with a lead for some languages."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
        known = set(identifier.labels)
        identifier.set_languages([one for one in {*LANGUAGES, *OTHERS, *languages} if one in known])
        self._labels: list[str] = list(identifier.nb_classes)
        self._next, self._rows, self._out = identifier.tk_nextmove, identifier._rowbase, identifier.tk_output
        self._weights: NDArray[np.float32] = np.ascontiguousarray(identifier.nb_ptc)
        lead = [OURS_LEAD if one in languages else ANALYSED_LEAD if one in LANGUAGES else 0.0 for one in self._labels]
        self._first = np.asarray(identifier.nb_pc, dtype=np.float64) + np.array(lead)

    def language(self, words: list[str]) -> str | None:
        text = " ".join(words)[:LONGEST].encode("utf-8", "surrogatepass")
        state, met = 0, []
        following, rows, out = self._next, self._rows, self._out
        for letter in text:
            state = following[rows[state] + letter]
            feature = out[state]
            if feature >= 0:
                met.append(feature)
        if not met:
            return None
        counts = Counter(met)
        numbers = np.log1p(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))
        scores = numbers @ self._weights[list(counts)] + self._first
        return self._labels[int(scores.argmax())]


@functools.cache
def _recogniser(languages: tuple[str, ...]) -> _Recogniser:
    return _Recogniser(languages)
