"""Whether a zstandard file is whole. The decompressor ends in silence where a download was cut off; its frames tell.

A frame is a header, blocks that each say how long they are, and perhaps a checksum (RFC 8878, section 3.1); they are
walked over without unpacking anything.
"""

import io
import os
from collections.abc import Callable
from typing import BinaryIO

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = range(0x184D2A50, 0x184D2A60)
_RLE, _RESERVED = 1, 3


class Measured(io.RawIOBase):
    """A stream that is read until it has given more than `most` bytes; then it raises what `error` makes."""

    def __init__(self, stream: BinaryIO, most: int, error: Callable[[], Exception]) -> None:
        self._stream = stream
        self._left = most
        self._error = error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override] # as io calls it
        piece = self._stream.read(len(buffer))
        self._left -= len(piece)
        if self._left < 0:
            raise self._error()
        buffer[: len(piece)] = piece
        return len(piece)


def is_whole(stream: BinaryIO) -> bool:
    """Whether the stream, from where it stands, holds nothing but frames that end; it is left anywhere."""
    start = stream.tell()
    size = stream.seek(0, os.SEEK_END)
    stream.seek(start)
    while stream.tell() < size:
        if not _skip_frame(stream) or stream.tell() > size:
            return False
    return True


def _skip_frame(stream: BinaryIO) -> bool:
    magic = stream.read(4)
    if int.from_bytes(magic, "little") in _SKIPPABLE:
        return _skip(stream, _number(stream, 4))
    descriptor = stream.read(1)
    if magic != ZSTD_MAGIC or not descriptor:
        return False
    flags = descriptor[0]
    is_single, has_checksum = bool(flags & 0x20), bool(flags & 0x04)
    content_size = (1 if is_single else 0, 2, 4, 8)[flags >> 6]
    stream.seek((0 if is_single else 1) + (0, 1, 2, 4)[flags & 3] + content_size, os.SEEK_CUR)
    while (header := _number(stream, 3)) is not None:
        kind = header >> 1 & 3
        if kind == _RESERVED:
            return False
        stream.seek(1 if kind == _RLE else header >> 3, os.SEEK_CUR)
        if header & 1:
            return _skip(stream, 4 if has_checksum else 0)
    return False


def _skip(stream: BinaryIO, size: int | None) -> bool:
    if size is None:
        return False
    stream.seek(size, os.SEEK_CUR)
    return True


def _number(stream: BinaryIO, size: int) -> int | None:
    read = stream.read(size)
    return int.from_bytes(read, "little") if len(read) == size else None
