"""The tables in which reviews of apps come: Play Console's own, and those that the usual scrapers write."""

import ast
import hashlib
import json
import re
from dataclasses import dataclass
from urllib.parse import unquote

_REVIEW_ID = re.compile(r"[?&]reviewId=([^&#\s]+)", re.I)
_ANSWER_LIMIT = 100_000


@dataclass(frozen=True)
class Shape:
    """Columns of a kind of table. `needed`: those it is known by; the others by what they hold, "" where none does.

    `identity`: columns of which an id is made where the row names none. `answer`: one cell that holds the brand's
    answer as a dict (text under "body", time under "modified"), in place of `reply` and `replied_at`.
    """

    name: str
    title: str
    channel: str
    needed: frozenset[str]
    time: str
    text: str
    stars: str
    review_id: str = ""
    identity: tuple[str, ...] = ()
    edited: str = ""
    heading: str = ""
    author: str = ""
    likes: str = ""
    language: str = ""
    link: str = ""
    reply: str = ""
    replied_at: str = ""
    answer: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that are read, each once."""
        single = (self.time, self.text, self.stars, self.review_id, self.edited, self.heading, self.author, self.likes)
        more = (self.language, self.link, self.reply, self.replied_at, self.answer)
        return tuple(dict.fromkeys(c for c in (*single, *more, *self.identity) if c))


SHAPES: tuple[Shape, ...] = (
    Shape(
        name="google_play_console",
        title="Google Play Console (reviews, CSV)",
        channel="google_play",
        needed=frozenset(("Package Name", "Star Rating", "Review Submit Millis Since Epoch", "Review Text")),
        time="Review Submit Millis Since Epoch",
        edited="Review Last Update Millis Since Epoch",
        heading="Review Title",
        text="Review Text",
        stars="Star Rating",
        language="Reviewer Language",
        link="Review Link",
        identity=("Package Name", "Review Submit Millis Since Epoch", "Device", "Reviewer Language"),
        reply="Developer Reply Text",
        replied_at="Developer Reply Millis Since Epoch",
    ),
    Shape(
        name="google_play_scraper",
        title="Google Play (google-play-scraper, CSV)",
        channel="google_play",
        needed=frozenset(("reviewId", "content", "score", "at")),
        review_id="reviewId",
        time="at",
        text="content",
        stars="score",
        author="userName",
        likes="thumbsUpCount",
        reply="replyContent",
        replied_at="repliedAt",
    ),
    Shape(
        name="google_play_scraper_js",
        title="Google Play (google-play-scraper of npm, CSV)",
        channel="google_play",
        needed=frozenset(("id", "userName", "date", "score", "text", "thumbsUp")),
        review_id="id",
        time="date",
        heading="title",
        text="text",
        stars="score",
        author="userName",
        likes="thumbsUp",
        link="url",
        reply="replyText",
        replied_at="replyDate",
    ),
    Shape(
        name="app_store_scraper_js",
        title="App Store (app-store-scraper of npm, CSV)",
        channel="app_store",
        needed=frozenset(("id", "userName", "score", "text", "updated")),
        review_id="id",
        time="updated",
        heading="title",
        text="text",
        stars="score",
        author="userName",
        link="url",
    ),
    Shape(
        name="app_store_scraper",
        title="App Store (app-store-scraper, CSV)",
        channel="app_store",
        needed=frozenset(("userName", "review", "rating", "date", "isEdited")),
        identity=("userName", "date"),
        time="date",
        heading="title",
        text="review",
        stars="rating",
        author="userName",
        answer="developerResponse",
    ),
    Shape(
        name="app_store_web_scraper",
        title="App Store (app-store-web-scraper, CSV)",
        channel="app_store",
        needed=frozenset(("id", "user_name", "rating", "content", "date")),
        review_id="id",
        time="date",
        heading="title",
        text="content",
        stars="rating",
        author="user_name",
    ),
)


def linked_id(link: str | None) -> str | None:
    """The review's id in the link to it; None where the link names none."""
    found = _REVIEW_ID.search(link or "")
    return unquote(found[1]) if found else None


def made_id(parts: tuple[str | None, ...]) -> str | None:
    """An id made of what never changes about a review; None where all of that is missing."""
    if not any(parts):
        return None
    said = "\x1f".join(part or "" for part in parts).encode("utf-8", "replace")
    return f"r{hashlib.blake2b(said, digest_size=10).hexdigest()}"


def answered(cell: str | None) -> tuple[str | None, str | None]:
    """(text, time) of an answer kept as a dict, in Python's writing or in JSON; nothing where it is neither."""
    if not cell or len(cell) > _ANSWER_LIMIT or not cell.lstrip().startswith("{"):
        return None, None
    try:
        found = json.loads(cell)
    except (json.JSONDecodeError, RecursionError):
        try:
            found = ast.literal_eval(cell.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            return None, None
    if not isinstance(found, dict):
        return None, None
    text, time = found.get("body"), found.get("modified")
    return (text if isinstance(text, str) else None), (time if isinstance(time, str) else None)
