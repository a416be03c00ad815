"""Exports damaged by a seeded hand: bytes, tokens, structure and wrapping, as transports, editors and enemies do it."""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

import zstandard

TOKENS = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n\n",
        b'"',
        b"'",
        b",",
        b";",
        b"\t",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
    ),
    *(
        b"null",
        b"NaN",
        b"-Infinity",
        b"1e999",
        b"-0",
        b"9" * 40,
        b"0x1F",
        b"true",
        b"\\ud800",
        b"\\u0000",
        b"\xf0\x9f\x98",
    ),
    *(b"9999-99-99T99:99:99Z", b"0000-00-00", b"1970-01-01", b"31/02/2024", b"2024-02-30T25:61:61+99:99", b"-1"),
    *(b"=cmd|' /C calc'!A0", b"<script>alert(1)</script>", b"../../etc/passwd", b"%s%n", b"${7*7}", b"' or 1=1 --"),
    *(b"\xe2\x80\xae", b"\xcc\x81" * 50, b"A" * 70_000, b"\n" * 3_000, b"," * 3_000, b"[" * 3_000, b'{"a":' * 600),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63, 2**64, -(2**63) - 1, 10**30, 0.1, -0.0, 1e308),
    *(
        "",
        " ",
        "\x00",
        "null",
        "0",
        "-1",
        "1e5",
        "١٢٣",
        "2024-13-45",
        "1700000000",
        "99999999999999999999",
        "\u202e",
        "x" * 5_000,
    ),
    *([], {}, [[]], [None], {"": None}, {"id": {}}, [1, "a", {}], [[[[[]]]]], {"text": ["a", {"text": 1}]}),
)


def mutated(content: bytes, other: bytes, hand: random.Random) -> bytes:
    """The content damaged one to four times; `other`: an export of another kind, to be mixed in."""
    for _ in range(hand.randint(1, 4)):
        content = hand.choice(_ACTS)(content, other, hand)
    return content


def _bytes(content: bytes, _: bytes, hand: random.Random) -> bytes:
    data = bytearray(content)
    for _again in range(hand.randint(1, 8)):
        if data:
            data[hand.randrange(len(data))] = hand.randrange(256)
    return bytes(data)


def _cut(content: bytes, _: bytes, hand: random.Random) -> bytes:
    start, end = sorted((hand.randint(0, len(content)), hand.randint(0, len(content))))
    return content[:start] + content[end:] if hand.random() < 0.5 else content[:end]


def _doubled(content: bytes, _: bytes, hand: random.Random) -> bytes:
    start, end = sorted((hand.randint(0, len(content)), hand.randint(0, len(content))))
    return content[:end] + content[start:end] + content[end:]


def _token(content: bytes, _: bytes, hand: random.Random) -> bytes:
    at = hand.randint(0, len(content))
    return content[:at] + hand.choice(TOKENS) + content[at + hand.choice((0, 0, 1, 5)) :]


def _lines(content: bytes, _: bytes, hand: random.Random) -> bytes:
    lines = content.split(b"\n")
    act = hand.randrange(3)
    if act == 0:
        hand.shuffle(lines)
    elif act == 1:
        del lines[hand.randrange(len(lines))]
    else:
        lines.insert(hand.randint(0, len(lines)), hand.choice(lines))
    return b"\n".join(lines)


def _mixed(content: bytes, other: bytes, hand: random.Random) -> bytes:
    at, start = hand.randint(0, len(content)), hand.randint(0, len(other))
    return content[:at] + other[start : start + hand.randint(1, 4_000)] + content[at:]


def _recoded(content: bytes, _: bytes, hand: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(hand.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-8-sig")), "replace")


def _structure(content: bytes, other: bytes, hand: random.Random) -> bytes:
    """JSON (or one line of JSON lines) with values replaced, keys dropped, doubled or renamed."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        lines = content.split(b"\n")
        at = hand.randrange(len(lines))
        try:
            lines[at] = json.dumps(_changed(json.loads(lines[at]), hand)).encode("utf-8", "replace")
        except (ValueError, RecursionError):
            return _token(content, other, hand)
        return b"\n".join(lines)
    for _again in range(hand.randint(1, 5)):
        document = _changed(document, hand)
    return json.dumps(document).encode("utf-8", "replace")


def _changed(value: Any, hand: random.Random) -> Any:
    """The value with one part of it replaced, at a random depth."""
    if isinstance(value, dict) and value and hand.random() < 0.9:
        key = hand.choice(list(value))
        act = hand.random()
        if act < 0.15:
            return {k: v for k, v in value.items() if k != key}
        if act < 0.25:
            return {(hand.choice(list(value)) if k == key else k): v for k, v in value.items()}
        return {**value, key: _changed(value[key], hand)}
    if isinstance(value, list) and value and hand.random() < 0.9:
        at = hand.randrange(len(value))
        act = hand.random()
        if act < 0.1:
            return [*value[:at], *value[at + 1 :]]
        if act < 0.2:
            return [*value, *value[at : at + 1] * hand.choice((1, 2, 50))]
        return [*value[:at], _changed(value[at], hand), *value[at + 1 :]]
    return hand.choice(VALUES)


def _wrapped(content: bytes, other: bytes, hand: random.Random) -> bytes:
    """Within a zip, a gzip or zstandard, whole or with the end missing."""
    kind = hand.randrange(3)
    if kind == 0:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", hand.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
            for name in hand.sample(
                ("a.json", "b.csv", "../c.txt", "d/e.json", "chat.txt", "f.zip"), hand.randint(1, 3)
            ):
                archive.writestr(name, hand.choice((content, other)))
        packed = held.getvalue()
    else:
        packed = gzip.compress(content, 1) if kind == 1 else zstandard.compress(content, 1)
    return packed if hand.random() < 0.7 else packed[: hand.randint(0, len(packed))]


_ACTS: tuple[Callable[[bytes, bytes, random.Random], bytes], ...] = (
    *(_bytes, _cut, _doubled, _token, _token, _lines, _mixed, _recoded),
    *(_structure, _structure, _structure, _structure, _wrapped),
)
