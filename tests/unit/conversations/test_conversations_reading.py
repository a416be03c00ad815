"""What is said in words: the opening sentence, threads in order, highlights, reasons, findings, charts."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.conversations.charts import heat_of_thread, volume_and_mood, volume_by_channel
from lib.conversations.findings import burst_sentences, monitor_title
from lib.conversations.highlights import excerpt, spans
from lib.conversations.reasons import reasons
from lib.conversations.response_charts import thinned
from lib.conversations.threads import PAGE, thread_of
from lib.conversations.today import Days, changes_since_yesterday, figures_of, opening_sentence
from lib.look import DARK, LIGHT

NO_BURSTS = pd.DataFrame(
    {"channel": [], "critiques": [], "usual_critiques": [], "critique_sigmas": []}, dtype="float64"
)
WEEK = Days(date(2026, 5, 6), date(2026, 5, 12))


def row(messages: int = 0, positive: int = 0, negative: int = 0, neutral: int = 0, critiques: int = 0) -> pd.DataFrame:
    heard = positive + negative + neutral
    return pd.DataFrame(
        [{"messages": messages, "inbound": heard, "positive": positive, "negative": negative, "neutral": neutral,
          "critiques": critiques}]
    )  # fmt: skip


def waits(count: int, seconds: float | None) -> pd.DataFrame:
    return pd.DataFrame([{"conversations": count, "longest_seconds": seconds}])


def test_the_usual_is_four_weeks_or_as_long_as_the_period() -> None:
    assert WEEK.usual(date(2026, 1, 1)) == Days(date(2026, 4, 8), date(2026, 5, 5))
    assert WEEK.usual(date(2026, 4, 29)) == Days(date(2026, 4, 29), date(2026, 5, 5))
    assert WEEK.usual(date(2026, 5, 1)) is None
    long = Days(date(2026, 1, 1), date(2026, 3, 31))
    usual = long.usual(date(2025, 1, 1))
    assert usual is not None and usual.count == long.count and usual.until == date(2025, 12, 31)
    assert WEEK.with_context(date(2026, 1, 1)).count == 28


def test_the_opening_sentence_says_who_waits_the_mood_and_what_stands_out() -> None:
    usual = WEEK.usual(date(2026, 1, 1))
    figures = figures_of(row(140, 30, 90, 10, 40), row(280, 120, 40, 100), waits(14, 32_400.0), WEEK, usual)
    assert figures.change == pytest.approx(1.0)
    assert figures.mood_turn == -1
    said = opening_sentence(figures, NO_BURSTS)
    assert said.startswith("14 conversations are waiting, the longest for 9 h. The mood is darker than usual.")
    assert "2.0 times the usual talk" in said
    burst = pd.DataFrame([{"channel": "youtube", "critiques": 30, "usual_critiques": 2.0, "critique_sigmas": 9.0}])
    assert "Critiques on YouTube are 15 times the usual" in opening_sentence(figures, burst)


def test_silence_and_first_days_are_said_plainly() -> None:
    figures = figures_of(row(), None, waits(0, float("nan")), WEEK, None)
    said = opening_sentence(figures, NO_BURSTS)
    assert said == "Nobody is waiting for an answer. There are too few messages to speak of a mood."
    assert figures.change is None and figures.longest_seconds is None


def test_one_waiting_is_singular() -> None:
    figures = figures_of(row(50, 20, 20, 10), None, waits(1, 60.0 * 45), WEEK, None)
    assert opening_sentence(figures, NO_BURSTS).startswith("One conversation is waiting, for 45 min. The mood stands")


def test_changes_since_yesterday_compare_with_the_day_before_and_the_usual() -> None:
    days = pd.concat([row(10, 1, 1, 1, 2), row(20, 1, 1, 1, 4), row(45, 40, 5, 0, 9)], ignore_index=True)
    said = changes_since_yesterday(days)
    assert said[0] == "45 messages, after 20 the day before; the usual is 15."
    assert said[1] == "9 critiques, after 4; the usual is 3.0."
    assert said[2].startswith("Mood +78")
    assert "too few to say" in changes_since_yesterday(days.iloc[:2])[2]
    assert changes_since_yesterday(days.iloc[:1]) == []


def shape(pairs: list[tuple[str, str | None]]) -> pd.DataFrame:
    at = pd.date_range("2026-05-12", periods=len(pairs), freq="min", tz="UTC")
    return pd.DataFrame({"message_id": [a for a, _ in pairs], "parent_id": [b for _, b in pairs], "created_at": at})


def test_replies_stand_below_what_they_answer() -> None:
    thread = thread_of(shape([("a", None), ("b", "a"), ("c", "a"), ("d", "b"), ("e", "gone")]))
    assert [(p.message_id, p.depth) for p in thread.places] == [("a", 0), ("b", 1), ("d", 2), ("c", 1), ("e", 0)]
    assert [p.message_id for p in thread.places if p.answers_unknown] == ["e"]


def test_circles_and_depths_are_borne() -> None:
    circle = thread_of(shape([("a", "b"), ("b", "a"), ("c", "c")]))
    assert sorted(p.message_id for p in circle.places) == ["a", "b", "c"]
    deep = thread_of(shape([(str(n), str(n - 1) if n else None) for n in range(5000)]))
    assert deep.places[-1].depth == 4999
    assert deep.page_of("4999") == deep.pages == -(-5000 // PAGE)
    assert len(deep.page(10_000)) == len(deep.page(deep.pages)) == 5000 - PAGE * (deep.pages - 1)


@given(st.lists(st.tuples(st.integers(0, 30), st.none() | st.integers(0, 35)), unique_by=lambda pair: pair[0]))
def test_every_message_has_one_place(pairs: list[tuple[int, int | None]]) -> None:
    thread = thread_of(shape([(str(a), None if b is None else str(b)) for a, b in pairs]))
    assert sorted(p.message_id for p in thread.places) == sorted(str(a) for a, _ in pairs)


def test_highlights_follow_the_search() -> None:
    text = "Libri e libro, è arrivata! arrivare"

    def hit(sought: str, **how: bool) -> list[str]:
        return [text[a:b] for a, b in spans(text, sought, **how)]

    assert hit("libro") == ["Libri", "libro"]
    assert hit("libro", exact=True) == ["libro"]
    assert hit('"libro"') == ["libro"]
    assert hit("arriv*") == ["arrivata", "arrivare"]
    assert hit("-libro") == []
    assert hit("e") == ["e", "è"]


@given(st.text(), st.text(max_size=20), st.booleans())
def test_spans_are_in_order_and_apart(text: str, sought: str, exact: bool) -> None:
    found = spans(text, sought, exact=exact)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(one[1] <= other[0] for one, other in zip(found, found[1:], strict=False))
    cut, moved = excerpt(text, found, width=40)
    assert len(cut) <= 42
    assert all(cut[a:b] for a, b in moved)


def test_reasons_begin_with_the_wait_against_the_goal() -> None:
    row = {
        "waiting_seconds": 9 * 3600,
        "goal_seconds": 4 * 3600,
        "complains": True,
        "asks": True,
        "tension": 0.4,
        "heat": 0.9,
        "is_first_message": True,
        "is_newcomer": True,
        "author_count": 6,
        "reach": 1200,
    }
    assert reasons(row) == [
        "waiting 9 h, your goal is 4 h",
        "complains",
        "tension rising",
        "somebody's first message",
        "6 people in it",
        "seen by 1,200",
    ]
    calm = {**row, "waiting_seconds": 1800, "complains": False, "asks": False, "tension": None, "heat": None}
    calm |= {"is_first_message": False, "is_newcomer": False, "author_count": 1, "reach": 3}
    assert reasons(calm) == ["waiting 30 min of 4 h", "speaks to us"]


def days(count: int) -> pd.DataFrame:
    made = pd.DataFrame({"day": pd.date_range("2026-01-01", periods=count), "messages": 20, "inbound": 18})
    return made.assign(positive=9, negative=3, neutral=6, critiques=2, channel="x")


BURSTS = pd.DataFrame(
    [{"day": pd.Timestamp("2026-01-20"), "channel": "x", "inbound": 90, "usual": 10.0, "sigmas": 8.0, "critiques": 45}]
)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
@pytest.mark.parametrize("count", [1, 3, 40, 400])
def test_charts_draw_what_they_are_given(count: int, look: object) -> None:
    made = volume_and_mood(days(count), BURSTS, look, date(2026, 1, 1))  # type: ignore[arg-type]
    assert sum(made.data[0].y) == 20 * count
    assert len(made.data[0].x) <= 150
    bursts = [trace for trace in made.data if trace.name == "Burst"]
    assert list(bursts[0].text) == ["X"]
    channels = volume_by_channel(days(count), BURSTS.iloc[:0], look)  # type: ignore[arg-type]
    assert sum(sum(trace.y) for trace in channels.data if trace.type == "bar") == 20 * count


def test_a_mood_of_few_messages_is_not_drawn() -> None:
    few = days(2).assign(positive=2, negative=1, neutral=1)
    made = volume_and_mood(few, BURSTS.iloc[:0], LIGHT, date(2026, 1, 1))
    mood = next(trace for trace in made.data if trace.name == "Mood")
    assert all(value != value for value in mood.y)


def test_heat_sets_our_answers_apart() -> None:
    messages = pd.DataFrame({"heat": [0.1, 0.5, None], "is_brand": [False, False, True]})
    made = heat_of_thread(messages, LIGHT)
    assert (list(made.data[0].y), list(made.data[1].x)) == ([0.1, 0.5], [3])


def test_findings_say_the_burst() -> None:
    found = burst_sentences(BURSTS)
    assert found[0].sentence == "20 January 2026: 90 messages on X, usually 10.0"
    assert (found[0].day, found[0].channel) == ("2026-01-20", "x")
    assert monitor_title(BURSTS) == "1 day stood out"
    assert monitor_title(BURSTS.iloc[:0]) == "No day stood out"


def test_names_below_a_chart_are_all_or_evenly_thinned_up_to_the_newest() -> None:
    assert thinned(list("abcdefgh")) == list("abcdefgh") and thinned([]) == []
    found = thinned([str(n) for n in range(52)])
    assert found[-1] == "51" and len(found) <= 8 and found[0] == "2"


@pytest.mark.parametrize(("most", "room"), [(0, 36), (900, 43), (80_000, 57), (900_000, 71)])
def test_numbers_beside_a_chart_have_room(most: int, room: int) -> None:
    made = volume_and_mood(days(20).assign(messages=most), BURSTS.iloc[:0], LIGHT, date(2026, 1, 1))
    assert made.layout.margin.l == room
    assert not (made.layout.yaxis.automargin or made.layout.yaxis2.automargin or made.layout.xaxis.automargin)


@pytest.mark.parametrize(("count", "ends"), [(40, ("1 Jan", "9 Feb")), (400, ("Jan 2026", "Feb 2027"))])
def test_days_of_more_than_a_year_are_named_with_their_year(count: int, ends: tuple[str, str]) -> None:
    named = volume_and_mood(days(count), BURSTS.iloc[:0], LIGHT, date(2026, 1, 1)).layout.xaxis.ticktext
    assert (named[0], named[-1]) == ends
