"""The hat meter against a second calculation, minute by minute, and the rate ratio against its closed formula."""

from datetime import UTC, datetime, timedelta
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.team.acts import Act
from lib.team.meter import Meter, meter_of, pooled, work_of

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
MINUTES = st.integers(0, 300)
ACTS = st.lists(st.tuples(MINUTES, st.sampled_from(("cm", "smm"))), max_size=25, unique_by=lambda one: one[0])


def at(minute: float) -> datetime:
    """That many minutes after the start."""
    return START + timedelta(minutes=minute)


def acts_at(*given_: tuple[float, str]) -> list[Act]:
    """Acts at these minutes, in these hats."""
    return [Act(at(minute), hat, "handle", "conversation") for minute, hat in given_]  # type: ignore[arg-type]


def by_the_minute(acts: list[tuple[int, str]], errors: list[int], others: list[int]) -> tuple[int, ...]:
    """Work, work after a switch, errors after one, errors otherwise, switches, longest stretch: each minute asked."""
    acts = sorted(acts)

    def works(minute: int, moments: list[int]) -> bool:
        before = [m for m in moments if m <= minute]
        if not before:
            return False
        after = [m for m in moments if m > minute]
        return minute - before[-1] < 5 or bool(after and after[0] - before[-1] <= 30)

    switches = [b[0] for a, b in zip(acts, acts[1:], strict=False) if a[1] != b[1] and b[0] - a[0] <= 30]
    moments = [m for m, _hat in acts]
    work = [m for m in range(400) if works(m, moments)]
    near = [m for m in work if any(0 <= m - s < 15 for s in switches)]
    own = [e for e in errors if e in work and not works(e, sorted(others))]
    longest = max(
        (
            acts[j][0] - acts[i][0]
            for i in range(len(acts))
            for j in range(i, len(acts))
            if len({hat for _m, hat in acts[i : j + 1]}) == 1
            and all(acts[k + 1][0] - acts[k][0] <= 30 for k in range(i, j))
        ),
        default=0,
    )
    near_errors = sum(e in near for e in own)
    return len(work), len(near), near_errors, len(own) - near_errors, len(switches), longest


@given(ACTS, st.lists(MINUTES, max_size=20), st.lists(MINUTES, max_size=6, unique=True))
def test_the_meter_is_what_every_minute_says(acts: list[tuple[int, str]], errors: list[int], others: list[int]) -> None:
    theirs = work_of(acts_at(*((minute, "cm") for minute in others)))
    found = meter_of(acts_at(*acts), [at(error) for error in errors], theirs)
    work, near, near_errors, other_errors, switches, longest = by_the_minute(acts, errors, others)
    assert found.hours * 60 == pytest.approx(work)
    assert found.near_hours * 60 == pytest.approx(near)
    assert (found.near_errors, found.other_errors) == (near_errors, other_errors)
    assert (found.switches, found.longest_seconds) == (switches, longest * 60)


def test_a_rest_between_two_hats_is_no_switch() -> None:
    assert meter_of(acts_at((0, "cm"), (30, "smm"))).switches == 1
    assert meter_of(acts_at((0, "cm"), (31, "smm"))).switches == 0
    assert meter_of([]) == Meter(0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(("near", "other"), [(4, 9), (1, 12), (2, 30)])
def test_the_ratio_of_few_errors_by_its_formula(near: int, other: int) -> None:
    found = Meter(10, 4, 600, 2.0, near, 8.0, other).ratio
    assert found is not None
    value, reach = (near / 2.0) / (other / 8.0), 1.959964 * sqrt(1 / near + 1 / other)
    assert found == pytest.approx((value, exp(log(value) - reach), exp(log(value) + reach)), rel=1e-4)


def test_the_ratio_holds_one_where_there_is_no_difference() -> None:
    value, low, high = Meter(20, 4, 600, 5.0, 20, 15.0, 60).ratio or (0, 0, 0)
    assert value == pytest.approx(1) and low < 1 < high
    value, low, high = Meter(20, 4, 600, 5.0, 40, 15.0, 20).ratio or (0, 0, 0)
    assert value == pytest.approx(6) and 3.5 < low < high < 10.5
    value, low, high = Meter(20, 4, 600, 5.0, 0, 15.0, 30).ratio or (1, 1, 1)
    assert low == pytest.approx(0, abs=0.01) and value < high < 1.5


@pytest.mark.parametrize(
    "few", [Meter(9, 1, 0, 0.9, 10, 8.1, 10), Meter(9, 1, 0, 8.1, 10, 0.9, 10), Meter(9, 1, 0, 4, 4, 5, 5)]
)
def test_too_few_is_told(few: Meter) -> None:
    assert (few.is_enough, few.ratio) == (False, None)


def test_a_team_of_fewer_than_three_is_not_shown() -> None:
    one = Meter(4, 6, 3600, 1, 1, 3, 2)
    idle = Meter(0.5, 0, 60, 0, 0, 0.5, 0)
    assert pooled([one, one, idle, idle]) is None
    found = pooled([one, one, Meter(2, 0, 600, 0, 0, 2, 1), idle])
    assert found == Meter(10, 12, 3600, 2, 2, 8, 5)
    assert found.switches_an_hour == pytest.approx(1.2)
