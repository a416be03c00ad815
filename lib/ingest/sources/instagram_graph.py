"""Instagram: media, comments and replies of an account as the Graph API answers (JSON).

Media are the account's own, which is the brand's; a comment names its author's id ("user") only where that is the
account itself.
"""

import re
from collections.abc import Iterator
from typing import Any

from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import Object, Refused, count_at, id_at, moment_of, object_at, words_at
from lib.ingest.sources.graph import Around, answers, first_objects

_MEDIA_MARKS = frozenset(
    "caption media_type media_url media_product_type comments_count shortcode permalink thumbnail_url".split()
)
_COMMENT_MARKS = frozenset("text username like_count parent_id replies hidden user from media".split())
_COMMENTS = frozenset(("comments", "replies", "mentioned_comment"))
_OF_OTHERS = frozenset(("mentioned_media", "tags", "top_media", "recent_media"))
_ID = re.compile(r"^\d{14,20}$", re.ASCII)
_OFFSET = re.compile(r"T\d\d:\d\d:\d\d[+-]\d{4}$")
_OPEN = re.compile(r'"timestamp"\s*:\s*"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}"')


def _recognises(sample: Sample) -> float:
    for item, _ in first_objects(sample):
        said_at = item.get("timestamp")
        is_one = isinstance(said_at, str) and _OFFSET.search(said_at) and _ID.match(id_at(item, "id") or "")
        if is_one and item.keys() & (_MEDIA_MARKS | _COMMENT_MARKS):
            return 0.95
    is_open = sample.first is None and (sample.keys or sample.head.lstrip("\ufeff \t\r\n").startswith("["))
    named = any(f'"{mark}"' in sample.head for mark in ("caption", "media_type", "text"))
    return 0.9 if is_open and named and _OPEN.search(sample.head) else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export))


def _found(export: Export) -> Iterator[Row | Rejection]:
    line = 0
    for found in answers(export):
        if isinstance(found, Rejection):
            yield found
            continue
        line += 1
        item, around = found
        try:
            yield _row(item, around, line)
        except Refused as refused:
            yield rejection(line, str(refused), item)


def _row(item: Any, around: Around, line: int) -> Row:
    if not isinstance(item, dict):
        raise Refused("It is no post and no comment: an object is expected.")
    item_id = id_at(item, "id")
    if item_id is None:
        raise Refused("It has no id.")
    created_at = moment_of(item.get("timestamp"))
    if created_at is None:
        raise Refused("It has no time that can be read (timestamp).")
    handle = words_at(item, "username") or words_at(object_at(item, "from"), "username")
    row = Row(
        channel="instagram",
        message_id=item_id,
        author_key=handle or _account(item),
        author_handle=handle,
        author_name=handle,
        created_at=created_at,
        likes=count_at(item, "like_count"),
        url=words_at(item, "permalink"),
        line=line,
    )
    is_media = around.edge not in _COMMENTS and bool(item.keys() & _MEDIA_MARKS)
    row.update(_media(item, item_id, around, handle) if is_media else _comment(item, around, handle))
    if not row["text"] and not is_media:
        raise Refused("It has no text (a picture, a sticker or another file).")
    return row


def _account(item: Object) -> str | None:
    return next((found for key in ("from", "user", "owner") if (found := id_at(object_at(item, key), "id"))), None)


def _media(item: Object, item_id: str, around: Around, handle: str | None) -> Row:
    account = words_at(around.owner, "username")
    is_others = around.edge in _OF_OTHERS or bool(account and handle and account != handle)
    return Row(
        kind="post",
        source_conversation_id=item_id,
        text=words_at(item, "caption") or "",
        replies=count_at(item, "comments_count"),
        is_brand=None if is_others else True,
    )


def _comment(item: Object, around: Around, handle: str | None) -> Row:
    above = id_at(around.owner, "id") if around.edge in ("comments", "replies") else None
    answered = id_at(item, "parent_id") or (above if around.edge == "replies" else None)
    media = next((owner for owner in around.owners if owner.keys() & _MEDIA_MARKS), {})
    asked = above if around.edge == "comments" else None
    media_id = id_at(object_at(item, "media"), "id") or id_at(media, "id") or asked or _media_above(around)
    return Row(
        kind="reply" if answered else "comment",
        parent_id=answered or media_id,
        source_conversation_id=media_id,
        text=words_at(item, "text"),
        is_brand=_is_own(item, around, media, handle),
    )


def _media_above(around: Around) -> str | None:
    """The media that a comment around this reply names."""
    return next((found for owner in around.owners if (found := id_at(object_at(owner, "media"), "id"))), None)


def _is_own(item: Object, around: Around, media: Object, handle: str | None) -> bool | None:
    if id_at(object_at(item, "user"), "id"):
        return True
    names = [words_at(owner, "username") for owner in around.owners if owner is media or "media" in owner]
    own = next((name for name in names if name), None)
    return handle == own if own and handle and around.edge not in _OF_OTHERS else None


SOURCE = Source("instagram_graph", "Instagram (Graph API, JSON)", _recognises, _read)
