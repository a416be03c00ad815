"""Files made to swell or to never end: each is turned down, or read, within bounds of memory and time.

Each is put through by a process of its own, so that its peak of memory is its own and a failure ends no other test.
"""

import base64
import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import zstandard

CHILD = Path(__file__).resolve().parents[2] / "put_through_child.py"
MEGABYTES, SECONDS = 500, 30
Put = Callable[[Path], dict[str, Any]]
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 13))
)
STEAL = "<!DOCTYPE x [<!ENTITY a12 SYSTEM 'file:///etc/passwd'>]>"
SWELL = f"<!DOCTYPE x [<!ENTITY a12 '{'ha' * 50_000}'>]>"


@pytest.fixture(scope="module")
def put(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Put]:
    """Puts a file through in a process of its own, and gives what it took."""
    with subprocess.Popen(
        [sys.executable, str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout

        def done(path: Path) -> dict[str, Any]:
            process.stdin.write(json.dumps([str(path), str(path.parent / "scratch")]) + "\n")
            process.stdin.flush()
            found: dict[str, Any] = json.loads(process.stdout.readline())
            assert "fault" not in found, found["fault"]
            return found

        yield done
        process.stdin.close()


def _within_bounds(found: dict[str, Any], megabytes: int = MEGABYTES) -> None:
    assert found["megabytes"] < megabytes, found
    assert found["seconds"] < SECONDS, found


def _workbook(change: Callable[[str, bytes], bytes]) -> bytes:
    book = openpyxl.Workbook()
    for cells in (("id", "text", "created_at", "channel"), ("1", "Arrivato!", "2024-05-01T10:00:00Z", "x")):
        book.active.append(cells)
    plain, held = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return held.getvalue()


def _with_entities(part: str, entities: str) -> bytes:
    """A workbook one part of which declares entities and uses them, in text and in an attribute."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        text = content.decode()
        start = text.index("?>") + 2 if text.startswith("<?xml") else 0
        body = text[start:].replace("Arrivato!", "&a12;" * 200).replace("Calibri", "&a12;").replace("Sheet", "&a12;", 1)
        return (text[:start] + entities + body).encode()

    return _workbook(change)


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("entities", [LAUGHS, STEAL, SWELL], ids=["laughs", "steals", "swells"])
def test_entities_of_a_workbook_do_no_harm(part: str, entities: str, put: Put, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(_with_entities(part, entities))
    found = put(path)
    _within_bounds(found)
    assert "root:" not in json.dumps(found)


def test_a_workbook_whose_cells_lie_at_the_ends_of_the_sheet(put: Put, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        far = "".join(f'<row r="{n}"><c r="XFD{n}" t="inlineStr"><is><t>x</t></is></c></row>' for n in range(3, 4_000))
        end = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
        return content.replace(b"</sheetData>", (far + end + "</sheetData>").encode())

    path = tmp_path / "a.xlsx"
    path.write_bytes(_workbook(change))
    _within_bounds(put(path))


def _quine(size: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("a.json", b"[" + b" " * size + b"]")
    return held.getvalue()


def _overlapping() -> bytes:
    """A zip all of whose members share one body: a megabyte that says it is hundreds."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (8 << 20))
        first = archive.infolist()[0]
        for number in range(300):
            copied = zipfile.ZipInfo(f"{number}.csv")
            for field in ("header_offset", "file_size", "compress_size", "CRC", "compress_type"):
                setattr(copied, field, getattr(first, field))
            archive.filelist.append(copied)
            archive.NameToInfo[copied.filename] = copied
        archive._didModify = True  # type: ignore[attr-defined] # so that the table of contents is written
    return held.getvalue()


def _nested(depth: int) -> bytes:
    content = _quine(20 << 20)
    for number in range(depth):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(10):
                archive.writestr(f"{number}-{copy}.zip", content)
        content = held.getvalue()
    return content


BOMBS: dict[str, Callable[[], bytes]] = {
    "quine.zip": lambda: _quine(300 << 20),
    "overlap.zip": _overlapping,
    "nested.zip": lambda: _nested(3),
    "bomb.json.gz": lambda: gzip.compress(b"[" + b" " * (400 << 20), 6),
    "lists.json": lambda: b"[" * 3_000_000,
    "objects.json": lambda: b'{"a":' * 1_000_000,
    "closed.json": lambda: b"[" * 100_000 + b"]" * 100_000,
    "lists.jsonl": lambda: (b'{"id": 1, "text": ' + b"[" * 200_000 + b"\n") * 20,
    "cell.csv": lambda: b'id,text,created_at,channel\n1,"' + b"[" * 2_000_000 + b'",2024-05-01T10:00:00Z,x\n',
    "columns.csv": lambda: b"id,text,created_at,channel" + b",x" * 300_000 + b"\n" + b"1" + b"," * 300_000 + b"\n",
    "quotes.csv": lambda: b"id,text,created_at,channel\n" + b'"' * 2_000_001 + b"\n",
    "lines.csv": lambda: b"id,text,created_at,channel\n" + b"\n" * 5_000_000,
    "keys.json": lambda: json.dumps([{f"k{n}": n for n in range(200_000)}]).encode(),
    "strings.json": lambda: json.dumps([{"id": "1", "text": "\\u0000" * 300_000}] * 3).encode(),
    "number.json": lambda: b'[{"id": ' + b"9" * 1_000_000 + b', "text": "a"}]',
    "marks.txt": lambda: ("01/05/24, 10:00 - Ada: " + "a\u0301" * 500_000 + "\n").encode(),
    "dates.txt": lambda: b"01/05/24, 10:00 - " * 100_000,
    "base64.csv": lambda: b"id,text\n" + base64.b64encode(bytes(range(256)) * 8_000) + b"\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_swells_or_nests_is_bounded(name: str, put: Put, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    found = put(path)
    _within_bounds(found)
    assert found["said"] or found["rows"], found
    left = sum(p.stat().st_size for p in tmp_path.rglob("*") if p.is_file() and p != path)
    assert left < (250 << 20), "what was unpacked is bounded"


def test_a_zstandard_that_swells_a_thousandfold_is_left_alone(put: Put, tmp_path: Path) -> None:
    path = tmp_path / "RC_2026-01.zst"
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    line = b'{"id": "k1", "author": "a", "body": "b", "link_id": "t3_r", "created_utc": 1772442000, "subreddit": "s"}\n'
    with path.open("wb") as stream:
        for piece in (line * 10, b"\n" * (1 << 20), *(b" " * (1 << 20) + b"\n" for _ in range(3_000))):
            stream.write(packer.compress(piece))
        stream.write(packer.flush())
    found = put(path)
    _within_bounds(found)
    assert any("grow" in sentence for sentence in found["said"]), found


def _pieces(head: bytes, tail: bytes, size: int) -> Iterator[bytes]:
    yield head
    piece = b"abcdefg " * (1 << 17)
    for _ in range(size >> 20):
        yield piece
    yield tail


LINES: dict[str, tuple[bytes, bytes]] = {
    "text.json": (b'[{"id": "1", "text": "', b'"}]'),
    "messages.json": (b'{"name": "x", "type": "personal_chat", "id": 1, "messages": [{"id": 1, "text": "', b'"}]}'),
    "open.json": (b'{"messages": [{"id": 1, "text": "', b""),
    "key.json": (b'{"', b'": 1}'),
    "text.jsonl": (b'{"id": "1", "text": "', b'"}\n{"id": "2", "text": "b"}\n'),
    "cell.csv": (b"id,text,created_at,channel\n1,", b",2024-05-01T10:00:00Z,x\n"),
    "quoted.csv": (b'id,text,created_at,channel\n1,"', b'",2024-05-01T10:00:00Z,x\n'),
    "header.csv": (b"id,text,", b"\n1,2\n"),
    "chat.txt": (b"01/05/24, 10:00 - Ada: ciao\n01/05/24, 10:01 - Ada: ", b"\n01/05/24, 10:02 - Ada: ciao\n"),
    "plain.txt": (b"", b""),
    "tweets.js": (b'window.YTD.tweets.part0 = [{"tweet": {"id": "1", "full_text": "', b'"}}]'),
}


def _written(path: Path, pieces: Iterable[bytes]) -> Path:
    with path.open("wb") as stream:
        for piece in pieces:
            stream.write(piece)
    return path


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_does_not_end_is_not_held(name: str, put: Put, tmp_path: Path) -> None:
    path = _written(tmp_path / name, _pieces(*LINES[name], 96 << 20))
    _within_bounds(put(path), 400)


@pytest.mark.slow
@pytest.mark.parametrize("name", LINES)
def test_a_line_of_a_gigabyte_is_not_held(name: str, put: Put, tmp_path: Path) -> None:
    path = _written(tmp_path / name, _pieces(*LINES[name], 1 << 30))
    found = put(path)
    assert found["megabytes"] < MEGABYTES and found["seconds"] < 120, found
