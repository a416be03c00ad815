"""Receptions: the mart against pandas over random talk, bad input, clocks, and verdicts that say what they should."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from lib import words as words_module
from lib.editorial import queries
from lib.editorial.overview import counted, post_named, posts_of
from lib.editorial.receptions import SECONDS, judged, judged_receptions
from lib.editorial.verdicts import mood_said, post_said, usual_said, verdict_said
from lib.schema import MESSAGES
from lib.storage.lake import Lake
from lib.storage.publish import publish
from lib.storage.query import Query, sql_parameters
from lib.storage.read_model import ReadModel
from tests.published import Rows, published_workspace

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FOLDER = Path(queries.__file__).parent / "queries"
NAMED = {name: found for name, found in vars(queries).items() if isinstance(found, Query)}
NEEDED: dict[str, Any] = {
    "at": START,
    "channel": "x",
    "conversation_id": "p0",
    "message_id": "m000000",
    "since": START,
    "which": "question",
}


def talk(seed: int, posts: int = 14, *, chats: bool = True) -> Rows:
    """Posts of ours every second day with random talk below; two of them may stand in one conversation."""
    chance, rows = np.random.default_rng(seed), Rows()
    for number in range(posts):
        channel = ("instagram", "x")[number % 2]
        at = START + timedelta(days=2 * number, minutes=int(chance.integers(0, 600)))
        conversation = "chat" if chats and number in (3, 5) else f"p{number}"
        text = ("Buongiorno a tutti.", "Che cosa leggete?", "Quiz: A) il faro B) il mare", "Sconto del 5 %")[number % 4]
        post = rows.say(conversation, channel, at, text, is_brand=True, kind="post", likes=int(chance.integers(0, 90)))
        for _ in range(int(chance.integers(0, 30))):
            hours = float(chance.exponential(12)) - 0.7
            mood = ("positive", "neutral", "negative")[int(chance.integers(0, 3))]
            rows.say(
                conversation,
                channel,
                at + timedelta(hours=hours),
                "Davvero?" if mood == "neutral" else "Bello.",
                parent_id=post,
                author_id=None if chance.random() < 0.05 else f"{channel}{chance.integers(0, 40)}",
                sentiment=mood if chance.random() < 0.9 else None,
                is_critique=mood == "negative",
                intent=["question"] if mood == "neutral" else ["other"],
            )
        if chance.random() < 0.5:
            rows.say(conversation, channel, at + timedelta(hours=3), "Grazie!", is_brand=True, parent_id=post)
    return rows


def by_hand(rows: Rows) -> pd.DataFrame:
    """The receptions counted with pandas alone: one row per post and span."""
    frame = pd.DataFrame(rows.made)
    last = frame.created_at.max()
    firsts = frame[~frame.is_brand & frame.author_id.notna()].sort_values(["created_at", "message_id"])
    firsts = firsts.drop_duplicates("author_id").set_index("author_id").message_id
    found = []
    for post in frame[frame.is_brand & (frame.kind == "post")].to_dict("records"):
        inside = frame[(frame.channel == post["channel"]) & (frame.conversation_id == post["conversation_id"])]
        posts = sorted(inside[inside.is_brand & (inside.kind == "post")].created_at)
        later = [at for at in posts if at > post["created_at"]]
        theirs = inside[~inside.is_brand & (inside.created_at >= post["created_at"])]
        theirs = theirs[theirs.created_at < later[0]] if later else theirs
        for span, seconds in {**SECONDS, "all": 10**9}.items():
            end = post["created_at"] + timedelta(seconds=seconds)
            below = theirs[theirs.created_at < end]
            found.append(
                {
                    "channel": post["channel"],
                    "message_id": post["message_id"],
                    "span": span,
                    "comments": len(below),
                    "people": below.author_id.nunique(),
                    "analysed": int(below.sentiment.notna().sum()),
                    "positive": int((below.sentiment == "positive").sum()),
                    "negative": int((below.sentiment == "negative").sum()),
                    "critiques": int(below.is_critique.sum()),
                    "questions": sum("question" in intent for intent in below.intent),
                    "newcomers": int(below.message_id.isin(set(firsts)).sum()),
                    "early": 0
                    if posts[0] < post["created_at"]
                    else int((~inside.is_brand & (inside.created_at < post["created_at"])).sum()),
                    "is_whole": span == "all" or last >= end,
                }
            )
    return pd.DataFrame(found).sort_values(["channel", "message_id", "span"], ignore_index=True)


def asked(rows: Rows, folder: Path, zone: str = "Europe/Rome") -> pd.DataFrame:
    """The query `received` over these rows."""
    model = ReadModel.current(published_workspace(folder / "w", rows.made, time_zone=zone))
    found = queries.received(model)
    model.close()
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_counts_are_those_of_pandas(tmp_path: Path, seed: int) -> None:
    rows = talk(seed)
    expected = by_hand(rows)
    found = asked(rows, tmp_path)[list(expected.columns)]
    found = found.sort_values(["channel", "message_id", "span"], ignore_index=True)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)
    assert (expected.early > 0).any() and (expected.newcomers > 0).any()


def test_an_import_later_leaves_the_mart_as_if_it_were_built_anew(tmp_path: Path) -> None:
    rows = talk(5)
    half = Rows(rows.made[: len(rows.made) // 2])
    workspace = published_workspace(tmp_path / "grown", half.made)
    Lake(workspace).append_messages(pa.Table.from_pylist(rows.made[len(half.made) :], schema=MESSAGES).to_reader())
    with workspace.locked():
        publish(workspace)
    models = ReadModel.current(workspace), ReadModel.current(published_workspace(tmp_path / "anew", rows.made))
    grown, anew = (sorted(map(repr, one.frame("from receptions").to_dict("records"))) for one in models)
    assert grown == anew
    keys = models[0].frame("select count(*) as n, count(distinct (channel, message_id, span)) as keys from receptions")
    assert keys.n[0] == keys["keys"][0] > 0
    for one in models:
        one.close()


def test_formats_and_parts_of_the_day_are_told_where_the_community_lives(tmp_path: Path) -> None:
    rows = Rows()
    for hour, (text, url) in enumerate(
        (
            ("Quiz: chi lo ha scritto?", ""),
            ("A) il mare B) il faro", ""),
            ("Sconto del 10 % fino a domenica", ""),
            ("Leggete qui: https://example.org/a?b=1", ""),
            ("Che cosa leggete?", ""),
            ("Buona domenica.", ""),
            ("Guarda", "https://example.org/reel/5"),
        )
    ):
        at = datetime(2026, 3, 28, 22, 30, tzinfo=UTC) + timedelta(hours=hour)
        rows.say(f"p{hour}", "instagram", at, text, is_brand=True, kind="post", url=url)
    found = asked(rows, tmp_path).query("span == 'all'")
    assert list(found.format) == ["quiz", "quiz", "offer", "link", "question", "statement", "video"]
    # 22:30 UTC is 23:30 in Rome; at 01:00 UTC its clocks go from 2 to 3.
    assert list(found.part) == [3, 0, 0, 0, 0, 0, 1]


def test_an_hour_is_an_hour_when_the_clocks_change(tmp_path: Path) -> None:
    rows = Rows()
    for number, at in enumerate((datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))):
        rows.say(f"p{number}", "x", at, "Buonanotte", is_brand=True, kind="post")
        for minutes in (10, 59, 61, 24 * 60 - 1, 24 * 60 + 1):
            rows.say(f"p{number}", "x", at + timedelta(minutes=minutes), "Bello", author_id=f"a{minutes}")
    found = asked(rows, tmp_path).pivot(index="message_id", columns="span", values="comments")
    assert found.hour.tolist() == [2, 2] and found.day.tolist() == [4, 4] and found["all"].tolist() == [5, 5]


@pytest.mark.parametrize("posts", [0, 1])
def test_no_post_and_one_post_are_no_failure(tmp_path: Path, posts: int) -> None:
    rows = Rows()
    rows.say("c", "x", START, "C'è qualcuno?", author_id="a1")
    if posts:
        rows.say("p", "x", START + timedelta(days=1), "Eccoci", is_brand=True, kind="post")
        rows.say("p", "x", START + timedelta(days=9), "Ciao!", author_id="a1")
    found = judged(asked(rows, tmp_path))
    assert len(found) == 4 * posts
    assert set(found.verdict) <= {"few", "early"}
    if posts:
        week = found[found.span == "week"].iloc[0].to_dict()
        assert week["comments"] == 0 and week["is_whole"] and week["newcomers"] == 0
        assert "0 comments; only 0 posts of ours came before it on X" in verdict_said(week)
        assert mood_said(week) == ""


def test_a_workspace_of_one_person_has_its_counts(tmp_path: Path) -> None:
    rows = Rows()
    for number in range(12):
        rows.say(f"p{number}", "x", START + timedelta(days=number), "Nota", is_brand=True, kind="post")
        rows.say(f"p{number}", "x", START + timedelta(days=number, minutes=5), "Io", author_id="a1")
    found = judged(asked(rows, tmp_path)).query("span == 'hour'")
    assert found.people.tolist() == [1] * 12 and found.newcomers.tolist() == [1] + [0] * 11
    assert set(found.verdict[:-1]) == {"few"} and found.verdict.iloc[-1] == "early", "the archive ends with its comment"


def staged(last: list[tuple[str, int]], *, likes: int = 50, usual: int = 10, before: int = 20) -> Rows:
    """`before` posts with about `usual` comments, and one more whose comments are told by mood: [("positive", 30)]."""
    rows, chance = Rows(), np.random.default_rng(1)

    def post(number: int, moods: list[tuple[str, int]], liked: int) -> None:
        at = START + timedelta(days=number)
        rows.say(f"p{number}", "x", at, "Nota", is_brand=True, kind="post", likes=liked)
        said = [mood for mood, count in moods for _ in range(count)]
        for place, mood in enumerate(said):
            rows.say(
                f"p{number}", "x", at + timedelta(minutes=place + 1), "Ecco", author_id=f"a{number}-{place}",
                sentiment=mood, is_critique=mood == "negative",
            )  # fmt: skip

    for number in range(before):
        count = int(chance.poisson(usual))
        post(number, [("positive", count // 2), ("negative", count // 5), ("neutral", count - count // 2 - count // 5)],
             int(chance.poisson(50)))  # fmt: skip
    post(before, last, likes)
    rows.say("end", "x", START + timedelta(days=before + 30), "Fine", author_id="z")
    return rows


CASES: dict[str, tuple[Rows, str, str, str]] = {
    "success": (staged([("positive", 30), ("neutral", 10)]), "success", "comments", "times the usual"),
    "failure": (staged([("negative", 32), ("positive", 6)]), "failure", "critiques", "of them critical"),
    "silence": (staged([("positive", 1)], usual=60), "failure", "silence", "where"),
    "liked silence": (staged([("positive", 1)], usual=60, likes=160), "neutral", "usual", "about as usual"),
    "usual": (staged([("positive", 5), ("neutral", 3), ("negative", 2)]), "neutral", "usual", "about as usual"),
    "not liked": (staged([("positive", 30), ("neutral", 10)], likes=4), "neutral", "mixed", "fewer reactions"),
    "hardly any": (staged([("positive", 1)], usual=1), "few", "comments", "too few"),
    "first ones": (staged([("positive", 30)], before=4), "few", "posts", "only 4 posts"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_verdict_says_its_evidence(tmp_path: Path, case: str) -> None:
    rows, verdict, reason, words = CASES[case]
    found = judged(asked(rows, tmp_path)).query("span == 'week'").iloc[-1].to_dict()
    assert (found["verdict"], found["reason"]) == (verdict, reason), found
    assert words in verdict_said(found)
    assert "Usual" in usual_said(found) and "X" in post_said(found, "Europe/Rome")


def test_verdicts_speak_italian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = judged(asked(CASES["success"][0], tmp_path)).query("span == 'week'").iloc[-1].to_dict()
    monkeypatch.setattr(words_module, "_ask", lambda: "it")
    assert verdict_said(found).startswith("40 commenti, ") and "volte i soliti" in verdict_said(found)
    assert "di solito" in mood_said(found) and "annuncio" in post_said(found, "Europe/Rome")


def test_the_first_hour_is_judged_by_itself(tmp_path: Path) -> None:
    found = judged(asked(staged([("positive", 45)]), tmp_path)).query("span == 'hour'").iloc[-1]
    assert found.verdict == "success" and found.comments == 45 and found.comments_low > 1.5


def test_a_stretch_that_is_not_over_is_not_judged(tmp_path: Path) -> None:
    rows = staged([("positive", 40)])
    del rows.made[-1]
    found = judged(asked(rows, tmp_path)).set_index("span").loc[["day", "week"]].groupby(level=0).tail(1)
    assert found.verdict.tolist() == ["early", "early"]
    assert "not over yet" in verdict_said(found.iloc[0].to_dict())


def test_a_post_has_the_verdict_of_its_longest_telling_stretch(tmp_path: Path) -> None:
    rows = staged([("positive", 30), ("neutral", 10)])
    workspace = published_workspace(tmp_path / "w", rows.made)
    model = ReadModel.current(workspace)
    table = judged_receptions.of(workspace, model, since="2026-03-10", channels=["x"]).to_pandas()
    texts = queries.posts(model, since=date(2026, 3, 10))
    model.close()
    posts = posts_of(table, texts)
    assert len(posts) == 13 and posts[0].verdict == "success" and posts[0].span == "week"
    assert posts[0].text == "Nota" and counted(posts)["success"] == 1
    assert post_named(posts, *posts[3].key) is posts[3] and post_named(posts, "x", "nowhere") is None
    assert posts_of(table, texts, ["en"]) == [] and len(posts_of(table, texts, ["it"])) == 13


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """Random talk, published."""
    found = ReadModel.current(published_workspace(tmp_path_factory.mktemp("talk") / "w", talk(9).made))
    yield found
    found.close()


def test_every_file_has_its_function_and_every_function_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(NAMED)


@pytest.mark.parametrize("name", NAMED)
def test_a_query_binds_and_says_its_grain(model: ReadModel, name: str) -> None:
    query = NAMED[name]
    assert query.sql.startswith("-- One row") and sql_parameters(query.sql) == set(query.parameters)
    given = {key: value for key, value in NEEDED.items() if key in query.parameters and key not in query.defaults}
    assert len(query(model, **given).columns) > 0


def test_messages_below_are_those_that_were_counted(model: ReadModel) -> None:
    found = judged(queries.received(model))
    for row in found[found.span == "day"].to_dict("records"):
        since = row["created_at"].to_pydatetime()
        given = {
            "channel": row["channel"],
            "conversation_id": row["conversation_id"],
            "since": since,
            "until": since + timedelta(days=1),
            "count": 500,
        }
        if row["conversation_id"] == "chat":
            continue  # the next post there may come before the day is over
        counts = {"all": "comments", "questions": "questions", "critiques": "critiques", "newcomers": "newcomers"}
        for which, column in {**counts, "positive": "positive", "negative": "negative"}.items():
            assert len(queries.messages_below(model, which=which, **given)) == row[column], which
