"""The held-out check of a local layer: is it better than the default on corrections it has not seen?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lib.schema import SENTIMENTS
from lib.signals.local import FEWEST, Numbers, TooFew, enough_to_learn, learned
from lib.signals.tokens import Tokens

_FOLDS = 5
_SEEDS = (0, 1)


@dataclass(frozen=True)
class Trial:
    """Default against layer over `count` held-out labels (anchors among them); macro-F1 over the sentiments given.

    `gained`: labels that only the layer has right; `lost`: those that only the default has.
    """

    count: int
    default_right: int
    local_right: int
    default_f1: float
    local_f1: float
    gained: int
    lost: int

    @property
    def is_better(self) -> bool:
        """Whether the layer may be adopted: a higher macro-F1, and more gained than lost beyond what chance gives.

        One standard deviation of the difference of two counts, as in McNemar's test.
        """
        beyond_chance = self.gained - self.lost >= max((self.gained + self.lost) ** 0.5, 1.0)
        return beyond_chance and self.local_f1 > self.default_f1


def trial_of(batch: Sequence[Tokens], probabilities: Numbers, labels: Sequence[str], count: int | None = None) -> Trial:
    """Five-fold cross-validation, twice shuffled. `count`: how many of the labels are corrections.

    TooFew as `learned` raises it.
    """
    given = np.array(labels)
    corrections = len(labels) if count is None else count
    enough_to_learn(labels, corrections)
    default = probabilities.argmax(axis=1)
    truth = _places(given)
    right, f1, gained, lost = [], [], [], []
    for seed in _SEEDS:
        local = _held_out(batch, probabilities, given, corrections / len(given), seed)
        right.append(int((local == truth).sum()))
        gained.append(int(((local == truth) & (default != truth)).sum()))
        lost.append(int(((local != truth) & (default == truth)).sum()))
        f1.append(_macro(given, local))
    return Trial(
        len(given),
        int((default == truth).sum()),
        round(float(np.mean(right))),
        _macro(given, default),
        float(np.mean(f1)),
        round(float(np.mean(gained))),
        round(float(np.mean(lost))),
    )


def _held_out(
    batch: Sequence[Tokens], probabilities: Numbers, labels: NDArray[np.str_], share: float, seed: int
) -> NDArray[np.int64]:
    """The layer's label of each message, learned without it."""
    from sklearn.model_selection import StratifiedKFold  # an import of messages names this module, and never tries

    found: NDArray[np.int64] = probabilities.argmax(axis=1)
    fewest = min(int((labels == name).sum()) for name in set(labels.tolist()))
    folds = StratifiedKFold(min(_FOLDS, max(fewest, 2)), shuffle=True, random_state=seed)
    kinds = np.zeros(len(labels), np.int64) if fewest < 2 else _places(labels)
    for inside, outside in folds.split(kinds, kinds):
        try:
            layer = learned(
                [batch[place] for place in inside],
                probabilities[inside],
                labels[inside].tolist(),
                max(round(share * len(inside)), FEWEST),
            )
        except TooFew:
            continue
        mixed = layer.mixed([batch[place] for place in outside], probabilities[outside])
        found[outside] = mixed.argmax(axis=1)
    return found


def _places(labels: NDArray[np.str_]) -> NDArray[np.int64]:
    return np.array([SENTIMENTS.index(str(label)) for label in labels])


def _macro(labels: NDArray[np.str_], heard: NDArray[np.int64]) -> float:
    from sklearn.metrics import f1_score

    names = sorted(set(labels.tolist()))
    said = [SENTIMENTS[place] for place in heard]
    return float(f1_score(labels.tolist(), said, labels=names, average="macro", zero_division=0.0))
