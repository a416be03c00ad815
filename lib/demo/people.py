"""The cast: some 1,500 accounts of invented people, five kinds among them, each with its channels, hours and habits."""

import bisect
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

from lib.demo.calendar import FIRST_DAY, NOW, local_hour
from lib.demo.habits import Habits, habits_of

CHANNELS = ("instagram", "facebook", "x", "youtube", "discord", "google_play")
MEMBERS = 1390
_CHANNEL_SHARES = {"instagram": 0.3, "facebook": 0.24, "x": 0.15, "youtube": 0.13, "discord": 0.1, "google_play": 0.08}
_COMMON_EMOJI = ("😊", "❤️", "😍", "👏", "😂", "🙏", "📚", "👍", "🤔", "😅")
_START = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC)
_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Kind:
    """One kind of people; `lists` holds its values by field (film, outing, seek, …), by language where they differ."""

    name: str
    says: str
    share: float
    channels: dict[str, float]
    hours: tuple[int, ...]
    english: float
    genres: list[str]
    chatty: float
    emoji: tuple[str, ...]
    formats: dict[str, float]
    lists: dict[str, Any]

    def values(self, name: str, language: str) -> list[str]:
        """What this kind says under a field, in a language."""
        found = self.lists[name]
        return list(found[language]) if isinstance(found, dict) else list(found)


@dataclass(eq=False)
class Person:
    """Somebody: `ending` is the Italian -a or -o; active from `joined` until `left`; `weight`: how much is said."""

    key: str
    name: str
    handle: str
    language: str
    ending: str
    kind: Kind | None
    channels: tuple[str, ...]
    habits: Habits
    weight: float = 1.0
    joined: datetime = _START
    left: datetime = NOW

    @property
    def first_name(self) -> str:
        """The name one is greeted by."""
        return self.name.split()[0]

    def here(self, at: datetime) -> bool:
        """Whether this person takes part at that time."""
        return self.joined <= at <= self.left


@cache
def kinds() -> dict[str, Kind]:
    """The five kinds, by name."""
    found = yaml.safe_load((_FOLDER / "kinds.yaml").read_text("utf-8"))
    plain = ("says", "share", "channels", "english", "genres", "chatty")
    return {
        name: Kind(
            name=name,
            **{key: row[key] for key in plain},
            hours=tuple(row["hours"]),
            emoji=tuple(row["emoji"]),
            formats=row["format"],
            lists={key: row[key] for key in ("film", "magazine", "outing", "work", "seek", "delight", "annoy")},
        )
        for name, row in found.items()
    }


@dataclass
class Cast:
    """Everybody. `member` draws one of those who are around."""

    chance: random.Random
    people: list[Person] = field(default_factory=list)
    _handles: set[str] = field(default_factory=set)
    _around: dict[tuple[str, int, int], tuple[list[Person], list[float]]] = field(default_factory=dict)

    def add(self, channels: tuple[str, ...], language: str, kind: Kind | None = None, **given: Any) -> Person:
        """Somebody new; members who are drawn for daily talk come from `fill` alone."""
        names = _names()[language]
        ending = self.chance.choice("aaao" if kind is None else "aao")
        first = self.chance.choice(names["f" if ending == "a" else "m"])
        family = self.chance.choice(names["family"])
        emoji = kind.emoji + _COMMON_EMOJI[:3] if kind else _COMMON_EMOJI
        person = Person(
            key=f"{1000 + len(self.people)}",
            name=f"{first} {family}" if self.chance.random() < 0.8 else first,
            handle=self._handle(first, family, names["handle"]),
            language=language,
            ending=ending,
            kind=kind,
            channels=channels,
            habits=habits_of(self.chance, emoji),
            **given,
        )
        self.people.append(person)
        return person

    def fill(self) -> None:
        """The members: each with a kind (or none), a first and a last day, and a share of the talk with a long tail."""
        listed = list(kinds().values())
        for _ in range(MEMBERS):
            kind = self.chance.choices(listed, [k.share for k in listed])[0] if self.chance.random() < 0.82 else None
            shares = kind.channels if kind else _CHANNEL_SHARES
            first = self.chance.choices(list(shares), list(shares.values()))[0]
            second = self.chance.choices(list(shares), list(shares.values()))[0]
            channels = (first, second) if second != first and self.chance.random() < 0.05 else (first,)
            is_old = self.chance.random() < 0.55
            joined = _START - timedelta(days=200) if is_old else _START + timedelta(days=self.chance.randrange(0, 345))
            stays = timedelta(days=self.chance.expovariate(1 / 420) + 5)
            self.add(
                channels,
                "en" if self.chance.random() < (kind.english if kind else 0.2) else "it",
                kind,
                weight=self.chance.paretovariate(1.25) * (kind.chatty if kind else 0.5),
                joined=joined,
                left=NOW if is_old and self.chance.random() < 0.7 else min(joined + stays, NOW),
            )

    def member(
        self, channel: str, at: datetime, chance: random.Random, language: str = "", but: Person | None = None
    ) -> Person:
        """Somebody of the channel who is around at that time: the talkative oftener, each at hours of the own kind."""
        people, sums = self._members(channel, at)
        best = people[0]
        for _ in range(14):
            found = people[bisect.bisect(sums, chance.random() * sums[-1])]
            if found is but or not found.here(at) or (language and found.language != language):
                continue
            best = found
            if chance.random() < _affinity(found.kind, local_hour(at)):
                break
        return best

    def _members(self, channel: str, at: datetime) -> tuple[list[Person], list[float]]:
        key = (channel, at.year, at.month)
        if key not in self._around:
            month = datetime(at.year, at.month, 15, tzinfo=UTC)
            people = [
                p
                for p in self.people[:MEMBERS]
                if channel in p.channels and p.joined <= month + timedelta(days=16) and p.left >= month
            ]
            self._around[key] = (people, list(accumulate(min(p.weight, 12.0) for p in people)))
        return self._around[key]

    def _handle(self, first: str, family: str, words: list[str]) -> str:
        first, family = first.lower(), family.lower()
        while True:
            made = self.chance.choice(
                (
                    f"{first}.{family}",
                    f"{first}{family}{self.chance.randrange(60, 100)}",
                    f"{first}_{self.chance.choice(words)}",
                    f"{self.chance.choice(words)}_di_{first}" if family[-1] in "aio" else f"{first}reads",
                    f"{first[0]}{family}",
                    f"{self.chance.choice(words)}{self.chance.randrange(10, 1000)}",
                )
            )
            if made not in self._handles:
                self._handles.add(made)
                return made


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    found = yaml.safe_load((_FOLDER / "names.yaml").read_text("utf-8"))
    return {language: {key: row.split() for key, row in rows.items()} for language, rows in found.items()}


def _affinity(kind: Kind | None, hour: int) -> float:
    """The chance that somebody of this kind speaks at this hour, when asked to: nearly always at hours of its own."""
    if kind is None:
        return 0.5 if 8 <= hour <= 23 else 0.1
    near = min(min((hour - own) % 24, (own - hour) % 24) for own in kind.hours)
    return (1.0, 0.35, 0.15)[near] if near < 3 else 0.06
