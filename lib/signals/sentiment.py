"""Sentiment and heat of messages by the shipped model: weights from data/models, made by `lib.signals.train`.

English: the features of `mood` and two n-gram models (polarity; mood or none). Other languages: the same weights on
the same features, tilted by an n-gram model of their own. Heat: the mean of an insult model and an anger model.
"""

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lib.settings import ROOT
from lib.signals.lexicons import FOLDER, lexicon
from lib.signals.mood import Laid, Numbers, features, laid
from lib.signals.ngrams import NGrams
from lib.signals.tokens import Tokens
from lib.signals.wordtable import WordTable

MODEL = ROOT / "data" / "models" / "ear.npz"
CLIP = 4.0
MAKE = "3"
"""Raised with any change of code that can change a label."""


@dataclass(frozen=True)
class Moods:
    """What was heard in a batch of one language, a row a message. `probabilities`: negative, neutral, positive."""

    probabilities: Numbers
    heat: Numbers
    flat: Laid
    features: Numbers

    @property
    def polarity(self) -> Numbers:
        """Probability of positive less that of negative, -1 to 1."""
        return np.asarray(self.probabilities[:, 2] - self.probabilities[:, 0])

    @property
    def log_probabilities(self) -> Numbers:
        """Natural logarithms of the probabilities."""
        return np.asarray(np.log(np.maximum(self.probabilities, 1e-6)))


class Listener:
    """The model of one language."""

    def __init__(self, language: str, weights: dict[str, NDArray[np.float64]], ngrams: NGrams) -> None:
        self.language = language
        self._weights = weights
        self._ngrams = ngrams
        self._lexicon = lexicon(language)
        self._table = WordTable(language, ngrams.width, ngrams.known)

    @property
    def threshold(self) -> float:
        """The probability of the best label under which it is uncertain."""
        return float(self._weights["threshold"])

    def hear(self, batch: Sequence[Tokens]) -> Moods:
        """The moods of these messages; each as if it were alone."""
        flat = laid(batch, self._lexicon, self._table)
        raw = features(batch, flat)
        own = self._ngrams.scores(flat, len(batch))
        of = self._weights
        standard = clipped(raw, of["means"], of["deviations"])
        scores = clipped(own, of["score_means"], of["score_deviations"])
        silent = np.diff(flat.starts) == 0
        scores[silent] = 0.0
        logits = np.zeros((len(batch), 3))
        logits[:, [0, 2]] = np.column_stack([standard, scores]) @ of["sentiment"].T + of["sentiment_intercepts"]
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        heat = np.column_stack([standard, scores]) @ of["heat"] + of["heat_intercept"]
        return Moods(np.asarray(odds / odds.sum(axis=1, keepdims=True)), 1 / (1 + np.exp(-heat)), flat, raw)


def clipped(values: Numbers, means: Numbers, deviations: Numbers) -> Numbers:
    """Standardised, and no further out than CLIP."""
    return np.asarray(np.clip((values - means) / deviations, -CLIP, CLIP))


@functools.cache
def listener(language: str) -> Listener:
    """The listener of that language, with the shipped weights."""
    with np.load(MODEL) as stored:
        weights = {
            name.removeprefix(f"{language}_"): stored[name].astype(np.float64)
            for name in stored.files
            if name.startswith(f"{language}_") and not name.endswith("_ngrams")
        }
        return Listener(language, weights, NGrams(stored[f"{language}_ngrams"], weights["ngram_intercepts"]))


@functools.cache
def model_version() -> str:
    """A short digest of the weights, the lexicons and the make: it changes with what can change a label."""
    digest = hashlib.sha256(MAKE.encode())
    for file in (MODEL, *sorted(FOLDER.iterdir())):
        digest.update(file.read_bytes())
    return f"{MAKE}.{digest.hexdigest()[:8]}"
