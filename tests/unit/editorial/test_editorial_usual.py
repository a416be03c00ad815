"""The usual and the factors: against plain loops, and what must hold of any numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gamma

from lib.editorial.mood import net_of, weight_of
from lib.editorial.usual import LEAST, MEMORY, Usual, factor_of, pull_of, running, size_of, usual_of

COUNTS = st.lists(st.integers(0, 200), min_size=1, max_size=90)


@given(COUNTS, st.randoms(use_true_random=False))
def test_running_sums_are_those_of_a_plain_loop(counts: list[int], chance: object) -> None:
    values = np.array(counts, dtype=float)
    groups = np.array([chance.randrange(3) for _ in counts])  # type: ignore[attr-defined]
    known = np.array([chance.random() < 0.8 for _ in counts])  # type: ignore[attr-defined]
    number, total = running(values, groups, known)
    for row in range(len(values)):
        before = [at for at in range(row) if groups[at] == groups[row]][-MEMORY:]
        kept = [at for at in before if known[at]]
        assert number[row] == len(kept)
        assert total[row] == pytest.approx(sum(values[at] for at in kept))


@given(COUNTS, st.integers(0, 89))
def test_what_comes_later_never_changes_what_was_usual(counts: list[int], cut: int) -> None:
    values = np.array(counts, dtype=float)
    channel = np.zeros(len(values), dtype=int)
    known = np.ones(len(values), dtype=bool)
    whole = usual_of(values, [channel], known)
    cut = min(cut, len(values))
    part = usual_of(values[:cut], [channel[:cut]], known[:cut])
    np.testing.assert_allclose(whole.expected[:cut], part.expected)


@given(st.integers(0, 500), st.floats(0.01, 300), st.floats(1.5, 10))
def test_a_factor_lies_between_as_usual_and_what_was_counted_and_inside_its_interval(
    count: int, expected: float, size: float
) -> None:
    usual = Usual(np.array([float(LEAST)]), np.array([expected]))
    found = factor_of(np.array([float(count)]), usual, size)
    raw = count / expected
    assert min(1.0, raw) - 1e-9 <= found.value[0] <= max(1.0, raw) + 1e-9
    assert found.low[0] <= found.value[0] <= found.high[0]
    assert gamma.cdf(found.high[0], size + count, scale=1 / (size + expected)) == pytest.approx(0.975, abs=1e-6)


def test_without_enough_posts_before_there_is_no_factor() -> None:
    values = np.full(LEAST + 2, 10.0)
    zeros = np.zeros(len(values), dtype=int)
    usual = usual_of(values, [zeros], np.ones(len(values), dtype=bool))
    found = factor_of(values, usual, 5.0)
    assert np.isnan(found.value[:LEAST]).all() and not np.isnan(found.value[LEAST:]).any()
    assert found.value[-1] == pytest.approx(1.0)


def test_cells_that_differ_pull_less_than_cells_that_do_not() -> None:
    chance = np.random.default_rng(7)
    cells = np.repeat(np.arange(4), 40)
    alike = chance.poisson(10, 160).astype(float)
    apart = chance.poisson(np.repeat([4, 8, 16, 32], 40)).astype(float)
    assert pull_of(apart, cells) < pull_of(alike, cells)
    assert pull_of(np.array([5.0]), np.array([0])) == 60.0, "one post tells nothing of cells"


def test_the_size_of_the_gamma_is_found_again_and_a_few_great_days_do_not_change_it() -> None:
    chance = np.random.default_rng(11)
    expected = np.full(4000, 40.0)
    values = chance.poisson(expected * chance.gamma(6, 1 / 6, 4000)).astype(float)
    size = size_of(values, expected)
    assert 4.5 < size < 8
    values[:40] *= 10
    assert size_of(values, expected) == pytest.approx(size, rel=0.1)


def test_mood_is_drawn_towards_the_usual_and_widens_with_few() -> None:
    posts = 12
    positive, negative = np.full(posts, 6.0), np.full(posts, 2.0)
    analysed, zeros = np.full(posts, 10.0), np.zeros(posts, dtype=int)
    positive[-1], negative[-1] = 0.0, 10.0
    found = net_of(positive, negative, analysed, zeros, np.ones(posts, dtype=bool))
    assert found.usual[-1] == pytest.approx(0.4) and np.isnan(found.usual[0])
    assert -1 < found.value[-1] < 0.4 and found.low[-1] < found.value[-1] < found.high[-1]
    assert found.value[-2] == pytest.approx(0.4)
    one = net_of(np.append(positive[:-1], 0), np.append(negative[:-1], 1), np.append(analysed[:-1], 1), zeros,
                 np.ones(posts, dtype=bool))  # fmt: skip
    assert one.value[-1] > found.value[-1], "one cross comment says less than ten"


def test_posts_that_differ_beyond_chance_weigh_less_on_each_other() -> None:
    chance = np.random.default_rng(3)
    counted = np.full(400, 20.0)
    alike = chance.binomial(20, 0.3, 400).astype(float)
    apart = chance.binomial(20, chance.beta(1.5, 3.5, 400)).astype(float)
    assert weight_of(apart, counted) < weight_of(alike, counted)
    assert weight_of(apart[:3], counted[:3]) == 100.0, "three posts tell nothing"
