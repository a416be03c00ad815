"""JSON read as a stream, so that one object of hundreds of megabytes needs no more memory than its largest item.

Keys that stand twice in an object: the last one wins, as in every JSON reader of the platforms.
"""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import ijson
import zstandard

from lib.errors import BadExport
from lib.ingest.decoding import encoding_of, opened_text
from lib.ingest.source import Export, Rejection

LINE_LIMIT = 16 << 20
"""Characters of one JSON line at most; a longer one is turned down rather than held in memory."""
_ZSTD = b"\x28\xb5\x2f\xfd"


def json_items(export: Export, *prefixes: str) -> Iterator[tuple[str, Any]]:
    """(prefix, value) for each value found at one of the ijson prefixes ("items.item", "messages.item").

    Raises BadExport where the JSON breaks off or is none; what came before has been yielded by then.
    """
    wanted = frozenset(prefixes)
    with _utf8(export) as stream:
        try:
            events = ijson.parse(stream, use_float=True)
            for prefix, event, value in events:
                if prefix in wanted and event not in ("end_map", "end_array", "map_key"):
                    yield prefix, _built(events, event, value)
        except ijson.JSONError as error:
            raise BadExport(_broken(export.name, str(error))) from error
        except RecursionError as error:
            raise BadExport(f"{export.name} is nested too deeply to be an export: export it again.") from error


def json_value(export: Export, limit: int = 256 << 20) -> Any:
    """The whole document, for exports that are small by nature; BadExport above `limit` bytes or where broken."""
    if export.path.stat().st_size > limit:
        raise BadExport(
            f"{export.name} is larger than {limit >> 20} MB, too large to be read at once: split the export."
        )
    with opened_text(export.path, export.name) as text:
        try:
            return json.load(text)
        except (json.JSONDecodeError, RecursionError) as error:
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
            except (json.JSONDecodeError, RecursionError) as error:
                yield Rejection(number, f"The line is not JSON ({error}).", stripped[:2000])


def _bounded(lines: io.TextIOBase) -> Iterator[str]:
    while line := lines.readline(LINE_LIMIT):
        yield line
        while len(line) >= LINE_LIMIT and not line.endswith("\n"):
            line = lines.readline(LINE_LIMIT)


def _built(events: Iterator[tuple[str, str, Any]], event: str, value: Any) -> Any:
    if event not in ("start_map", "start_array"):
        return value
    builder = ijson.ObjectBuilder()
    builder.event(event, value)
    depth = 1
    while depth:
        _, event, value = next(events)
        depth += {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}.get(event, 0)
        builder.event(event, value)
    return builder.value


@contextmanager
def _utf8(export: Export) -> Iterator[BinaryIO]:
    """The file as UTF-8 bytes without a mark, whatever it was written in; ijson reads nothing else."""
    encoding = encoding_of(export.path)
    with export.path.open("rb") as raw:
        if encoding == "utf-8":
            yield raw
            return
        yield _Recoded(io.TextIOWrapper(raw, encoding=encoding, errors="replace"))  # type: ignore[misc]


class _Recoded:
    """A text stream read as UTF-8 bytes."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def read(self, size: int = -1) -> bytes:
        return self._text.read(size).encode("utf-8", "replace")


@contextmanager
def _lines(export: Export) -> Iterator[io.TextIOBase]:
    with export.path.open("rb") as raw:
        if raw.read(4) == _ZSTD:
            raw.seek(0)
            # Reddit's monthly dumps are written with a window of 2 GB; memory follows the window.
            reader = zstandard.ZstdDecompressor(max_window_size=1 << 31).stream_reader(raw)
            try:
                yield io.TextIOWrapper(reader, encoding="utf-8", errors="replace")
            except zstandard.ZstdError as error:
                raise BadExport(f"{export.name} cannot be unpacked ({error}): download it again.") from error
            return
    with opened_text(export.path, export.name) as text:
        yield text  # type: ignore[misc]


def _broken(name: str, detail: str) -> str:
    return f"{name} is not whole JSON ({detail.splitlines()[0]}): it may have been cut off, export it again."
