"""The local layer: what a workspace's corrections teach, laid over the shipped sentiment model.

A logistic regression on [log probabilities of the default, its words, its characters], mixed with the default by
α = n ÷ (n + 100), so that few corrections change little. Words are kept as hashes: no text stands in the layer.

People correct what is wrong far oftener than they confirm what is right. Learned from errors alone, a layer would turn
every label round; so where corrections agree with the default less often than its confidence promises, messages that
nobody corrected are added at the default's own label (`anchors_needed`) until they do.
"""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lib.errors import EarshotError, WorkspaceError
from lib.schema import SENTIMENTS
from lib.signals.tokens import Tokens
from lib.words import _, ngettext

if TYPE_CHECKING:  # loaded where they are used: they weigh more than all the rest of the ear
    from scipy import sparse
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.linear_model import LogisticRegression

Numbers = NDArray[np.float64]
FEWEST = 30
"""Corrections from which a layer is learned."""
_HALF = 100
_BUCKETS = 2**16
_FEWEST_A_CLASS = 3
_EDITION = 1


class TooFew(EarshotError):
    """There are too few corrections to learn from; the sentence says how many are missing, or of what kind."""


@dataclass(frozen=True, eq=False)
class LocalLayer:
    """A learned layer. `weights`: (3 + 2 × 65,536) × classes; `count`: corrections it learned from."""

    classes: tuple[str, ...]
    weights: NDArray[np.float32]
    intercept: Numbers
    count: int

    @property
    def share(self) -> float:
        """α: the layer's part in the mixture."""
        return self.count / (self.count + _HALF)

    @property
    def digest(self) -> str:
        """Twelve digits of its content: part of `signals_version`."""
        content = hashlib.sha256(self.to_bytes())
        return content.hexdigest()[:12]

    def mixed(self, batch: Sequence[Tokens], probabilities: Numbers) -> Numbers:
        """Probabilities (rows × negative, neutral, positive) of the default with this layer's mixed in."""
        if not len(batch):
            return probabilities
        own = _softmax(_inputs(batch, probabilities) @ self.weights + self.intercept)
        known = [SENTIMENTS.index(name) for name in self.classes]
        learned = probabilities.copy()  # a class that nobody ever gave keeps the default's probability
        learned[:, known] = own * probabilities[:, known].sum(axis=1, keepdims=True)
        mixture: Numbers = self.share * learned + (1 - self.share) * probabilities
        return mixture

    def to_bytes(self) -> bytes:
        """The layer as a file: a line of JSON, then the rows of weights that are not nought."""
        rows = np.flatnonzero(self.weights.any(axis=1)).astype(np.int32)
        head = {"edition": _EDITION, "classes": self.classes, "count": self.count, "rows": len(rows)}
        body = io.BytesIO()
        body.write(json.dumps(head).encode() + b"\n")
        for numbers in (rows, self.weights[rows].astype(np.float32), self.intercept.astype(np.float64)):
            body.write(numbers.tobytes())
        return body.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> "LocalLayer":
        """The layer of `to_bytes`; WorkspaceError where it is damaged or of another edition."""
        try:
            line, _, body = content.partition(b"\n")
            head: dict[str, Any] = json.loads(line)
            if head["edition"] != _EDITION:
                raise ValueError("another edition")
            count, classes = int(head["rows"]), tuple(str(name) for name in head["classes"])
            if not set(classes) <= set(SENTIMENTS):
                raise ValueError("unknown classes")
            rows = np.frombuffer(body, np.int32, count)
            values = np.frombuffer(body, np.float32, count * len(classes), 4 * count).reshape(count, len(classes))
            intercept = np.frombuffer(body, np.float64, len(classes), 4 * count * (1 + len(classes)))
            weights = np.zeros((len(SENTIMENTS) + 2 * _BUCKETS, len(classes)), np.float32)
            weights[rows] = values
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise WorkspaceError(
                f"What was learned from corrections cannot be read ({error}): learn it anew."
            ) from error
        return cls(classes, weights, intercept, int(head["count"]))


def learned(
    batch: Sequence[Tokens], probabilities: Numbers, labels: Sequence[str], count: int | None = None
) -> LocalLayer:
    """The layer of these messages and labels. `count`: how many of them are corrections; all where not given.

    TooFew where there are fewer than FEWEST, or not three of at least two sentiments.
    """
    corrections = len(labels) if count is None else count
    given = enough_to_learn(labels, corrections)
    kept = [place for place, label in enumerate(labels) if label in given]
    inputs = _inputs([batch[place] for place in kept], probabilities[kept])
    seen = np.unique(inputs.indices)  # what no correction says has no weight
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=3.0, max_iter=150, tol=1e-3, class_weight="balanced", random_state=0)
    model.fit(inputs[:, seen], [labels[place] for place in kept])
    return _layer(model, seen, corrections)


def enough_to_learn(labels: Sequence[str], corrections: int) -> list[str]:
    """The sentiments that a layer can learn from these labels; TooFew as `learned` raises it."""
    if corrections < FEWEST:
        raise TooFew(
            ngettext(
                "{count} correction is missing: from 30 on there is something to learn.",
                "{count} corrections are missing: from 30 on there is something to learn.",
                FEWEST - corrections,
            )
        )
    given = [name for name in SENTIMENTS if list(labels).count(name) >= _FEWEST_A_CLASS]
    if len(given) < 2:
        raise TooFew(_("Nearly all corrections say the same mood: correct or confirm some of other moods too."))
    return given


def anchors_needed(probabilities: Numbers, labels: Sequence[str]) -> int:
    """How many messages at the default's label make corrections as often right as the default promises to be."""
    agreed = sum(SENTIMENTS[int(row.argmax())] == label for row, label in zip(probabilities, labels, strict=True))
    promised = min(float(probabilities.max(axis=1).mean()), 0.8) if len(labels) else 0.0
    missing = promised * len(labels) - agreed
    slack = 2 * (promised * (1 - promised) * len(labels)) ** 0.5  # within chance of a fair sample: none
    return round(missing / (1 - promised)) if missing > slack else 0


def _layer(model: "LogisticRegression", seen: NDArray[np.int32], count: int) -> LocalLayer:
    classes = tuple(str(name) for name in model.classes_)
    coefficients, intercept = model.coef_, model.intercept_
    if len(classes) == 2:  # one row stands for both
        coefficients = np.vstack([-coefficients / 2, coefficients / 2])
        intercept = np.array([-intercept[0] / 2, intercept[0] / 2])
    weights = np.zeros((len(SENTIMENTS) + 2 * _BUCKETS, len(classes)), np.float32)
    weights[seen] = coefficients.T
    return LocalLayer(classes, weights, intercept.astype(np.float64), count)


def _inputs(batch: Sequence[Tokens], probabilities: Numbers) -> "sparse.csr_matrix":
    from scipy import sparse

    said = [" ".join((*tokens.words, *tokens.emoji)) for tokens in batch]
    words, characters = _vectorizers()
    logs = np.log(probabilities + 0.01)
    return sparse.hstack([sparse.csr_matrix(logs), words.transform(said), characters.transform(said)], format="csr")


@cache
def _vectorizers() -> "tuple[HashingVectorizer, HashingVectorizer]":
    from sklearn.feature_extraction.text import HashingVectorizer

    common: dict[str, Any] = {"n_features": _BUCKETS, "alternate_sign": False, "lowercase": False, "norm": "l2"}
    words = HashingVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), **common)
    return words, HashingVectorizer(analyzer="char_wb", ngram_range=(3, 4), **common)


def _softmax(logits: Numbers) -> Numbers:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return shares
