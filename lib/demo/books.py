"""The list of the invented publisher: its books, who wrote them, and the people in its saga."""

import random
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

CHARACTERS = ("Nerea", "Tobia", "Elmo", "la Capitana Iride", "Sibilla", "il Re muto", "Zenobio", "Alma", "Fosco")
_ENGLISH = {"la Capitana Iride": "Captain Iride", "il Re muto": "the Mute King"}


@dataclass(frozen=True)
class Book:
    """One book; `since`: the day from which people speak of it."""

    it: str
    en: str
    writer: str
    genre: str
    since: date

    def title(self, language: str) -> str:
        """Its title in "it" or "en"."""
        return self.en if language == "en" else self.it


@cache
def catalogue() -> tuple[Book, ...]:
    """All books."""
    rows = yaml.safe_load((Path(__file__).parent / "words" / "books.yaml").read_text("utf-8"))
    return tuple(Book(r["it"], r["en"], r["writer"], r["genre"], r.get("from", date(2000, 1, 1))) for r in rows)


def a_book(chance: random.Random, on: date, genres: list[str] | None = None, but: Book | None = None) -> Book:
    """A book out by that day, of one of these genres where one is, and not that one."""
    out = [book for book in catalogue() if book.since <= on and book is not but]
    fitting = [book for book in out if genres and book.genre in genres]
    return chance.choice(fitting or out)


def newest_of_saga(on: date) -> Book:
    """The last volume of the saga out by that day."""
    return [book for book in catalogue() if book.genre == "saga" and book.since <= on][-1]


def character(chance: random.Random, language: str) -> str:
    """Somebody of the saga, as named in that language."""
    found = chance.choice(CHARACTERS)
    return _ENGLISH.get(found, found) if language == "en" else found
