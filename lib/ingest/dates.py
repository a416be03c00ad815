"""Columns of dates and times, as exports write them, to moments in UTC.

Each text is matched against a few shapes (ISO, 31/10/2017, Tue Oct 31 22:10:47 +0000 2017, 31 ottobre 2017, epoch
numbers); the parts of a match are computed with as whole columns. What a text alone cannot say is reported, never
guessed: whether 05/06 is in May or June, and in which time zone a time without one was meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.months import month_number
from lib.ingest.source import DateOrder
from lib.schema import UTC

Numbers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]

_MICRO = 1_000_000
_TIME = (
    r"(?P<h>\d{1,2})[:.h](?P<mi>\d{2})(?:[:.](?P<s>\d{2}))?(?:[.,](?P<f>\d{1,9}))?"
    r"(?: ?(?P<ap>[AaPp])\.? ?[Mm]\.?)?"
    r"(?: ?(?P<off>Z|z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT|CEST|CET|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST))?"
)
_JOIN = r"(?:T|,? (?:alle ore |alle |ore |at |um |a las |à )?|,)"
_NAME = r"(?P<mo>[^\d\s.,/-]{3,12})\.?"
_WEEKDAY = r"(?:[^\d\s,]{2,12},? )?"
_SHAPES = (
    rf"^(?P<y>\d{{4}})[-/.](?P<mo>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?:{_JOIN}{_TIME})?$",
    rf"^(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})[-/.](?P<y>\d{{4}}|\d{{2}})(?:{_JOIN}{_TIME})?$",
    rf"^{_WEEKDAY}{_NAME} (?P<d>\d{{1,2}}),? {_TIME} (?P<y>\d{{4}})$",
    rf"^{_WEEKDAY}(?P<d>\d{{1,2}})(?:º|°|\.|st|nd|rd|th)?[ -](?:de )?{_NAME}[ -](?:de )?(?P<y>\d{{4}}|\d{{2}})"
    rf"(?:{_JOIN}{_TIME})?$",
    rf"^{_WEEKDAY}{_NAME} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})(?:{_JOIN}{_TIME})?$",
    r"^(?P<y>(?:19|20)\d{2})(?P<mo>[01]\d)(?P<d>[0-3]\d)(?:T?(?P<h>[0-2]\d)(?P<mi>[0-5]\d)(?P<s>[0-5]\d)(?P<off>Z)?)?$",
)
_NUMERIC = _SHAPES[1]
_EPOCH = r"^(?P<whole>\d{9,10}|\d{12,13}|\d{15,16}|\d{18}|1\d{18})(?:\.(?P<f>\d{1,9}))?$"
_ZONES = {"CET": 60, "CEST": 120, "BST": 60}
_ZONES |= {"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420}


@dataclass(frozen=True)
class Moments:
    """`utc`: timestamp[us, UTC], null where there is nothing or nothing readable. `undecided`: rows whose day and
    month cannot be told apart; `naive`: rows whose time zone nobody gave."""

    utc: pa.Array
    undecided: Marks
    naive: Marks


@dataclass
class OrderEvidence:
    """What the dates of a column seen so far say about the order of day and month."""

    day_first: int = 0
    month_first: int = 0
    open: int = 0
    example: str = ""

    def add(self, values: pa.Array) -> None:
        """Take in further values of the column."""
        if not (pa.types.is_string(values.type)):
            return
        parts = pc.extract_regex(_tidy(values), _NUMERIC)
        values, parts = values.filter(parts.is_valid()), parts.drop_null()
        if not len(parts):
            return
        first, second = _whole(parts.field("a")), _whole(parts.field("b"))
        # 31.10.2017 is written with full stops only where the day comes first.
        dotted = pc.equal(parts.field("sep"), ".").to_numpy(zero_copy_only=False)
        self.day_first += int(((first > 12) | (dotted & (second <= 12) & (first != second))).sum())
        self.month_first += int((second > 12).sum())
        is_open = (first <= 12) & (second <= 12) & (first != second) & ~dotted
        self.open += int(is_open.sum())
        if is_open.any() and not self.example:
            self.example = values[int(np.argmax(is_open))].as_py()[:40]

    @property
    def is_settled(self) -> bool:
        """Whether nothing seen so far waits for further values."""
        return self.order() is not None or not (self.open or self.day_first)

    def order(self) -> DateOrder | None:
        """The order that the values show; None where none of them decides."""
        if self.day_first == self.month_first:
            return None
        return "dmy" if self.day_first > self.month_first else "mdy"


def moments(values: pa.Array, order: DateOrder | None, zone: ZoneInfo | None) -> Moments:
    """The moments that a column of texts (or timestamps) names, under an order of day and month and a time zone."""
    if pa.types.is_timestamp(values.type):
        return _typed(values, zone)
    size = len(values)
    local = np.full(size, np.iinfo(np.int64).min)  # µs since 1970 on the clock that was meant
    offset = np.zeros(size, np.int64)  # minutes east of UTC
    naive, undecided, open_ = np.zeros(size, bool), np.zeros(size, bool), np.ones(size, bool)
    texts = _tidy(values)
    for shape in (_EPOCH, *_SHAPES):
        places = np.flatnonzero(open_)
        if not len(places):
            break
        some = texts if len(places) == size else texts.take(pa.array(places))
        parts = pc.extract_regex(some, shape)
        matched = parts.is_valid().to_numpy(zero_copy_only=False)
        if not matched.any():
            continue
        at, parts = places[matched], parts.drop_null()
        open_[at] = False
        if shape is _EPOCH:
            local[at] = _epoch(parts)
            continue
        day, is_open = _days(parts, order)
        clock, whole = _clock(parts)
        valid = whole & (day != np.iinfo(np.int64).min)
        local[at] = np.where(valid, day * 86_400 * _MICRO + clock, np.iinfo(np.int64).min)
        shift, aware = _offsets(parts)
        offset[at], naive[at], undecided[at] = shift, valid & ~aware, is_open
    return _moments(local, offset, naive, undecided, zone)


def _moments(local: Numbers, offset: Numbers, naive: Marks, undecided: Marks, zone: ZoneInfo | None) -> Moments:
    void = (local == np.iinfo(np.int64).min) | undecided
    utc = local - offset * 60 * _MICRO
    if zone and naive.any():
        utc[naive] = _localised(local[naive], zone)
        naive = np.zeros_like(naive)
    void |= naive
    return Moments(pa.array(np.where(void, 0, utc), mask=void).cast(UTC), undecided, naive)


def _typed(values: pa.Array, zone: ZoneInfo | None) -> Moments:
    nothing = np.zeros(len(values), bool)
    exact = values.cast(pa.timestamp("us", values.type.tz), safe=False)
    if values.type.tz:
        return Moments(exact.cast(UTC), nothing, nothing)
    void = exact.is_null().to_numpy(zero_copy_only=False)
    local = exact.cast(pa.int64()).fill_null(np.iinfo(np.int64).min).to_numpy(zero_copy_only=False).copy()
    return _moments(local, np.zeros(len(values), np.int64), ~void, nothing, zone)


def _localised(local: Numbers, zone: ZoneInfo) -> Numbers:
    """A clock's µs to UTC's: an hour that comes twice is its first, one that is skipped is the next there is."""
    clock = pd.DatetimeIndex(local.astype("datetime64[us]"))
    placed = clock.tz_localize(zone, ambiguous=np.ones(len(clock), bool), nonexistent="shift_forward")
    utc: Numbers = placed.tz_convert("UTC").tz_localize(None).to_numpy("datetime64[us]").astype(np.int64)
    return utc


def _tidy(values: pa.Array) -> pa.Array:
    """Every run of blanks, the unbreakable ones included, as one space."""
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(values, r"[\s\x{a0}\x{202f}\x{2009}]+", " "))


def _whole(digits: pa.Array) -> Numbers:
    """Digits as numbers; "" is 0."""
    filled = pc.if_else(pc.equal(digits, ""), "0", digits)
    numbers: Numbers = filled.cast(pa.int64()).to_numpy(zero_copy_only=False)
    return numbers


def _has(parts: pa.Array, name: str) -> bool:
    return bool(parts.type.get_field_index(name) >= 0)


def _field(parts: pa.Array, name: str) -> Numbers:
    return _whole(parts.field(name)) if _has(parts, name) else np.zeros(len(parts), np.int64)


def _mapped(texts: pa.Array, numbered: Sequence[int]) -> Numbers:
    places: Numbers = texts.indices.to_numpy(zero_copy_only=False)
    return np.asarray(numbered, np.int64)[places]


def _days(parts: pa.Array, order: DateOrder | None) -> tuple[Numbers, Marks]:
    """(days since 1970, the smallest number where there is no such day; whether day and month are undecided)."""
    size = len(parts)
    undecided = np.zeros(size, bool)
    short = pc.equal(pc.utf8_length(parts.field("y")), 2).to_numpy(zero_copy_only=False)
    year = _field(parts, "y")
    if _has(parts, "a"):
        first, second = _field(parts, "a"), _field(parts, "b")
        if order is None:
            undecided = first != second
        month, day = (first, second) if order == "mdy" else (second, first)
        if order == "ymd":
            year, month, day = np.where(short, first, year), second, np.where(short, year, first)
    else:
        day = _field(parts, "d")
        names = parts.field("mo").dictionary_encode()
        known = [int(n) if n.isdecimal() else month_number(n) for n in names.dictionary.to_pylist()]
        month = _mapped(names, known)
    year = np.where(short, year + np.where(year < 70, 2000, 1900), year)
    start = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    length = ((start + 1).astype("datetime64[D]") - start.astype("datetime64[D]")).astype(np.int64)
    valid = (year >= 1970) & (year < 2200) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= length)
    days = start.astype("datetime64[D]").astype(np.int64) + day - 1
    return np.where(valid, days, np.iinfo(np.int64).min), undecided


def _clock(parts: pa.Array) -> tuple[Numbers, Marks]:
    """(µs since midnight, whether there is such a time)."""
    hour, minute, second = _field(parts, "h"), _field(parts, "mi"), _field(parts, "s")
    valid = (hour < 24) & (minute < 60) & (second < 61)
    if _has(parts, "ap"):
        half = pc.utf8_lower(parts.field("ap"))
        pm, am = (pc.equal(half, letter).to_numpy(zero_copy_only=False) for letter in "pa")
        valid &= ~(pm | am) | ((hour >= 1) & (hour <= 12))
        hour = np.where(pm | am, hour % 12, hour) + np.where(pm, 12, 0)
    micro = _fraction(parts.field("f")) if _has(parts, "f") else np.zeros(len(parts), np.int64)
    return ((hour * 60 + minute) * 60 + second) * _MICRO + micro, valid


def _fraction(digits: pa.Array) -> Numbers:
    return _whole(pc.utf8_slice_codeunits(pc.utf8_rpad(digits, 6, "0"), 0, 6))


def _offsets(parts: pa.Array) -> tuple[Numbers, Marks]:
    """(minutes east of UTC, whether the text says so)."""
    if not _has(parts, "off"):
        return np.zeros(len(parts), np.int64), np.zeros(len(parts), bool)
    zones = parts.field("off").dictionary_encode()
    known = [_minutes(text) for text in zones.dictionary.to_pylist()]
    return _mapped(zones, known), _mapped(zones, [bool(t) for t in zones.dictionary.to_pylist()]).astype(bool)


def _minutes(text: str) -> int:
    plain = text.removeprefix("UTC").removeprefix("GMT").replace(":", "")
    if plain[:1] in ("+", "-"):
        digits = plain[1:]
        hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
        return (int(hours) * 60 + int(minutes)) * (-1 if plain[0] == "-" else 1)
    return _ZONES.get(text, 0)


def _epoch(parts: pa.Array) -> Numbers:
    """Seconds, ms, µs or ns since 1970, told apart by their length, as µs."""
    whole = _whole(parts.field("whole"))
    length = pc.utf8_length(parts.field("whole")).to_numpy(zero_copy_only=False)
    scaled = np.select([length <= 10, length <= 13, length <= 16], [whole * _MICRO, whole * 1000, whole], whole // 1000)
    return scaled + np.where(length <= 10, _fraction(parts.field("f")), 0)
