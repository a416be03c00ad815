"""Zips and gzips unpacked into a scratch folder, within bounds and never outside it.

A zip is a program somebody else wrote: its table of contents may name paths outside the folder, links, devices, or
gigabytes folded into a kilobyte. It is judged whole before a byte is written, and unpacked whole or not at all, so
that half a zip is never taken for an export.
"""

import gzip
import lzma
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from lib.errors import BadExport

_PIECE = 1 << 20
_ENTRY_BYTES = 46
"""Bytes that a member takes in the table of contents at least."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, struct.error, ValueError, gzip.BadGzipFile)


@dataclass(frozen=True)
class Limits:
    """What an archive may hold: members, bytes once unpacked, and how many times its own size that may be.

    The ratio is asked only above `harmless` bytes: a small file of blanks shrinks a thousandfold, and harms nobody.
    """

    members: int = 200_000
    unpacked: int = 20 << 30
    ratio: int = 200
    harmless: int = 100 << 20


LIMITS = Limits()


def member_names(path: Path, name: str, limits: Limits = LIMITS) -> list[str]:
    """The names in a zip's table of contents; BadExport where it is damaged or holds too many."""
    with _opened(path, name, limits) as archive:
        return archive.namelist()


def judged(path: Path, name: str, limits: Limits = LIMITS) -> None:
    """Raise BadExport where the zip is damaged, or larger once unpacked than the limits allow."""
    with _opened(path, name, limits) as archive:
        _judge_size(archive.infolist(), path, name, limits)


def unpacked_zip(path: Path, name: str, into: Path, wanted: Iterable[str], limits: Limits = LIMITS) -> int:
    """Write the wanted members below `into` (made here) and return their bytes.

    BadExport where any member may not be written or is damaged; no folder is left then.
    """
    names = frozenset(wanted)
    with _opened(path, name, limits) as archive:
        members = [m for m in archive.infolist() if not m.is_dir() and m.filename in names]
        _judge_size(members, path, name, limits)
        for member in archive.infolist():
            _judge_member(member, name)
        _need_room(into, sum(m.file_size for m in members), name)
        try:
            for member in members:
                place = into.joinpath(*PurePosixPath(member.filename).parts)
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as packed, place.open("xb") as plain:
                    _pour(packed, plain, member.file_size, name)
        except (*_DAMAGE, NotImplementedError, RuntimeError) as error:
            shutil.rmtree(into, ignore_errors=True)
            raise BadExport(f"{name} is damaged ({_first_line(error)}): download it again.") from error
        except OSError as error:
            shutil.rmtree(into, ignore_errors=True)
            raise BadExport(
                f"{name} cannot be unpacked ({error.strerror or error}): unpack it yourself and give the folder."
            ) from error
        except BadExport:
            shutil.rmtree(into, ignore_errors=True)
            raise
        return sum(m.file_size for m in members)


def unpacked_gzip(path: Path, name: str, into: Path, limits: Limits = LIMITS) -> None:
    """Write the one file of a gzip to `into`; BadExport where it is damaged or grows beyond the limits."""
    most = min(limits.unpacked, max(limits.harmless, path.stat().st_size * limits.ratio))
    try:
        with gzip.open(path) as packed, into.open("xb") as plain:
            _pour(packed, plain, most, name)
    except _DAMAGE as error:
        into.unlink(missing_ok=True)
        raise BadExport(f"{name} is damaged ({_first_line(error)}): download it again.") from error
    except OSError as error:
        into.unlink(missing_ok=True)
        raise BadExport(f"{name} cannot be unpacked ({error.strerror or error}): unpack it yourself.") from error


@contextmanager
def _opened(path: Path, name: str, limits: Limits) -> Iterator[zipfile.ZipFile]:
    if _contents_bytes(path) > limits.members * _ENTRY_BYTES * 8:
        raise BadExport(_too_many(name, limits))
    try:
        archive = zipfile.ZipFile(path)
    except (*_DAMAGE, NotImplementedError, OSError) as error:
        raise BadExport(f"{name} is a damaged or cut-off zip ({_first_line(error)}): download it again.") from error
    with archive:
        if len(archive.infolist()) > limits.members:
            raise BadExport(_too_many(name, limits))
        yield archive


def _contents_bytes(path: Path) -> int:
    """Size of the table of contents as the end of the zip states it: read before it is loaded into memory."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 65_557 - 76))
        tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        return 0
    stated = int.from_bytes(tail[end + 12 : end + 16], "little")
    if stated < 0xFFFFFFFF:
        return stated
    large = tail.rfind(b"PK\x06\x06", 0, end)
    return int.from_bytes(tail[large + 40 : large + 48], "little") if large >= 0 else size


def _judge_size(members: list[zipfile.ZipInfo], path: Path, name: str, limits: Limits) -> None:
    total = sum(m.file_size for m in members)
    if total > limits.unpacked:
        raise BadExport(
            f"{name} would take {total >> 30} GB unpacked, more than the {limits.unpacked >> 30} GB allowed:"
            " unpack it yourself and give the parts that hold messages."
        )
    if total > limits.harmless and total > limits.ratio * path.stat().st_size:
        raise BadExport(
            f"{name} would grow {total // max(1, path.stat().st_size)}-fold when unpacked, as no export does:"
            " it is left alone. If you trust it, unpack it yourself and give the folder."
        )


def _judge_member(member: zipfile.ZipInfo, name: str) -> None:
    raw = member.filename
    parts = PurePosixPath(raw).parts
    outside = raw.startswith(("/", "\\")) or ".." in parts or "\\" in raw or "\x00" in raw or ":" in raw[1:2]
    if outside or (not parts and not member.is_dir()):
        raise BadExport(f"{name} holds a member that would be written elsewhere ({raw[:80]!r}): it is left alone.")
    mode = member.external_attr >> 16
    if member.create_system == 3 and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BadExport(f"{name} holds a link or a device ({raw[:80]!r}), as no export does: it is left alone.")
    if member.flag_bits & 0x1:
        raise BadExport(f"{name} is protected by a password: unpack it and give the folder.")


def _need_room(into: Path, total: int, name: str) -> None:
    into.mkdir(parents=True)
    free = shutil.disk_usage(into).free
    if total > free:
        into.rmdir()
        raise BadExport(f"{name} takes {total >> 20} MB unpacked, the disk has {free >> 20} MB free: free some space.")


def _pour(packed: IO[bytes] | gzip.GzipFile, plain: IO[bytes], most: int, name: str) -> None:
    written = 0
    while piece := packed.read(_PIECE):
        written += len(piece)
        if written > most:
            raise BadExport(f"{name} grows beyond what it may when unpacked, as no export does: it is left alone.")
        plain.write(piece)


def _too_many(name: str, limits: Limits) -> str:
    return f"{name} holds more than {limits.members:,} files: unpack it and give the parts that hold messages."


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
