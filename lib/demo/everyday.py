"""The ordinary year: what the brand posts and how readers answer, talk among readers, mentions, and reviews."""

from datetime import datetime, timedelta

from lib.demo.books import Book, newest_of_saga
from lib.demo.calendar import NOW, count, days, local_day, moment, season
from lib.demo.feed import Message
from lib.demo.people import Person
from lib.demo.receptions import FORMATS, OWN_FIELDS, REPLIES, Format
from lib.demo.scene import COMPLAINTS, QUESTIONS, Scene

_POSTS_A_WEEK = {"instagram": 4.6, "facebook": 3.4, "x": 2.6, "youtube": 0.9}
_COMMENTS = {"instagram": 10.5, "facebook": 9.0, "x": 4.2, "youtube": 17.5}
_LASTS = {"x": 8.0, "youtube": 44.0}
"""Hours after a post by which half of its comments are there, where they are not 13."""
_THREADS_A_DAY, _MENTIONS_A_DAY, _REVIEWS_A_DAY = 1.2, 1.8, 2.1
_HOURS = {"instagram": (12.5, 18.5, 20.0), "facebook": (9.8, 13.0, 17.5), "x": (9.6, 11.5, 15.0), "youtube": (17.0,)}
_TALK = {
    "chat": 3.0,
    "praise_book": 1.0,
    "reading_now": 1.5,
    "love_character": 1.5,
    "recommend": 1.2,
    "tepid": 0.5,
    "wait_volume": 0.4,
    "ask_start": 0.5,
}
_MENTIONS = {
    "praise_book": 2.0,
    "shop_praise": 0.8,
    "gift": 0.6,
    "ask_format": 0.8,
    "ask_event": 0.6,
    "ask_reprint": 0.4,
    "ask_abroad": 0.5,
    "translation_praise": 0.5,
    "tepid": 0.4,
    "stock": 0.15,
    "rooms": 0.12,
}
_STARS = {"app_praise": (5, 5, 5, 4), "app_request": (4, 4, 3, 5), "app_bug": (2, 1, 3, 2), "praise_book": (5, 5, 4)}


def live(scene: Scene) -> None:
    """Live through the year, day by day."""
    for day in days():
        level = season(day)
        for channel, a_week in _POSTS_A_WEEK.items():
            for _ in range(count(a_week / 7, scene.chance)):
                at = moment(day, scene.chance.choice(_HOURS[channel]) + scene.chance.uniform(-0.4, 0.6))
                if at < NOW:
                    publish(scene, channel, at, level)
        for _ in range(count(_THREADS_A_DAY * level, scene.chance)):
            _talk(scene, moment(day, scene.chance.triangular(8, 24, 21)))
        for _ in range(count(_MENTIONS_A_DAY * level, scene.chance)):
            _mention(scene, moment(day, scene.chance.triangular(7, 23.5, 12)))
        for _ in range(count(_REVIEWS_A_DAY * level, scene.chance)):
            _review(scene, moment(day, scene.chance.triangular(6, 23.5, 19)))


def publish(scene: Scene, channel: str, at: datetime, level: float) -> Message:
    """A post of the brand, in a format drawn for the channel, and its reception."""
    if channel == "youtube":
        chosen = FORMATS["post_video"]
    else:
        listed = [f for f in FORMATS.values() if f.share]
        chosen = scene.chance.choices(listed, [f.share for f in listed])[0]
    post = scene.post(chosen.rule, channel, at, scene.book(at))
    receive(scene, post, chosen, _COMMENTS[channel] * level * chosen.draws)
    return post


def usual_comments(channel: str, rule: str, level: float) -> float:
    """How many comments a post of that format gets there on such a day, before chance."""
    return _COMMENTS[channel] * level * FORMATS[rule].draws


def receive(scene: Scene, post: Message, shape: Format, mean: float, spread: float = 0.3) -> list[Message]:
    """Comments below a post: as many as chance makes of the mean, within days, each with what follows from it.

    `spread`: the luck a post has, as the standard deviation of the logarithm of its mean; 0: exactly the mean.
    """
    found = []
    luck = scene.chance.lognormvariate(-(spread**2) / 2, spread)
    for _ in range(count(mean * luck, scene.chance) if spread else round(mean)):
        at = scene.soon(post.at, _LASTS.get(post.channel, 13.0))
        if at >= NOW:
            continue
        person = scene.cast.member(post.channel, at, scene.chance)
        act = scene.chance.choices(list(shape.acts), list(shape.acts.values()))[0]
        comment = comment_on(scene, post, person, act, at)
        found.append(comment)
        follow(scene, comment)
    return found


def comment_on(scene: Scene, post: Message, person: Person, act: str, at: datetime) -> Message:
    """One comment; "own" becomes something about the person's own life, where their kind is known."""
    if act == "own":
        return own_words(scene, person, post.channel, at, parent=post)
    book = post.book
    if act == "love_character" or (person.kind and "saga" in person.kind.genres and scene.chance.random() < 0.4):
        book = newest_of_saga(local_day(at)) if act == "love_character" else scene.book(at, ["saga"])
    if act == "ask_age":
        book = scene.book(at, ["kids"])
    return scene.speak(person, act, post.channel, at, book, post)


def own_words(
    scene: Scene, person: Person, channel: str, at: datetime, parent: Message | None = None, kind: str = ""
) -> Message:
    """A first-person sentence: what they watch, read, prefer, where they go, what they do, seek, like and dislike."""
    if person.kind is None:
        book = parent.book if parent else scene.book(at)
        return scene.speak(person, "reading_now", channel, at, book, parent, kind)
    field = scene.chance.choices(list(OWN_FIELDS), list(OWN_FIELDS.values()))[0]
    book = scene.book(at, person.kind.genres)
    bound: dict[str, str] = {}
    if field == "format":
        act = scene.chance.choices(list(person.kind.formats), list(person.kind.formats.values()))[0]
    else:
        act, value = field, scene.chance.choice(person.kind.values(field, person.language))
        bound = {"value_work" if field == "work" else "value": value}
        if field == "film" and scene.chance.random() < 0.05:
            act = "film_not"
    said = scene.speak(person, act, channel, at, book, parent, kind, **bound)
    said.own = (person.kind.name, field, act.removeprefix("format_") if field == "format" else value, act != "film_not")
    return said


def follow(scene: Scene, said: Message, depth: int = 0) -> None:
    """What comes of a comment: other readers answer it, its author thanks, and the brand where it is due."""
    acts, often = REPLIES.get(said.act, REPLIES["usual"])
    if depth < 3 and said.person is not None and scene.chance.random() < often * (0.55**depth):
        at = scene.soon(said.at, 1.5)
        if at < NOW:
            other = scene.cast.member(said.channel, at, scene.chance, said.person.language, but=said.person)
            reply = scene.speak(other, scene.chance.choice(acts), said.channel, at, said.book, said)
            follow(scene, reply, depth + 1)
            if reply.act in ("help", "recommend") and scene.chance.random() < 0.5:
                after = scene.soon(reply.at, 1.0)
                if after < NOW:
                    scene.speak(said.person, "thank_peer", said.channel, after, said.book, reply)
    _answer_where_due(scene, said, depth)


def _answer_where_due(scene: Scene, said: Message, depth: int) -> None:
    """The brand answers questions and complaints, nearly all who address it, and now and then a word of praise."""
    if said.act in QUESTIONS | COMPLAINTS:
        due = 0.97
    elif "?" in said.text or said.text.startswith("@tarabuso"):
        due = 0.9
    else:
        due = 0.6 if said.act == "backlash" else 0.05
    if depth == 0 and scene.chance.random() < due:
        scene.answer(said)


def _talk(scene: Scene, start: datetime) -> None:
    """A thread on Discord: somebody begins, others join, many come back."""
    if start >= NOW:
        return
    opener = scene.cast.member("discord", start, scene.chance)
    act = scene.chance.choices(list(_TALK), list(_TALK.values()))[0]
    saga = act == "love_character" or bool(opener.kind and "saga" in opener.kind.genres)
    book = newest_of_saga(local_day(start)) if saga else scene.book(start)
    first = scene.speak(opener, act, "discord", start, book)
    at, last, around = start, first, [opener]
    for _ in range(count(5.5, scene.chance)):
        at = at + timedelta(minutes=scene.chance.expovariate(1 / 9) + 0.5)
        if at >= NOW:
            break
        back = [p for p in around if p is not last.person]
        if back and scene.chance.random() < 0.45:
            person = scene.chance.choice(back)
        else:
            person = scene.cast.member("discord", at, scene.chance, but=last.person)
        around.append(person)
        if scene.chance.random() < 0.16:
            last = own_words(scene, person, "discord", at, parent=last)
            continue
        answers = ("agree", "differ", "joke", "recommend", "reading_now", "love_character")
        shares = (3, 1.4, 1.6, 1.2, 1.4, 2 if saga else 0.2)
        last = scene.speak(person, scene.chance.choices(answers, shares)[0], "discord", at, book, last)
    _answer_where_due(scene, first, 0)


def _mention(scene: Scene, at: datetime) -> None:
    """Somebody on X speaks to the brand or about it."""
    if at >= NOW:
        return
    person = scene.cast.member("x", at, scene.chance)
    if person.kind and scene.chance.random() < 0.25:
        said = own_words(scene, person, "x", at, kind="post")
    else:
        act = scene.chance.choices(list(_MENTIONS), list(_MENTIONS.values()))[0]
        said = scene.speak(person, act, "x", at, scene.book(at, person.kind.genres if person.kind else None))
    if said.act in QUESTIONS | COMPLAINTS or scene.chance.random() < 0.5:
        said.text = f"@tarabusolibri {said.text}"
    follow(scene, said)


def _review(scene: Scene, at: datetime) -> None:
    """A review of the reading app, with stars, answered more often the worse it is."""
    if at >= NOW:
        return
    person = scene.cast.member("google_play", at, scene.chance)
    if person.kind and scene.chance.random() < 0.2:
        said = own_words(scene, person, "google_play", at, kind="review")
        said.rating = float(scene.chance.choice((2, 3) if said.act in ("annoy", "film_not") else (4, 5, 5)))
    else:
        act = scene.chance.choices(list(_STARS), (5, 1.5, 1.2, 1.5))[0]
        said = scene.speak(person, act, "google_play", at, scene.book(at), kind="review")
        said.rating = float(scene.chance.choice(_STARS[act]))
    if scene.chance.random() < (0.98 if said.rating <= 3 else 0.96):
        scene.answer(said, hours=6)


def somewhere(scene: Scene, channel: str, at: datetime, book: Book, person: Person, act: str) -> Message:
    """Say this where such a thing would be said: below a recent post of the brand, in a post of one's own, a review."""
    if channel == "google_play":
        said = scene.speak(person, act, channel, at, book, kind="review")
        said.rating = float(scene.chance.choice((1, 1, 2, 2, 3)))
        return said
    if channel in ("x", "discord"):
        said = scene.speak(person, act, channel, at, book)
        said.text = f"@tarabusolibri {said.text}" if channel == "x" else said.text
        return said
    recent = [post for post in scene.feed.posts[channel] if at - timedelta(days=12) <= post.at < at]
    return scene.speak(person, act, channel, at, book, scene.chance.choice(recent[-4:]) if recent else None)
