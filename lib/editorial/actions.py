"""Actions: posts that belong together, by hand (a campaign that somebody named) or by a hashtag they share."""

import re
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from scipy.stats import t
from sqlalchemy import delete, insert, select

from lib.editorial.idea import Key
from lib.editorial.overview import Post
from lib.errors import EarshotError
from lib.storage.audit import Actor, note
from lib.storage.records import Records
from lib.storage.tables.editorial import ACTION_POSTS, ACTIONS
from lib.words import _, ngettext, number

SUBJECT = "action"
LONGEST = 80
LEAST_POSTS = 3
"""Posts under which what an action drew against the usual is too few to say."""
_HASHTAG = re.compile(r"(?<!\w)#(\w{2,50})")


@dataclass(frozen=True)
class Action:
    """One action that somebody named, and its posts that are still there."""

    action_id: str
    name: str
    posts: tuple[Key, ...]


@dataclass(frozen=True)
class Sum:
    """What posts drew together; `factor`: the geometric mean of how many times their usual comments each drew, with
    its 95 % interval (Student's t on the logarithms), None under three posts that can be compared."""

    posts: int
    comments: int
    newcomers: int
    successes: int
    failures: int
    factor: tuple[float, float, float] | None


def actions(records: Records) -> list[Action]:
    """All actions, by name."""
    with records.reading() as connection:
        rows = connection.execute(select(ACTIONS).order_by(ACTIONS.c.name, ACTIONS.c.action_id)).all()
        posts: dict[str, list[Key]] = {}
        for post in connection.execute(select(ACTION_POSTS).order_by(ACTION_POSTS.c.made_at)):
            posts.setdefault(post.action_id, []).append((post.channel, post.message_id))
    return [Action(row.action_id, row.name, tuple(posts.get(row.action_id, ()))) for row in rows]


def assign(records: Records, actor: Actor, post: Key, name: str, at: datetime | None = None) -> None:
    """Put a post into the action of that name, which is made where there is none; an empty name takes it out."""
    said = " ".join(name.split())
    if len(said) > LONGEST:
        raise EarshotError(_("The name is too long: at most {count} signs.", count=LONGEST))
    now = at or datetime.now(UTC)
    channel, message_id = post
    with records.writing(actor) as connection:
        chosen = (ACTION_POSTS.c.channel == channel) & (ACTION_POSTS.c.message_id == message_id)
        connection.execute(delete(ACTION_POSTS).where(chosen))
        if not said:
            note(connection, actor, "ungroup", SUBJECT, "", {}, now)
            return
        found = connection.execute(select(ACTIONS.c.action_id).where(ACTIONS.c.name == said)).scalar()
        action_id = found or uuid.uuid4().hex
        if found is None:
            made = {"action_id": action_id, "name": said, "version": 1, "changed_at": now, "changed_by": actor.person}
            connection.execute(insert(ACTIONS).values(**made))
        where = {"channel": channel, "message_id": message_id, "action_id": action_id}
        connection.execute(insert(ACTION_POSTS).values(**where, made_at=now, made_by=actor.person))
        note(connection, actor, "group", SUBJECT, action_id, {}, now)


def hashtags(posts: Sequence[Post], least: int = 2) -> list[tuple[str, int]]:
    """The hashtags of these posts that at least so many share, in lower case, the most used first."""
    counts = Counter(tag for post in posts for tag in tags_of(post.text))
    return sorted(((tag, count) for tag, count in counts.items() if count >= least), key=lambda one: (-one[1], one[0]))


def tags_of(text: str) -> set[str]:
    """The hashtags of a text, in lower case and without their sign."""
    return {found.lower() for found in _HASHTAG.findall(text)}


def sum_of(posts: Sequence[Post]) -> Sum:
    """What these posts drew together."""
    rows = [post.judged for post in posts if post.verdict not in ("few", "early")]
    logs = np.log([float(row["comments_factor"]) for row in rows if row["comments_factor"] > 0])
    factor = None
    if len(logs) >= LEAST_POSTS:
        half = float(t.ppf(0.975, len(logs) - 1) * logs.std(ddof=1) / np.sqrt(len(logs)))
        centre = float(logs.mean())
        factor = (float(np.exp(centre)), float(np.exp(centre - half)), float(np.exp(centre + half)))
    verdicts = Counter(post.verdict for post in posts)
    return Sum(
        len(posts),
        sum(int(post.row["comments"]) for post in posts),
        sum(int(post.row["newcomers"]) for post in posts),
        verdicts["success"],
        verdicts["failure"],
        factor,
    )


def sum_said(found: Sum) -> str:
    """What an action drew, in words."""
    said = [
        ngettext("{count} post", "{count} posts", found.posts),
        ngettext("{count} comment", "{count} comments", found.comments),
        ngettext("{count} first-time author", "{count} first-time authors", found.newcomers),
    ]
    if found.successes:
        said.append(ngettext("{count} success", "{count} successes", found.successes))
    if found.failures:
        said.append(ngettext("{count} failure", "{count} failures", found.failures))
    if found.factor is None:
        return ", ".join(said) + "; " + _("against the usual: too few to say") + "."
    value, low, high = (number(one, 1) for one in found.factor)
    return (
        ", ".join(said) + "; " + _("{factor} times the usual ({low} to {high})", factor=value, low=low, high=high) + "."
    )
