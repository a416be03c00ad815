"""JSON read as a stream, so that one object of hundreds of megabytes needs no more memory than its largest item.

Keys that stand twice in an object: the last one wins, as in every JSON reader of the platforms.
"""

import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, TextIO

import ijson
import zstandard

from lib.errors import BadExport
from lib.ingest.archive import LIMITS
from lib.ingest.decoding import opened_text
from lib.ingest.source import Export, Rejection
from lib.ingest.zstd import ZSTD_MAGIC, Measured, is_whole

LINE_LIMIT = 16 << 20
"""Characters of one JSON line at most; a longer one is turned down rather than held in memory."""
_DEEPEST = 200
"""Levels of lists and objects within each other; no export has more, and a hostile one may have millions."""
_STARTS: dict[str, Callable[[], Any]] = {"start_map": dict, "start_array": list}
_ENDS = frozenset({"end_map", "end_array"})
_ASSIGNMENT = re.compile(r"\s*window\.YTD\.[\w.]{1,80}\s*=\s*")
_ASSIGNMENT_LIMIT = 256
_QUOTE = re.compile(r'(?<!\\)"')


def json_items(export: Export, *prefixes: str) -> Iterator[tuple[str, Any]]:
    """(prefix, value) for each value found at one of the ijson prefixes ("items.item", "messages.item").

    Raises BadExport where the JSON breaks off or is none; what came before has been yielded by then.
    """
    wanted = frozenset(prefixes)
    deepest = max(prefix.count(".") + 1 if prefix else 0 for prefix in wanted)
    # The place of the current value. ijson can spell it out for each event, but a file of nothing but brackets
    # makes that a text of ever growing length, and takes all memory there is.
    place: list[str] = []
    with _utf8(export) as stream:
        try:
            events = ijson.basic_parse(stream, use_float=True)
            for event, value in events:
                if event == "map_key":
                    place[-1] = value
                elif event in _ENDS:
                    place.pop()
                elif len(place) <= deepest and (prefix := ".".join(place)) in wanted:
                    yield prefix, _built(export.name, events, event, value)
                elif event == "start_map":
                    place.append("")
                elif event == "start_array":
                    place.append("item")
                if len(place) > _DEEPEST:
                    raise BadExport(_too_deep(export.name))
        except (ijson.JSONError, UnicodeDecodeError) as error:  # the latter of half a pair of surrogates, escaped
            raise BadExport(_broken(export.name, str(error))) from error


def json_value(export: Export, limit: int = 256 << 20) -> Any:
    """The whole document, for exports that are small by nature; BadExport above `limit` bytes or where broken."""
    if export.path.stat().st_size > limit:
        raise BadExport(
            f"{export.name} is larger than {limit >> 20} MB, too large to be read at once: split the export."
        )
    with opened_text(export.path, export.name) as text:
        try:
            return json.load(text)
        except (ValueError, RecursionError) as error:
            raise BadExport(_broken(export.name, str(error))) from error


def json_lines(export: Export) -> Iterator[tuple[int, Any] | Rejection]:
    """(line number from 1, value) for each line that is JSON; a Rejection for each that is not. Reads .zst as well."""
    with _lines(export) as lines:
        for number, line in enumerate(_bounded(lines), start=1):
            stripped = line.strip().lstrip("\ufeff")
            if not stripped:
                continue
            if len(line) >= LINE_LIMIT:
                yield Rejection(number, "The line is longer than 16 MB: no message is.", None)
                continue
            try:
                yield number, json.loads(stripped)
            except (ValueError, RecursionError) as error:
                yield Rejection(number, f"The line is not JSON ({error}).", stripped[:2000])


def _bounded(lines: io.TextIOBase) -> Iterator[str]:
    while line := lines.readline(LINE_LIMIT):
        yield line
        while len(line) >= LINE_LIMIT and not line.endswith("\n"):
            line = lines.readline(LINE_LIMIT)


def _built(name: str, events: Iterator[tuple[str, Any]], event: str, value: Any) -> Any:
    """The value that begins with this event, built from it and those after it; of equal keys the last one wins."""
    if event not in _STARTS:
        return value
    root: Any = {} if event == "start_map" else []
    within: list[Any] = [root]
    keys: list[str] = [""]
    for event, value in events:
        if event == "map_key":
            keys[-1] = value
            continue
        if event in _ENDS:
            within.pop()
            keys.pop()
            if not within:
                break
            continue
        holder = within[-1]
        begun = _STARTS.get(event)
        item = begun() if begun else value
        if isinstance(holder, dict):
            holder[keys[-1]] = item
        else:
            holder.append(item)
        if begun:
            within.append(item)
            keys.append("")
            if len(within) > _DEEPEST:
                raise BadExport(_too_deep(name))
    return root


@contextmanager
def _utf8(export: Export) -> Iterator[BinaryIO]:
    """The file as whole UTF-8 without a mark, whatever it was written in; ijson reads nothing else."""
    with opened_text(export.path, export.name) as text:
        yield _Recoded(text, export.name)  # type: ignore[misc]


class _Recoded:
    """A text stream read as UTF-8 bytes; of a script that assigns one value (an X archive), the value alone.

    A value that does not end is turned down: ijson holds all of it, and looks at it anew with every piece it reads.
    """

    def __init__(self, text: TextIO, name: str) -> None:
        self._text = text
        self._name = name
        self._without_end = 0
        head = text.read(_ASSIGNMENT_LIMIT)
        assignment = _ASSIGNMENT.match(head)
        self._is_script = assignment is not None
        self._ahead = head[assignment.end() :] if assignment else head

    def read(self, size: int = -1) -> bytes:
        if not size:  # asked by ijson, to see that bytes come
            return b""
        if not self._ahead:
            self._ahead = self._text.read(size)
        piece, self._ahead = self._ahead, ""
        if self._is_script:
            self._ahead = self._text.read(size)
            if not self._ahead:
                piece = piece.rstrip("; \t\r\n")
        self._without_end = 0 if _QUOTE.search(piece) or piece.isspace() else self._without_end + len(piece)
        if self._without_end > LINE_LIMIT:
            raise BadExport(f"{self._name} holds a value longer than 16 MB, as no message is: export it again.")
        return piece.encode("utf-8", "replace")


@contextmanager
def _lines(export: Export) -> Iterator[io.TextIOBase]:
    with export.path.open("rb") as raw:
        if raw.read(4) == ZSTD_MAGIC:
            raw.seek(0)
            if not is_whole(raw):
                raise BadExport(f"{export.name} was cut off: download it again.")
            raw.seek(0)
            # Reddit's monthly dumps are written with a window of 2 GB; memory follows the window.
            reader = zstandard.ZstdDecompressor(max_window_size=1 << 31).stream_reader(raw, read_across_frames=True)
            try:
                most = max(LIMITS.harmless, export.path.stat().st_size * LIMITS.ratio)
                plain = io.BufferedReader(Measured(reader, most, lambda: BadExport(_too_large(export.name))), 1 << 20)
                yield io.TextIOWrapper(plain, encoding="utf-8", errors="replace")
            except zstandard.ZstdError as error:
                raise BadExport(f"{export.name} cannot be unpacked ({error}): download it again.") from error
            return
    with opened_text(export.path, export.name) as text:
        yield text  # type: ignore[misc]


def _too_large(name: str) -> str:
    return f"{name} would grow {LIMITS.ratio}-fold and more when unpacked, as no export does: it is left alone."


def _too_deep(name: str) -> str:
    return f"{name} is nested too deeply to be an export: export it again."


def _broken(name: str, detail: str) -> str:
    said = (detail.splitlines() or ["it ends early"])[0].strip()
    return f"{name} is not whole JSON ({said}): it may have been cut off, export it again."
