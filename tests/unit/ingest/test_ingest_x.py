"""X: answers of both APIs, the archive of an account, the table of customer support."""

import json
import shutil
import tempfile
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import FIXTURES, TIMES_AS_MANY, bears, damaged, read, retyped

from lib.errors import BadExport
from lib.ingest.canonical import Canon
from lib.ingest.exports import opened_exports
from lib.ingest.registry import recognised_source
from lib.ingest.source import Export, Reading
from lib.ingest.sources import x_api
from lib.ingest.sources.x_words import as_typed, language_of, own_words, snowflake_moment, tweet_time

X = FIXTURES / "x"
ORDER, FIRST_ANSWER, SECOND_ANSWER = "2028379781329846273", "2028387331077046273", "2028389847659446273"
LONG, QUOTE, THREE_BOOKS, ASKS_AGAIN = (
    "2028394880824246273",
    "2028397397406646273",
    "2028032492958646273",
    "2028409980318646273",
)
SHAPES = {
    "search.json": "x_api_v2",
    "pages.jsonl": "x_api_v2",
    "events.json": "x_api_v2",
    "statuses.json": "x_api_v1",
    "stream.jsonl": "x_api_v1",
    "archive/tweets.js": "x_archive",
    "archive/direct-messages.js": "x_archive",
    "twcs.csv": "twcs",
}


def _by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["message_id"]: row for row in rows}


@pytest.mark.parametrize(("name", "source"), SHAPES.items())
def test_known_by_content_whatever_it_is_called(name: str, source: str, tmp_path: Path) -> None:
    renamed = tmp_path / "download"
    shutil.copyfile(X / name, renamed)
    assert recognised_source(Export(renamed, "download")).name == source


def test_an_answer_of_the_api_and_what_stands_beside_it() -> None:
    found = read(X / "search.json")
    rows = _by_id(found.rows)
    assert [row["line"] for row in found.rows] == [1, 2, 3, 5, 7, 9, 10]
    assert found.reasons() == [
        (4, "It is a repost without words of its own."),
        (6, "X withholds its text."),
        (8, "It is no tweet: an object is expected."),
    ]
    again = rows[ASKS_AGAIN]
    assert again["text"] == "@aurora_libri grazie, ma il pacco non c'è ancora & aspetto da lunedì"
    assert (again["kind"], again["source_conversation_id"], again["language"]) == ("reply", ORDER, "it")
    assert (again["author_key"], again["author_handle"], again["author_name"]) == ("501", "marta_legge", "Marta 📚")
    assert (again["likes"], again["shares"], again["replies"], again["views"]) == (4, 3, 3, 50)
    assert again["url"] == f"https://x.com/i/web/status/{ASKS_AGAIN}"
    assert rows[ORDER]["kind"] == "post" and rows[ORDER]["parent_id"] is None, "the root stands in the includes"
    assert rows[QUOTE]["kind"] == "post" and rows[QUOTE]["author_handle"] is None, "a suspended user has no name"
    assert rows[THREE_BOOKS]["text"] == "Tre libri per marzo"


def test_a_long_post_is_whole_and_a_language_unknown_is_none() -> None:
    long = _by_id(read(X / "search.json").rows)[LONG]
    assert long["text"].endswith("Poi il resto, che è lungo.") and long["language"] is None


def test_an_id_alone_tells_the_time() -> None:
    bare = read(X / "search.json").rows[4]
    assert (bare["text"], bare["author_key"]) == ("Senza data né autore", None)
    assert bare["created_at"] == datetime(2026, 3, 2, 11, tzinfo=UTC)
    assert snowflake_moment("20") is None and snowflake_moment("9" * 40) is None and snowflake_moment("²") is None


def test_an_edit_keeps_the_id_of_its_first_version_and_answers_follow_it() -> None:
    edited = _by_id(read(X / "search.json").rows)[FIRST_ANSWER]
    assert edited["text"] == "@marta_legge Ciao Marta, il pacco parte oggi!"
    assert edited["created_at"] == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert edited["edited_at"] == datetime(2026, 3, 2, 8, 40, tzinfo=UTC)
    assert edited["url"].endswith(SECOND_ANSWER)
    assert _by_id(read(X / "search.json").rows)[ASKS_AGAIN]["parent_id"] == FIRST_ANSWER
    (first, *_) = read(X / "pages.jsonl").rows
    assert (first["message_id"], first["edited_at"]) == (FIRST_ANSWER, None)


def test_json_lines_hold_whole_answers_or_flat_tweets() -> None:
    found = read(X / "pages.jsonl")
    assert [(row["message_id"], row["author_handle"]) for row in found.rows] == [
        (FIRST_ANSWER, "aurora_libri"),
        (ASKS_AGAIN, "marta_legge"),
        (FIRST_ANSWER, "aurora_libri"),
    ]
    assert [line for line, _ in found.reasons()] == [4] and "not JSON" in found.rejected[0].reason


def test_a_document_too_large_to_be_held_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(X / "search.json")
    monkeypatch.setattr(x_api, "WHOLE_LIMIT", 100)
    streamed = read(X / "search.json")
    assert streamed == whole


def test_direct_messages_are_direct_and_not_kept_with_a_rejection() -> None:
    found = read(X / "events.json", reading=Reading())
    (message,) = found.rows
    assert (message["kind"], message["source_conversation_id"], message["author_key"]) == ("direct", "501-900", "501")
    assert found.rejected[0].content is None
    kept, rejected = Canon(b"k" * 32).staged(next(iter(x_api.SOURCE.read(Export(X / "events.json", "e"), Reading()))))
    assert kept.num_rows == 0 and all(r.content is None for r in rejected)


@pytest.mark.parametrize("name", ["statuses.json", "stream.jsonl"])
def test_the_older_api(name: str) -> None:
    found = read(X / name)
    rows = _by_id(found.rows)
    assert rows[ORDER]["text"].endswith("non l'ha mai ricevuto <3"), "the extended text"
    assert (rows[ORDER]["kind"], rows[ORDER]["parent_id"], rows[ORDER]["likes"]) == ("reply", None, 2)
    assert rows[ORDER]["created_at"] == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert (rows[ASKS_AGAIN]["parent_id"], rows[ASKS_AGAIN]["author_key"]) == (ORDER, "900")
    assert rows[THREE_BOOKS]["language"] == "id", "in is the old code of Indonesian"
    assert rows["2017885632721846273"]["parent_id"] == "12", "the quoted tweet; what it answers is not here"
    assert sorted(found.reasons()) == [
        (3, "It is a repost without words of its own."),
        (5, "It is a notice of X (delete), not a message."),
    ]
    assert len(rows) == 5


def test_the_archive_is_the_brands_own() -> None:
    found = read(X / "archive" / "tweets.js")
    rows = _by_id(found.rows)
    assert all(row["is_brand"] for row in found.rows)
    assert {row["author_handle"] for row in found.rows} == {"aurora_libri"}
    assert {row["author_key"] for row in found.rows} == {"900"}
    assert rows[ORDER]["text"].endswith("& altro") and (rows[ORDER]["likes"], rows[ORDER]["shares"]) == (12, 3)
    assert rows[LONG]["text"].endswith("i saggi & infine il romanzo.")
    assert rows[FIRST_ANSWER]["edited_at"] == datetime(2026, 3, 2, 8, 40, tzinfo=UTC)
    assert found.reasons() == [(3, "It is a repost without words of its own."), (6, "It has no id.")]


def test_the_archive_without_its_other_files(tmp_path: Path) -> None:
    alone = tmp_path / "tweets.js"
    shutil.copyfile(X / "archive" / "tweets.js", alone)
    rows = _by_id(read(alone).rows)
    assert rows[ORDER]["is_brand"] is True and rows[ORDER]["author_key"] is None
    assert rows[LONG]["text"].startswith("Il programma di primavera")
    (tmp_path / "note-tweet.js").write_text("window.YTD.note_tweet.part0 = [{")
    assert read(alone).rows == read(alone).rows, "a broken neighbour is passed over"


def test_the_zip_as_x_made_it(tmp_path: Path) -> None:
    zipped = tmp_path / "twitter-2026.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for part in (X / "archive").iterdir():
            archive.write(part, f"data/{part.name}")
        archive.writestr("data/manifest.js", "window.__THAR_CONFIG = {}")
    found = [e for e in opened_exports([zipped], tmp_path / "scratch") if isinstance(e, Export)]
    assert [e.name.rpartition("/")[2] for e in found] == ["direct-messages.js", "note-tweet.js", "tweets.js"]
    rows = [row for e in found for b in recognised_source(e).read(e, Reading()) for row in b.rows.to_pylist()]
    assert [row["author_handle"] for row in rows if row["kind"] != "direct"] == ["aurora_libri"] * 4
    assert any(row["text"].endswith("infine il romanzo.") for row in rows)


def test_other_parts_of_the_archive() -> None:
    found = read(X / "archive" / "direct-messages.js", reading=Reading())
    assert [(row["kind"], row["author_key"], row["text"]) for row in found.rows] == [
        ("direct", "501", "Vi scrivo in privato")
    ]
    assert found.rejected[0].content is None
    for name in ("like.js", "note-tweet.js", "account.js"):
        with pytest.raises(BadExport, match="without messages"):
            read(X / "archive" / name)
        inside = Export(X / "archive" / name, f"archive.zip/{name}", is_member=True)
        (batch,) = recognised_source(inside).read(inside, Reading())
        assert (
            batch.rows.num_rows == 0 and ("long posts" if name == "note-tweet.js" else "passed over") in batch.notes[0]
        )
    with pytest.raises(BadExport, match="no part of an X archive"):
        read(X / "search.json", "x_archive")


def test_customer_support_on_twitter() -> None:
    found = read(X / "twcs.csv", reading=Reading())
    answer, asks, later, lost = found.rows
    assert (answer["message_id"], answer["parent_id"], answer["is_brand"]) == ("1", "2", True)
    assert (answer["kind"], asks["kind"], asks["is_brand"]) == ("reply", "post", False)
    assert asks["text"] == "@AuroraBooks my parcel is lost & nobody answers\n\nplease help"
    assert asks["created_at"] == datetime(2026, 3, 2, 10, tzinfo=UTC) and asks["author_handle"] == "115001"
    assert later["text"] == '@115001 "Found" it.' and lost["parent_id"] == "99"
    assert [line for line, _ in found.reasons()] == [8]


def test_words_as_they_were_typed() -> None:
    assert as_typed("a &lt;b&gt; &amp;amp; ?a=1&copy=2") == "a <b> &amp; ?a=1&copy=2"
    assert own_words("@acme my order was withheld in customs") == "@acme my order was withheld in customs"
    assert (language_of("zxx"), language_of("iw"), language_of("pt-BR"), language_of(None)) == (
        None,
        "he",
        "pt-br",
        None,
    )
    assert tweet_time("Wed Feb 31 20:19:24 +0000 2018", None) is None


@given(st.datetimes(datetime(2011, 1, 1), datetime(2080, 1, 1)))
def test_the_time_within_an_id_is_the_one_it_was_made_of(moment: datetime) -> None:
    said = moment.replace(tzinfo=UTC, microsecond=moment.microsecond // 1000 * 1000)
    number = ((said - datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)) // timedelta(milliseconds=1)) << 22
    assert snowflake_moment(str(number)) == said


@settings(max_examples=100 * TIMES_AS_MANY, deadline=None)
@given(st.sampled_from(sorted(SHAPES)).flatmap(lambda n: st.tuples(st.just(n), damaged((X / n).read_bytes()))))
def test_damage_raises_nothing_but_our_own_error(found: tuple[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(found[1])
        bears(path, SHAPES[found[0]])


@settings(max_examples=100 * TIMES_AS_MANY, deadline=None)
@given(
    st.sampled_from(["search.json", "events.json", "statuses.json", "archive/tweets.js", "archive/direct-messages.js"])
    .map(lambda name: (name, json.loads((X / name).read_text().partition("= ")[2] or (X / name).read_text())))
    .flatmap(lambda found: st.tuples(st.just(found[0]), retyped(found[1])))
)
def test_values_of_other_types_raise_nothing_but_our_own_error(found: tuple[str, Any]) -> None:
    name, document = found
    script = "window.YTD.tweets.part0 = " if "tweets.js" in name else "window.YTD.direct_messages.part0 = "
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_text((script if name.endswith(".js") else "") + json.dumps(document))
        bears(path, SHAPES[name])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "source", "rows", "messages", "rejected"),
    [
        ("x_api_v2/edited.jsonl", "x_api_v2", 2, 1, 0),
        ("x_api_v2/events.json", "x_api_v2", 1, 1, 0),
        ("x_api_v2/flat.jsonl", "x_api_v2", 139, 117, 47),
        ("x_api_v2/mentions_tweet.jsonl", "x_api_v2", 1, 1, 1),
        ("x_api_v2/quoted_edit.jsonl", "x_api_v2", 3, 2, 0),
        ("x_api_v2/search_tweets_for_nyc.json", "x_api_v2", 3, 3, 7),
        ("x_api_v2/timeline_mentions.json", "x_api_v2", 5, 5, 0),
        ("x_api_v2/tweets_resp.json", "x_api_v2", 2, 2, 0),
        ("x_api_v2/two_tweets.jsonl", "x_api_v2", 1, 1, 1),
        ("x_archive/tweets.js", "x_archive", 2, 2, 1),
        ("twcs/sample.csv", "twcs", 93, 93, 0),
        ("../data/conversations/twcs_5k/twcs.csv", "twcs", 5_000, 5_000, 0),
    ],
)
def test_real_exports(shared: Path, path: str, source: str, rows: int, messages: int, rejected: int) -> None:
    export = shared / "samples" / path
    assert recognised_source(Export(export, "export")).name == source
    found = read(export)
    assert (len(found.rows), len(_by_id(found.rows)), len(found.rejected)) == (rows, messages, rejected)


@pytest.mark.shared
def test_real_likes_are_refused(shared: Path) -> None:
    with pytest.raises(BadExport, match="without messages"):
        read(shared / "samples" / "x_archive" / "like.js")
