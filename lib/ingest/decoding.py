"""Bytes to text the way exports need it: a byte order mark first, then strict UTF-8, then CP1252."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from lib.errors import BadExport

HEAD_BYTES = 65_536
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = {
    b"PK\x03\x04": "a zip",
    b"\x1f\x8b": "a gzip",
    b"\x28\xb5\x2f\xfd": "a zstandard file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\xd0\xcf\x11\xe0": "an old or password-protected Office file",
    b"PAR1": "a Parquet file",
    b"SQLite f": "a SQLite database",
}


def encoding_of(path: Path) -> str:
    """The encoding of a text file: what its mark says, else UTF-8 where all of it decodes, else CP1252."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with path.open("rb") as stream:
        head = stream.read(4)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        stream.seek(0)
        try:
            while piece := stream.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def is_binary(head: bytes) -> bool:
    """Whether a file that begins so cannot be text: a known signature, or zero bytes without a UTF-16/32 mark."""
    if any(head.startswith(mark) for mark, _ in _MARKS):
        return False
    return any(head.startswith(signature) for signature in _SIGNATURES) or b"\x00" in head


def decoded_head(path: Path) -> str:
    """The first 64 KiB as text; "" for a binary file."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if is_binary(head):
        return ""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return codecs.getincrementaldecoder(name)("replace").decode(head)
    try:
        return codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


@contextmanager
def opened_text(path: Path, name: str) -> Iterator[TextIO]:
    """The file as text with its line ends kept; raises BadExport (naming `name`) where it is no text."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head:
        raise BadExport(f"{name} is empty: export it again.")
    if is_binary(head):
        raise BadExport(f"{name} is {_what(head)}, not text: give the export itself.")
    with open(path, encoding=encoding_of(path), errors="replace", newline="") as text:
        yield text


def _what(head: bytes) -> str:
    return next((said for mark, said in _SIGNATURES.items() if head.startswith(mark)), "a binary file")
