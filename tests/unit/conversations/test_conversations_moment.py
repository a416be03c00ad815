"""The right moment: Kaplan-Meier against a calculation of its own, the record walked forward, and each advice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.conversations import queries
from lib.conversations.chances import Chance, chance_of_member, part_of_week
from lib.conversations.moment import advice
from lib.conversations.passion import liveliness_of
from lib.storage.read_model import ReadModel
from tests.published import BRAND, Rows, published_workspace

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)


def kept_by_hand(seconds: list[float], is_answered: list[bool], until: float) -> float:
    """The product limit, written out."""
    kept = 1.0
    for time in sorted({s for s, a in zip(seconds, is_answered, strict=True) if a and s <= until}):
        risk = sum(s >= time for s in seconds)
        kept *= 1 - sum(a and s == time for s, a in zip(seconds, is_answered, strict=True)) / risk
    return kept


def known(seconds: list[float], is_answered: list[bool], channel: str = "x", part: int = 1) -> pd.DataFrame:
    return pd.DataFrame({"channel": channel, "part": part, "seconds": seconds, "is_answered": is_answered})


@given(st.lists(st.tuples(st.integers(1, 9000).map(float), st.booleans()), min_size=30, max_size=60))
def test_a_chance_is_the_product_limit(waits: list[tuple[float, bool]]) -> None:
    seconds, is_answered = [s for s, _ in waits], [a for _, a in waits]
    found = chance_of_member(known(seconds, is_answered), "x", 1, 0.0)
    assert found is not None and (found.level, found.count) == ("part", len(waits))
    assert found.value == pytest.approx(1 - kept_by_hand(seconds, is_answered, 3600.0))
    assert 0 <= found.low <= found.value + 1e-9 and found.value - 1e-9 <= found.high <= 1


def test_it_backs_off_where_too_little_is_known() -> None:
    few = known([10.0] * 29, [True] * 29)
    assert chance_of_member(few, "x", 1, 0.0) is None
    elsewhere = known([10.0] * 30, [False] * 30, "youtube", 3)
    both = pd.concat([few, elsewhere])
    found = chance_of_member(both, "x", 1, 0.0)
    assert found is not None and (found.level, found.count) == ("all", 59)
    other_part = pd.concat([few, known([10.0], [False], "x", 2)])
    found = chance_of_member(other_part, "x", 1, 0.0)
    assert found is not None and (found.level, found.count) == ("channel", 30)


def test_nobody_who_answered_is_a_chance_with_a_width_and_said_in_words() -> None:
    found = chance_of_member(known([7200.0] * 60, [False] * 60), "x", 1, 0.0)
    assert found is not None and (found.value, found.low) == (0.0, 0.0) and 0.03 < found.high < 0.08
    one = {"author_id": "a", "is_brand": False, "heat": 0.1, "is_waiting": True, "is_critique": False, "text": "Ma?"}
    said = advice(messages(one), None, liveliness_of(messages(one)), found)
    assert said.kind == "step_in" and said.reasons == ("No other member answered within the hour in 60 like moments.",)
    every = chance_of_member(known([60.0] * 60, [True] * 60), "x", 1, 0.0)
    assert every is not None and every.value == every.high == 1.0 and 0.9 < every.low < 0.97


def test_who_has_waited_is_judged_by_those_who_waited_as_long() -> None:
    early, late = known([60.0] * 50, [True] * 50), known([9000.0] * 40, [True] * 40)
    found = chance_of_member(pd.concat([early, late]), "x", 1, 3600.0)
    assert found is not None and found.count == 40 and found.value == 0.0
    assert chance_of_member(pd.concat([early, late]), "x", 1, 6000.0).value == 1.0  # type: ignore[union-attr]


def test_the_part_of_the_week_is_local() -> None:
    assert part_of_week(datetime(2026, 1, 5, 23, 30, tzinfo=UTC), "Europe/Rome") == 0  # Tuesday, half past midnight
    assert part_of_week(datetime(2026, 1, 10, 12, 0, tzinfo=UTC), "Europe/Rome") == 6


def asked_every_day(days: int) -> list[dict[str, Any]]:
    """On youtube a member answers each question after 20 minutes; on x we do, after 30, and nobody else."""
    rows = Rows()
    for day in range(days):
        at = START + timedelta(days=day)
        for channel in ("youtube", "x"):
            conversation = f"{channel}{day}"
            asked = rows.say(
                conversation, channel, at, "Da dove comincio?", intent=["question"], author_id=f"q{day}", heat=0.1
            )
            if channel == "youtube":
                rows.say(
                    conversation, channel, at + timedelta(minutes=20), "Dal primo!", parent_id=asked, author_id="b"
                )
            else:
                later = at + timedelta(minutes=30)
                rows.say(conversation, channel, later, "Dal primo.", parent_id=asked, author_id=BRAND, is_brand=True)
    return rows.made


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """120 days of questions, published."""
    found = ReadModel.current(
        published_workspace(tmp_path_factory.mktemp("moment") / "workspace", asked_every_day(120))
    )
    yield found
    found.close()


def test_waits_end_with_a_member_or_are_censored(model: ReadModel) -> None:
    found = queries.member_answers(model)
    by_channel = found.groupby("channel").agg({"seconds": ["min", "max"], "is_answered": ["sum", "count"]})
    assert list(by_channel.loc["youtube"]) == [1200, 1200, 120, 120]
    assert list(by_channel.loc["x"]) == [1800, 1800, 0, 120]
    assert chance_of_member(found, "youtube", 1, 0.0).value == 1.0  # type: ignore[union-attr]
    assert chance_of_member(found, "x", 1, 0.0).value == 0.0  # type: ignore[union-attr]


def test_the_record_is_walked_forward(model: ReadModel) -> None:
    found = queries.moment_record(model).set_index("advice")
    first_month = 31  # nothing was known before the first month was over
    assert found.messages.to_dict() == {"step_in": 120 - first_month, "wait": 120 - first_month}
    assert found.member_in_hour.to_dict() == {"step_in": 0.0, "wait": 1.0}
    assert found.ours_in_hour.to_dict() == {"step_in": 1.0, "wait": 0.0}
    assert queries.moment_record(model, least=10_000).empty


def messages(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows of thread_messages, filled where not given."""
    plain = {
        "parent_id": None,
        "is_brand": False,
        "is_waiting": False,
        "is_critique": False,
        "heat": 0.05,
        "text": "Ciao",
    }
    made = [{"message_id": f"m{n}", "author_id": f"a{n}", **plain, **row} for n, row in enumerate(rows)]
    return pd.DataFrame(made)


def advised(frame: pd.DataFrame, tension: float | None = None, chance: Chance | None = None) -> str:
    found = advice(frame, tension, liveliness_of(frame), chance)
    assert all(found.reasons)
    return found.kind


def test_each_advice_has_its_case() -> None:
    question = {"is_waiting": True, "text": "Da quale volume comincio?"}
    likely, unlikely = Chance(0.8, 0.7, 0.9, 60, "part"), Chance(0.1, 0.0, 0.2, 60, "part")
    assert advised(messages(question), chance=likely) == "wait"
    assert advised(messages(question), chance=unlikely) == "step_in"
    assert advised(messages(question)) == "step_in"
    assert advised(messages(question), tension=0.3, chance=likely) == "step_in"
    assert advised(messages(question | {"is_critique": True}), chance=likely) == "step_in"
    assert advised(messages(question | {"text": "Il mio ordine 48213 non arriva"}), chance=likely) == "go_private"
    assert advised(messages(question | {"heat": 0.9})) == "go_private"
    assert advised(messages({"heat": 0.9}, {"heat": 0.8})) == "calm_down"
    assert advised(messages({}, {"is_brand": True, "author_id": BRAND})) == "nothing"


def test_passion_and_quarrel_are_told_apart() -> None:
    speakers = [f"a{speaker % 6}" for pair in range(6) for speaker in (pair, pair + 1, pair)]
    circle = messages(
        *[{"author_id": author, "parent_id": f"m{n - 1}" if n else None} for n, author in enumerate(speakers)]
    )
    two = messages(
        *[{"author_id": "ab"[n % 2], "parent_id": f"m{n - 1}" if n else None, "heat": n / 20} for n in range(12)]
    )
    assert liveliness_of(two).is_quarrel and not liveliness_of(two).is_passion
    assert liveliness_of(circle).is_passion and not liveliness_of(circle).is_quarrel
    assert advised(circle) == "kindle"
    assert advised(two, tension=0.15) == "calm_down"
    short = two.head(5)
    assert not liveliness_of(short).is_quarrel and not liveliness_of(short).is_passion


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.none() | st.floats(0, 1)), max_size=12))
def test_any_conversation_has_some_advice(rows: list[tuple[str, bool, float | None]]) -> None:
    frame = (
        messages(*[{"author_id": a, "is_brand": b, "heat": h} for a, b, h in rows]) if rows else messages({}).head(0)
    )
    frame = frame.assign(heat=frame.heat.astype(float))
    found = liveliness_of(frame)
    assert 0 <= found.dominance <= 1 and 0 <= found.reciprocity <= 1 and not np.isnan(found.reciprocity)
    assert advised(frame)
