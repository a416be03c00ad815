"""What the user gives (files, folders, zips) opened into the exports inside it, each of which one source reads.

Whatever she names is accounted for: it yields an export, or says in one sentence why it cannot. What lies beside the
exports in a folder or a zip (pictures, style sheets, pages) is passed over in silence.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from lib.errors import BadExport, EarshotError
from lib.ingest.archive import LIMITS, Limits, member_names, unpacked_gzip, unpacked_zip
from lib.ingest.decoding import HEAD_BYTES, is_binary, named_kind
from lib.ingest.source import Export

_NO_EXPORTS = frozenset(
    "png jpg jpeg gif webp svg ico bmp heic avif tif tiff mp4 mov webm avi mkv mp3 m4a ogg opus oga wav aac flac srt"
    " css html htm map woff woff2 ttf otf eot pdf doc docx ppt pptx exe dll lnk url ds_store sticker tgs vcf py md"
    " yaml yml toml sh".split()
)
_ARCHIVE_SCRIPT = re.compile(rb"^\s*window\.YTD\.(?:tweets?|note_tweets?|community_tweets?|direct_messages?\w*)\.")
_SLACK_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")
_DOCUMENTS = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file (save it as .xlsx or .csv)",
    "Index/Document.iwa": "an Apple Numbers or Pages file (export it as .xlsx or .csv)",
}
_TWO_LEVELS = 2


@dataclass(frozen=True)
class Unusable:
    """Something that was given and cannot be read: the name the user knows it by, and the sentence that says why."""

    name: str
    error: EarshotError


def opened_exports(paths: Iterable[Path], scratch: Path, limits: Limits = LIMITS) -> Iterator[Export | Unusable]:
    """The exports in the files, folders and zips given, in that order, each path's in the order of their names.

    Zips and gzips are unpacked below `scratch`, which the caller makes and removes once all is read. A Slack export
    (folder or zip) is one export. Never raises for what a file holds: what cannot be used comes as `Unusable`.
    """
    opening = _Opening(scratch, limits)
    for path in paths:
        yield from opening.given(path)


@dataclass
class _Opening:
    scratch: Path
    limits: Limits
    unpacked: int = 0

    def given(self, path: Path) -> Iterator[Export | Unusable]:
        name = path.name or str(path)
        if path.is_dir():
            found = False
            for item in self._folder(path, name, 0):
                found = True
                yield item
            if not found:
                yield Unusable(name, BadExport(f"The folder {name} holds no export: give the exported files."))
        elif not path.exists():
            yield Unusable(name, BadExport(f"{path} is not there: check the path."))
        elif not path.is_file():
            yield Unusable(name, BadExport(f"{path} is not a file: give the exported file."))
        else:
            yield from self._file(path, name, 0, is_member=False)

    def _folder(self, folder: Path, name: str, depth: int) -> Iterator[Export | Unusable]:
        if _is_slack(folder):
            yield Export(folder, name)
            return
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Unusable(name, BadExport(f"The folder {name} cannot be read ({error.strerror}): check its rights."))
            return
        for entry in entries:
            below, path = f"{name}/{entry.name}", Path(entry.path)
            if entry.name.startswith(".") or _is_passed_over(entry.name):
                continue
            if entry.is_symlink():
                yield Unusable(below, BadExport(f"{below} is a link: give the file that it points to."))
            elif entry.is_dir():
                yield from self._folder(path, below, depth)
            elif entry.is_file() and not _is_other_script(path):
                yield from self._file(path, below, depth, is_member=True)

    def _file(self, path: Path, name: str, depth: int, *, is_member: bool) -> Iterator[Export | Unusable]:
        try:
            with path.open("rb") as stream:
                head = stream.read(HEAD_BYTES)
            if head.startswith(b"PK"):
                yield from self._zip(path, name, depth, is_member=is_member)
            elif head.startswith(b"\x1f\x8b"):
                yield Export(self._gunzipped(path, name), name, is_member)
            else:
                _judge_head(head, name)
                yield Export(path, name, is_member)
        except EarshotError as error:
            yield Unusable(name, error)
        except OSError as error:
            yield Unusable(name, BadExport(f"{name} cannot be read ({error.strerror or error}): check its rights."))

    def _zip(self, path: Path, name: str, depth: int, *, is_member: bool) -> Iterator[Export | Unusable]:
        names = member_names(path, name, self.limits)
        if "xl/workbook.xml" in names:
            yield Export(path, name, is_member)
            return
        for telling, kind in _DOCUMENTS.items():
            if telling in names:
                raise BadExport(f"{name} is {kind}, not an export: give the exported file itself.")
        if depth == _TWO_LEVELS:
            raise BadExport(f"{name} is a zip in a zip in a zip: unpack it and give the folder.")
        folder = self._place()
        # What one zip unpacks is taken from the allowance of all: zips in a zip cannot each have the whole.
        written = unpacked_zip(path, name, folder, filter(_is_wanted, names), self.limits)
        self.limits = replace(self.limits, unpacked=self.limits.unpacked - written)
        found = False
        for item in self._folder(folder, name, depth + 1):
            found = True
            yield item
        if not found:
            raise BadExport(f"{name} holds no export: give the zip as the platform made it.")

    def _gunzipped(self, path: Path, name: str) -> Path:
        place = self._place()
        unpacked_gzip(path, name, place, self.limits)
        with place.open("rb") as stream:
            _judge_head(stream.read(HEAD_BYTES), name)
        return place

    def _place(self) -> Path:
        self.unpacked += 1
        self.scratch.mkdir(parents=True, exist_ok=True)
        return self.scratch / f"unpacked-{self.unpacked}"


def _judge_head(head: bytes, name: str) -> None:
    """Raise BadExport for what no source can read; text, Parquet and zstandard pass."""
    if not head:
        raise BadExport(f"{name} is empty: export it again.")
    if head.startswith((b"PAR1", b"\x28\xb5\x2f\xfd")):
        return
    if is_binary(head):
        raise BadExport(f"{name} is {named_kind(head)}, not an export: give the exported file itself.")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise BadExport(f"{name} is a web page, not an export: ask the platform for JSON or CSV.")


def _is_passed_over(name: str) -> bool:
    return name.rpartition(".")[2].lower() in _NO_EXPORTS and "." in name


def _is_wanted(member: str) -> bool:
    parts = PurePosixPath(member).parts
    return bool(parts) and not _is_passed_over(parts[-1]) and not any(p.startswith((".", "__MACOSX")) for p in parts)


def _is_other_script(path: Path) -> bool:
    """Whether a .js file is anything but the part of an X archive that holds messages."""
    if path.suffix.lower() != ".js":
        return False
    with path.open("rb") as stream:
        return not _ARCHIVE_SCRIPT.match(stream.read(256))


def _is_slack(folder: Path) -> bool:
    """Whether a folder is a Slack export: its lists of people or channels, beside folders of one file a day."""
    if not ((folder / "users.json").is_file() or (folder / "channels.json").is_file()):
        return False
    with os.scandir(folder) as entries:
        rooms = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    return any(_SLACK_DAY.fullmatch(day) for room in rooms for day in os.listdir(room))
