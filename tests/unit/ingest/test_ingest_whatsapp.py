"""WhatsApp's exported chats: every way a phone writes a header, and what a file decides as a whole."""

import json
import tempfile
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from readings import FIXTURES, ROME, bears, damaged, read

from lib.errors import BadExport, NeedsChoice
from lib.ingest.source import Export, Reading
from lib.ingest.sources.whatsapp_headers import DateEvidence, day_of, header_of
from lib.ingest.sources.whatsapp_survey import surveyed

ANDROID = FIXTURES / "whatsapp" / "android_it.txt"
IPHONE = FIXTURES / "whatsapp" / "ios_en.txt"
NOTICE = "It is a notice of WhatsApp, not a message."
MEDIA = "It is a picture, a sound or another file without words."


def _chat(folder: Path, *lines: str, name: str = "chat.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_an_italian_group_from_android() -> None:
    found = read(ANDROID)
    assert [(r["line"], r["author_key"], r["text"]) for r in found.rows] == [
        (3, "Marta", "Avete ricevuto il pacco?\nA me manca ancora."),
        (6, "+39 333 123 4567", "Ecco l'angolo rovinato"),
        (8, "Libreria Aurora", "Ci dispiace: lo rimandiamo oggi."),
        (
            10,
            "Ugo",
            "14/02/2026, 10:00 - Marta: questo l'ho incollato\n[14/02/26, 10:00:01] Marta: e questo pure",
        ),
        (12, "Ugo", "ok"),
        (13, "Ugo", "ok"),
    ]
    assert {row["kind"] for row in found.rows} == {"comment"}
    assert found.rows[0]["created_at"] == datetime(2026, 2, 13, 8, 2, tzinfo=UTC)
    assert found.rows[1]["author_name"] is None, "a number is no name"
    assert found.reasons() == [
        (1, NOTICE),
        (2, NOTICE),
        (5, MEDIA),
        (9, "It was deleted."),
        (14, NOTICE),
        (15, "It has no text."),
    ]
    assert len({row["message_id"] for row in found.rows}) == 6
    assert found.notes == [
        "android_it.txt: lines that look like the beginning of a message, but in another style than the rest,"
        " were taken as text of the message they stand in: 1, the first in line 11."
    ]


def test_an_english_group_from_an_iphone() -> None:
    found = read(IPHONE)
    assert [(r["line"], r["author_key"], r["text"]) for r in found.rows] == [
        (3, "Marta", "Is the third volume out?"),
        (6, "Libreria Aurora", "In May!"),
        (9, "Marta", "voice call tomorrow at nine?"),
        (10, "Anna", "See the back cover"),
    ]
    assert found.rows[0]["created_at"] == datetime(2026, 2, 13, 8, 2, 10, tzinfo=UTC)
    assert found.rows[1]["created_at"] == datetime(2026, 2, 13, 20, 5, tzinfo=UTC)
    assert found.rows[2]["created_at"] == datetime(2026, 2, 14, 11, 8, tzinfo=UTC)
    assert found.reasons() == [
        (1, NOTICE),
        (2, NOTICE),
        (4, MEDIA),
        (5, MEDIA),
        (7, "It was deleted."),
        (8, NOTICE),
    ]
    assert {row["kind"] for row in found.rows} == {"comment"}


def test_two_people_talk_in_private(tmp_path: Path) -> None:
    path = _chat(tmp_path, "31/01/26, 10:00 - Anna: Il mio ordine?", "31/01/26, 10:01 - Aurora: <Media omitted>")
    found = read(path, reading=Reading(time_zone=ZoneInfo("Europe/Rome")))
    assert [row["kind"] for row in found.rows] == ["direct"]
    assert found.rejected[0].content is None, "a private chat leaves no trace that was not asked for"
    assert read(path).rejected[0].content == "Aurora: <Media omitted>"


def test_names_with_a_colon(tmp_path: Path) -> None:
    lines = [f"31/01/26, 10:0{i} - Aurora: eventi: parola {i}" for i in range(4)]
    found = read(_chat(tmp_path, *lines, "31/01/26, 10:09 - Anna: nota: una sola", "31/01/26, 10:10 - Anna: e due"))
    assert [row["author_key"] for row in found.rows] == ["Aurora: eventi"] * 4 + ["Anna"] * 2
    assert found.rows[0]["text"] == "parola 0" and found.rows[4]["text"] == "nota: una sola"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["05/06/26", "13/06/26"], date(2026, 6, 5)),
        (["05/06/26", "06/13/26"], date(2026, 5, 6)),
        (["2026-05-06", "2026-05-07"], date(2026, 5, 6)),
        (["05.06.26", "06.06.26"], date(2026, 6, 5)),
        (["05/05/26", "05/05/26"], date(2026, 5, 5)),
        (["21/05/13", "21/05/14", "21/06/02"], date(2021, 5, 13)),
        (["10/02/26", "11/02/26", "01/03/26", "02/03/26", "12/03/26", "01/04/26"], date(2026, 2, 10)),
    ],
    ids=[
        "day over 12",
        "month first",
        "year first",
        "full stops",
        "all the same",
        "two digits of a year first",
        "only one order runs forward",
    ],
)
def test_the_whole_file_decides_the_order_of_day_and_month(tmp_path: Path, dates: list[str], expected: date) -> None:
    path = _chat(tmp_path, *(f"{day}, 10:00 - Anna: ciao {i}" for i, day in enumerate(dates)))
    assert read(path).rows[0]["created_at"].date() == expected


def test_what_the_file_leaves_open_is_asked(tmp_path: Path) -> None:
    path = _chat(tmp_path, "05/06/26, 10:00 - Anna: ciao", "06/07/26, 10:00 - Anna: ciao")
    with pytest.raises(NeedsChoice, match="day or the month") as raised:
        read(path)
    assert raised.value.choice == "date_order"
    told = Reading(time_zone=ZoneInfo("Europe/Rome"), date_order="mdy", include_direct=True)
    assert read(path, reading=told).rows[0]["created_at"].month == 5
    with pytest.raises(NeedsChoice, match="time zone") as raised:
        read(path, reading=Reading(date_order="dmy"))
    assert raised.value.choice == "time_zone"


def test_a_few_broken_dates_do_not_turn_the_order(tmp_path: Path) -> None:
    lines = [f"{day}/06/26, 10:00 - Anna: ciao" for day in range(13, 20)]
    found = read(_chat(tmp_path, *lines, "06/31/26, 10:00 - Anna: strano"))
    assert len(found.rows) == 7
    assert found.reasons() == [(8, "Its date 6/31/26 cannot be read in the order of the others.")]


def test_hours_that_clocks_skip_or_repeat(tmp_path: Path) -> None:
    lines = ["29/03/26, 02:30 - Anna: saltata", "25/10/26, 02:30 - Anna: doppia"]
    skipped, twice = (row["created_at"] for row in read(_chat(tmp_path, *lines)).rows)
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC) and twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_overlapping_exports_agree_whatever_the_copy_is_called(tmp_path: Path) -> None:
    lines = [f"{day}/01/26, 10:00 - Anna: ciao {day % 3}" for day in range(13, 30)]
    full = _chat(tmp_path, *lines, name="Chat WhatsApp con Lettori.txt")
    later = _chat(tmp_path, *lines[5:], "30/01/26, 11:00 - Ugo: nuovo", name="Chat WhatsApp con Lettori (2).txt")
    iphone = [line.replace(", 10:00 - ", ", 10:00:00] ").join(("[", "")) for line in lines]
    zipped = _chat(tmp_path, *iphone, name="_chat.txt")
    first = [row["message_id"] for row in read(full).rows]
    assert [row["message_id"] for row in read(later).rows][:-1] == first[5:]
    name = "WhatsApp Chat - Lettori.zip/_chat.txt"
    assert [row["message_id"] for row in read(zipped, name=name).rows] == first
    other = _chat(tmp_path, *lines, name="Chat WhatsApp con Fornitori.txt")
    assert not set(first) & {row["message_id"] for row in read(other).rows}


@pytest.mark.parametrize(
    ("name", "chat"),
    [
        ("WhatsApp Chat with Class 5.txt", "class 5"),
        ("WhatsApp Chat with Class 5 (1).txt", "class 5"),
        ("Chat WhatsApp con Lettori - copia.txt", "lettori"),
        ("WhatsApp Chat - Lettori.zip/_chat.txt", "lettori"),
        ("Lettori-2.txt", "lettori"),
        ("lettori (3).txt", "lettori"),
        ("_chat.txt", "chat"),
    ],
)
def test_the_chat_is_called_alike_in_every_copy(tmp_path: Path, name: str, chat: str) -> None:
    path = _chat(tmp_path, "31/01/26, 10:00 - Anna: ciao")
    assert surveyed(Export(path, name)).chat(Export(path, name)) == chat


def test_lines_before_the_first_message_are_accounted_for(tmp_path: Path) -> None:
    found = read(_chat(tmp_path, "resto di un messaggio", "e ancora", "31/01/26, 10:00 - Anna: ciao"), "whatsapp")
    assert found.reasons() == [(1, "It stands before the first message.")]
    assert found.rejected[0].content == "resto di un messaggio\ne ancora"


def test_a_text_that_is_no_chat_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadExport, match="no line that begins"):
        read(_chat(tmp_path, "Caro diario", "oggi piove"), "whatsapp")


@pytest.mark.parametrize(
    "header",
    [
        "31/12/2025, 22:05 - ",
        "31/12/25, 22:05 - ",
        "31.12.25, 22:05 - ",
        "31.12.25 um 22:05 - ",
        "31.12.2025 klo 22.05 - ",
        "31-12-2025 22:05 - ",
        "2025-12-31 22:05 - ",
        "2025/12/31 22:05 - ",
        "2025. 12. 31. 22:05 - ",
        "31/12/2025, 10:05 p. m. - ",
        "31/12/2025, 10:05\u00a0p.\u00a0m. - ",
        "12/31/25, 10:05\u202fPM - ",
        "12/31/25, 10:05 pm - ",
        "2025/12/31 下午10:05 - ",
        "[31/12/25, 22:05:00] ",
        "\u200e[31/12/25, 22:05:00] ",
        "[31.12.25, 22:05:00] ",
        "[12/31/25, 10:05:00\u202fPM] ",
        "[2025-12-31 22:05:00] ",
        "31/12/25 22:05:00: ",
        "31/12/25, 22:05 – ",
    ],
)
def test_headers_as_phones_write_them(tmp_path: Path, header: str) -> None:
    row = read(_chat(tmp_path, f"{header}Anna: Buon anno: auguri")).rows[0]
    assert (row["author_key"], row["text"]) == ("Anna", "Buon anno: auguri")
    assert row["created_at"] == datetime(2025, 12, 31, 21, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "line", ["", "ciao", "31/12/25", "31/12/25, 25:00 - Anna: x", "[31/12/25, 10:00 - A: x", "1: a"]
)
def test_lines_that_begin_no_message(line: str) -> None:
    assert header_of(line) is None


_FORMATS = [
    (f"{'[' if bracket else ''}{sep.join(order)}{' ' if bracket else ', '}{clock}{'] ' if bracket else ' - '}")
    for order, sep, clock, bracket in product(
        (("%Y", "%m", "%d"), ("%Y", "%d", "%m"), ("%d", "%m", "%y"), ("%m", "%d", "%y"), ("%d", "%m", "%Y")),
        "-/.",
        ("%H:%M", "%I:%M %p", "%H:%M:%S", "%I:%M:%S %p"),
        (False, True),
    )
]
_NAMES = ("Anna", "Libreria Aurora", "+39 333 123 4567", "Dott. Rossi - Bologna", "🤓")
_TEXTS = st.text(alphabet="abcàè :.,-!?😀\n0123456789/[]", min_size=1, max_size=60).map(str.strip)


@st.composite
def _conversations(draw: st.DrawFn) -> list[tuple[datetime, str, str]]:
    """Messages in order of time, the last on a day that only one order of date can mean."""
    at = datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC"))
    said: list[tuple[datetime, str, str]] = [(at, name, "ciao a tutti") for name in _NAMES]
    for _ in range(draw(st.integers(1, 8))):
        at += timedelta(minutes=draw(st.integers(0, 9_000)))
        text = draw(_TEXTS)
        assume(text and not any(header_of(line) for line in text.split("\n")))
        said.append((at, draw(st.sampled_from(_NAMES)), text))
    return [*said, (datetime(2026, 3, 30, 12, tzinfo=ZoneInfo("UTC")), "Anna", "fine")]


def _round_trip(written: str, said: list[tuple[datetime, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chat.txt"
        path.write_text("\n".join(f"{at.strftime(written)}{name}: {text}" for at, name, text in said), "utf-8")
        rows = read(path, reading=Reading(time_zone=ZoneInfo("UTC"))).rows
    found = [(row["created_at"].replace(second=0), row["author_key"], row["text"]) for row in rows]
    assert found == [(at.astimezone(UTC), name, text) for at, name, text in said]


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(_FORMATS), _conversations())
def test_a_chat_in_any_format_reads_back_as_it_was(written: str, said: list[tuple[datetime, str, str]]) -> None:
    _round_trip(written, said)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.dates(date(2010, 1, 1), date(2026, 1, 1)), min_size=30, max_size=60), st.sampled_from(("dmy", "mdy"))
)
def test_the_order_found_is_never_the_wrong_one(days: list[date], order: str) -> None:
    evidence = DateEvidence()
    for day in sorted(days):
        numbers = {"d": day.day, "m": day.month, "y": day.year % 100}
        header = header_of(f"{'/'.join(str(numbers[part]) for part in order)}, 10:00 - A: x")
        assert header
        evidence.add(header)
    assert evidence.order(None) in (order, None)
    assert day_of((31, 2, 26), "dmy") is None


@settings(max_examples=120, deadline=None)
@given(damaged(ANDROID.read_bytes()) | damaged(IPHONE.read_bytes()))
def test_damage_raises_nothing_but_our_own_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chat.txt"
        path.write_bytes(data)
        bears(path, "whatsapp")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows", "rejected", "kind"),
    [
        ("2A_5M.txt", 4, [4], "direct"),
        ("test_[mmddyy]_24hrs.txt", 7, [6, 7], "comment"),
        ("test_ddmmyy_24hrs.txt", 7, [6, 7], "comment"),
        ("test_mmddyyyy_12hrs.txt", 7, [6, 7], "comment"),
    ],
)
def test_real_exports(shared: Path, name: str, rows: int, rejected: list[int], kind: str) -> None:
    found = read(shared / "samples" / "whatsapp" / name)
    assert (len(found.rows), [r.line for r in found.rejected]) == (rows, rejected)
    assert {row["kind"] for row in found.rows} == {kind}


@pytest.mark.shared
def test_a_real_export_says_what_its_maker_expected_of_it(shared: Path) -> None:
    folder = shared / "samples" / "whatsapp"
    expected = {
        (
            datetime.fromisoformat(m["timestamp"]).replace(tzinfo=ROME.time_zone).astimezone(UTC),
            m["author"],
            m["message"],
        )
        for m in json.loads((folder / "target.json").read_text(encoding="utf-8"))
    }
    for name in ("test_[mmddyy]_24hrs.txt", "test_ddmmyy_24hrs.txt", "test_mmddyyyy_12hrs.txt"):
        rows = read(folder / name).rows
        # The maker's reader passes over "John Doe:.", which has no blank after the colon.
        found = {(r["created_at"], r["author_key"], r["text"].replace("\n", " ")) for r in rows if r["text"] != "."}
        assert found == expected


@pytest.mark.shared
def test_every_header_format_listed_in_public_reads_back(shared: Path) -> None:
    listed = json.loads((shared / "samples" / "whatsapp" / "header_format_support.json").read_text())
    start = datetime(2026, 3, 9, 14, 5, tzinfo=ZoneInfo("UTC"))
    said = [(start + timedelta(days=i), _NAMES[i % 3], f"giorno {i}\ne poi") for i in range(22)]
    assert len(listed) == 96
    for entry in listed:
        written = entry["format"].removesuffix("%name:").replace("%y", "%Y")
        _round_trip(written, said)
