"""Tables as people really have them: encodings, separators, decimal marks, dates and ids that spreadsheets spoil."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from readings import Read, read

from lib.errors import BadExport, NeedsChoice
from lib.ingest.mapping import Mapping, mapping_of
from lib.ingest.source import DateOrder, Reading

COLUMNS = {"message_id": "id", "created_at": "date", "text": "text", "author_name": "author"}
MAPPING = mapping_of({"channel": "facebook", "columns": COLUMNS}, "comments")


def _table(folder: Path, data: bytes | str, mapping: Mapping = MAPPING, **wishes: object) -> Read:
    path = folder / "export"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    order: DateOrder | None = wishes.get("order")  # type: ignore[assignment]
    zone = ZoneInfo(str(wishes["zone"])) if "zone" in wishes else None
    return read(path, "mapped", Reading(time_zone=zone, date_order=order, mapping=mapping))


ACCENTED = "id,date,author,text\n1,2026-03-02T09:00:00Z,Nicolò,«Perché è così?»\n2,2026-03-02T10:00:00Z,Zoë,dieci €\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8-sig", b""), ("utf-16", b""), ("cp1252", b"")]
    + [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-16-le", b""), ("utf-32", b"")],
)
def test_every_encoding_reads_alike(encoding: str, mark: bytes, tmp_path: Path) -> None:
    found = _table(tmp_path, mark + ACCENTED.encode(encoding))
    assert [(row["author_name"], row["text"]) for row in found.rows] == [
        ("Nicolò", "«Perché è così?»"),
        ("Zoë", "dieci €"),
    ]
    assert not found.rejected


def test_utf_8_with_a_broken_byte_is_not_taken_for_cp1252(tmp_path: Path) -> None:
    lines = ACCENTED + "".join(f"{n},2026-03-02T10:00:00Z,Zoë,così però\n" for n in range(3, 9))
    found = _table(tmp_path, lines.encode().replace(b"Nicol\xc3\xb2", b"Nicol\xc3"))
    assert found.rows[0]["text"] == "«Perché è così?»" and found.rows[0]["author_name"] == "Nicol\ufffd"


@pytest.mark.parametrize(
    "lines",
    [
        ["sep=;", "id;date;author;text", "1;2026-03-02T09:00:00Z;Anna;uno; due"],
        ["id;date;author;text", '1;2026-03-02T09:00:00Z;Anna;"uno; due"'],
        ["id\tdate\tauthor\ttext", "1\t2026-03-02T09:00:00Z\tAnna\tuno; due"],
        ["id|date|author|text", "1|2026-03-02T09:00:00Z|Anna|uno; due"],
        ["", "id,date,author,text", '"1","2026-03-02T09:00:00Z","Anna","uno; due"'],
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_are_found(lines: list[str], end: str, tmp_path: Path) -> None:
    if lines[0] == "sep=;":
        lines = [*lines[:2], '1;2026-03-02T09:00:00Z;Anna;"uno; due"']
    (row,) = _table(tmp_path, end.join(lines) + end).rows
    assert (row["message_id"], row["author_name"], row["text"]) == ("1", "Anna", "uno; due")


def test_a_field_of_several_lines_is_one_row_and_lines_are_counted_as_in_the_file(tmp_path: Path) -> None:
    found = _table(
        tmp_path,
        "id,date,author,text\n"
        '1,2026-03-02T09:00:00Z,Anna,"prima riga\n\nterza, ""con virgolette"""\n'
        "2,mai,Ivo,senza ora\n"
        "3,2026-03-02T09:00:00Z,Lia,poi\n",
    )
    assert [(row["line"], row["text"]) for row in found.rows] == [
        (2, 'prima riga\n\nterza, "con virgolette"'),
        (6, "poi"),
    ]
    (rejected,) = found.rejected
    assert rejected.line == 5 and "'mai' cannot be read" in rejected.reason
    assert json.loads(rejected.content or "")["author"] == "Ivo"


def _numbers(folder: Path, rows: str, **data: object) -> list[tuple[int | None, float | None]]:
    columns = COLUMNS | {"likes": "likes", "rating": "stars"}
    mapping = mapping_of({"channel": "trustpilot", "columns": columns} | data, "reviews")
    found = _table(folder, "id;date;author;likes;stars;text\n" + rows, mapping)
    return [(row["likes"], row["rating"]) for row in found.rows]


def test_italian_numbers(tmp_path: Path) -> None:
    rows = "1;2026-03-02T09:00:00Z;A;12.345;4,5;uno\n2;2026-03-02T09:00:00Z;B;1.234.567;3,0;due\n"
    assert _numbers(tmp_path, rows) == [(12_345, 4.5), (1_234_567, 3.0)]


def test_english_numbers(tmp_path: Path) -> None:
    rows = "1;2026-03-02T09:00:00Z;A;12,345;4.5;one\n2;2026-03-02T09:00:00Z;B;1,234,567;3.0;two\n"
    assert _numbers(tmp_path, rows) == [(12_345, 4.5), (1_234_567, 3.0)]


def test_the_mapping_may_say_the_decimal_mark(tmp_path: Path) -> None:
    assert _numbers(tmp_path, "1;2026-03-02T09:00:00Z;A;7;4,5;uno\n", decimal=",") == [(7, 4.5)]


def _days(folder: Path, dates: list[str], **wishes: object) -> list[datetime]:
    lines = [f"{n},{date},A,testo" for n, date in enumerate(dates)]
    return [row["created_at"] for row in _table(folder, "\n".join(["id,date,author,text", *lines]), **wishes).rows]


def test_a_column_decides_the_order_of_day_and_month_by_one_value_that_can_only_be_one(tmp_path: Path) -> None:
    italian = _days(tmp_path, ["05/06/2026 10:00", "25/06/2026 10:00"], zone="UTC")
    assert italian == [datetime(2026, 6, 5, 10, tzinfo=UTC), datetime(2026, 6, 25, 10, tzinfo=UTC)]
    american = _days(tmp_path, ["05/06/2026 10:00", "06/25/2026 10:00"], zone="UTC")
    assert american == [datetime(2026, 5, 6, 10, tzinfo=UTC), datetime(2026, 6, 25, 10, tzinfo=UTC)]


def test_a_column_that_leaves_it_open_asks_and_takes_the_answer(tmp_path: Path) -> None:
    with pytest.raises(NeedsChoice, match="--date-order") as raised:
        _days(tmp_path, ["05/06/2026 10:00"], zone="UTC")
    assert raised.value.choice == "date_order"
    assert _days(tmp_path, ["05/06/2026 10:00"], zone="UTC", order="dmy") == [datetime(2026, 6, 5, 10, tzinfo=UTC)]
    assert _days(tmp_path, ["05/06/2026 10:00"], zone="UTC", order="mdy") == [datetime(2026, 5, 6, 10, tzinfo=UTC)]


def test_times_without_a_zone_ask_for_one_and_summer_time_is_minded(tmp_path: Path) -> None:
    with pytest.raises(NeedsChoice, match="--time-zone") as raised:
        _days(tmp_path, ["2026-01-05 10:00", "2026-07-05 10:00"])
    assert raised.value.choice == "time_zone"
    assert _days(tmp_path, ["2026-01-05 10:00", "2026-07-05 10:00"], zone="Europe/Rome") == [
        datetime(2026, 1, 5, 9, tzinfo=UTC),
        datetime(2026, 7, 5, 8, tzinfo=UTC),
    ]


def test_ids_of_64_bits_stay_whole_and_rounded_ones_are_turned_down(tmp_path: Path) -> None:
    found = _table(
        tmp_path,
        "id,date,author,text\n"
        "1234567890123456789,2026-03-02T09:00:00Z,A,intero\n"
        "007,2026-03-02T09:00:00Z,B,zeri\n"
        "1.23457E+18,2026-03-02T09:00:00Z,C,arrotondato\n"
        '"1,23457E+18",2026-03-02T09:00:00Z,D,arrotondato in italiano\n',
    )
    assert [row["message_id"] for row in found.rows] == ["1234567890123456789", "007"]
    assert [line for line, _ in found.reasons()] == [4, 5]
    assert all("rounded by a spreadsheet" in reason for _, reason in found.reasons())


def test_a_workbook_reads_like_its_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "date", "author", "text"])
    sheet.append(["1234567890123456789", datetime(2026, 3, 2, 9), "Nicolò", "testo"])
    sheet.append([1.23456789012e18, datetime(2026, 3, 2, 9), "Ivo", "numero rovinato"])
    path = tmp_path / "export.xlsx"
    book.save(path)
    found = read(path, "mapped", Reading(time_zone=ZoneInfo("UTC"), mapping=MAPPING))
    (row,) = found.rows
    assert (row["message_id"], row["author_name"]) == ("1234567890123456789", "Nicolò")
    assert row["created_at"] == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert "rounded by a spreadsheet" in found.rejected[0].reason


def test_of_equal_keys_in_an_object_the_last_one_counts(tmp_path: Path) -> None:
    lines = '{"id": "1", "date": "2026-03-02T09:00:00Z", "author": "A", "text": "prima", "text": "ultima"}\n'
    assert _table(tmp_path, lines).rows[0]["text"] == "ultima"
    assert _table(tmp_path, f"[{lines}]").rows[0]["text"] == "ultima", "streamed as well"


@pytest.mark.parametrize("wrapped", ["{}\n", "[{}]"])
def test_halves_of_an_emoji_become_a_mark_and_nothing_breaks(wrapped: str, tmp_path: Path) -> None:
    line = '{"id": "1", "date": "2026-03-02T09:00:00Z", "author": "A", "text": "ciao \\ud83d"}'
    (row,) = _table(tmp_path, wrapped.replace("{}", line)).rows
    assert row["text"].startswith("ciao ") and row["text"].encode("utf-8")


def test_a_mapping_whose_columns_are_not_there_says_which(tmp_path: Path) -> None:
    with pytest.raises(BadExport, match="no column 'text', 'author'") as raised:
        _table(tmp_path, "id,date,testo\n1,2026-03-02T09:00:00Z,ciao\n")
    assert "its columns are id, date, testo" in str(raised.value)


def test_rows_without_an_id_get_the_same_one_whenever_they_are_read(tmp_path: Path) -> None:
    mapping = mapping_of({"channel": "facebook", "columns": {"created_at": "date", "text": "text"}}, "m")
    lines = "date,text\n2026-03-02T09:00:00Z,ciao\n2026-03-02T09:00:00Z,ciao\n2026-03-02T09:00:00Z,salve\n"
    ids = [row["message_id"] for row in _table(tmp_path, lines, mapping).rows]
    assert len(set(ids)) == 3, "equal rows are told apart"
    assert [row["message_id"] for row in _table(tmp_path, lines, mapping).rows] == ids
