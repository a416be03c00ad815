"""Critiques over the year: three rise, are answered by an action and fall, two that nothing moves, one rises now."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from lib.demo.calendar import LAST_DAY, NOW, count, days, local_day, moment
from lib.demo.everyday import follow, receive, somewhere
from lib.demo.feed import Message
from lib.demo.people import Person
from lib.demo.receptions import FORMATS
from lib.demo.scene import Scene
from lib.demo.story import Story

_SOCIAL = ("facebook", "instagram", "x", "facebook", "x", "instagram", "youtube")


@dataclass(frozen=True)
class Plot:
    """One critique: its act, the channels it is said in, how many a day, and the action that answers it.

    `rises_on`: the day it begins to rise; the year around it has a few of the same all the time. `share`: instead of a
    number a day, this share of all that is said, evenly.
    """

    name: str
    kind: str
    says: str
    act: str
    aspect: str
    channels: tuple[str, ...]
    a_day: Callable[[date], float]
    action: str = ""
    action_day: date | None = None
    answered: float = 0.93
    rises_on: date | None = None
    share: float = 0.0


def _rise_and_fall(
    start: date, peak: date, action: date, height: float, base: float, fall: float
) -> Callable[[date], float]:
    def a_day(day: date) -> float:
        if day < start:
            return base
        if day < peak:
            return base + height * (day - start).days / (peak - start).days
        if day <= action:
            return base + height
        return float(base + height * 0.5 ** ((day - action).days / fall))

    return a_day


def _rising_now(day: date) -> float:
    back = (LAST_DAY - day).days
    return {0: 17.0, 1: 12.0, 2: 8.0, 3: 5.0, 4: 3.0}.get(back, 0.0)


PLOTS = (
    Plot(
        "delivery",
        "critique answered",
        "Parcels get stuck in March; from 2 April a new courier; complaints fall.",
        "late",
        "delivery",
        _SOCIAL,
        _rise_and_fall(date(2026, 3, 2), date(2026, 3, 25), date(2026, 4, 2), 13.0, 0.35, 4.0),
        "post_action_courier",
        date(2026, 4, 2),
        answered=0.8,
        rises_on=date(2026, 3, 2),
    ),
    Plot(
        "covers",
        "critique answered",
        "Books arrive with damaged covers from May on; from 22 June they travel in stiff boxes; complaints fall.",
        "cover",
        "packaging",
        ("instagram", "facebook", "instagram", "x"),
        _rise_and_fall(date(2026, 5, 4), date(2026, 5, 28), date(2026, 6, 22), 6.0, 0.2, 5.0),
        "post_action_packaging",
        date(2026, 6, 22),
        rises_on=date(2026, 5, 4),
    ),
    Plot(
        "ebook",
        "critique answered",
        "An update of the reading app breaks epubs in July; version 4.2 of 14 September mends it; complaints fall.",
        "ebook",
        "formats",
        ("google_play", "google_play", "google_play", "x", "facebook"),
        _rise_and_fall(date(2026, 7, 6), date(2026, 7, 9), date(2026, 9, 14), 4.0, 0.15, 4.0),
        "post_action_ebook",
        date(2026, 9, 14),
        rises_on=date(2026, 7, 6),
    ),
    Plot(
        "prices",
        "critique unmoved",
        "Prices and shipping costs are complained of all year; the loyalty card of 2 February changes nothing.",
        "price_high",
        "price",
        ("facebook", "instagram", "x"),
        lambda day: 0.0,
        "post_action_points",
        date(2026, 2, 2),
        share=0.0105,
    ),
    Plot(
        "typos",
        "critique unmoved",
        "Misprints are pointed out all year; the second proofreader of 1 June changes nothing.",
        "typos",
        "content",
        ("facebook", "instagram", "youtube"),
        lambda day: 0.0,
        "post_action_proofs",
        date(2026, 6, 1),
        share=0.0075,
    ),
    Plot(
        "checkout",
        "critique rising",
        "From 27 October orders fail at the till of the site; nothing was done about it yet.",
        "checkout",
        "website",
        ("instagram", "facebook", "x"),
        _rising_now,
        answered=0.75,
    ),
)


def play(scene: Scene) -> list[Story]:
    """All plots over the year."""
    found = []
    for plot in PLOTS:
        part = scene.part(plot.name)
        told = _complaints(part, plot)
        story = Story(
            plot.name,
            plot.kind,
            plot.says,
            f"a theme of critiques about {plot.aspect}",
            moment(plot.rises_on, 0) if plot.rises_on else told[0].at,
            told[-1].at,
            plot.aspect,
            told,
            [(m.channel, m.person) for m in told if m.person],
        )
        if plot.action_day:
            story.more["action"] = _action(part, plot)
            story.more["action_on"] = plot.action_day.isoformat()
            story.more["effect"] = "falls" if plot.kind == "critique answered" else "none"
        found.append(story)
    return found


def _complaints(scene: Scene, plot: Plot) -> list[Message]:
    found: list[Message] = []
    said_on = Counter(local_day(message.at) for message in scene.feed.messages)
    owed = 0.0
    for day in days():
        owed += plot.share * said_on[day]
        number = int(owed) if plot.share else count(plot.a_day(day), scene.chance)
        owed -= number if plot.share else 0
        for _ in range(number):
            at = moment(day, scene.chance.triangular(7, 23.5, 15))
            if at >= NOW:
                continue
            channel = scene.chance.choice(plot.channels)
            person = _somebody(scene, channel, at, found)
            said = somewhere(scene, channel, at, scene.book(at), person, plot.act)
            found.append(said)
            if scene.chance.random() < plot.answered:
                scene.answer(said, hours=3.0 if plot.kind == "critique answered" else 1.6)
            if scene.chance.random() < 0.25:
                follow(scene, said, depth=1)
    return sorted(found, key=lambda m: m.at)


def _somebody(scene: Scene, channel: str, at: datetime, before: list[Message]) -> Person:
    """Who complains: now and then somebody who did already."""
    again = [m.person for m in before[-40:] if m.channel == channel and m.person]
    if again and scene.chance.random() < 0.12:
        return scene.chance.choice(again)
    return scene.cast.member(channel, at, scene.chance)


def _action(scene: Scene, plot: Plot) -> Message:
    """The post that says what was done, on Facebook, and how it was taken."""
    assert plot.action_day is not None
    at = moment(plot.action_day, 10.5)
    post = scene.post(plot.action, "facebook", at, scene.book(at))
    receive(scene, post, FORMATS["post_action"], 13.0)
    return post
