"""The effect of what was done: rates by hand, too early, silence, chance, and what other themes did meanwhile."""

import random
from datetime import date, timedelta

import pandas as pd
import pytest

from lib.critiques.effect import effect_of

DAY = date(2026, 3, 1)
FIRST = DAY - timedelta(days=80)


def days(rates: "dict[str, tuple[float, float]]", after: int = 80) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Critiques by theme and day, spread evenly at these rates (before, after), and 100 messages a day."""
    calendar = [FIRST + timedelta(days=n) for n in range(80 + after + 1)]
    rows = [
        {"day": day, "theme_id": theme, "voices": int(rate[day >= DAY] * (n + 1)) - int(rate[day >= DAY] * n)}
        for theme, rate in rates.items()
        for n, day in enumerate(calendar)
    ]
    return pd.DataFrame(rows), pd.DataFrame({"day": calendar, "inbound": [100] * len(calendar)})


def test_by_hand() -> None:
    calendar = [DAY + timedelta(days=n) for n in range(-56, 57)]
    theme = pd.DataFrame({"day": calendar, "theme_id": "late", "voices": [2 if d < DAY else 1 for d in calendar]})
    found = effect_of(theme, pd.DataFrame({"day": calendar, "inbound": 100}), "late", DAY)
    assert (found.count_before, found.count_after, found.before, found.after) == (112, 56, 20.0, 10.0)
    assert found.ratio is not None and found.ratio.value == pytest.approx(0.5)
    assert 0.35 < found.ratio.low < 0.38 and 0.68 < found.ratio.high < 0.70
    assert found.verdict == "fell" and found.against_others is None


def test_a_fall_that_all_themes_share_is_none_against_the_others() -> None:
    found = effect_of(*days({"late": (2.0, 1.0), "price": (4.0, 2.0)}), "late", DAY)
    assert found.verdict == "fell"
    assert found.against_others is not None and found.against_others.low < 1 < found.against_others.high


def test_chance_is_no_effect_and_a_rise_is_told() -> None:
    assert effect_of(*days({"late": (1.0, 1.0), "price": (2.0, 2.0)}), "late", DAY).verdict == "level"
    assert effect_of(*days({"late": (0.5, 2.0), "price": (2.0, 2.0)}), "late", DAY).verdict == "rose"


def test_too_early_and_too_quiet() -> None:
    early = effect_of(*days({"late": (2.0, 1.0)}, after=10), "late", DAY)
    assert early.is_too_early and early.ratio is None
    assert effect_of(*days({"late": (0.02, 0.0)}), "late", DAY).verdict == "silent"
    future = effect_of(*days({"late": (2.0, 1.0)}, after=0), "late", DAY + timedelta(days=300))
    assert future.is_too_early
    nobody = effect_of(*days({"late": (2.0, 1.0)}), "gone", DAY)
    assert nobody.verdict == "silent" and nobody.count_before == 0


def test_nothing_left_is_a_fall() -> None:
    found = effect_of(*days({"late": (2.0, 0.0)}), "late", DAY)
    assert found.verdict == "fell" and found.ratio is not None and 0 <= found.ratio.low < found.ratio.high < 0.1


@pytest.mark.parametrize("seed", range(4))
def test_the_interval_holds_nineteen_times_in_twenty(seed: int) -> None:
    chance = random.Random(seed)
    calendar = [DAY + timedelta(days=n) for n in range(-56, 57)]
    inbound = pd.DataFrame({"day": calendar, "inbound": 100})
    held = 0
    for _ in range(100):
        voices = [sum(chance.random() < 0.05 for _ in range(20)) for _ in calendar]
        theme = pd.DataFrame({"day": calendar, "theme_id": "late", "voices": voices})
        held += effect_of(theme, inbound, "late", DAY).verdict == "level"
    assert held >= 88
