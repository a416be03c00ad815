"""Who is of which persona: the silent are placed by where and when they write; where nothing is known all stays."""

import dataclasses

import numpy as np
from scipy import sparse
from sklearn.metrics import adjusted_rand_score

from lib.personas.belonging import AS_MANY, belonging
from lib.personas.features import People

HOURS = ((0, 1, 2), (5, 6, 7), (9, 10, 11))


def community(each: int = 60, silent: float = 0.4) -> tuple[People, np.ndarray, np.ndarray]:
    """People of three kinds by their hours and channels; some say what their kind likes, the others nothing."""
    chance = np.random.default_rng(5)
    kinds = np.repeat(np.arange(3), each)
    hours, channels, said = np.zeros((len(kinds), 12)), np.zeros((len(kinds), 4)), np.zeros((len(kinds), 9))
    for place, kind in enumerate(kinds):
        for _ in range(8):
            hours[place, chance.choice(HOURS[kind]) if chance.random() < 0.8 else chance.integers(12)] += 1
        channels[place, kind if chance.random() < 0.6 else 3] = 8
        if chance.random() > silent:
            said[place, 3 * kind + chance.integers(3)] += 2
    mixed = np.full((len(kinds), 3), 0.3)
    for place, kind in enumerate(kinds):
        mixed[place, kind if said[place].any() else chance.integers(3)] = 0.4
    people = People(
        author_ids=np.array([f"a{n}" for n in range(len(kinds))], dtype=object),
        rows=sparse.csr_matrix((len(kinds), 1)),
        names=np.array(["word:w"], dtype=object),
        weight=np.ones(len(kinds)),
        messages=np.full(len(kinds), 8, dtype=np.int64),
        is_heard=np.ones(len(kinds), dtype=bool),
        counts={
            "said": sparse.csr_matrix(said),
            "hour": sparse.csr_matrix(hours),
            "channel": sparse.csr_matrix(channels),
        },
    )
    return people, kinds, mixed


def test_who_says_nothing_is_placed_by_where_and_when_they_write() -> None:
    people, kinds, mixed = community()
    silent = np.asarray(people.counts["said"].sum(axis=1)).ravel() == 0
    found = belonging(people, mixed)
    assert np.allclose(found.sum(axis=1), 1)
    assert adjusted_rand_score(kinds[silent], mixed[silent].argmax(axis=1)) < 0.2
    assert adjusted_rand_score(kinds[silent], found[silent].argmax(axis=1)) > 0.8
    assert np.array_equal(found, belonging(people, mixed)), "the same people, the same personas"


def test_the_less_somebody_says_the_less_sure_it_is() -> None:
    people, kinds, mixed = community()
    once = people.counts["hour"].copy()
    silent = np.flatnonzero(np.asarray(people.counts["said"].sum(axis=1)).ravel() == 0)
    hours, channels = once.tolil(), people.counts["channel"].tolil()
    for place in silent:
        hour = hours.rows[place][0]
        hours[place, :], hours[place, hour] = 0, 1
        channels[place, :], channels[place, 3] = 0, 1
    counts = {**people.counts, "hour": hours.tocsr(), "channel": channels.tocsr()}
    little = belonging(dataclasses.replace(people, counts=counts), mixed)
    much = belonging(people, mixed)
    assert little[silent].max(axis=1).mean() < much[silent].max(axis=1).mean() - 0.05


def test_a_thousand_messages_weigh_no_more_than_count() -> None:
    people, _, mixed = community()
    loud = {
        name: sparse.csr_matrix(block.multiply(np.r_[1000, np.ones(block.shape[0] - 1)][:, None]))
        for name, block in people.counts.items()
    }
    found = belonging(dataclasses.replace(people, counts=loud), mixed)
    full = {
        name: sparse.csr_matrix(
            block.multiply(np.r_[max(AS_MANY[name] / max(block[0].sum(), 1), 1), np.ones(block.shape[0] - 1)][:, None])
        )
        for name, block in people.counts.items()
    }
    assert np.allclose(found, belonging(dataclasses.replace(people, counts=full), mixed))


def test_where_nobody_says_anything_of_themselves_the_mixtures_stay() -> None:
    people, _, mixed = community(silent=1)
    assert belonging(people, mixed) is mixed
    assert belonging(dataclasses.replace(people, counts={}), mixed) is mixed
    one = np.ones((len(mixed), 1))
    assert belonging(community()[0], one) is one
    told, _, even = community()
    alone = even.copy()
    alone[:, 2] = 0
    alone[0] = (0, 0, 1)  # a persona of one who is likelier of another
    kept = belonging(told, alone)
    assert set(kept.argmax(axis=1)) == set(alone.argmax(axis=1))
