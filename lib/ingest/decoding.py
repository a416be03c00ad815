"""Bytes to text the way exports need it: a byte order mark first, then strict UTF-8, then CP1252.

Two kinds of file are kept from the last step, which would turn every accent of theirs into two wrong letters: UTF-8
that was cut off within a letter, and UTF-8 with a few broken bytes among many whole letters.
"""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from lib.errors import BadExport

HEAD_BYTES = 65_536
_PIECE = 1 << 20
_WHOLE_PER_BROKEN = 10
"""Whole letters of several bytes for each broken one, from which on the file is taken for UTF-8 with damage."""
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = {
    b"PK\x03\x04": "a zip",
    b"PK\x05\x06": "an empty zip",
    b"\x1f\x8b": "a gzip",
    b"\x28\xb5\x2f\xfd": "a zstandard file",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive (unpack it first)",
    b"Rar!": "a RAR archive (unpack it first)",
    b"BZh": "a bzip2 archive (unpack it first)",
    b"\xfd7zXZ\x00": "an xz archive (unpack it first)",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a sound",
    b"ID3\x03": "a sound",
    b"ID3\x04": "a sound",
    b"OggS": "a sound",
    b"\xd0\xcf\x11\xe0": "an old or password-protected Office file (save it as .xlsx without a password)",
    b"PAR1": "a Parquet file",
    b"SQLite f": "a SQLite database",
}
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b\x00") + b"\x7f"


def encoding_of(path: Path) -> str:
    """The encoding of a text file: what its mark says, else UTF-8 where it decodes, else CP1252.

    UTF-16 without its mark is known by the zero bytes beside plain letters.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        marked = _marked(head)
        if marked:
            return marked
        stream.seek(0)
        return "utf-8" if _is_utf8(stream) else "cp1252"


def is_binary(head: bytes) -> bool:
    """Whether a file that begins so cannot be text: a known signature, or more control bytes than a slip explains."""
    if any(head.startswith(signature) for signature in _SIGNATURES):
        return True
    if _marked(head):
        return False
    return head.count(b"\x00") * 100 > len(head) or (len(head) - len(head.translate(None, _CONTROLS))) * 50 > len(head)


def named_kind(head: bytes) -> str:
    """What a binary file is, in words that follow "it is": "a picture", "a binary file"."""
    return next((said for mark, said in _SIGNATURES.items() if head.startswith(mark)), "a binary file")


def decoded_head(path: Path) -> str:
    """The first 64 KiB as text; "" for a binary file."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if is_binary(head):
        return ""
    marked = _marked(head)
    if marked:
        return codecs.getincrementaldecoder(marked)("replace").decode(head)
    try:
        return codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return head.decode(encoding_of(path), "replace")


@contextmanager
def opened_text(path: Path, name: str) -> Iterator[TextIO]:
    """The file as text with its line ends kept; raises BadExport (naming `name`) where it is no text."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
        if not head:
            raise BadExport(f"{name} is empty: export it again.")
        if is_binary(head):
            raise BadExport(f"{name} is {named_kind(head)}, not text: give the export itself.")
        text = open(path, encoding=encoding_of(path), errors="replace", newline="")
    except OSError as error:
        raise BadExport(f"{name} cannot be read ({error.strerror or error}): check the file.") from error
    with text:
        yield text


def _marked(head: bytes) -> str | None:
    """The encoding that a mark, or the zero bytes of UTF-16 without one, give away."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    even, odd = head[0::2], head[1::2]
    if len(even) < 2 or len(odd) < 2:
        return None
    if odd.count(0) * 2 > len(odd) and even.count(0) * 20 < len(even):
        return "utf-16-le"
    if even.count(0) * 2 > len(even) and odd.count(0) * 20 < len(odd):
        return "utf-16-be"
    return None


def _is_utf8(stream: BinaryIO) -> bool:
    """Whether it decodes strictly, but for a last letter cut off, or but for a few bytes among many whole letters."""
    strict = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        while piece := stream.read(_PIECE):
            strict.decode(piece)
        return True
    except UnicodeDecodeError:
        pass
    stream.seek(0)
    whole = broken = 0
    lenient = codecs.getincrementaldecoder("utf-8")("replace")
    while piece := stream.read(_PIECE):
        text = lenient.decode(piece)
        lost = text.count("\ufffd")
        broken += lost
        whole += len(text) - lost - len(text.encode("ascii", "ignore"))
    return whole > broken * _WHOLE_PER_BROKEN
