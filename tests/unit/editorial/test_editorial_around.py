"""What happened around a post, hours, calendar, proposals and sums: against other libraries and plain counts."""

import math
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from lib.editorial import queries
from lib.editorial.actions import hashtags, sum_of, sum_said, tags_of
from lib.editorial.around import LEAST, around_of, ratio_of
from lib.editorial.around_words import curiosity_said, mood_change_said
from lib.editorial.charts import against_usual, calendar, hours_of_week, parts_of_day
from lib.editorial.diary import diary
from lib.editorial.idea import Idea
from lib.editorial.moments import parts_of, slots_of
from lib.editorial.moments_words import slot_said
from lib.editorial.overview import Post
from lib.editorial.proposals import from_passion, from_persona, from_topics, in_turn, still_new
from lib.editorial.receptions import judged
from lib.look import DARK, LIGHT
from lib.storage.read_model import ReadModel
from tests.published import Rows, published_workspace
from tests.unit.editorial.test_editorial_receptions import START, staged

AT = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_ratio_has_the_exact_interval_of_the_share(before: int, after: int) -> None:
    found = ratio_of(before, after)
    if before + after < LEAST:
        assert found.value is None and not found.is_clear
        return
    low, high = proportion_confint(after, before + after, method="beta")
    assert found.low == pytest.approx(low / (1 - low), abs=1e-9)
    assert found.high == (math.inf if not before else pytest.approx(high / (1 - high)))
    assert found.value is not None and found.low is not None and found.low <= found.value


def test_both_sides_of_a_post_are_equally_long_and_end_with_the_archive(tmp_path: Path) -> None:
    rows = Rows()
    for hour in range(-40, 31):
        for number in range(2 if hour < 0 else 6):
            rows.say(
                f"c{hour}.{number}", "x", AT + timedelta(hours=hour, minutes=number), "Ecco?",
                author_id=f"{'old' if hour < 0 else 'new'}{hour}.{number}", intent=["question"],
                sentiment="positive" if hour < 0 else "negative",
            )  # fmt: skip
    rows.say("other", "facebook", AT + timedelta(hours=1), "Altrove?", author_id="f", intent=["question"])
    model = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    found = around_of(queries.around(model, at=AT, hours=48, channel="x"))
    every = around_of(queries.around(model, at=AT, hours=48))
    model.close()
    # The archive ends 30 h and 5 min after it, so that as much is looked at before it.
    assert found.seconds == 30 * 3600 + 300
    assert (found.questions.before, found.questions.after) == (60, 185)
    assert (found.newcomers.before, found.newcomers.after) == (60, 185)
    assert found.questions.is_clear and every.questions.after == 186
    assert found.mood.before == 1 and found.mood.after == -1 and found.mood.high is not None and found.mood.high < 0
    assert "185 questions after it, 60 before: 3.1 times as many" in curiosity_said(found)[0]
    assert mood_change_said(found).startswith("The mood fell: +100 before")


def test_few_events_say_nothing(tmp_path: Path) -> None:
    rows = Rows()
    rows.say("c", "x", AT, "Io?", author_id="a1", intent=["question"])
    model = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    found = around_of(queries.around(model, at=AT + timedelta(hours=5)))
    model.close()
    assert found.seconds == 0 and "too few" in curiosity_said(found)[0] and "too few" in mood_change_said(found)


def test_hours_are_means_over_whole_weeks_with_students_interval(tmp_path: Path) -> None:
    rows, chance = Rows(), np.random.default_rng(5)
    monday = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    counts = chance.poisson(9, 8)
    for week, count in enumerate(counts):
        for number in range(int(count)):
            rows.say(f"{week}.{number}", "x", monday + timedelta(weeks=week, minutes=number), "Ecco")
    rows.say("first", "x", monday - timedelta(hours=8), "Prima")
    rows.say("last", "x", monday + timedelta(weeks=8) - timedelta(hours=9, minutes=30), "Ultima")
    model = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    slots = slots_of(queries.hours_of_week(model))
    model.close()
    assert len(slots) == 168
    # 8 in UTC is 9 in Rome in winter
    assert (slots[0].weekday, slots[0].hour) == (1, 9) and slots[0].mean == pytest.approx(counts.mean())
    half = 2.3646 * counts.std(ddof=1) / math.sqrt(8)
    assert slots[0].high - slots[0].mean == pytest.approx(half, rel=1e-3)
    assert slot_said(slots[0]).startswith("Monday from 9 to 10")
    assert slots_of(pd.DataFrame({"week": [], "weekday": [], "hour": [], "inbound": []})) == []
    assert len(hours_of_week(slots, LIGHT).data) == 1


def posts_from(rows: Rows, folder: Path) -> list[Post]:
    """The posts of these rows with their receptions."""
    model = ReadModel.current(published_workspace(folder / "w", rows.made))
    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in judged(queries.received(model)).to_dict("records"):
        found.setdefault((row["channel"], row["message_id"]), {})[row["span"]] = row
    texts = {(row["channel"], row["message_id"]): row["text"] for row in queries.posts(model).to_dict("records")}
    model.close()
    return [Post(str(texts[key]), None, spans) for key, spans in found.items()]


def an_idea(status: str, at: datetime | None = None, **given: Any) -> Idea:
    values = {"origin": "question", "origin_key": "delivery", "sources": (), **given}
    return Idea(
        "i", "Una frase", hat="cm", status=status, planned_at=at, planned_channel="x", linked=0, made_at=AT,  # type: ignore[arg-type]
        made_by="Anna", version=1, changed_at=AT, changed_by="Anna", **values,
    )  # fmt: skip


def test_the_calendar_has_every_day_and_what_is_planned(tmp_path: Path) -> None:
    posts = posts_from(staged([("positive", 40)]), tmp_path)
    since, until = date(2026, 3, 4), date(2026, 3, 22)
    days = pd.DataFrame(
        [{"day": pd.Timestamp("2026-03-05"), "inbound": 9, "positive": 6, "neutral": 1, "negative": 2, "critiques": 2}]
    )
    late = an_idea("planned", datetime(2026, 4, 1, 22, 30, tzinfo=UTC))
    found = diary(since, until, days, posts, [late, an_idea("idea")], "Europe/Rome")
    assert found[0].day == date(2026, 3, 2), "weeks begin on Monday"
    assert found[-1].day == date(2026, 4, 2), "half past midnight in Rome"
    assert [day.day for day in found] == [found[0].day + timedelta(days=n) for n in range(len(found))]
    by_day = {day.day: day for day in found}
    assert by_day[date(2026, 3, 5)].net == pytest.approx(4 / 9) and by_day[date(2026, 3, 6)].net is None
    assert by_day[date(2026, 3, 22)].verdict == "success" and by_day[date(2026, 4, 2)].verdict == "planned"
    assert by_day[date(2026, 3, 5)].verdict == "post" and by_day[date(2026, 3, 30)].verdict == ""
    for look in (LIGHT, DARK):
        assert len(calendar(found, look).data[0].x) == len(found)
    assert against_usual(posts[-1].judged, LIGHT).data[0].x[0] > 1.5
    assert parts_of_day(parts_of(posts), LIGHT).data


def test_sums_of_an_action_are_those_of_its_posts(tmp_path: Path) -> None:
    posts = posts_from(staged([("positive", 40)]), tmp_path)
    found = sum_of(posts)
    assert (found.posts, found.successes, found.failures) == (21, 1, 0)
    assert found.comments == sum(int(post.row["comments"]) for post in posts)
    assert found.factor is not None and found.factor[1] < found.factor[0] < found.factor[2]
    assert "21 posts" in sum_said(found) and "too few to say" in sum_said(sum_of(posts[:3]))
    assert tags_of("Ecco #Libri e #LIBRI, non a#b né #1") == {"libri"}
    assert hashtags([]) == []


def test_proposals_speak_in_our_words_and_come_once() -> None:
    rows = [
        {"aspect": "delivery", "people": 5, "weeks": 1, "channels": ["x"], "message_ids": ["m1"]},
        {"aspect": "price", "people": 3, "weeks": 4, "channels": ["x"], "message_ids": ["m2"]},
    ]
    asked, blamed = from_topics("question", rows, {"delivery": "deliveries"}), from_topics("critique", rows, {})
    assert [one.key for one in asked] == ["delivery", "price"] and [one.key for one in blamed] == ["price"]
    assert "deliveries" in asked[0].sentence and asked[0].why == "5 people asked, and have no answer"
    talk = from_passion("discord", "Discord", 7, [("discord", "d1")])
    unknown = from_persona("p1", "Notturna", "formats", "formats", "Che cosa ascoltate?")
    turned = in_turn([asked, [talk], [unknown]])
    assert [one.origin for one in turned] == ["question", "passion", "persona", "question"]
    assert still_new(turned, [an_idea("dropped")]) == turned[1:]
    assert still_new(turned, [an_idea("published")]) == turned
    assert talk not in still_new(
        turned, [an_idea("idea", origin="passion", origin_key="", sources=(("discord", "d1"),))]
    )
    sketch = asked[0].sketch("Una carta dei pacchi", "smm")
    assert (sketch.origin, sketch.origin_key, sketch.hat, sketch.sources) == (
        "question", "delivery", "smm", (("x", "m1"),),
    )  # fmt: skip


def test_topics_count_people_and_leave_out_what_has_an_answer(tmp_path: Path) -> None:
    rows = Rows()
    for number in range(4):
        given: dict[str, Any] = {"author_id": f"a{number}", "aspects": ["delivery"], "intent": ["question"]}
        rows.say(f"q{number}", "x", START + timedelta(days=number), "Quando arriva?", **given)
    rows.say("q0", "x", START + timedelta(days=1, hours=1), "Domani!", is_brand=True)
    rows.say("q3", "x", START + timedelta(days=3, hours=1), "E quanto costa", **given)
    model = ReadModel.current(published_workspace(tmp_path / "w", rows.made))
    found = queries.topics(model, which="question").iloc[0]
    assert (found.aspect, found.people, found.messages) == ("delivery", 3, 4)
    assert list(found.message_ids)[-1] == "m000005", "what has no question mark comes last"
    assert queries.topics(model, which="praise").empty
    model.close()
