"""The community of a seed: everybody, everything they say, and what was planted among it. Made once a process."""

import random
from dataclasses import dataclass
from functools import cache

from lib.demo import everyday
from lib.demo.calendar import NOW
from lib.demo.feed import Feed, Message
from lib.demo.people import Cast
from lib.demo.rows import message_ids
from lib.demo.scene import Scene
from lib.demo.stories import critiques, members, now, posts, ties
from lib.demo.story import Story


@dataclass(frozen=True)
class Community:
    """Messages oldest first, their ids, and the planted stories."""

    messages: list[Message]
    ids: dict[Message, str]
    stories: list[Story]


@cache
def community(seed: int) -> Community:
    """The community of this seed: the same for the same seed, in every process and on every machine."""
    cast = Cast(random.Random(f"{seed}:cast"))
    cast.fill()
    scene = Scene(seed, cast, Feed(), random.Random(f"{seed}:scene"))
    everyday.live(scene.part("everyday"))
    found = critiques.play(scene)
    found += posts.play(scene)
    found += ties.play(scene)
    found += members.play(scene, delivery=found[0])
    found += now.play(scene)
    messages = sorted((m for m in scene.feed.messages if m.at <= NOW), key=lambda m: (m.at, m.number))
    return Community(messages, message_ids(scene.feed.messages), found)
