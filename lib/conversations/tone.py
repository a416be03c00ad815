"""Tone fit: how far a draft is from the way the community speaks now.

Cross-entropy of the draft under a bigram model of the members' recent messages, less the mean of the members' own,
in their standard deviations (after C. Danescu-Niculescu-Mizil et al., No Country for Old Members, WWW 2013).
Bigrams are mixed with single words (Jelinek and Mercer, 1980), and a word never seen is as rare as one seen a tenth
of a time: the models of nltk pool such words into one, which makes gibberish the likeliest text of all.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lib.signals.tokens import tokens_of

LEAST_MESSAGES = 200
"""Messages of members under which no tone is known."""
_UNSEEN = 0.1
_OF_BIGRAMS = 0.5
_HELD_OUT = 5
_LEAST_WORDS = 4


@dataclass(frozen=True)
class ToneFit:
    """`distance`: standard deviations from the members' mean, more is stranger; `strange`: words nobody here uses."""

    distance: float
    strange: tuple[str, ...]


@dataclass(frozen=True)
class Tone:
    """The community's way of speaking one language."""

    single: Counter[str]
    pairs: Counter[tuple[str, str]]
    total: int
    mean: float
    spread: float

    @classmethod
    def learned(cls, texts: Sequence[str]) -> "Tone | None":
        """From members' messages; every fifth is held out to measure their own spread. None where there are too few."""
        said = [words for words in map(_words, texts) if len(words) >= _LEAST_WORDS]
        if len(said) < LEAST_MESSAGES:
            return None
        taught = [words for place, words in enumerate(said) if place % _HELD_OUT]
        single = Counter(word for words in taught for word in ("", *words))
        pairs = Counter(pair for words in taught for pair in pairwise(("", *words)))
        model = cls(single, pairs, sum(single.values()) - single[""], 0.0, 1.0)
        found = np.array([model.entropy(words) for words in said[::_HELD_OUT]])
        return cls(single, pairs, model.total, float(found.mean()), max(float(found.std()), 0.1))

    def fit(self, draft: str) -> ToneFit | None:
        """How a draft fits; None under four words, which is too little to say."""
        words = _words(draft)
        if len(words) < _LEAST_WORDS:
            return None
        strange = [word for word in dict.fromkeys(words) if word not in self.single and len(word) > 2]
        return ToneFit((self.entropy(words) - self.mean) / self.spread, tuple(strange[:5]))

    def entropy(self, words: Sequence[str]) -> float:
        """Bits a word."""
        unseen = _UNSEEN * (len(self.single) + 1)
        bits = 0.0
        for before, word in pairwise(("", *words)):
            alone = (self.single[word] + _UNSEEN) / (self.total + unseen)
            after = self.pairs[before, word] / self.single[before] if self.single[before] else 0.0
            bits -= math.log2(_OF_BIGRAMS * after + (1 - _OF_BIGRAMS) * alone)
        return bits / len(words)


def _words(text: str) -> list[str]:
    found = tokens_of(text)
    return [*found.words, *found.emoji]
