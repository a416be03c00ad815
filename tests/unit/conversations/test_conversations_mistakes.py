"""Visible errors: what came after our replies, against moments without one, and which replies are listed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from lib.conversations import queries
from lib.conversations.mistakes import aftermath_of, aftermath_said, error_said
from lib.storage.read_model import ReadModel
from tests.published import Rows, published_workspace

NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """A reply that heats a thread and is contradicted, one edited, a calm one, and a thread without us."""
    rows = Rows()

    def thread(name: str, heats: list[float], reply_at: int | None, **given: object) -> None:
        reply = None
        for place, heat in enumerate(heats):
            at = NOON + timedelta(minutes=place)
            if place == reply_at:
                reply = rows.say(name, "x", at, f"Risposta {name}", is_brand=True, heat=None, **given)
            is_critique = name == "hot" and place == len(heats) - 1
            parent = reply if is_critique else None
            rows.say(name, "x", at + timedelta(seconds=9), "Mah", heat=heat, is_critique=is_critique, parent_id=parent)

    thread("hot", [0.1, 0.1, 0.5, 0.7], 2)
    thread("edited", [0.1, 0.1, 0.1], 1, edited_at=NOON + timedelta(hours=1))
    thread("calm", [0.1, 0.1, 0.1], 1)
    thread("alone", [0.1, 0.1, 0.3, 0.1], None)
    opened = ReadModel.current(published_workspace(tmp_path_factory.mktemp("errors") / "w", rows.made))
    yield opened
    opened.close()


def test_the_replies_that_look_like_errors_are_listed_and_say_why(model: ReadModel) -> None:
    found = queries.visible_errors(model)
    assert list(found.conversation_id) == ["hot", "edited"]
    hot, edited = found.to_dict("records")
    assert hot["critiques"] == 1 and hot["is_heated"] and hot["change"] == pytest.approx(0.5)
    assert edited["is_edited"] and not edited["is_heated"]
    said = error_said(is_edited=True, critiques=1, is_heated=True, change=0.5)
    assert said == "edited later · answered with 1 critique · heat +0.50 after it"


def test_moments_without_a_reply_come_from_threads_without_us(model: ReadModel) -> None:
    strata = queries.reply_heat(model).set_index(["band", "is_ours"])
    assert strata.moments.to_dict() == {(0, False): 2, (0, True): 3, (1, False): 1}
    assert strata.loc[(0, True), "change"] == pytest.approx(0.5 / 3)


def strata(ours: float, theirs: float, moments: int = 400) -> pd.DataFrame:
    """One stratum; heat changes by so much after us, by so much without us."""
    row = {"channel": "x", "band": 0, "moments": moments, "variance": 0.01}
    return pd.DataFrame([{**row, "is_ours": True, "change": ours}, {**row, "is_ours": False, "change": theirs}])


def test_the_comparison_has_an_interval_and_says_what_it_can() -> None:
    found = aftermath_of(strata(0.1, 0.0))
    assert found.difference == pytest.approx(0.1)
    assert found.high - found.difference == pytest.approx(1.96 * (0.01 / 400 * 2) ** 0.5)
    assert "rises more" in aftermath_said(found)
    assert "cool down more" in aftermath_said(aftermath_of(strata(-0.1, 0.0)))
    assert "goes as it does" in aftermath_said(aftermath_of(strata(0.001, 0.0)))
    assert "too few to say (29 replies)" in aftermath_said(aftermath_of(strata(0.1, 0.0, 29)))


def test_strata_without_a_counterpart_compare_nothing() -> None:
    alone = strata(0.1, 0.0).query("is_ours")
    assert aftermath_of(alone).replies == 0 and not aftermath_of(alone).is_enough
    hot = alone.assign(band=2, change=5.0)
    assert aftermath_of(pd.concat([strata(0.1, 0.0), hot])).replies == 400
