"""Columns of counts, ratings and ids, as exports write them.

`12.345` is twelve thousand in Italian and twelve and a bit in English. A column decides for all of its values: one
that can be read in one way only (`1.234,5`, `3.75`, `1,2K`) settles which mark is the decimal one. Where none does,
a count is whole, so the mark parts its thousands, and a rating is small, so the mark is the decimal one.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lib.ingest.mapping import Decimal

Marks = npt.NDArray[np.bool_]

NOTHING = pa.array(["", "nan", "none", "null", "n/a", "na", "#n/a", "\\n", "-", "–", "—", "<na>", "nat", "undefined"])
"""What exports write where there is no value."""
_NUMBER = (
    r"^(?P<n>[+-]?[0-9](?:[0-9.,]*[0-9])?)"
    r"(?P<k>[kmb]|mila|mln|mio|mrd)?(?:/5|★|⭐|stars?|stelle|stella)?$"
)
_FACTORS = {"": 1, "k": 1_000, "mila": 1_000, "m": 10**6, "mln": 10**6, "mio": 10**6, "b": 10**9, "mrd": 10**9}
_RATING_WORDS = (
    {
        word: str(stars)
        for stars, words in enumerate(("one uno una", "two due", "three tre", "four quattro", "five cinque"), start=1)
        for word in words.split()
    }
    | {"★" * n + "☆" * (5 - n): str(n) for n in range(1, 6)}
    | {"★" * n: str(n) for n in range(1, 5)}
    | {"⭐" * n: str(n) for n in range(1, 6)}
)
_POINT = r"^[+-]?[0-9]{1,3}(?:,[0-9]{3})*\.(?:[0-9]{1,2}|[0-9]{4,})$|,[0-9]{3}\.|,[0-9]{3},|\.[0-9]{1,2}[a-z]+$"
_COMMA = r"^[+-]?[0-9]{1,3}(?:\.[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,})$|\.[0-9]{3},|\.[0-9]{3}\.|,[0-9]{1,2}[a-z]+$"
_SCIENTIFIC = r"^[+-]?[0-9](?:[.,][0-9]+)?[eE][+-]?[0-9]{1,3}$"
"""As spreadsheets and floats write it, one digit before the mark: 530165e1046119 is an id of hexadecimal digits."""
_ZERO_TAIL = r"^-?[0-9]+[.,]0+$"


@dataclass
class DecimalEvidence:
    """What the numbers of a column seen so far say about their decimal mark."""

    point: int = 0
    comma: int = 0
    open: int = 0

    def add(self, values: pa.Array) -> None:
        """Take in further values of the column."""
        texts = _tidy(values)
        self.open += _matches(texts, r"^[+-]?[0-9]{1,3}[.,][0-9]{3}$")
        self.point += _matches(texts, _POINT)
        self.comma += _matches(texts, _COMMA)

    @property
    def is_settled(self) -> bool:
        """Whether nothing seen so far waits for further values."""
        return self.mark() != "" or not self.open

    def mark(self) -> Decimal:
        """The decimal mark that the values show; "" where none of them decides."""
        if self.point == self.comma:
            return ""
        return "." if self.point > self.comma else ","


@dataclass
class IdEvidence:
    """Whether all ids of a column seen so far end in ".0", as they do after a detour through floats."""

    ids: int = 0
    zero_tails: int = 0

    def add(self, values: pa.Array) -> None:
        """Take in further values of the column."""
        self.ids += len(values) - values.null_count - int(pc.sum(is_nothing(values)).as_py() or 0)
        self.zero_tails += _matches(values, _ZERO_TAIL)

    @property
    def is_repairable(self) -> bool:
        """Whether ".0" is to be taken off the ids."""
        return self.ids > 0 and self.zero_tails == self.ids


def is_nothing(values: pa.Array) -> pa.Array:
    """Whether each text says that there is no value (null for a null)."""
    return pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(values)), value_set=NOTHING)


def counts(values: pa.Array, decimal: Decimal) -> tuple[pa.Array, Marks]:
    """(int64 counts, which values are no numbers). A mark is taken for thousands where `decimal` is ""."""
    numbers, bad = _numbers(_tidy(values), decimal, is_count=True)
    whole = np.nan_to_num(np.round(numbers), nan=0.0)
    bad |= np.abs(whole) >= 2**53
    return pa.array(np.where(bad, 0, whole).astype(np.int64), mask=np.isnan(numbers) | bad), bad


def ratings(values: pa.Array, decimal: Decimal) -> tuple[pa.Array, Marks]:
    """(float32 stars, which values are no numbers). "4/5", "★★★★☆" and "FIVE" are read as well."""
    texts = _tidy(values)
    words = pc.index_in(texts, value_set=pa.array(list(_RATING_WORDS)))
    said = pa.array(list(_RATING_WORDS.values())).take(words)
    numbers, bad = _numbers(pc.coalesce(said, texts), decimal, is_count=False)
    return pa.array(numbers.astype(np.float32), mask=np.isnan(numbers)), bad


def ids(values: pa.Array, *, repair: bool) -> tuple[pa.Array, Marks]:
    """(ids as text, null where there is none; which of them a spreadsheet destroyed). `repair` takes ".0" off."""
    trimmed = pc.utf8_trim_whitespace(values)
    trimmed = pc.if_else(is_nothing(trimmed), pa.scalar(None, pa.string()), trimmed)
    if repair:
        trimmed = pc.replace_substring_regex(trimmed, r"[.,]0+$", "")
    destroyed = pc.match_substring_regex(trimmed, _SCIENTIFIC).fill_null(False)
    return trimmed, destroyed.to_numpy(zero_copy_only=False)


def _numbers(texts: pa.Array, decimal: Decimal, *, is_count: bool) -> tuple[npt.NDArray[np.float64], Marks]:
    empty = pc.coalesce(pc.is_in(texts, value_set=NOTHING), True).to_numpy(zero_copy_only=False)
    parts = pc.extract_regex(texts, _NUMBER)
    matched = parts.is_valid().to_numpy(zero_copy_only=False)
    numbers = np.full(len(texts), np.nan)
    kept = parts.drop_null()
    if len(kept):
        plain, whole = _plain(kept.field("n"), decimal, is_count=is_count)
        factors = pc.index_in(kept.field("k"), value_set=pa.array(list(_FACTORS))).to_numpy(zero_copy_only=False)
        numbers[matched] = np.where(whole, plain * np.array(list(_FACTORS.values()))[factors], np.nan)
    return numbers, np.isnan(numbers) & ~empty


def _plain(texts: pa.Array, decimal: Decimal, *, is_count: bool) -> tuple[npt.NDArray[np.float64], Marks]:
    """(the numbers, which of the texts are one): thousands in threes taken out, the decimal mark made a point."""
    mark = decimal
    if not mark:
        # Nothing decided: in a count either mark parts thousands, in a rating either is the decimal one.
        grouped = pc.match_substring_regex(texts, r"^[+-]?[0-9]{1,3}(?:[.,][0-9]{3})+$")
        without = pc.replace_substring_regex(texts, "[.,]", "")
        texts = pc.if_else(grouped, without, texts) if is_count else texts
        texts = pc.replace_substring(texts, ",", ".")
    else:
        other = "," if mark == "." else "."
        threes = pc.match_substring_regex(texts, rf"^[+-]?[0-9]{{1,3}}(?:\{other}[0-9]{{3}})+(?:\{mark}[0-9]+)?$")
        texts = pc.if_else(threes, pc.replace_substring(texts, other, ""), texts)
        # What still holds the other mark is no number under this one: its letter makes it fail below.
        texts = pc.replace_substring(pc.replace_substring(texts, other, "x"), mark, ".")
    whole = pc.match_substring_regex(texts, r"^[+-]?[0-9]+(?:\.[0-9]+)?$").to_numpy(zero_copy_only=False)
    safe = pc.if_else(pa.array(whole), pc.utf8_ltrim(texts, "+"), "0")
    return safe.cast(pa.float64()).to_numpy(zero_copy_only=False), whole


def _tidy(values: pa.Array) -> pa.Array:
    """Lower case, without blanks and the apostrophes that part thousands."""
    return pc.utf8_lower(pc.replace_substring_regex(values, r"[\s\x{a0}\x{202f}'’]+", ""))


def _matches(values: pa.Array, pattern: str) -> int:
    return int(pc.sum(pc.match_substring_regex(values, pattern)).as_py() or 0)
