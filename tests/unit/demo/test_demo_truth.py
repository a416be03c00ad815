"""What the truth says was planted is really in the data, and found by counting as it says it is found."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from math import exp, sqrt
from typing import Any

import pyarrow as pa
import pytest

from lib.demo import demo_batches, demo_truth
from lib.demo.truth import demo_key
from lib.ingest.canonical import Canon

SEED = 2026
Row = dict[str, Any]


@pytest.fixture(scope="module")
def said() -> dict[tuple[str, str], Row]:
    """Every message by channel and id, with the author_id that the workspace gives."""
    canon = Canon(demo_key(SEED))
    rows = pa.Table.from_batches(demo_batches(SEED)).to_pylist()
    for row in rows:
        row["author_id"] = canon.author_id(row["channel"], row["author_key"])
    return {(row["channel"], row["message_id"]): row for row in rows}


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    """The document of truth.json."""
    return demo_truth(SEED).document


def planted(truth: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The stories of a kind."""
    found = [story for story in truth["stories"] if story["kind"] == kind]
    assert found
    return found


def rows_of(said: dict[tuple[str, str], Row], messages: list[dict[str, str]]) -> list[Row]:
    """The rows of these messages; KeyError where one is not in the data."""
    return [said[m["channel"], m["message_id"]] for m in messages]


def test_every_message_and_author_that_is_named_is_there(
    truth: dict[str, Any], said: dict[tuple[str, str], Row]
) -> None:
    authors = {row["author_id"] for row in said.values()}
    for story in truth["stories"]:
        found = rows_of(said, story["messages"])
        assert set(story["authors"]) <= authors, story["name"]
        assert story["says"] and story["found_by"] and story["channels"]
        assert {row["channel"] for row in found} <= set(story["channels"])
    assert truth["messages"] == len(said)
    for name, kind in truth["kinds"].items():
        assert len(kind["authors"]) > 80, name
        assert set(kind["authors"]) <= authors


@pytest.mark.parametrize("name", ["delivery", "covers", "ebook"])
def test_an_answered_critique_rises_and_falls_after_its_action(
    name: str, truth: dict[str, Any], said: dict[tuple[str, str], Row]
) -> None:
    (story,) = (s for s in planted(truth, "critique answered") if s["name"] == name)
    assert len(story["messages"]) > 200
    low, high = _rate_ratio(said, story, 56)
    assert high < 0.6, (low, high)


@pytest.mark.parametrize("name", ["prices", "typos"])
def test_an_unmoved_critique_has_a_rate_ratio_that_includes_1(
    name: str, truth: dict[str, Any], said: dict[tuple[str, str], Row]
) -> None:
    (story,) = (s for s in planted(truth, "critique unmoved") if s["name"] == name)
    for window in (28, 56, 90):
        low, high = _rate_ratio(said, story, window)
        assert low < 1 < high, (window, low, high)


def test_the_rising_critique_rises_to_the_end(truth: dict[str, Any], said: dict[tuple[str, str], Row]) -> None:
    (story,) = planted(truth, "critique rising")
    by_day = Counter(_day(row) for row in rows_of(said, story["messages"]))
    assert min(by_day) >= date(2026, 10, 27)
    assert by_day[date(2026, 10, 31)] + by_day[date(2026, 10, 30)] > by_day[date(2026, 10, 28)] + 8


def test_two_people_write_the_quarrel(truth: dict[str, Any], said: dict[tuple[str, str], Row]) -> None:
    (story,) = planted(truth, "quarrel")
    root = rows_of(said, [story["conversation"]])[0]["source_conversation_id"]
    talk = [r for r in said.values() if r["channel"] == "x" and r["source_conversation_id"] == root]
    assert len(story["authors"]) == 2
    assert sum(row["author_id"] in story["authors"] for row in talk) / len(talk) > 0.8


def test_the_passion_has_many_authors_who_answer_each_other(
    truth: dict[str, Any], said: dict[tuple[str, str], Row]
) -> None:
    (story,) = planted(truth, "healthy passion")
    found = rows_of(said, story["messages"])
    assert len({row["author_id"] for row in found}) > 60
    pairs = {
        (row["author_id"], said[row["channel"], row["parent_id"]]["author_id"]) for row in found if row["parent_id"]
    }
    assert sum((b, a) in pairs for a, b in pairs) / len(pairs) > 0.2
    assert sum(bool(row["parent_id"]) for row in found) / len(found) > 0.8


def test_newcomers_begin_with_the_message_that_is_named(
    truth: dict[str, Any], said: dict[tuple[str, str], Row]
) -> None:
    (story,) = planted(truth, "newcomers")
    first = _first_by_author(said)
    firsts = rows_of(said, story["messages"])
    assert all(row["created_at"] == first[row["author_id"]] for row in firsts)
    answered = {
        (row["channel"], row["parent_id"]) for row in said.values() if row["author_name"] == "Edizioni Tarabuso"
    }
    unanswered = {(m["channel"], m["message_id"]) for m in story["unanswered"]}
    assert 8 <= len(unanswered) <= 16
    assert not unanswered & answered
    others = {(m["channel"], m["message_id"]) for m in story["messages"]} - unanswered
    assert others <= answered


def test_advocates_speak_for_months_and_then_no_more(truth: dict[str, Any], said: dict[tuple[str, str], Row]) -> None:
    (story,) = planted(truth, "advocates gone quiet")
    by_author = defaultdict(list)
    for row in said.values():
        by_author[row["author_id"]].append(row["created_at"])
    for author in story["authors"]:
        moments = by_author[author]
        assert len(moments) > 20
        assert max(moments) < _at(2026, 8, 14)
        assert max(moments) - min(moments) > timedelta(days=150)


def test_returned_critics_complained_were_told_and_came_back(
    truth: dict[str, Any], said: dict[tuple[str, str], Row]
) -> None:
    (story,) = planted(truth, "critics returned")
    complained = {row["author_id"]: row["created_at"] for row in rows_of(said, story["complaints"])}
    told = {}
    for row in rows_of(said, story["told"]):
        assert row["author_name"] == "Edizioni Tarabuso"
        told[said[row["channel"], row["parent_id"]]["author_id"]] = row["created_at"]
    for row in rows_of(said, story["messages"]):
        author = row["author_id"]
        assert complained[author] < told[author] < row["created_at"]
    (silent,) = planted(truth, "critics not told")
    assert not set(silent["authors"]) & set(told)


def test_campaigns_and_repeats_are_received_as_planned(truth: dict[str, Any], said: dict[tuple[str, str], Row]) -> None:
    below = Counter((row["channel"], row["parent_id"]) for row in said.values())
    ours = [r for r in said.values() if r["kind"] == "post" and r["author_name"] == "Edizioni Tarabuso"]
    usual = {
        channel: sorted(below[r["channel"], r["message_id"]] for r in ours if r["channel"] == channel)
        for channel in ("instagram", "facebook")
    }
    verdicts = Counter()
    for story in planted(truth, "campaign"):
        post, middle = story["post"], usual[story["post"]["channel"]]
        median, count = middle[len(middle) // 2], below[post["channel"], post["message_id"]]
        verdicts[story["verdict"]] += 1
        if story["verdict"] == "neutral":
            assert 0.5 * median <= count <= 2.5 * median
        else:
            assert count > 1.8 * median
    assert verdicts == {"success": 4, "failure": 3, "neutral": 3}
    (repeats,) = planted(truth, "repeated posts")
    counts = [below[m["channel"], m["message_id"]] for m in repeats["messages"]]
    assert counts[0] > 2 * counts[2]
    assert counts[2] > 1.5 * counts[4]


def test_people_wait_at_the_end(truth: dict[str, Any], said: dict[tuple[str, str], Row]) -> None:
    (story,) = planted(truth, "waiting")
    found = rows_of(said, story["messages"])
    last = max(row["created_at"] for row in said.values())
    assert len(found) == 12
    assert all(last - row["created_at"] < timedelta(hours=32) for row in found)


def test_the_wave_is_one_sentence_by_many(truth: dict[str, Any], said: dict[tuple[str, str], Row]) -> None:
    (story,) = planted(truth, "copied wave")
    found = rows_of(said, story["messages"])
    assert len({row["text"] for row in found}) == 1
    assert len({row["author_id"] for row in found}) == len(found) == 18


def test_preferences_stand_in_the_words_of_their_author(
    truth: dict[str, Any], said: dict[tuple[str, str], Row]
) -> None:
    fields = Counter(entry["field"] for entry in truth["preferences"])
    assert set(fields) == {"film", "magazine", "format", "outing", "work", "seek", "delight", "annoy"}
    assert min(fields.values()) > 50
    worn = 0
    for entry in truth["preferences"]:
        row = said[entry["channel"], entry["message_id"]]
        assert row["author_id"] == entry["author_id"]
        assert entry["author_id"] in truth["kinds"][entry["kind_of_people"]]["authors"]
        if entry["field"] != "format":
            worn += entry["value"].lower() not in row["text"].lower()
    assert worn < 0.15 * len(truth["preferences"])  # slips of the finger and habits of typing


def _rate_ratio(said: dict[tuple[str, str], Row], story: dict[str, Any], window: int) -> tuple[float, float]:
    """95 % interval of the story's messages per message, that many days after its action against before."""
    action = date.fromisoformat(story["action_on"])
    named = {(m["channel"], m["message_id"]) for m in story["messages"]}
    counts: dict[bool, list[int]] = {True: [0, 0], False: [0, 0]}
    for key, row in said.items():
        away = (_day(row) - action).days
        if -window <= away < 0 or 0 < away <= window:
            counts[away > 0][0] += key in named
            counts[away > 0][1] += 1
    (after, after_all), (before, before_all) = counts[True], counts[False]
    ratio = (after / after_all) / (before / before_all)
    spread = exp(1.96 * sqrt(1 / max(after, 1) + 1 / max(before, 1)))
    return ratio / spread, ratio * spread


def _first_by_author(said: dict[tuple[str, str], Row]) -> dict[str, datetime]:
    first: dict[str, datetime] = {}
    for row in said.values():
        first[row["author_id"]] = min(first.get(row["author_id"], row["created_at"]), row["created_at"])
    return first


def _at(year: int, month: int, day: int) -> datetime:
    return datetime.fromisoformat(f"{year}-{month:02}-{day:02}T00:00:00+00:00")


def _day(row: Row) -> date:
    found: date = row["created_at"].date()
    return found
