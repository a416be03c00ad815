"""The stage that all stories share: who can speak, how a sentence is drawn for them, and the brand that answers."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lib.demo.books import Book, a_book, character
from lib.demo.calendar import NOW, answer_moment, local_day, local_hour
from lib.demo.feed import Feed, Message
from lib.demo.grammar import grammar_of, tidied
from lib.demo.people import Cast, Person

QUESTIONS = frozenset(
    ("wait_volume", "ask_format", "ask_age", "ask_reprint", "ask_signed", "ask_event", "ask_abroad", "ask_school")
    + ("ask_start", "first_message", "app_request", "seek")
)
COMPLAINTS = frozenset(
    ("late", "cover", "ebook", "checkout", "price_high", "typos", "stock", "rooms", "app_bug", "annoy")
)
_ANSWERED_LIKE = {"seek": "answer_ask_start", "app_bug": "answer_app_request", "annoy": "answer_app_request"}
_BRAND_NAME = "Tarabuso"
_LIKES = {"instagram": 6.0, "facebook": 4.0, "x": 2.5, "youtube": 5.0, "discord": 1.5, "google_play": 1.0}


@dataclass(frozen=True)
class Scene:
    """The cast and the feed, and a source of chance of its own for each part, so that one part never moves another."""

    seed: int
    cast: Cast
    feed: Feed
    chance: random.Random

    def part(self, name: str) -> "Scene":
        """The same stage for another part."""
        return replace(self, chance=random.Random(f"{self.seed}:{name}"))

    def book(self, at: datetime, genres: list[str] | None = None) -> Book:
        """A book that is out by then."""
        return a_book(self.chance, local_day(at), genres)

    def words(self, rule: str, language: str, book: Book, person: Person | None, bound: dict[str, str]) -> str:
        """A sentence of the grammar with the usual values bound: the book, another one, its writer, endings, names."""
        ending = person.ending if person else "a"
        first, second = (character(self.chance, language) for _ in range(2))
        while second == first:
            second = character(self.chance, language)
        other = a_book(self.chance, local_day(NOW), [book.genre], but=book)
        usual = {
            "book": book.title(language),
            "book2": other.title(language),
            "writer": book.writer if self.chance.random() < 0.6 else book.writer.split()[-1],
            "character": first,
            "character2": second,
            "friend": self.chance.choice(self.cast.people).handle,
            "o": ending,
        }
        return grammar_of(language).say(rule, self.chance, usual | bound)

    def speak(
        self,
        person: Person,
        act: str,
        channel: str,
        at: datetime,
        book: Book,
        parent: Message | None = None,
        kind: str = "",
        **bound: str,
    ) -> Message:
        """Something a reader says; it answers `parent` where one is given, and addresses its author by name."""
        if parent is not None and parent.person is not None:
            bound = {"name": parent.person.first_name, "o_reader": parent.person.ending} | bound
        elif parent is not None:
            bound = {"name": _BRAND_NAME, "o_reader": "i"} | bound
        bound.setdefault("O_READER", bound.get("o_reader", "o").upper())
        drawn = self.words(act, person.language, book, person, bound)
        is_cross = act in COMPLAINTS or act == "backlash" or act.startswith("quarrel")
        text = person.habits.worn(drawn, self.chance, is_cross)
        return self._said(person, act, channel, at, book, text, parent, kind)

    def post(self, act: str, channel: str, at: datetime, book: Book, **bound: str) -> Message:
        """A post of the brand."""
        text = self.words(act, "it", book, None, bound)
        found = self._said(None, act, channel, at, book, text, None, "post")
        found.views = int(900 * _LIKES[channel] * self.chance.lognormvariate(0, 0.4))
        found.likes = int(found.views * self.chance.uniform(0.02, 0.05))
        return found

    def answer(self, to: Message, hours: float = 1.4, act: str = "", at: datetime | None = None) -> Message | None:
        """The brand answers a reader, at work; None where that would be after the end of the year."""
        moment = at or answer_moment(to.at, self.chance, hours)
        if to.person is None or moment >= NOW:
            return None
        rule = act or _ANSWERED_LIKE.get(to.act, f"answer_{to.act}")
        grammar = grammar_of(to.person.language)
        if rule not in grammar.rules:
            rule = "answer_praise"
        bound = {"name": to.person.first_name, "o_reader": to.person.ending}
        text = self.words(rule, to.person.language, to.book, to.person, bound)
        return self._said(None, rule, to.channel, moment, to.book, text, to, "reply")

    def soon(self, after: datetime, typical_hours: float) -> datetime:
        """Some time after that, mostly within the typical hours, seldom in the depth of the night."""
        at = after
        for _ in range(5):
            at = after + timedelta(hours=typical_hours * self.chance.lognormvariate(0, 1.1), seconds=40)
            if 7 <= local_hour(at) or self.chance.random() < 0.12:
                break
        return at

    def _said(
        self,
        person: Person | None,
        act: str,
        channel: str,
        at: datetime,
        book: Book,
        text: str,
        parent: Message | None,
        kind: str,
    ) -> Message:
        named = kind or ("post" if parent is None else "comment" if parent.kind == "post" else "reply")
        likes = int(self.chance.expovariate(1 / _LIKES[channel])) if self.chance.random() < 0.5 else 0
        number = len(self.feed.messages)
        return self.feed.add(Message(number, channel, named, at, person, act, tidied(text), book, parent, likes))
