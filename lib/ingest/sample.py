"""The beginning of an export, prepared once for all sources to look at."""

import csv
import io
import json
import re
from itertools import islice
from typing import Any

import zstandard

from lib.errors import BadExport
from lib.ingest.decoding import HEAD_BYTES, decoded_head, is_binary
from lib.ingest.delimited import dialect_of
from lib.ingest.source import Export, Sample

_JS_ASSIGNMENT = re.compile(r"^\s*window\.YTD\.[\w.]+\s*=\s*")
_TOP_KEY = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:')


def sample_of(export: Export) -> Sample:
    """The sample of a file or folder; never raises for what the content is, BadExport where it cannot be opened."""
    try:
        return _sample(export)
    except OSError as error:
        raise BadExport(f"{export.name} cannot be read ({error.strerror or error}): check the path.") from error


def _sample(export: Export) -> Sample:
    if export.path.is_dir():
        members = tuple(
            sorted(p.relative_to(export.path).as_posix() for p in export.path.rglob("*") if p.is_file())[:5000]
        )
        return Sample(export, "", None, frozenset(), (), members, b"")
    with export.path.open("rb") as stream:
        magic = stream.read(16)
    head = _unpacked(export) if magic.startswith(b"\x28\xb5\x2f\xfd") else decoded_head(export.path)
    first, keys = _first_json(head)
    header = () if first is not None or keys else _header(head)
    return Sample(export, head, first, keys, header, (), magic)


def _unpacked(export: Export) -> str:
    with export.path.open("rb") as raw:
        try:
            head = (
                zstandard.ZstdDecompressor(max_window_size=1 << 31)
                .stream_reader(raw, read_across_frames=True)
                .read(HEAD_BYTES)
            )
        except zstandard.ZstdError:
            return ""
    return "" if is_binary(head) else head.decode("utf-8", "replace")


def _first_json(head: str) -> tuple[Any, frozenset[str]]:
    """The first JSON value where it closes within the head, and the keys at the top of an object.

    Of an object that does not close, the keys are those of its outermost level as far as the head goes.
    """
    body = _JS_ASSIGNMENT.sub("", head.lstrip("\ufeff \t\r\n"), count=1)
    if body[:1] not in ("{", "["):
        return None, frozenset()
    try:
        value, _ = json.JSONDecoder().raw_decode(body)
    except (ValueError, RecursionError):
        return None, frozenset(_outer_keys(body))
    return value, frozenset(value) if isinstance(value, dict) else frozenset()


def _outer_keys(body: str) -> list[str]:
    depth, position, found = 0, 0, []
    while position < len(body):
        character = body[position]
        if character == '"':
            key = _TOP_KEY.match(body, position)
            if key and depth == 1:
                found.append(key.group(1))
            end = re.compile(r'"(?:[^"\\]|\\.)*"', re.S).match(body, position)
            if not end:
                break
            position = end.end()
            continue
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(character, 0)
        position += 1
    return found


def _header(head: str) -> tuple[str, ...]:
    """The cells of the row that names the columns; empty where nothing parts the lines into cells."""
    if not head.strip():
        return ()
    dialect = dialect_of(head)
    lines = islice(io.StringIO(head.lstrip("\ufeff"), newline=""), dialect.skipped, None)
    try:
        cells = next((row for row in dialect.reader(lines) if row), [])
    except csv.Error:
        return ()
    return tuple(cell.strip() for cell in cells) if len(cells) > 1 else ()
