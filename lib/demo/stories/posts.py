"""Posts of the brand that went remarkably well, badly or as always, one said again and again, and a copied wave."""

from datetime import date, datetime, timedelta

from lib.demo.books import Book, newest_of_saga
from lib.demo.calendar import NOW, local_day, moment, season
from lib.demo.everyday import receive, usual_comments
from lib.demo.receptions import FORMATS
from lib.demo.scene import Scene
from lib.demo.story import Story

_PLANNED = (
    ("success", "post_success_letter", "instagram", date(2026, 1, 21), 4.2),
    ("success", "post_success_school", "facebook", date(2026, 4, 28), 3.6),
    ("success", "post_success_reader", "instagram", date(2026, 7, 1), 3.8),
    ("success", "post_success_saga", "instagram", date(2026, 9, 15), 5.0),
    ("failure", "post_failure_cover", "instagram", date(2026, 2, 18), 3.4),
    ("failure", "post_failure_ticket", "facebook", date(2026, 5, 6), 3.0),
    ("failure", "post_failure_title", "facebook", date(2026, 8, 26), 5.0),
    ("neutral", "post_announcement", "instagram", date(2026, 3, 11), 1.0),
    ("neutral", "post_photo", "facebook", date(2026, 6, 17), 1.0),
    ("neutral", "post_quiz", "instagram", date(2026, 10, 7), 1.0),
)
_REPEATS = (
    (date(2026, 1, 16), 34.0),
    (date(2026, 3, 13), 23.0),
    (date(2026, 5, 22), 15.0),
    (date(2026, 7, 10), 9.0),
    (date(2026, 9, 4), 5.0),
    (date(2026, 10, 16), 2.6),
)


def play(scene: Scene) -> list[Story]:
    """All of them."""
    return [*_campaigns(scene.part("campaigns")), _repetition(scene.part("repetition")), _wave(scene.part("wave"))]


def _campaigns(scene: Scene) -> list[Story]:
    found = []
    for verdict, rule, channel, day, times in _PLANNED:
        at = moment(day, 12.5)
        post = scene.post(rule, channel, at, _subject(scene, rule, at))
        shape = FORMATS.get(rule) or FORMATS[f"post_{verdict}"]
        usual = usual_comments(channel, shape.rule if rule in FORMATS else "post_announcement", season(day))
        below = receive(scene, post, shape, usual * times, spread=0)
        if verdict != "neutral":
            post.views = int((post.views or 0) * (2.4 if verdict == "success" else 1.3))
            post.likes = int(post.likes * (4.5 if verdict == "success" else 0.4))
        found.append(
            Story(
                f"{verdict}: {rule.removeprefix('post_')} on {day}",
                "campaign",
                f"A post whose reception was a {verdict}." if verdict != "neutral" else "A post received as usual.",
                "reception against the usual of channel, format and hour",
                at,
                max([at, *(m.at for m in below)]),
                messages=[post],
                more={"verdict": verdict, "post": post, "comments": below},
            )
        )
    return found


def _subject(scene: Scene, rule: str, at: datetime) -> Book:
    """The book a post speaks of: the fourth volume where it is announced, one for children where schools are asked."""
    if rule == "post_success_saga":
        return newest_of_saga(local_day(at))
    return scene.book(at, ["kids"] if rule == "post_success_school" else None)


def _repetition(scene: Scene) -> Story:
    """The newsletter, praised six times in nearly the same words; ever fewer answer."""
    story = Story(
        "newsletter again",
        "repeated posts",
        "The same call to the newsletter, six times; comments fall from about 34 to 3.",
        "near-duplicate posts of ours with falling response",
        moment(_REPEATS[0][0], 12.6),
        moment(_REPEATS[-1][0], 12.6),
    )
    for day, mean in _REPEATS:
        at = moment(day, 12.6)
        post = scene.post("post_repeat", "instagram", at, scene.book(at))
        below = receive(scene, post, FORMATS["post_repeat"], mean, spread=0)
        post.likes = int(mean * 9)
        story.messages.append(post)
        story.more.setdefault("comments", []).append(len(below))
    return story


def _wave(scene: Scene) -> Story:
    """One sentence copied by 18 accounts within two hours."""
    start = moment(date(2026, 2, 19), 21.0)
    made = []
    for number in range(18):
        person = scene.cast.add(("x",), "it", joined=start, left=min(start + timedelta(days=1), NOW))
        at = start + timedelta(minutes=6 * number + scene.chance.random() * 5)
        said = scene.speak(person, "wave", "x", at, scene.book(at))
        said.text = scene.words("wave", "it", said.book, None, {})
        made.append(said)
    return Story(
        "copied wave",
        "copied wave",
        "Eighteen accounts post one and the same sentence within two hours.",
        "identical texts by many authors in little time; counted once",
        start,
        made[-1].at,
        messages=made,
        people=[("x", m.person) for m in made if m.person],
    )
