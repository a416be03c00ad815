"""The last two days: people who wait, so that there is somebody to answer."""

from datetime import timedelta

from lib.demo.calendar import NOW
from lib.demo.everyday import somewhere
from lib.demo.scene import Scene
from lib.demo.story import Story

_WAITING = (
    ("late", "instagram", 31.0),
    ("ask_format", "facebook", 26.5),
    ("ask_school", "facebook", 22.0),
    ("cover", "instagram", 19.5),
    ("ask_event", "instagram", 11.0),
    ("ask_abroad", "x", 9.3),
    ("ebook", "google_play", 8.1),
    ("ask_age", "facebook", 6.4),
    ("ask_signed", "instagram", 3.2),
    ("ask_event", "x", 1.9),
    ("wait_volume", "youtube", 0.8),
    ("ask_start", "discord", 0.4),
)


def play(scene: Scene) -> list[Story]:
    """Twelve questions and complaints without an answer, the oldest of yesterday."""
    scene = scene.part("now")
    made = []
    for act, channel, hours in _WAITING:
        at = NOW - timedelta(hours=hours)
        person = scene.cast.member(channel, at, scene.chance)
        made.append(somewhere(scene, channel, at, scene.book(at, ["kids"] if act == "ask_age" else None), person, act))
    story = Story(
        "waiting now",
        "waiting",
        "Questions and complaints of the last day and a half that nobody answered yet.",
        "needs an answer, none of the brand follows in its thread",
        made[0].at,
        NOW,
        messages=made,
        people=[(m.channel, m.person) for m in made if m.person],
    )
    return [story]
