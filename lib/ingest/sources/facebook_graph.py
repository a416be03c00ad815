"""Facebook: posts, comments and messages of a page as the Graph API answers (JSON).

The number before "_" in a post's id is its page, whose own posts and comments are the brand's. A comment's id begins
with the number of its post, so that posts and comments find each other even where they were asked for apart.
"""

import re
from collections.abc import Iterator
from typing import Any

from lib.errors import BadExport
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import Object, Refused, count_at, id_at, moment_of, object_at, objects_at, words_at
from lib.ingest.sources.graph import Around, answers, first_objects, total_at

_TIME = re.compile(r'"(?:created_time|updated_time)"\s*:\s*"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}"')
_OFFSET = re.compile(r"T\d\d:\d\d:\d\d[+-]\d{4}$")
_POSTS = frozenset("posts feed published_posts visitor_posts tagged promotable_posts ads_posts videos".split())
_COMMENTS = frozenset(("comments", "replies"))
_POST_MARKS = frozenset("status_type story full_picture attachments shares is_published is_expired actions".split())
_COMMENT_MARKS = frozenset("comment_count user_likes can_reply parent attachment is_hidden like_count".split())
_TALK = re.compile(r"^/(?P<page>\d+)/inbox/")
_PLACE = re.compile(r"facebook\.com/(?P<page>\d+)/posts/")
NO_WORDS = "It has no text (a picture, a sticker or another file)."
EMPTY_TALK = "It is a conversation without its messages: ask for {messages{message,from,created_time}} as well."


def _recognises(sample: Sample) -> float:
    for item, _ in first_objects(sample):
        said_at = words_at(item, "created_time", "updated_time")
        if said_at and _OFFSET.search(said_at):
            return 0.95
    is_open = sample.first is None and (sample.keys or sample.head.lstrip("\ufeff \t\r\n").startswith("["))
    return 0.9 if is_open and _TIME.search(sample.head) and '"id"' in sample.head else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export, reading))


def _found(export: Export, reading: Reading) -> Iterator[Row | Rejection]:
    talks = others = 0
    for line, found in enumerate(answers(export), start=1):
        if isinstance(found, Rejection):
            yield found
            continue
        item, around = found
        is_talk = _is_talk(item)
        talks, others = talks + is_talk, others + (not is_talk)
        try:
            yield _row(item, around, line)
        except Refused as refused:
            hidden = _is_private(item, around) and not reading.include_direct
            yield rejection(line, str(refused), None if hidden else item)
    if talks and not others and not export.is_member:
        raise BadExport(f"{export.name} lists conversations without their messages: ask the API for messages as well.")


def _is_talk(item: Any) -> bool:
    return isinstance(item, dict) and (id_at(item, "id") or "").startswith("t_")


def _is_private(item: Any, around: Around) -> bool:
    is_message = isinstance(item, dict) and (id_at(item, "id") or "").startswith(("m_", "aWdf"))
    return is_message or _is_talk(item) or around.edge == "messages"


def _row(item: Any, around: Around, line: int) -> Row:
    if not isinstance(item, dict):
        raise Refused("It is no post, comment or message: an object is expected.")
    item_id = id_at(item, "id")
    if item_id is None:
        raise Refused("It has no id.")
    if _is_talk(item):
        raise Refused(EMPTY_TALK)
    created_at = moment_of(item.get("created_time"))
    if created_at is None:
        raise Refused("It has no time that can be read (created_time).")
    author = object_at(item, "from")
    row = Row(
        channel="facebook",
        message_id=item_id,
        author_key=id_at(author, "id") or words_at(author, "name"),
        author_name=words_at(author, "name"),
        author_handle=words_at(author, "username"),
        created_at=created_at,
        text=words_at(item, "message"),
        likes=_likes(item),
        shares=count_at(object_at(item, "shares"), "count"),
        replies=_first(count_at(item, "comment_count"), total_at(item, "comments")),
        url=words_at(item, "permalink_url"),
        line=line,
    )
    if _is_private(item, around):
        row.update(_direct(item, around, author))
    elif _is_post(item, item_id, around, author):
        row.update(_post(item, item_id, author))
    else:
        row.update(_comment(item, item_id, around, author))
    if not row["text"] and row["kind"] != "post":
        raise Refused(NO_WORDS)
    return row


def _is_post(item: Object, item_id: str, around: Around, author: Object) -> bool:
    if around.edge in _COMMENTS or "comment_id=" in (words_at(item, "permalink_url") or ""):
        return False
    if around.edge in _POSTS or item.keys() & _POST_MARKS:
        return True
    if item.keys() & _COMMENT_MARKS:
        return False
    # No mark of either: the page's own number before "_" makes it a post.
    return item_id.partition("_")[0] == id_at(author, "id") or "_" not in item_id


def _post(item: Object, item_id: str, author: Object) -> Row:
    page_id, _, number = item_id.rpartition("_")
    author_id = id_at(author, "id")
    # Of members the API hides the author, of the page it may not have been asked for: what they post to a page is
    # marked as such.
    is_own = author_id == page_id if author_id else bool(page_id) and item.get("status_type") != "wall_post"
    return Row(
        kind="post",
        is_brand=is_own,
        author_key=page_id if is_own else author_id or words_at(author, "name"),
        source_conversation_id=number,
        text=words_at(item, "message") or "",
    )


def _comment(item: Object, item_id: str, around: Around, author: Object) -> Row:
    post_number = item_id.partition("_")[0] if "_" in item_id else None
    page_id, post_id = None, id_at(object_at(item, "object"), "id")
    above = id_at(around.owner, "id") if around.edge in _COMMENTS else None
    for owner in around.owners:
        owner_id = id_at(owner, "id") or ""
        if "_" in owner_id and (post_number is None or owner_id.endswith(f"_{post_number}")):
            page_id, _, post_number = owner_id.rpartition("_")
            post_id = owner_id
    place = _PLACE.search(words_at(item, "permalink_url") or "")
    page_id = page_id or (place["page"] if place else None)
    if not post_id and post_number:
        post_id = f"{page_id}_{post_number}" if page_id else post_number
    answered = id_at(object_at(item, "parent"), "id")
    author_id = id_at(author, "id")
    is_reply = bool(answered or (above and above != post_id and above != post_number))
    return Row(
        kind="reply" if is_reply else "comment",
        parent_id=answered or (above if is_reply else post_id or above),
        source_conversation_id=post_number,
        is_brand=author_id == page_id if author_id and page_id else None,
    )


def _direct(item: Object, around: Around, author: Object) -> Row:
    talk = next((owner for owner in around.owners if _is_talk(owner)), {})
    place = _TALK.match(words_at(talk, "link") or "")
    author_id = id_at(author, "id")
    people = [author_id, *(id_at(person, "id") for person in objects_at(object_at(item, "to"), "data"))]
    together = "-".join(sorted({person for person in people if person}))
    is_instagram = (id_at(item, "id") or "").startswith("aWdf") or "username" in author
    return Row(
        channel="instagram" if is_instagram else "messenger",
        kind="direct",
        source_conversation_id=id_at(talk, "id") or together or None,
        is_brand=author_id == place["page"] if place and author_id else None,
        author_key=words_at(author, "username") or author_id or words_at(author, "name"),
    )


def _likes(item: Object) -> int | None:
    return _first(total_at(item, "reactions", "likes"), count_at(item, "like_count"))


def _first(*counts: int | None) -> int | None:
    return next((count for count in counts if count is not None), None)


SOURCE = Source("facebook_graph", "Facebook (Graph API, JSON)", _recognises, _read)
