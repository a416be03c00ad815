"""Whatever bytes are given, under whatever name: only the project's own error comes out, and it says a sentence."""

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.errors import EarshotError
from lib.ingest.exports import Unusable, opened_exports
from lib.ingest.json_stream import json_items
from lib.ingest.registry import named_source, recognised_source
from lib.ingest.source import Export, Reading

_SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_BEGINNINGS = st.sampled_from(
    [
        b"",
        b"PAR1",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b\x08",
        b"\x28\xb5\x2f\xfd",
        b"{",
        b"[",
        b'[{"id":1,',
        b"\xff\xfe",
    ]
    + [
        b"id,text,date\n1,ciao,2024-05-01\n",
        b"sep=;\n",
        b"sep=\n",
        b'"',
        b"\xef\xbb\xbf",
        b"window.YTD.tweets.part0 = [",
    ]
)
_FRAGMENTS = st.lists(
    st.sampled_from(
        [b'"', b",", b";", b"\n", b"\r", b"\x00", b"text", b"date", b"id", b"2024-05-01", b"31/12/2024", b"\xe8"]
    )
    | st.binary(max_size=20),
    max_size=40,
).map(b"".join)
_NAMES = st.sampled_from(
    ["a.csv", "a.json", "a.zip", "a.xlsx", "a.parquet", "a.txt", "a", "tweets.js", "a.gz", "a.zst"]
)


def _read_all(path: Path, scratch: Path) -> None:
    for found in opened_exports([path], scratch):
        if isinstance(found, Unusable):
            assert isinstance(found.error, EarshotError) and str(found.error)
            continue
        for name in ("", "mapped", "parquet"):
            try:
                source = named_source(name) if name else recognised_source(found)
                for batch in source.read(found, Reading()):
                    assert batch.rows.num_rows >= 0
            except EarshotError as error:
                assert str(error)


@_SLOW
@given(_NAMES, _BEGINNINGS, _FRAGMENTS)
def test_any_bytes_end_in_rows_or_in_our_own_error(name: str, beginning: bytes, rest: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(beginning + rest)
        _read_all(path, Path(folder) / "scratch")


@_SLOW
@given(st.data(), st.sampled_from(["table.xlsx", "table.parquet", "export.zip", "table.csv"]))
def test_a_whole_file_with_bytes_changed_or_cut_ends_likewise(data: st.DataObject, name: str) -> None:
    whole = _whole_files()[name]
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = data.draw(st.binary(max_size=8))
    mutated = whole[:place] + changed + (b"" if data.draw(st.booleans()) else whole[place + len(changed) :])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(mutated)
        _read_all(path, Path(folder) / "scratch")


_WHOLE: dict[str, bytes] = {}


def _whole_files() -> dict[str, bytes]:
    if not _WHOLE:
        import openpyxl
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows = [("id", "text", "created_at", "channel"), ("1", "Arrivato!", "2024-05-01T10:00:00Z", "x")]
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append(row)
            book.save(folder / "table.xlsx")
            columns = {key: [value] for key, value in zip(("message_id", *rows[0][1:]), rows[1], strict=True)}
            pq.write_table(pa.table(columns), folder / "table.parquet")
            (folder / "table.csv").write_text("\n".join(",".join(row) for row in rows), "utf-8")
            with zipfile.ZipFile(folder / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(folder / "table.csv", "table.csv")
                archive.write(folder / "table.parquet", "more/table.parquet")
            _WHOLE.update({path.name: path.read_bytes() for path in folder.iterdir()})
    return _WHOLE


@pytest.mark.parametrize("name", ["table.xlsx", "table.parquet", "table.csv"])
def test_the_whole_files_are_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(_whole_files()[name])
    export = Export(path, name)
    rows = [row for batch in recognised_source(export).read(export, Reading()) for row in batch.rows.to_pylist()]
    assert [row["text"] for row in rows] == ["Arrivato!"]


@pytest.mark.parametrize("escaped", [r"\ud800", r"\udc46", r"\ud800\u0041", r"\ud83d\ud83d", r"a\ud800\uee46"])
def test_half_a_pair_of_surrogates_is_read_or_told(escaped: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f'[{{"id": "1", "text": "{escaped}", "created_at": "2024-05-01T10:00:00Z"}}]', "utf-8")
    found = []
    try:
        found = list(json_items(Export(path, path.name), "item"))
    except EarshotError as error:
        assert "a.json is not whole JSON" in str(error)
    assert len(found) in (0, 1)
