"""Fitting the linear models: one with signs held to what we know, and those on hashed n-grams."""

from collections.abc import Callable, Sequence

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import SGDClassifier

from lib.signals.lexicons import lexicon
from lib.signals.mood import FEATURES, Numbers, features, laid
from lib.signals.ngrams import pair_grams, squared_length, word_grams
from lib.signals.tokens import tokens_of
from lib.signals.wordtable import plain_table

_BAD = ("complaint", "irony", "hostile", "negations", "negative")
_GOOD = ("praise", "positive")
_SIGNED = ("mean", "highest", "lowest", "last", "first", "sum", "after_turn", "polarity")


def sign(feature: str) -> int:
    """+1: the more of it, the more positive; -1: the more negative; 0: either."""
    last = feature.rsplit("_", 1)[-1]
    if feature in _GOOD or feature in _SIGNED or last in ("positive", "mean") or feature == "emoji_last":
        return 1
    return -1 if feature in _BAD or last == "negative" else 0


def mood_features(texts: Sequence[str], language: str) -> Numbers:
    """FEATURES of these texts, a row each."""
    parts = []
    for start in range(0, len(texts), 4096):
        batch = [tokens_of(text) for text in texts[start : start + 4096]]
        parts.append(features(batch, laid(batch, lexicon(language), plain_table(language))))
    return np.vstack(parts)


def fitted_moods(values: Numbers, moods: Numbers, names: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Weights (negative, positive; neutral is nought) and intercepts of a balanced multinomial regression.

    No weight contradicts `sign`: it is what carries over to texts of another kind than those trained on.
    """
    mass = moods / moods.sum(axis=0)
    mass = mass / mass.sum()
    columns = np.column_stack([values, np.ones(len(values))])

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights = flat.reshape(2, -1)
        logits = np.zeros((len(values), 3))
        logits[:, [0, 2]] = columns @ weights.T
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        total = odds.sum(axis=1, keepdims=True)
        error = (odds / total * mass.sum(axis=1, keepdims=True) - mass)[:, [0, 2]]
        slope = error.T @ columns
        slope[:, :-1] += 0.02 * weights[:, :-1]
        return float(-(mass * (logits - np.log(total))).sum() + 0.01 * (weights[:, :-1] ** 2).sum()), slope.ravel()

    signs = [*map(sign, names), 0]
    limits = [_limits(-one) for one in signs] + [_limits(one) for one in signs]
    found = minimize(loss, np.zeros(2 * columns.shape[1]), jac=True, method="L-BFGS-B", bounds=limits)
    weights = found.x.reshape(2, -1)
    return weights[:, :-1], weights[:, -1]


def fitted_heat(values: Numbers, shares: Numbers) -> Numbers:
    """Weights of a balanced logistic regression of soft labels; moods the right way round only."""
    mass = np.column_stack([1 - shares, shares])
    mass = mass / mass.sum(axis=0) / 2
    columns = np.column_stack([values, np.ones(len(values))])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        logits = columns @ weights
        chance = 1 / (1 + np.exp(-logits))
        slope = columns.T @ (chance * mass.sum(axis=1) - mass[:, 1])
        slope[:-1] += 0.02 * weights[:-1]
        cost = (mass[:, 0] * np.logaddexp(0, logits) + mass[:, 1] * np.logaddexp(0, -logits)).sum()
        return float(cost + 0.01 * (weights[:-1] ** 2).sum()), slope

    limits = [*(_limits(-sign(name)) for name in FEATURES), (None, None)]
    found = minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B", bounds=limits)
    return np.asarray(found.x)


def gram_counts(texts: Sequence[str], language: str, size: int) -> sparse.csr_matrix:
    """Counts of the hashed n-grams of each text over their length, as `ngrams.NGrams` counts them."""
    batch = [tokens_of(text) for text in texts]
    flat = laid(batch, lexicon(language), plain_table(language))
    known: dict[str, list[int]] = {}
    places = [
        known.setdefault(word, word_grams(word, size)) if word in known else _kept(known, word, size)
        for word in flat.words
    ]
    lengths = {word: squared_length(found) for word, found in known.items()}
    pairs, of = pair_grams(flat, size)
    rows = np.concatenate([np.repeat(flat.message, [len(found) for found in places]), of])
    columns = np.concatenate([np.concatenate([np.asarray(found) for found in places]), pairs])
    counts = sparse.csr_matrix(
        (np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(texts), 2 * size), dtype=np.float32
    )
    squared = np.bincount(flat.message, weights=[lengths[word] for word in flat.words], minlength=len(texts))
    squared += np.bincount(of, minlength=len(texts))
    return sparse.diags(1 / np.sqrt(np.maximum(squared, 1))).astype(np.float32) @ counts


def fitted_grams(counts: sparse.csr_matrix, shares: Numbers, weights: Numbers) -> SGDClassifier:
    """A balanced logistic regression of soft labels (the share of "yes") on n-gram counts."""
    twice = sparse.vstack([counts, counts]).tocsr()
    labels = np.repeat([1, 0], counts.shape[0])
    mass = np.concatenate([shares * weights, (1 - shares) * weights])
    kept = np.flatnonzero(mass)
    twice, labels, mass = twice[kept], labels[kept], mass[kept]
    for label in (0, 1):
        mass[labels == label] /= mass[labels == label].mean() * (labels == label).mean()
    return SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=8, tol=None, average=True, random_state=7).fit(
        twice, labels, sample_weight=mass / mass.mean()
    )


def out_of_fold(counts: sparse.csr_matrix, shares: Numbers, weights: Numbers, folds: int = 3) -> Numbers:
    """Scores of each row by models that have not seen it."""
    fold = np.random.default_rng(7).integers(0, folds, counts.shape[0])
    scores = np.zeros(counts.shape[0])
    for one in range(folds):
        seen, unseen = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        scores[unseen] = fitted_grams(counts[seen], shares[seen], weights[seen]).decision_function(counts[unseen])
    return scores


def _kept(known: dict[str, list[int]], word: str, size: int) -> list[int]:
    known[word] = word_grams(word, size)
    return known[word]


def _limits(direction: int) -> tuple[float | None, float | None]:
    return (0.0, None) if direction > 0 else (None, 0.0) if direction < 0 else (None, None)


Fit = Callable[[sparse.csr_matrix, Numbers, Numbers], SGDClassifier]
Places = NDArray[np.int64]
