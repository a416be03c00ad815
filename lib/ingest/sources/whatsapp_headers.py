"""The headers of WhatsApp's lines: "24/12/21, 10:12 - ", "[24/12/21, 10:12:13] ", and what a file of them decides.

The phone writes them in its own language and habits, and says nowhere which. One pattern takes them all; what it
leaves open (does the day come first?) is decided over the whole file, since a single line seldom can.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from lib.ingest.source import DateOrder

_HIDDEN = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANKS = re.compile("[\u00a0\u202f\u2009\u2007\u3000\t]")
_HEADER = re.compile(
    r"(?P<open>\[?)(?P<a>\d{1,4})(?P<sep>[-/.])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<c>\d{1,4})\.?"
    r",?\s(?:[^\W\d_]{1,5}\s){0,2}"  # "um", "klo", "alle ore"
    r"(?P<ahead>上午|下午|오전|오후)?\s?"
    r"(?P<h>\d{1,2})[:.](?P<mi>\d{2})(?:[:.](?P<s>\d{2}))?"
    r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?|\s(?P<arabic>[صم]))?"
    r"(?P<close>\]\s?|\s[-–]\s|:\s)(?P<rest>.*)",
    re.S,
)
_AFTERNOON = frozenset(("p", "下午", "오후", "م"))
_FIRST_YEAR = 2009
"""The year of WhatsApp's first release."""
_DAYS_LIMIT = 50_000
"""Different dates of a file that are remembered: more than any chat has, and no memory for a hostile one to take."""
_ORDERS: tuple[str, ...] = ("dmy", "mdy", "ymd", "ydm")

Style = tuple[str, str, int, bool, bool]
"""How a header is written: its end, what parts the date, digits of the year (below 0 where it stands first), whether
it has seconds, whether it has am and pm. A phone writes all headers of a file in one style."""


@dataclass(frozen=True)
class Header:
    """A line that begins as a message does. `parts`: the three numbers of the date as they stand."""

    parts: tuple[int, int, int]
    clock: tuple[int, int, int]
    style: Style
    rest: str
    is_marked: bool


def header_of(line: str) -> Header | None:
    """The header that a line begins with, None where it begins with none.

    `rest` is what follows it, without the marks of writing direction; `is_marked`: the words after the name begin
    with such a mark, as WhatsApp writes before words of its own.
    """
    if not line or not (line[0].isdigit() or not line[0].isalpha()):
        return None
    found = _HEADER.fullmatch(_BLANKS.sub(" ", _HIDDEN.sub("", line[:120])))
    if not found or (found["open"] == "[") != found["close"].startswith("]"):
        return None
    numbers = [int(found[name]) for name in ("a", "b", "c", "h", "mi")]
    second = int(found["s"] or 0)
    if numbers[3] > 24 or numbers[4] > 59 or second > 60:
        return None
    half = (found["half"] or found["ahead"] or found["arabic"] or "").lower()
    is_year_first = len(found["a"]) == 4
    style = (
        found["close"].strip(),
        found["sep"],
        -4 if is_year_first else 4 if len(found["c"]) == 4 else 2,
        found["s"] is not None,
        bool(half),
    )
    hour = _hour(numbers[3], half)
    rest = found["rest"] + _HIDDEN.sub("", line[120:])
    parts = (numbers[0], numbers[1], numbers[2])
    return Header(parts, (hour, numbers[4], min(second, 59)), style, rest, _is_marked(line))


def plain(text: str) -> str:
    """The text without byte order marks and marks of writing direction."""
    return _HIDDEN.sub("", text)


def _hour(hour: int, half: str) -> int:
    if half in _AFTERNOON and hour < 12:
        return hour + 12
    return 0 if hour == 24 or (hour == 12 and half and half not in _AFTERNOON) else hour


def _is_marked(line: str) -> bool:
    return bool(re.search(r"(?::|\]|-) [\u200e\u200f]", _BLANKS.sub(" ", line[:200]))) or "]\u200e" in line[:40]


def day_of(parts: tuple[int, int, int], order: str) -> date | None:
    """The day that three numbers name under an order; None where there is none, or none since WhatsApp exists."""
    named = dict(zip(order, parts, strict=True))
    year = named["y"] if named["y"] >= 100 else 2000 + named["y"]
    if not _FIRST_YEAR <= year <= datetime.now(UTC).year + 1:
        return None
    try:
        return date(year, named["m"], named["d"])
    except ValueError:
        return None


@dataclass
class DateEvidence:
    """What the dates of a file, taken in as they come, say about the order of day, month and year."""

    days: dict[tuple[int, int, int], None] = field(default_factory=dict)
    is_dotted: bool = True
    _previous: tuple[int, int, int] | None = None
    _last: dict[str, date] = field(default_factory=dict)
    _steps_back: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_ORDERS, 0))

    def add(self, header: Header) -> None:
        """Take in the next header of the file."""
        self.is_dotted = self.is_dotted and header.style[1] == "."
        if header.parts == self._previous:
            return
        self._previous = header.parts
        if len(self.days) < _DAYS_LIMIT:
            self.days[header.parts] = None
        for order in _ORDERS:
            day = day_of(header.parts, order)
            if day is None:
                continue
            if order in self._last and day < self._last[order]:
                self._steps_back[order] += 1
            self._last[order] = day

    def order(self, told: DateOrder | None) -> str | None:
        """The order of the file's dates: "dmy", "mdy", "ymd" or (nobody's habit, but met) "ydm".

        None where it stays open. `told`, the user's word, wins wherever it can be true at all.
        """
        counts = {order: sum(day_of(parts, order) is not None for parts in self.days) for order in _ORDERS}
        most = max(counts.values(), default=0)
        if not most:
            return None
        if told and counts[told]:
            return told
        left = self._of_likelier_years([order for order in _ORDERS if counts[order] == most])
        if len(left) > 1:
            least = min(self._steps_back[order] for order in left)
            onward = [order for order in left if self._steps_back[order] == least]
            left = onward if least == 0 else left
        if len(left) == 1 or self._are_one(left):
            return left[0]
        if all(parts[0] >= 1000 for parts in self.days):
            return "ymd"  # no phone writes the day between year and month
        # Full stops stand between the parts of a date only where the day comes first.
        return "dmy" if self.is_dotted and "dmy" in left else None

    def _of_likelier_years(self, orders: list[str]) -> list[str]:
        """Where 21/05/13 may be of 2013 or of 2021: the orders under which the chat spans less time.

        Under the wrong one the days of a month become years.
        """
        spans = {order: self._span(order) for order in orders}
        shortest = {
            first: min((span for order, span in spans.items() if (order[0] == "y") is first), default=None)
            for first in (False, True)
        }
        late, early = shortest[False], shortest[True]
        if late is None or early is None:
            return orders
        return [order for order in orders if (order[0] == "y") is (early < late)]

    def _span(self, order: str) -> int:
        days = [day for parts in self.days if (day := day_of(parts, order))]
        return (max(days) - min(days)).days

    def _are_one(self, orders: list[str]) -> bool:
        return all(len({day_of(parts, order) for order in orders}) == 1 for parts in self.days)
