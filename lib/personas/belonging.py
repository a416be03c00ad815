"""Who is of which persona: how likely each one is, given where, when, in which language and of what somebody speaks.

The factors say which kinds of people there are, and little of somebody who says little of herself. So what is usual in
each persona is learned from those who say something of themselves, and everybody is weighed by it: naive Bayes, begun
with what the factors make of these people and made again a few rounds (expectation maximisation, after Nigam,
McCallum, Thrun and Mitchell, "Text Classification from Labeled and Unlabeled Documents using EM", 2000). Messages of
one person are no independent witnesses: of each block only so many count as `AS_MANY` says.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import softmax

from lib.personas.features import FEWEST, People

Numbers = NDArray[np.float64]
AS_MANY = {"said": 30, "hour": 12, "channel": 2, "language": 1}
"""How many things said or done of each block count at most, in place of however many there are."""
_ROUNDS = 3
_FEWEST_PEOPLE = 10
_LEAST = 1e-12


def belonging(people: People, mixed: Numbers) -> Numbers:
    """People × personas, rows that add up to one; `mixed`: the mixtures that the factors make.

    The mixtures stay as they are where there is one persona, where too few people say anything of themselves, and
    where a persona would be left without anybody.
    """
    blocks = [_counted(people.counts[name], most) for name, most in AS_MANY.items() if name in people.counts]
    chosen = _who_say_of_themselves(people)
    if mixed.shape[1] < 2 or not blocks or len(chosen) < _FEWEST_PEOPLE * mixed.shape[1]:
        return mixed
    found = mixed
    for _ in range(_ROUNDS):
        found = _weighed(blocks, found, chosen)
    enough = people.is_heard & (people.messages >= FEWEST)
    if set(found[enough].argmax(axis=1)) != set(mixed[enough].argmax(axis=1)):
        return mixed
    return found


def _who_say_of_themselves(people: People) -> NDArray[np.int64]:
    said = people.counts.get("said")
    if said is None:
        return np.zeros(0, dtype=np.int64)
    tells = np.asarray(said.sum(axis=1)).ravel() > 0
    return np.flatnonzero(people.is_heard & (people.messages >= FEWEST) & tells)


def _counted(counts: sparse.csr_matrix, most: int) -> sparse.csr_matrix:
    """The counts of a block, scaled down where there are more than count."""
    total = np.asarray(counts.sum(axis=1)).ravel()
    return sparse.csr_matrix(sparse.diags_array(np.minimum(1, most / np.maximum(total, 1))) @ counts)


def _weighed(blocks: list[sparse.csr_matrix], found: Numbers, chosen: NDArray[np.int64]) -> Numbers:
    """One round: what is usual in each persona among the chosen, and how likely it makes each persona for everybody."""
    part = found[chosen]
    usual = part.sum(axis=0) + 1
    score = np.tile(np.log(usual / usual.sum()), (len(found), 1))
    for counts in blocks:
        mine = counts[chosen]
        everywhere = np.asarray(mine.sum(axis=0)).ravel()
        width = counts.shape[1]
        prior = width * everywhere / max(everywhere.sum(), _LEAST)
        there = np.asarray((mine.T @ part).T) + prior + _LEAST
        score += counts @ np.log(there / there.sum(axis=1, keepdims=True)).T
    weighed: Numbers = softmax(score, axis=1)
    return weighed
