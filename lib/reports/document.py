"""The brief as data: sections of sentences, figures, charts, tables and quotes, which each format writes its own way.

Everything in it is plain text and plain numbers, already in the language of the document. Nothing here is markup, so
that words of the community stay words in every format.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from lib import words
from lib.words import _, number, percent, signed

Kind = Literal["text", "count", "share", "signed", "decimal", "day", "moment"]
"""How a column's values are shown: counts, shares from 0 to 1, points with a sign, times in the community's zone."""
Shape = Literal["stacked", "bars", "line"]
"""Columns on top of each other over time; horizontal bars beside each other; a line with its band."""


@dataclass(frozen=True)
class Figure:
    """A large number with its label and note; `tone`: "", "burning", "negative" or "positive"."""

    label: str
    value: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Series:
    """The values of one series by category, None where there are too few to say; `low`, `high`: their interval."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart. `title` is the finding, `measure` what is measured and in which unit."""

    code: str
    shape: Shape
    title: str
    measure: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    digits: int = 0

    @property
    def alt(self) -> str:
        """The chart for whoever cannot see it: its title, its measure, and its values."""
        values = "; ".join(
            f"{one.name}: "
            + ", ".join(
                f"{name} {'–' if value is None else number(value, self.digits)}"
                for name, value in zip(self.categories, one.values, strict=True)
            )
            for one in self.series
        )
        return f"{self.title}. {self.measure}. {values}"


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, how its values are shown, and its share of the width."""

    name: str
    kind: Kind = "text"
    width: float = 1.0


@dataclass(frozen=True)
class Table:
    """A table of raw values; `total`: how many rows there are in all, where these are the first of them."""

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int = 0
    note: str = ""

    def shown(self, zone: str, most: int) -> list[list[str]]:
        """The first rows as text."""
        kinds = [column.kind for column in self.columns]
        return [[shown(value, kind, zone) for value, kind in zip(row, kinds, strict=True)] for row in self.rows[:most]]

    def note_of(self, most: int) -> str:
        """What is left out where so many rows are shown, or the table's own note."""
        return first_of(min(most, len(self.rows)), max(self.total, len(self.rows))) or self.note


@dataclass(frozen=True)
class Quote:
    """Somebody's words, and where and when; `sign` stands before them: "Against:"."""

    text: str
    source: str
    sign: str = ""


@dataclass(frozen=True)
class Section:
    """One chapter. `evidence`: the rows behind it, for the sheets; `definitions`: terms and what they mean."""

    code: str
    title: str
    sentences: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    quotes: tuple[Quote, ...] = ()
    evidence: tuple[Table, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Brief:
    """The whole document."""

    title: str
    subtitle: str
    note: str
    language: str
    zone: str
    sections: tuple[Section, ...] = field(default=())

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """Every term that the sections use, once, in their order."""
        return list(dict(said for section in self.sections for said in section.definitions).items())


def shown(value: Any, kind: Kind, zone: str) -> str:
    """A value as people read it; a dash where there is none."""
    if is_missing(value):
        return "–"
    if kind == "moment" and isinstance(value, datetime):
        return words.moment(value, zone)
    if kind == "day" and isinstance(value, date):
        return words.dated(value)
    if kind == "share":
        return percent(float(value), 0 if value >= 0.1 or not value else 1)
    if kind == "signed":
        return signed(float(value))
    if kind in ("count", "decimal"):
        return number(float(value), 0 if kind == "count" else 1)
    return str(value)


def is_missing(value: Any) -> bool:
    """Whether there is nothing to show: None, NaN or NaT."""
    return value is None or value != value


def first_of(count: int, total: int) -> str:
    """What a table that is cut off says; nothing where it is whole."""
    if total <= count:
        return ""
    return _("The first {count} of {total}.", count=number(count), total=number(total))


def padded(values: Sequence[float | None]) -> list[float]:
    """The values that are there."""
    return [value for value in values if value is not None]
