"""Shares and net sentiment: against the closed form, and their bounds."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.conversations.shares import Net, net_sentiment, net_series
from lib.intervals import wilson

COUNT = st.integers(0, 5000)


@given(COUNT, COUNT)
def test_wilson_is_its_closed_form(part: int, rest: int) -> None:
    whole = part + rest
    low, high = wilson(part, whole)
    if not whole:
        assert (low, high) == (0, 1)
        return
    z = 1.959963984540054
    share = part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = z / (1 + z * z / whole) * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    assert low == pytest.approx(max(middle - reach, 0), abs=1e-9)
    assert high == pytest.approx(min(middle + reach, 1), abs=1e-9)


@given(COUNT, COUNT, COUNT)
def test_net_lies_within_its_interval(positive: int, negative: int, neutral: int) -> None:
    net = net_sentiment(positive, negative, positive + negative + neutral)
    assert -100 <= net.low <= net.value + 1e-9 and net.value - 1e-9 <= net.high <= 100
    assert net.is_enough == (net.count >= 30)
    mirrored = net_sentiment(negative, positive, net.count)
    assert mirrored.value == pytest.approx(-net.value) and mirrored.low == pytest.approx(-net.high)


def test_net_interval_holds_what_it_promises() -> None:
    chance = np.random.default_rng(3)
    drawn = chance.multinomial(120, [0.35, 0.25, 0.4], size=4000)
    _, low, high = net_series(drawn[:, 0], drawn[:, 1], drawn.sum(axis=1))
    covered = float(np.mean((low <= 10) & (high >= 10)))
    assert 0.93 <= covered <= 0.97


def test_neutrals_count_in_the_base() -> None:
    assert net_sentiment(30, 10, 100).value == pytest.approx(20)


def test_differences_need_both_intervals_and_messages_enough() -> None:
    calm, bright, few = Net(0, -5, 5, 100), Net(20, 10, 30, 100), Net(90, 60, 100, 5)
    assert (bright.differs_from(calm), calm.differs_from(bright), calm.differs_from(calm)) == (1, -1, 0)
    assert few.differs_from(calm) == 0
