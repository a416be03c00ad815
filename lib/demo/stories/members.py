"""Newcomers, advocates who fall silent, critics who were told and came back, outsiders, and people on two channels."""

from bisect import bisect_left
from datetime import date, datetime, timedelta

from lib.demo.calendar import LAST_DAY, NOW, count, moment
from lib.demo.everyday import follow
from lib.demo.feed import Message
from lib.demo.people import Person, kinds
from lib.demo.scene import Scene
from lib.demo.story import Story

_NEWCOMERS, _ADVOCATES, _CRITICS, _OUTSIDERS, _DOUBLES = 46, 10, 24, 40, 14
_SILENCE = date(2026, 8, 12)
_TOLD_ON = date(2026, 4, 20)


def play(scene: Scene, delivery: Story) -> list[Story]:
    """All of them; `delivery` is the story whose critics are told what became of it."""
    return [
        _newcomers(scene.part("newcomers")),
        _advocates(scene.part("advocates")),
        *_critics(scene.part("critics"), delivery),
        _outsiders(scene.part("outsiders")),
        _doubles(scene.part("doubles")),
    ]


def _newcomers(scene: Scene) -> Story:
    """First messages of the last four weeks; some are answered within the half hour, some not at all."""
    story = Story(
        "newcomers",
        "newcomers",
        "First messages of people who never wrote before; a quarter of them got no answer.",
        "member state newcomer; those unanswered wait",
        NOW - timedelta(days=28),
        NOW,
    )
    unanswered = []
    for number in range(_NEWCOMERS):
        back = number * 28 / _NEWCOMERS
        at = moment(LAST_DAY - timedelta(days=int(back)), scene.chance.uniform(9.6, 18.4))
        channel = scene.chance.choice(("instagram", "instagram", "facebook", "discord", "youtube"))
        person = scene.cast.add((channel,), scene.chance.choice(("it", "it", "it", "en")), joined=at)
        said = _below_a_post(scene, person, "first_message", channel, at)
        story.messages.append(said)
        story.people.append((channel, person))
        if number % 4 == 0:
            unanswered.append(said)
            continue
        scene.answer(said, at=at + timedelta(minutes=scene.chance.uniform(4, 24)))
        if scene.chance.random() < 0.4 and at + timedelta(hours=30) < NOW:
            follow(scene, _below_a_post(scene, person, "praise_book", channel, at + timedelta(hours=26)), depth=1)
    story.more["unanswered"] = unanswered
    return story


def _advocates(scene: Scene) -> Story:
    """Ten who praise, recommend and answer others for months, and say nothing after the middle of August."""
    story = Story(
        "advocates gone quiet",
        "advocates gone quiet",
        "Advocates who praised and helped others for months are silent since 12 August.",
        "member state gone quiet; many messages in any 90 days before, none in the last 30",
        moment(date(2025, 12, 1), 9),
        moment(_SILENCE, 23),
    )
    said_by_channel = _by_channel(scene)
    for _ in range(_ADVOCATES):
        channel = scene.chance.choice(("instagram", "facebook", "discord", "instagram"))
        person = scene.cast.add(
            (channel,), "it", scene.chance.choice(list(kinds().values())), left=moment(_SILENCE, 23)
        )
        story.people.append((channel, person))
        day = date(2025, 12, 1) + timedelta(days=scene.chance.randrange(25))
        while day < _SILENCE:
            at = moment(day, scene.chance.triangular(8, 23, 20))
            others = [
                m
                for m in _two_days_before(said_by_channel[channel], at)
                if m.person and m.person is not person and m.act in ("praise_book", "ask_start", "ask_format", "tepid")
            ]
            if others and scene.chance.random() < 0.6:
                to = scene.chance.choice(others)
                act = "help" if to.act == "ask_format" else "recommend" if to.act == "ask_start" else "agree"
                story.messages.append(scene.speak(person, act, channel, at, to.book, to))
            else:
                act = scene.chance.choice(("praise_book", "praise_book", "shop_praise", "gift", "translation_praise"))
                said = _below_a_post(scene, person, act, channel, at)
                story.messages.append(said)
                follow(scene, said)
            day += timedelta(days=scene.chance.randrange(3, 9))
    return story


def _critics(scene: Scene, delivery: Story) -> list[Story]:
    """Those who protested about delivery: some were told of the new courier and came back, some were not."""
    by_person: dict[Person, Message] = {}
    for message in delivery.messages:
        if message.person and message.at < moment(date(2026, 4, 2), 0) and message.person.here(NOW):
            by_person.setdefault(message.person, message)
    chosen = scene.chance.sample(sorted(by_person.values(), key=lambda m: m.number), _CRITICS)
    told, back, silent = [], [], []
    for number, complaint in enumerate(chosen):
        person = complaint.person
        assert person is not None
        if number >= _CRITICS * 3 // 4:
            silent.append(complaint)
            continue
        at = moment(_TOLD_ON + timedelta(days=number // 6), scene.chance.uniform(9.8, 18.5))
        answer = scene.answer(complaint, act="told_late", at=at)
        assert answer is not None
        told.append(answer)
        if number % 3:
            later = at + timedelta(days=scene.chance.uniform(12, 70))
            back.append(_below_a_post(scene, person, "came_back", complaint.channel, later))
    start, end = told[0].at, max(m.at for m in back)
    return [
        Story(
            "critics who came back",
            "critics returned",
            "People who complained of delivery in March were told what changed, and came back content.",
            "told, then a later message of the same person",
            start,
            end,
            "delivery",
            back,
            [(m.channel, m.person) for m in back if m.person],
            {"told": told, "complaints": [m for m in chosen if m not in silent]},
        ),
        Story(
            "critics never told",
            "critics not told",
            "People who complained of delivery in March and never heard what became of it.",
            "critique without a message that tells them",
            start,
            end,
            "delivery",
            silent,
            [(m.channel, m.person) for m in silent if m.person],
        ),
    ]


def _outsiders(scene: Scene) -> Story:
    """People on X who speak of the books among themselves, and are not of the community."""
    story = Story(
        "outsiders",
        "potential relations",
        "People who speak of the publisher's books on X without addressing it, each once or twice.",
        "one-off authors who name us; no answer of ours",
        moment(date(2026, 8, 1), 9),
        NOW,
    )
    for _ in range(_OUTSIDERS):
        at = moment(LAST_DAY - timedelta(days=scene.chance.randrange(1, 88)), scene.chance.triangular(8, 23, 21))
        person = scene.cast.add(("x",), scene.chance.choice(("it", "it", "en")), joined=at)
        for turn in range(scene.chance.choice((1, 1, 1, 2))):
            when = at + timedelta(hours=20 * turn)
            if when < NOW:
                story.messages.append(scene.speak(person, "outsider", "x", when, scene.book(when)))
        story.people.append(("x", person))
    return story


def _doubles(scene: Scene) -> Story:
    """The same person under the same handle on two channels."""
    story = Story(
        "two channels",
        "identities",
        "People who use the same handle on Instagram and on Discord.",
        "the same handle and name on two channels",
        moment(date(2026, 1, 1), 9),
        NOW,
    )
    for _ in range(_DOUBLES):
        person = scene.cast.add(("instagram", "discord"), "it", kinds()["night_saga_readers"])
        for channel in person.channels:
            story.people.append((channel, person))
            for _ in range(2 + count(3, scene.chance)):
                at = moment(
                    LAST_DAY - timedelta(days=scene.chance.randrange(1, 290)), scene.chance.triangular(19, 24, 22)
                )
                said = _below_a_post(scene, person, "love_character", channel, at)
                story.messages.append(said)
                follow(scene, said, depth=1)
    return story


def _below_a_post(scene: Scene, person: Person, act: str, channel: str, at: datetime) -> Message:
    """Below one of the brand's latest posts there; on Discord and X a message of its own."""
    posts = [p for p in scene.feed.posts.get(channel, []) if at - timedelta(days=9) <= p.at < at]
    if not posts:
        return scene.speak(person, act, channel, at, scene.book(at))
    post = scene.chance.choice(posts)
    return scene.speak(person, act, channel, at, post.book, post)


def _by_channel(scene: Scene) -> dict[str, list[Message]]:
    """What was said so far, by channel, oldest first."""
    found: dict[str, list[Message]] = {}
    for message in sorted(scene.feed.messages, key=lambda m: m.at):
        found.setdefault(message.channel, []).append(message)
    return found


def _two_days_before(messages: list[Message], at: datetime) -> list[Message]:
    first = bisect_left(messages, at - timedelta(days=2), key=lambda m: m.at)
    return messages[first : bisect_left(messages, at, key=lambda m: m.at)]
