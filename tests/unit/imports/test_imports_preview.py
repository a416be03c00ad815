"""A look into exports: rows as they will be, counts that the import then confirms, questions, and who speaks."""

from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from lib.imports.mappings import drawn_up, kept_mappings
from lib.imports.preview import preview_of
from lib.imports.run import Wishes
from lib.imports.voices import together
from lib.ingest.canonical import Canon
from lib.ingest.mapping import mapping_data
from lib.ingest.profiles import save_profile
from lib.ingest.source import Export, Reading
from lib.storage.lake import Lake
from tests.community import export, imported, row, workspace_in

CANON = Canon(b"k" * 32)
ROME = Reading(time_zone=ZoneInfo("Europe/Rome"))
COMMENTS = """id;quando;autore;testo;mi_piace
c1;2026-03-02 10:00;anna;Quando riapre la libreria?;3
c2;2026-03-02 10:05;aurora;Domani alle nove;1
c3;2026-03-02 10:09;bruno;Scrivetemi a bruno@example.org, @aurora;0
c4;mai;anna;Questa data non si legge;0
c5;2026-03-02 11:00;carla;Grazie mille;0
c6;2026-03-02 12:00;dario;A domani;2
"""


def written(path: Path, text: str, name: str = "commenti.csv") -> Export:
    (path / name).write_text(text, "utf-8")
    return Export(path / name, name)


def test_a_table_asks_for_its_zone_then_shows_its_rows(tmp_path: Path) -> None:
    found = written(tmp_path, COMMENTS)
    asked = preview_of(found, Reading(), CANON)
    assert (asked.source, asked.choice, asked.is_ready, asked.rows) == ("mapped", "time_zone", False, ())
    assert asked.columns is not None and asked.columns.names == ("id", "quando", "autore", "testo", "mi_piace")
    assert asked.columns.rows[0][:3] == ("c1", "2026-03-02 10:00", "anna")
    answered = preview_of(found, ROME, CANON)
    assert answered.is_ready and answered.is_whole
    assert (answered.kept, answered.rejected, answered.expected) == (5, 1, 6)
    assert answered.reasons == (("Its time 'mai' cannot be read.", 1),)
    assert f"{answered.rows[0]['created_at']:%H:%M}" == "09:00"
    assert answered.rows[2]["text"] == "Scrivetemi a [mail], @aurora"


def test_the_import_confirms_what_the_look_said(tmp_path: Path) -> None:
    found = written(tmp_path, COMMENTS)
    looked = preview_of(found, ROME, CANON)
    account = imported(workspace_in(tmp_path / "w"), found.path, wishes=Wishes(ROME))
    (file,) = account.files
    assert (file.read, file.imported, file.rejected) == (looked.expected, looked.kept, looked.rejected)
    assert dict(file.reasons) == dict(looked.reasons)


def test_what_is_decided_about_one_file_leaves_the_others_alone(tmp_path: Path) -> None:
    rome, tokyo = written(tmp_path, COMMENTS, "facebook.csv"), written(tmp_path, COMMENTS, "youtube.csv")
    readings = {"facebook.csv": ROME, "youtube.csv": Reading(time_zone=ZoneInfo("Asia/Tokyo"))}
    workspace = workspace_in(tmp_path / "w")
    account = imported(workspace, rome.path, tokyo.path, wishes=Wishes(readings=readings))
    assert [(file.read, file.rejected) for file in account.files] == [(6, 1), (6, 1)]
    hours = duckdb.sql(
        f"select channel, hour(created_at at time zone 'UTC') from read_parquet({Lake(workspace).files()})"
        " where message_id = 'c6' order by channel"
    ).fetchall()
    assert hours == [("facebook", 11), ("youtube", 3)]


def test_dates_that_can_be_read_both_ways_are_asked(tmp_path: Path) -> None:
    text = "id,date,author,text\n1,03/04/2026 10:00,a,Buongiorno a tutti\n2,05/06/2026 10:00,b,Anche a te\n"
    found = written(tmp_path, text)
    assert preview_of(found, ROME, CANON).choice == "date_order"
    answered = preview_of(found, Reading(time_zone=ZoneInfo("UTC"), date_order="mdy"), CANON)
    assert [f"{row['created_at']:%m-%d}" for row in answered.rows] == ["03-04", "05-06"]


def test_columns_nobody_can_guess_are_asked_and_a_mapping_answers(tmp_path: Path) -> None:
    text = "x1,x2,x3\n" + "".join(
        f"2026-03-0{n}T10:00:00Z,w{n},parole e ancora parole numero {n}\n" for n in range(1, 5)
    )
    found = written(tmp_path, text)
    asked = preview_of(found, Reading(), CANON)
    assert not asked.is_ready
    data = {"columns": {"text": ["x3"], "created_at": ["x1"], "author_name": ["x2"]}, "channel": "forum", "name": "x"}
    mapping, problem = drawn_up(data, found.name)
    assert mapping is not None and problem == ""
    answered = preview_of(found, Reading(mapping=mapping), CANON)
    assert answered.is_ready and answered.kept == 4
    assert answered.columns is not None and answered.columns.mapping == mapping and not answered.columns.is_guessed


def test_a_mapping_that_lacks_something_is_refused_in_a_sentence() -> None:
    mapping, problem = drawn_up({"columns": {"text": ["x3"]}, "channel": "forum"}, "table")
    assert mapping is None
    assert "created_at" in problem


def test_a_guess_is_kept_as_a_profile_and_found_again(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "w")
    assert kept_mappings(workspace) == ((), "")
    columns = preview_of(written(tmp_path, COMMENTS), ROME, CANON).columns
    assert columns is not None and columns.mapping is not None
    save_profile(workspace.place("profiles"), columns.mapping)
    (kept,), problem = kept_mappings(workspace)
    assert mapping_data(kept) == mapping_data(columns.mapping) and problem == ""
    (workspace.place("profiles") / "broken.yaml").write_text("columns: [")
    assert kept_mappings(workspace)[1].startswith("The mapping broken.yaml is not YAML")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.txt", b"Dear diary, nothing much.\n", "no export"),
        ("broken.json", b'{"messages": [', "broken.json"),
        ("empty.csv", b"id,created_at,author,text\n", "empty.csv"),
    ],
)
def test_what_cannot_be_used_says_so(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    found = preview_of(Export(tmp_path / name, name), Reading(), CANON)
    assert not found.is_ready
    assert said in found.problem


def test_direct_messages_are_counted_and_left_out_until_asked_for(tmp_path: Path) -> None:
    path = export(tmp_path / "x.parquet", [row(1), row(2, kind="direct", text="In privato"), row(3)])
    left_out = preview_of(Export(path, path.name), Reading(), CANON)
    assert (left_out.kept, left_out.direct) == (2, 1)
    taken = preview_of(Export(path, path.name), Reading(include_direct=True), Canon(b"k" * 32, include_direct=True))
    assert (taken.kept, taken.direct) == (3, 0)


def test_only_the_beginning_of_a_large_file_is_read(tmp_path: Path) -> None:
    path = export(tmp_path / "x.parquet", [row(n) for n in range(20_500)])
    found = preview_of(Export(path, path.name), Reading(), CANON)
    assert (found.is_whole, found.expected) == (False, 20_500)
    assert found.kept <= 20_000
    assert len(found.rows) == 6


def test_the_voices_likeliest_ours_stand_first(tmp_path: Path) -> None:
    quiet = {"author_handle": "Aurora", "author_name": "Libreria Aurora", "author_key": "aurora"}
    rows = [row(n, text="Ciao @aurora!") for n in range(1, 8)] + [row(9, text="Ciao a tutti", **quiet)]
    path = export(tmp_path / "x.parquet", rows)
    (first, *others) = preview_of(Export(path, path.name), Reading(), CANON).voices
    assert (first.account, first.messages, first.mentions, first.is_marked) == ("instagram:aurora", 1, 7, False)
    assert len(others) == 7
    marked = [row(1, text="Ciao"), row(2, text="Ciao", author_handle="shop", is_brand=True)]
    found = preview_of(Export(export(tmp_path / "y.parquet", marked), "y"), Reading(), CANON).voices
    assert (found[0].account, found[0].is_marked) == ("instagram:shop", True)
    both = together([(first,), (first,)])
    assert [(voice.messages, voice.mentions) for voice in both] == [(2, 14)]
