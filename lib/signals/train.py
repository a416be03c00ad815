"""`python -m lib.signals.train`: makes data/models/ear.npz from openly licensed text alone, in some minutes.

It reads ../shared/data/training (GoEmotions, XED, Davidson) and data/lexicons, never a file that we measure on.
"""

import sys
from collections import Counter

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from lib.signals.fitting import fitted_grams, fitted_heat, fitted_moods, gram_counts, mood_features, out_of_fold
from lib.signals.language import LANGUAGES, USUAL
from lib.signals.mood import FEATURES, Numbers
from lib.signals.sentiment import MODEL, clipped, listener
from lib.signals.tokens import tokens_of
from lib.signals.training_text import (
    Emotions,
    angry_lines,
    go_emotions,
    insults,
    lines_in,
    plain_lines,
    polar_lines,
)

SIZE = {"en": 1 << 17}
OTHER_SIZE = 1 << 16
CARRIED = 0.8
"""How much of an n-gram model's weight is kept: it knows its training text better than others'."""
TILT = 0.3
"""Logits by which one deviation of another language's own polarity model moves a message."""
_LINES, _USUAL = 6_000, 6_000
SLOPE, MIDDLE = 1.5, 1.4
"""Heat is the logistic of SLOPE × (the score in deviations − MIDDLE): .11 for usual text, .5 from MIDDLE on."""

Weights = dict[str, NDArray[np.float64] | NDArray[np.float16]]


def main() -> None:
    """Train, calibrate and write the model."""
    _usual_words()
    emotions, plain = go_emotions("train"), plain_lines()
    texts = emotions.texts + plain
    moods = np.concatenate([emotions.moods, np.tile([0.0, 0.3, 0.0], (len(plain), 1))])
    anger = np.concatenate([emotions.anger, np.zeros(len(plain))])
    values = mood_features(texts, "en")
    means, deviations = values.mean(axis=0), values.std(axis=0) + 1e-9
    standard = clipped(values, means, deviations)
    shared, intercepts = fitted_moods(standard, moods, FEATURES)
    heat = _heat_by_features(standard, anger, means, deviations)
    stored: Weights = {}
    for language in LANGUAGES:
        _say(f"n-grams of {language}")
        if language == "en":
            count = len(emotions.texts)  # subtitles without emotion teach n-grams only what subtitles are
            own = _english(emotions.texts, standard[:count], emotions.moods, emotions.anger, heat)
        else:
            own = _other(language, shared, intercepts, heat, means, deviations)
        own |= {"means": means, "deviations": deviations, "threshold": np.array(0.0)}
        stored |= {f"{language}_{name}": value for name, value in own.items()}
    _write(stored)
    threshold = _threshold(go_emotions("dev"))
    _say(f"uncertain under {threshold:.3f}")
    _write(stored | {f"{language}_threshold": np.array(threshold) for language in LANGUAGES})


def _usual_words() -> None:
    """Keep how much likelier the usual words are in each language than in the mean of all."""
    languages = [*LANGUAGES, "nl"]
    counts = [
        Counter(word for text in lines_in(one)[:_LINES] for word in set(tokens_of(text).words)) for one in languages
    ]
    together = sum(counts, Counter())
    words = sorted(sorted(together), key=lambda word: -together[word])[:_USUAL]
    chances = [
        [np.log((found[word] + 0.5) / (found.total() + 0.5 * len(together))) for found in counts] for word in words
    ]
    odds = np.array(chances) - np.mean(chances, axis=1, keepdims=True)
    np.savez_compressed(USUAL, words=np.array(words), languages=np.array(languages), odds=odds.astype(np.float16))


def _english(texts: list[str], standard: Numbers, moods: Numbers, anger: Numbers, heat: Numbers) -> Weights:
    size = SIZE["en"]
    counts = gram_counts(texts, "en", size)
    lines, polarity = polar_lines("en")
    more = gram_counts(lines, "en", size)
    polar = moods[:, 0] + moods[:, 2]
    share = np.where(polar > 0, moods[:, 2] / np.maximum(polar, 1e-9), 0.5)
    weight = np.concatenate([polar, np.full(len(lines), 0.5)])
    both, both_share = sparse.vstack([counts, more]).tocsr(), np.concatenate([share, polarity])
    any_mood, mood_weight = 1 - moods[:, 1] / moods.sum(axis=1), moods.sum(axis=1)
    seen = np.column_stack(
        [out_of_fold(both, both_share, weight)[: len(texts)], out_of_fold(counts, any_mood, mood_weight)]
    )
    tweets, insult = insults()
    insult_counts = gram_counts(tweets, "en", size)
    angry, is_angry = angry_lines("en")
    is_insult = (insult > 0) * 1.0
    calm = (anger == 0) * 0.5  # texts without anger show what is no insult: Davidson's tweets hardly do
    hostile = sparse.vstack([counts, gram_counts(angry, "en", size), insult_counts]).tocsr()
    models = [
        fitted_grams(both, both_share, weight),
        fitted_grams(counts, any_mood, mood_weight),
        fitted_grams(
            sparse.vstack([insult_counts, counts]).tocsr(),
            np.concatenate([is_insult, np.zeros(len(texts))]),
            np.concatenate([np.ones(len(tweets)), calm]),
        ),
        fitted_grams(
            hostile,
            np.concatenate([anger, is_angry, is_insult]),
            np.concatenate([np.ones(len(texts)), np.full(len(angry) + len(tweets), 0.5)]),
        ),
    ]
    heats = np.column_stack([model.decision_function(counts) for model in models[2:]])
    score_means = np.concatenate([seen.mean(axis=0), heats.mean(axis=0)])
    score_deviations = np.concatenate([seen.std(axis=0), heats.std(axis=0)])
    scores = clipped(seen, score_means[:2], score_deviations[:2])
    weights, intercepts = fitted_moods(np.column_stack([standard, scores]), moods, [*FEATURES, "polarity", "any_mood"])
    weights[:, -2:] *= CARRIED
    part = SLOPE * 0.45
    return {
        "ngrams": _halved(models),
        "ngram_intercepts": np.array([model.intercept_[0] for model in models]),
        "score_means": score_means,
        "score_deviations": score_deviations,
        "sentiment": np.column_stack([weights, np.zeros((2, 2))]),
        "sentiment_intercepts": intercepts,
        "heat": np.concatenate([heat[:-1] * part, [0.0, 0.0, 0.7 * part, part]]),
        "heat_intercept": np.array(part * heat[-1] - SLOPE * MIDDLE),
    }


def _other(
    language: str, shared: Numbers, intercepts: Numbers, heat: Numbers, means: Numbers, deviations: Numbers
) -> Weights:
    lines, polarity = polar_lines(language)
    angry, is_angry = angry_lines(language)
    counts, angry_counts = gram_counts(lines, language, OTHER_SIZE), gram_counts(angry, language, OTHER_SIZE)
    ones, angry_ones = np.ones(len(lines)), np.ones(len(angry))
    models = [fitted_grams(counts, polarity, ones), fitted_grams(angry_counts, is_angry, angry_ones)]
    seen = (out_of_fold(counts, polarity, ones), out_of_fold(angry_counts, is_angry, angry_ones))
    part = SLOPE * 0.7
    tilt = np.array([[-TILT, 0.0], [TILT, 0.0]])
    return {
        "ngrams": _halved(models),
        "ngram_intercepts": np.array([model.intercept_[0] for model in models]),
        "score_means": np.array([one.mean() for one in seen]),
        "score_deviations": np.array([one.std() for one in seen]),
        "sentiment": np.column_stack([shared, tilt]),
        "sentiment_intercepts": intercepts,
        "heat": np.concatenate([(heat[:-1] + 0.5 * (np.array(FEATURES) == "hostile")) * part, [0.0, 0.5 * part]]),
        "heat_intercept": np.array(part * heat[-1] - SLOPE * MIDDLE),
    }


def _heat_by_features(standard: Numbers, anger: Numbers, means: Numbers, deviations: Numbers) -> Numbers:
    """Weights and intercept of the heat that the features show, in deviations over GoEmotions."""
    tweets, insult = insults()
    both = np.concatenate([standard, clipped(mood_features(tweets, "en"), means, deviations)])
    found = fitted_heat(both, np.concatenate([anger, insult]))
    scores = standard @ found[:-1]
    return np.concatenate([found[:-1] / scores.std(), [-scores.mean() / scores.std()]])


def _threshold(held_out: Emotions) -> float:
    """The probability under which fewer than 55 in 100 labels of held-out text are right."""
    listener.cache_clear()
    found = listener("en").hear([tokens_of(text) for text in held_out.texts]).probabilities
    best = found.max(axis=1)
    right = np.take_along_axis(held_out.moods, found.argmax(axis=1)[:, None], axis=1)[:, 0]
    for limit in np.arange(0.34, 0.7, 0.005):
        near = (best >= limit - 0.02) & (best < limit + 0.02)
        if near.sum() > 50 and right[near].mean() > 0.55:
            return round(float(limit), 3)
    return 0.45


def _halved(models: list[object]) -> NDArray[np.float16]:
    weights = np.vstack([model.coef_ for model in models])  # type: ignore[attr-defined]
    weights[np.abs(weights) < 0.02] = 0.0
    return np.asarray(weights, dtype=np.float16)


def _write(stored: Weights) -> None:
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(MODEL, **stored)  # type: ignore[arg-type]


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
