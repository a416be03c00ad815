"""Publishing: a version grown from the one before equals one built anew; killed or failing, the old one stays."""

import json
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from lib.errors import NothingPublished, WorkspaceError
from lib.imports.relabel import brought_up_to_date
from lib.schema import AUTHORS, MESSAGES
from lib.storage import publish as publishing
from lib.storage import warehouse
from lib.storage.lake import Lake
from lib.storage.mart import MARTS, Mart
from lib.storage.publish import Corrections, is_of_this_program, publish
from lib.storage.read_model import ReadModel, published
from lib.storage.records import Records
from lib.storage.search import TextIndex, Within
from lib.storage.warehouse import CORRECTED
from lib.storage.workspace import Workspace

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _row(number: int, state: int = 0) -> dict[str, Any]:
    at, root = NOW + timedelta(hours=number * 3), number - number % 4
    return {
        "message_id": str(number),
        "conversation_id": str(root),
        "thread_id": str(root),
        "parent_id": None if number == root else str(root),
        "channel": "x" if root % 8 else "instagram",
        "kind": "post" if number == root else "reply",
        "is_brand": number % 4 == 2,
        "author_id": f"a{number % 50}",
        "created_at": at,
        "text": f"Buongiorno @aurora, copertina {number} stato{state}",
        "root_missing": False,
        "source_file": "f",
        "imported_at": NOW + timedelta(days=state),
        "month": at.strftime("%Y-%m"),
        "intent": ["question"] if number % 3 == 0 else ["other"],
        "aspects": ["delivery"] if number % 7 == 0 else [],
        "language": "it" if number % 2 else "en",
        "sentiment": ("negative", "neutral", "positive")[(number + state) % 3],
        "heat": (number % 10) / 10,
        "is_critique": number % 5 == 0,
    }


def _messages(numbers: range, state: int = 0) -> pa.Table:
    return pa.Table.from_pylist([_row(number, state) for number in numbers], schema=MESSAGES)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.opened_or_created(tmp_path / "w")
    lake = Lake(made)
    lake.create()
    brand = {"author_id": "a2", "channel": "x", "handle": "Aurora", "is_brand": True, "seen_at": NOW}
    lake.merge_authors(pa.Table.from_pylist([brand], schema=AUTHORS))
    lake.append_messages(_messages(range(400)).to_reader())
    return made


def _replace(workspace: Workspace, new: pa.Table) -> None:
    """Put these rows in place of those with their id, the way an import does."""
    lake = Lake(workspace)
    ids = new["message_id"].to_pylist()
    stood = duckdb.sql(
        "select distinct month from read_parquet($files, hive_partitioning = true)"
        " where list_contains($ids, message_id)",
        params={"files": lake.files(), "ids": ids},
    ).fetchall()
    months = sorted({*new["month"].to_pylist(), *(month for (month,) in stood)})
    kept = duckdb.sql(
        f"select {', '.join(MESSAGES.names)} from read_parquet($files, hive_partitioning = true)"
        " where list_contains($months, month) and message_id not in (select unnest($ids))",
        params={"files": lake.files(), "months": months, "ids": ids},
    ).to_arrow_table()
    lake.replace_months(pa.concat_tables([kept.cast(MESSAGES), new]).to_reader(), months)


def _content(workspace: Workspace) -> tuple[int, dict[str, list[str]], int]:
    model = ReadModel.current(workspace)
    tables = {mart: sorted(map(repr, model.frame(f"from {mart}").to_dict("records"))) for mart in MARTS}
    found = model.search.find("copertina").count
    version = model.version
    model.close()
    return version, tables, found


def _anew(workspace: Workspace) -> tuple[int, dict[str, list[str]], int]:
    """The same lake, published with nothing to start from."""
    standing = published(workspace)
    assert standing is not None
    (standing.folder / "recipe.json").unlink()
    publish(workspace)
    return _content(workspace)


def _append(workspace: Workspace, numbers: range, **other: Any) -> None:
    rows = [{**_row(number), **other} for number in numbers]
    Lake(workspace).append_messages(pa.Table.from_pylist(rows, schema=MESSAGES).to_reader())


def _name(workspace: Workspace, *names: tuple[str, str]) -> None:
    rows = [{"author_id": one, "channel": "x", "name": name, "seen_at": NOW} for one, name in names]
    Lake(workspace).merge_authors(pa.Table.from_pylist(rows, schema=AUTHORS))


CHANGES: dict[str, Callable[[Workspace], None]] = {
    "appended": lambda found: _append(found, range(400, 450)),
    "replaced": lambda found: _replace(found, _messages(range(390, 410), state=1)),
    "both": lambda found: (_append(found, range(410, 450)), _replace(found, _messages(range(390, 410), state=1)))[0],
    "on the last day": lambda found: _append(found, range(400, 404), created_at=NOW + timedelta(hours=399 * 3)),
    "weeks later, by a stranger": lambda found: _append(found, range(600, 602), author_id="new"),
    "many months later": lambda found: _append(found, range(3000, 3040)),
    "in the midst": lambda found: _append(found, range(400, 480), created_at=NOW + timedelta(days=9, hours=2)),
    "by known people, before all else": lambda found: _append(
        found, range(400, 404), created_at=NOW - timedelta(days=1), month="2025-12"
    ),
    "an answer to one of long ago": lambda found: _append(found, range(1001, 1002), conversation_id="4", parent_id="4"),
    "ends sooner": lambda found: _replace(
        found,
        pa.Table.from_pylist([{**_row(n), "created_at": NOW + timedelta(days=32)} for n in range(320, 400)], MESSAGES),
    ),
    "names alone": lambda found: (_name(found, ("a1", "Rosa"), ("a3", "Ugo")), _name(found, ("a3", "Ugo B.")))[0],
    "names too": lambda found: (_append(found, range(400, 420)), _name(found, ("a2", "Aurora"), ("a9", "Zoe")))[0],
}


@pytest.mark.parametrize(("change", "known"), [("appended", 0), ("replaced", 10), ("both", 10), ("names alone", 0)])
def test_only_what_was_there_is_taken_out_of_the_index(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, change: str, known: int
) -> None:
    publish(workspace)
    taken: list[str] = []
    replace = TextIndex.replace

    def seen(index: TextIndex, removed: Iterable[str], rows: Iterable[Any]) -> None:
        taken.extend(removed)
        replace(index, list(taken), rows)

    monkeypatch.setattr(TextIndex, "replace", seen)
    CHANGES[change](workspace)
    publish(workspace)
    assert len(taken) == known


@pytest.mark.parametrize("change", CHANGES)
def test_a_version_grown_from_the_one_before_equals_one_built_anew(workspace: Workspace, change: str) -> None:
    _name(workspace, ("a3", "U."), ("a4", "Ida"))
    publish(workspace)
    CHANGES[change](workspace)
    assert publish(workspace) == 2
    version, grown, found = _content(workspace)
    _, built, found_anew = _anew(workspace)
    for mart in MARTS:
        assert grown[mart] == built[mart], mart
    assert found == found_anew == len(grown["messages"])


@pytest.mark.parametrize("days", [1, 40, -1, -40])
def test_the_end_of_the_archive_may_move_by_any_number_of_days(workspace: Workspace, days: int) -> None:
    """Windows of 30, 90 and 120 days begin on other days then, also for people of whom nothing new is heard."""
    ends = NOW + timedelta(days=145)
    days_before = [NOW + timedelta(days=day) for day in range(1, 145)]
    others = [  # somebody else each day
        {**_row(1300 + n), "author_id": f"b{n}", "created_at": at, "month": f"{at:%Y-%m}"}
        for n, at in enumerate(days_before)
    ]
    Lake(workspace).append_messages(pa.Table.from_pylist(others, schema=MESSAGES).to_reader())
    _append(workspace, range(1200, 1201), author_id="stranger", created_at=ends, month=f"{ends:%Y-%m}")
    publish(workspace)
    at = ends + timedelta(days=days)
    moved = {**_row(1200), "author_id": "stranger", "created_at": at, "month": f"{at:%Y-%m}"}
    _replace(workspace, pa.Table.from_pylist([moved], schema=MESSAGES))
    publish(workspace)
    _, grown, _ = _content(workspace)
    _, built, _ = _anew(workspace)
    assert len(grown["messages"]) == 545
    assert grown == built


@pytest.mark.parametrize("messages", [30, 3])
def test_marts_made_in_slices_equal_those_made_at_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, messages: int
) -> None:
    """Also where so many slices would be more than there may be."""
    publish(workspace)
    _, at_once, _ = _content(workspace)
    monkeypatch.setattr(warehouse, "SLICE", messages)
    _, in_slices, _ = _anew(workspace)
    for mart in MARTS:
        assert in_slices[mart] == at_once[mart], mart


def test_what_does_not_fit_into_memory_may_have_more(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(workspace)
    _, roomy, _ = _content(workspace)
    monkeypatch.setattr(warehouse, "_MEMORY", 2 << 20)
    _, tight, _ = _anew(workspace)
    assert tight == roomy
    monkeypatch.setattr(warehouse, "_machine_memory", lambda: 1 << 20)
    with pytest.raises(WorkspaceError, match="the old one stays"):
        _anew(workspace)


def test_nothing_new_publishes_nothing_and_old_versions_are_swept(workspace: Workspace) -> None:
    assert publish(workspace) == 1
    assert publish(workspace) == 1
    reader = ReadModel.current(workspace)
    Lake(workspace).append_messages(_messages(range(400, 404)).to_reader())
    assert publish(workspace) == 2
    folders = {f.name for f in workspace.place("published").iterdir() if f.is_dir()}
    assert folders == {"1", "2"}, "the version that is still read stays"
    assert len(reader.frame("from messages")) == 400
    reader.close()
    publishing.sweep(workspace)
    assert {f.name for f in workspace.place("published").iterdir() if f.is_dir()} == {"2"}


def test_each_mart_has_the_key_it_states(workspace: Workspace) -> None:
    keys = {
        "messages": "channel, message_id",
        "automatic": "channel, said",
        "replies": "channel, message_id",
        "answers": "channel, message_id",
        "exchanges": "channel, thread_id",
        "conversations": "channel, conversation_id",
        "hours": "hour, channel, language",
        "aspect_hours": "hour, channel, language, aspect",
        "days": "day, channel, language",
        "waits": "channel, conversation_id",
        "queue": "channel, conversation_id",
        "members": "author_id",
        "member_conversations": "author_id, channel, conversation_id",
        "people": "author_id",
        "member_days": "author_id, day",
        "member_months": "author_id, age",
        "ties": "channel, conversation_id, author_id, to_author_id",
        "standing": "author_id",
        "receptions": "channel, message_id, span",
    }
    assert set(keys) == set(MARTS)
    publish(workspace)
    model = ReadModel.current(workspace)
    for mart, key in keys.items():
        assert Mart(mart).sql.startswith("-- One row per ")
        frame = model.frame(f"select count(*) as n, count(distinct ({key})) as keys from {mart}")
        assert frame["n"][0] == frame["keys"][0], mart
        assert frame["n"][0] > 0 or mart in (
            "automatic",
            "receptions",
        )  # nothing of ours goes out by itself, and no post
    model.close()


def test_roll_ups_sum_to_the_messages(workspace: Workspace) -> None:
    publish(workspace)
    model = ReadModel.current(workspace)
    sums = model.frame(
        """select (select count(*) from messages) as messages, (select sum(messages) from days) as days,
            (select sum(messages) from hours) as hours, (select sum(message_count) from conversations) as conversations,
            (select count(*) from messages where not is_brand) as inbound, (select sum(inbound) from days) as in_days,
            (select sum(negative + neutral + positive) from days) as moods"""
    ).iloc[0]
    assert sums["messages"] == sums["days"] == sums["hours"] == sums["conversations"] == 400
    assert sums["inbound"] == sums["in_days"] == sums["moods"] == 300
    model.close()


def test_an_inbound_message_is_waiting_or_answered_or_needs_none(workspace: Workspace) -> None:
    publish(workspace)
    model = ReadModel.current(workspace)
    answers = model.frame("from answers")
    assert (answers["is_waiting"] == answers["answered_at"].isna()).all()
    answered = answers[~answers["is_waiting"]]
    assert (answered["answered_seconds"] >= 0).all() and len(answered) > 0
    # in each conversation of four the third is ours: what comes before it is answered, the fourth waits
    assert set(answers["message_id"].astype(int) % 4) == {0, 1, 3}
    assert (answers["is_waiting"] == (answers["message_id"].astype(int) % 4 == 3)).all()
    conversations = model.frame("from conversations")
    assert (conversations["waiting_count"] == 1).all()
    assert (conversations["first_response_seconds"] == 6 * 3600).all()
    model.close()


def test_corrections_win_and_withdrawing_gives_the_label_back(workspace: Workspace) -> None:
    publish(workspace)
    before = _content(workspace)[1]
    fixed = pa.Table.from_pylist([{"channel": "x", "message_id": "5", "sentiment": "positive"}], schema=CORRECTED)
    assert publish(workspace, Corrections(fixed, 1, ((1, "x", "5"),))) == 2
    model = ReadModel.current(workspace)
    row = model.frame("select sentiment, polarity, is_corrected, confidence from messages where message_id = '5'").iloc[
        0
    ]
    assert row.to_dict() == {"sentiment": "positive", "polarity": 1.0, "is_corrected": True, "confidence": 1.0}
    model.close()
    withdrawn = Corrections(CORRECTED.empty_table(), 2, ((1, "x", "5"), (2, "x", "5")))
    publish(workspace, withdrawn)
    assert _content(workspace)[1] == before


def test_a_publish_that_fails_or_dies_leaves_the_old_version(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(workspace)
    Lake(workspace).append_messages(_messages(range(400, 404)).to_reader())

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(WorkspaceError, match="the old one stays"):
        patch.setattr(warehouse.Warehouse, "describe", full)
        publish(workspace)
    assert _content(workspace)[0] == 1
    # died after building, before switching: a half-made folder and a whole one that nobody named
    workspace.place("published", "2.new").mkdir()
    workspace.place("published", "2.new", "model.duckdb").write_bytes(b"half")
    workspace.place("published", "2").mkdir()
    assert publish(workspace) == 2
    assert len(_content(workspace)[1]["messages"]) == 404


def test_a_damaged_version_is_built_anew(workspace: Workspace) -> None:
    publish(workspace)
    standing = published(workspace)
    assert standing is not None
    (standing.folder / "model.duckdb").unlink()
    with pytest.raises(Exception, match="cannot be opened"):
        ReadModel.current(workspace)
    assert publish(workspace) == 2
    assert len(_content(workspace)[1]["messages"]) == 400


def test_reading_is_closed_to_files_and_python(workspace: Workspace) -> None:
    with pytest.raises(NothingPublished):
        ReadModel.current(workspace)
    publish(workspace)
    model = ReadModel.current(workspace)
    for hostile in (
        "select * from read_csv('/etc/passwd')",
        "set enable_external_access = true",
        "create table t as select 1",
        "copy messages to '/tmp/out.csv'",
    ):
        with pytest.raises(duckdb.Error):
            model.frame(hostile)
    secret = model  # a Python object of this frame that SQL must not reach
    with pytest.raises(duckdb.Error):
        model.frame("from secret")
    secret.close()


def test_the_log_keeps_no_names_and_no_texts(workspace: Workspace) -> None:
    for log in workspace.place("messages", "_delta_log").glob("*.json"):
        for line in log.read_text("utf-8").splitlines():
            stats = json.loads(line).get("add", {}).get("stats")
            if stats:
                assert set(json.loads(stats)["minValues"]) <= {"channel"}


def test_search_finds_stems_phrases_and_within_limits(workspace: Workspace) -> None:
    publish(workspace)
    model = ReadModel.current(workspace)
    find = model.search.find
    assert find("copertine").count == 200, "Italian stems, in Italian texts"
    assert find("copertine", exact=True).count == 0
    assert find('"copertina 17"').keys == (("instagram", "17"),) or find('"copertina 17"').keys == (("x", "17"),)
    assert find("copertina -17").count == 399
    assert find("copert*").count == 400
    assert find("buongiorno copertina", Within(channels=["x"])).count == 200
    assert find("buongiorno", Within(languages=["it"])).count == 200
    assert find("buongiorno", Within(since=NOW + timedelta(hours=3 * 390))).count == 10
    assert find("buongiorno", Within(until=NOW + timedelta(hours=3 * 10))).count == 10
    for hostile in ("", '" ) OR *', "text:*", "+-(", "\x00", "a" * 10_000):
        assert find(hostile).count == 0
    model.close()


def test_a_version_of_another_program_is_told_and_built_anew(workspace: Workspace) -> None:
    publish(workspace)
    current = published(workspace)
    assert current is not None and is_of_this_program(current)
    recipe = json.loads((current.folder / "recipe.json").read_text("utf-8"))
    (current.folder / "recipe.json").write_text(json.dumps({**recipe, "plan": "other", "fingerprint": "other"}))
    assert not is_of_this_program(current)
    records = Records.of(workspace)
    assert brought_up_to_date(workspace, records) == current.version + 1
    assert brought_up_to_date(workspace, records) == current.version + 1
    records.close()


def test_a_version_is_opened_twice_in_one_process_and_every_question_is_in_utc(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(workspace)
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        first, second = ReadModel.current(workspace), ReadModel.current(workspace)
        for model in (first, second):
            assert model.frame("select current_setting('timezone') as zone")["zone"][0] == "UTC"
            with pytest.raises(duckdb.Error):
                model.frame("select * from read_csv('/etc/passwd')")
        first.close()
        assert second.frame("select count(*) as n from messages")["n"][0] == 400
        second.close()
    finally:
        monkeypatch.undo()
        time.tzset()
