"""Reddit: submissions and comments as the public archives hold them, JSON lines, also packed with zstandard.

Ids carry Reddit's own prefix ("t3_" a submission, "t1_" a comment), as parents do. What its author or a moderator took
away is not taken, even where an archive still has the words; a submission keeps its title, which Reddit still shows.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any

from lib.ingest.json_documents import first_object, json_objects
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import Object, Refused, count_at, epoch_moment, id_at, object_at, words_at

_GONE = {"[deleted]": "It was deleted by its author.", "[removed]": "It was removed by a moderator."}
_REMOVED_BY_REDDIT = re.compile(r"\[ ?removed by reddit.{0,200}", re.I | re.S)
_PREFIXED = re.compile(r"t[1-6]_[0-9a-z]{1,16}")
_PERMALINK = re.compile(r"/r/[\w-]+/comments/\S+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _recognises(sample: Sample) -> float:
    first = first_object(sample)
    has_place = bool(first.keys() & {"subreddit", "subreddit_id", "permalink"})
    is_comment = {"id", "author", "body", "link_id", "created_utc"} <= first.keys()
    is_submission = {"id", "author", "title", "created_utc"} <= first.keys() and bool(
        first.keys() & {"selftext", "is_self", "num_comments"}
    )
    return 0.95 if has_place and (is_comment or is_submission) else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export))


def _found(export: Export) -> Iterator[Row | Rejection]:
    for found in json_objects(export):
        if isinstance(found, Rejection):
            yield found
            continue
        line, item = found
        try:
            yield _row(item, line)
        except Refused as refused:
            kept = None if isinstance(item, dict) and _is_withdrawn(item) else item
            yield rejection(line, str(refused), kept)


def _is_withdrawn(item: Object) -> bool:
    """Whether it was taken away after the archive first saw it: the words are there, but not meant to be."""
    return object_at(item, "_meta").get("was_deleted_later") is True


def _row(item: Any, line: int) -> Row:
    if not isinstance(item, dict):
        raise Refused("It is no comment or submission: an object is expected.")
    is_comment = "body" in item
    number = id_at(item, "id")
    if number is None:
        raise Refused("It has no id.")
    created_at = epoch_moment(item.get("created_utc"))
    if created_at is None:
        raise Refused("It has no time that can be read.")
    if _is_withdrawn(item):
        raise Refused("It was deleted or removed after it was archived.")
    message_id = _fullname(number, "t1" if is_comment else "t3")
    link_id = _fullname(id_at(item, "link_id"), "t3") if is_comment else None
    parent_id = _parent(item, link_id) if is_comment else None
    author = words_at(item, "author")
    author = None if author in _GONE else author
    return Row(
        channel="reddit",
        message_id=message_id or number,
        source_conversation_id=link_id,
        parent_id=parent_id,
        kind="post" if not is_comment else "reply" if (parent_id or "").startswith("t1_") else "comment",
        author_key=author,  # the name is the account's for ever; its number is missing in older archives
        author_handle=author,
        author_name=author,
        created_at=created_at,
        edited_at=_edited_at(item, created_at),
        text=_body(item) if is_comment else _submission(item),
        likes=count_at(item, "score"),
        replies=None if is_comment else count_at(item, "num_comments"),
        url=_url(item, number, link_id),
        line=line,
    )


def _fullname(number: str | None, prefix: str) -> str | None:
    if number is None or _PREFIXED.fullmatch(number):
        return number
    return f"{prefix}_{number}"


def _parent(item: Object, link_id: str | None) -> str | None:
    """The comment or submission answered. Some archives give the number behind the id, without what it is."""
    parent = item.get("parent_id")
    if isinstance(parent, int) and not isinstance(parent, bool) and 0 <= parent < 1 << 62:
        number = _base36(parent)
        return link_id if link_id == f"t3_{number}" else f"t1_{number}"
    return _fullname(id_at(item, "parent_id"), "t1") or link_id


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def _edited_at(item: Object, created_at: datetime) -> datetime | None:
    """When it was edited; old archives say only that it was (true)."""
    edited_at = epoch_moment(item.get("edited"))
    return edited_at if edited_at and edited_at > created_at else None


def _body(item: Object) -> str:
    body = words_at(item, "body") or ""
    if refused := _GONE.get(body.strip()):
        raise Refused(refused)
    if _REMOVED_BY_REDDIT.fullmatch(body.strip()):
        raise Refused("It was removed by Reddit.")
    return _own_words(body)


def _submission(item: Object) -> str:
    title, body = words_at(item, "title") or "", words_at(item, "selftext") or ""
    gone = body.strip() in _GONE or _REMOVED_BY_REDDIT.fullmatch(body.strip())
    if gone and title.strip() in ("", "[deleted by user]", *_GONE):
        raise Refused("It was deleted or removed.")
    if _REMOVED_BY_REDDIT.fullmatch(title.strip()):
        raise Refused("It was removed by Reddit.")
    return "\n".join(part for part in (unescape(title).strip(), "" if gone else _own_words(body)) if part)


def _own_words(markdown: str) -> str:
    """The text as typed, without lines that quote others; where it is nothing but a quotation, that."""
    text = unescape(markdown).strip()
    own = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">") or line.startswith(">!"))
    return own.strip() or text


def _url(item: Object, number: str, link_id: str | None) -> str | None:
    permalink = words_at(item, "permalink")
    if permalink and _PERMALINK.fullmatch(permalink):
        return f"https://www.reddit.com{permalink}"
    plain = number.removeprefix("t1_").removeprefix("t3_")
    if not re.fullmatch("[0-9a-z]{1,16}", plain):
        return None
    above = f"{link_id.removeprefix('t3_')}/_/" if link_id and _PREFIXED.fullmatch(link_id) else ""
    return f"https://www.reddit.com/comments/{above}{plain}" if above or "body" not in item else None


SOURCE = Source("reddit", "Reddit (submissions and comments, JSON lines, also .zst)", _recognises, _read)
