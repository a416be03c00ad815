"""Zips and folders: opened into exports, or turned down in a sentence; never written outside, never without bound."""

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lib.ingest.archive import LIMITS
from lib.ingest.exports import Unusable, opened_exports
from lib.ingest.source import Export

CSV = b"id,date,text\n1,2026-03-02,ciao\n"


def _zip(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def _protected() -> bytes:
    """A zip whose member is marked as encrypted, in its own header and in the directory."""
    data = bytearray(_zip(("comments.csv", CSV)))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _link() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        member = zipfile.ZipInfo("comments.csv")
        member.create_system, member.external_attr = 3, 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return packed.getvalue()


def _lying_about_size() -> bytes:
    """A member that unpacks to more than it says."""
    data = bytearray(_zip(("comments.csv", CSV * 400)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.rindex(mark) + offset
        data[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_protected, "password"),
        (lambda: _zip(("comments.csv", b"0" * (64 << 20))), "unpacked"),
        (lambda: _zip(("../outside.csv", CSV)), "written elsewhere"),
        (lambda: _zip(("/outside.csv", CSV)), "written elsewhere"),
        (lambda: _zip(("a/../../outside.csv", CSV)), "written elsewhere"),
        (lambda: _zip(("C:\\outside.csv", CSV)), "written elsewhere"),
        (_link, "link"),
        (_lying_about_size, ""),
        (lambda: _zip(("comments.csv", CSV))[:60], "cut-off zip"),
        (lambda: _zip(("photo.jpg", b"\xff\xd8\xff")), "holds no export"),
        (lambda: _zip(("1.zip", _zip(("2.zip", _zip(("3.csv", CSV)))))), "zip in a zip in a zip"),
        (lambda: _zip(*((f"{n}.csv", CSV) for n in range(40))), ""),
        (lambda: b"", "empty"),
        (lambda: bytes(range(256)) * 8, "binary file"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
        (lambda: b"%PDF-1.7\n" + bytes(64), "PDF"),
        (lambda: b"<!doctype html><title>Log in</title>", "web page"),
        (lambda: gzip.compress(CSV)[:-9], "damaged"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_written_outside(
    make: Callable[[], bytes], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "given" / "export.csv"
    path.parent.mkdir()
    path.write_bytes(make())
    limits = replace(LIMITS, unpacked=1 << 20, members=20)
    found = list(opened_exports([path], tmp_path / "scratch", limits))
    assert found and all(isinstance(item, Unusable) for item in found), found
    assert any(said in str(item.error) for item in found if isinstance(item, Unusable))
    assert all("export.csv" in str(item.error) for item in found if isinstance(item, Unusable))
    assert {p.name for p in tmp_path.iterdir()} <= {"given", "scratch"}
    assert not list(tmp_path.rglob("outside.csv"))


def test_exports_in_a_zip_a_gzip_and_a_folder_are_found_by_name(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(_zip(("b/two.csv", CSV), ("a.csv", CSV), ("photo.jpg", b"x"), ("x.zip", _zip())))
    (tmp_path / "one.csv.gz").write_bytes(gzip.compress(CSV))
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "c.csv").write_bytes(CSV)
    (folder / ".hidden.csv").write_bytes(CSV)
    found = list(opened_exports([tmp_path / "all.zip", tmp_path / "one.csv.gz", folder], tmp_path / "scratch"))
    exports = {item.name: item.path.read_bytes() for item in found if isinstance(item, Export)}
    assert exports == dict.fromkeys(("all.zip/a.csv", "all.zip/b/two.csv", "one.csv.gz", "folder/deep/c.csv"), CSV)
    assert [item.name for item in found if isinstance(item, Unusable)] == ["all.zip/x.zip"]
