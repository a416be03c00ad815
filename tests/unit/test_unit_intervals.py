"""Wilson's interval is the one of the field's own library, for every share there can be."""

import numpy as np
from statsmodels.stats.proportion import proportion_confint

from lib.intervals import wilson


def test_it_is_statsmodels_own_interval() -> None:
    whole = np.repeat(np.arange(1, 200), 200)
    part = np.minimum(np.tile(np.arange(200), 199), whole)
    low, high = wilson(part, whole)
    expected_low, expected_high = proportion_confint(part, whole, method="wilson")
    np.testing.assert_allclose(low, np.maximum(expected_low, 0.0), atol=1e-12)
    np.testing.assert_allclose(high, np.minimum(expected_high, 1.0), atol=1e-12)


def test_of_nothing_everything_can_be() -> None:
    low, high = wilson([0, 3], [0, 4])
    assert (low[0], high[0]) == (0.0, 1.0)
    assert 0.3 < low[1] < 0.75 < high[1] < 0.96


def test_one_share_is_as_good_as_many() -> None:
    low, high = wilson(12, 40)
    assert (round(float(low), 4), round(float(high), 4)) == (0.1807, 0.4543)
