"""Between readers: a quarrel of two, the passion for a series, and people who join two circles."""

from datetime import date, datetime, timedelta

from lib.demo.books import catalogue, newest_of_saga
from lib.demo.calendar import LAST_DAY, NOW, count, moment
from lib.demo.feed import Message
from lib.demo.people import Person, kinds
from lib.demo.scene import Scene
from lib.demo.story import Story

_RELEASE = date(2026, 10, 8)
_BRIDGES = 6


def play(scene: Scene) -> list[Story]:
    """All of them."""
    return [_quarrel(scene.part("quarrel")), _passion(scene.part("passion")), *_circles(scene.part("circles"))]


def _quarrel(scene: Scene) -> Story:
    """Two on X over an ending: 44 messages in a night, ever hotter; three others try to part them."""
    start = moment(date(2026, 10, 27), 20.2)
    two = [scene.cast.add(("x",), "it", joined=start - timedelta(days=90)) for _ in range(2)]
    book = catalogue()[4]
    at, last = start, scene.speak(two[0], "tepid", "x", start, book)
    made = [last]
    for turn in range(1, 44):
        at += timedelta(minutes=scene.chance.uniform(1.5, 9))
        if turn in (17, 26, 37):
            other = scene.cast.member("x", at, scene.chance, "it")
            made.append(scene.speak(other, "calm_down", "x", at, book, last))
            continue
        level = min(1 + turn // 10, 4)
        last = scene.speak(
            two[turn % 2] if last.person is two[(turn + 1) % 2] else two[(turn + 1) % 2],
            f"quarrel_{level}",
            "x",
            at,
            book,
            last,
        )
        made.append(last)
    return Story(
        "quarrel",
        "quarrel",
        "Two people fall out over the ending of a novel; the heat rises with every turn.",
        "two authors write nearly all of a conversation, and its tension is positive",
        start,
        at,
        messages=made,
        people=[("x", person) for person in two],
        more={"conversation": made[0]},
    )


def _passion(scene: Scene) -> Story:
    """Around the fourth volume of the saga: threads of many people who answer each other, kindly."""
    story = Story(
        "passion for the saga",
        "healthy passion",
        "Around the fourth volume of the saga many people build theories together, kindly.",
        "many authors, much reciprocity, low heat",
        moment(_RELEASE - timedelta(days=20), 9),
        NOW,
    )
    roots = []
    for day_number in range(43):
        day = _RELEASE - timedelta(days=20) + timedelta(days=day_number)
        if day > LAST_DAY:
            break
        for _ in range(count(0.7 if day < _RELEASE else 1.4, scene.chance)):
            thread = _thread(scene, moment(day, scene.chance.triangular(17, 23.6, 21.5)), "discord")
            if len(thread) > 5:
                roots.append(thread[0])
            story.messages.extend(thread)
    story.people = sorted({("discord", m.person) for m in story.messages if m.person}, key=lambda p: p[1].key)
    story.more["conversations"] = roots
    return story


def _thread(scene: Scene, start: datetime, channel: str) -> list[Message]:
    """One thread: somebody opens with love or a theory, 8 to 20 answers follow, most of them by people who are back."""
    if start >= NOW:
        return []
    book = newest_of_saga(min(start.date(), LAST_DAY))
    opener = _fan(scene, channel, start)
    made = [scene.speak(opener, "passion", channel, start, book)]
    around, at = [opener], start
    for _ in range(scene.chance.randrange(8, 21)):
        at += timedelta(minutes=scene.chance.expovariate(1 / 6) + 0.4)
        if at >= NOW:
            break
        to = scene.chance.choice(made[-4:])
        known = [p for p in around if p is not to.person]
        person = scene.chance.choice(known) if known and scene.chance.random() < 0.5 else _fan(scene, channel, at)
        if person is to.person:
            continue
        around.append(person)
        made.append(scene.speak(person, "passion_reply", channel, at, book, to))
    if scene.chance.random() < 0.85:
        scene.answer(made[0])
    return made


def _fan(scene: Scene, channel: str, at: datetime) -> Person:
    person = scene.cast.member(channel, at, scene.chance)
    for _ in range(3):
        if person.kind and person.kind.name == "night_saga_readers":
            break
        person = scene.cast.member(channel, at, scene.chance)
    return person


def _circles(scene: Scene) -> list[Story]:
    """Two reading circles on Facebook that seldom meet, and the six people who speak in both."""
    start = date(2026, 6, 1)
    tables = [
        [scene.cast.add(("facebook",), "it", kinds()[name], joined=moment(start, 8)) for _ in range(16)]
        for name in ("classroom_readers", "parents_of_small_readers")
    ]
    bridges = [scene.cast.add(("facebook",), "it", joined=moment(start, 8)) for _ in range(_BRIDGES)]
    made: list[list[Message]] = [[], []]
    for week in range(21):
        for place, table in enumerate(tables):
            day = start + timedelta(days=7 * week + 2 * place)
            at = moment(day, 20.5 if place else 17.0)
            book = scene.book(at, ["kids"] if place else ["novel"])
            last = scene.speak(scene.chance.choice(table), "chat", "facebook", at, book)
            made[place].append(last)
            guests = scene.chance.sample(table, 6) + scene.chance.sample(bridges, 2)
            scene.chance.shuffle(guests)
            for guest in guests:
                at += timedelta(minutes=scene.chance.uniform(2, 25))
                if guest is last.person or at >= NOW:
                    continue
                act = scene.chance.choice(("agree", "agree", "differ", "joke", "recommend"))
                last = scene.speak(guest, act, "facebook", at, book, last)
                made[place].append(last)
    return [
        Story(
            "bridges",
            "bridges",
            "Six people speak in both reading circles; without them the two would hardly meet.",
            "high betweenness between two communities of the graph of ties",
            min(m.at for m in made[0] + made[1]),
            max(m.at for m in made[0] + made[1]),
            messages=[m for m in made[0] + made[1] if m.person in bridges],
            people=[("facebook", person) for person in bridges],
            more={
                "circles": [
                    {"name": name, "messages": found}
                    for name, found in zip(("classroom", "parents"), made, strict=True)
                ]
            },
        )
    ]
