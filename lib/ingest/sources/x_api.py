"""X: answers of API v2, saved as JSON or as JSON lines (whole answers, or one tweet a line as twarc flattens them).

What stands beside the tweets asked for (answered, quoted and reposted ones) is taken as well: a reply without what
it answers is half a conversation. An edit makes a new tweet at X; here it keeps the id of the first version, and the
latest wins. A bare repost is no message of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lib.ingest.decoding import opened_text
from lib.ingest.json_documents import WHOLE_LIMIT, json_objects, wrapping_of
from lib.ingest.json_stream import json_items
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.beginnings import beginnings
from lib.ingest.sources.chat import Object, Refused, count_at, id_at, object_at, objects_at, words_at
from lib.ingest.sources.x_words import (
    REPOST,
    first_said,
    language_of,
    own_words,
    tweet_link,
    tweet_time,
)

_MARKS = frozenset(
    "author_id conversation_id public_metrics referenced_tweets edit_history_tweet_ids in_reply_to_user_id"
    " reply_settings context_annotations edit_controls".split()
)
_EVENT = frozenset(("event_type", "dm_conversation_id"))
_EDITED = re.compile(r'"edit_history_tweet_ids"\s*:\s*\[\s*("\d{1,19}"(?:\s*,\s*"\d{1,19}")+)\s*\]', re.ASCII)
_PIECE = 1 << 20
_SEAM = 4096
Edits = dict[str, str]
"""The id of a later version of a tweet → the id of its first."""


@dataclass
class _Page:
    """One answer of the API: what was asked for, and what stands beside it."""

    asked: list[Any]
    beside: list[Any] = field(default_factory=list)
    users: dict[str, Object] = field(default_factory=dict)


def _recognises(sample: Sample) -> float:
    for found in beginnings(sample):
        data = found.get("data")
        items = data if isinstance(data, list) else [data] if isinstance(data, dict) else [found]
        if any(isinstance(item, dict) and (_is_tweet(item) or _EVENT <= item.keys()) for item in items):
            return 0.95
    is_open = sample.first is None and ("data" in sample.keys or sample.keys & _MARKS)
    named = [mark for mark in _MARKS if f'"{mark}"' in sample.head]
    return 0.9 if is_open and len(named) >= 2 and "id_str" not in sample.head else 0.0


def _is_tweet(item: Object) -> bool:
    return {"id", "text"} <= item.keys() and "id_str" not in item and bool(item.keys() & _MARKS)


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export, reading))


def _found(export: Export, reading: Reading) -> Iterator[Row | Rejection]:
    edits = _edits(export)
    for found in _pages(export):
        if isinstance(found, Rejection):
            yield found
            continue
        line, page = found
        for place, item in enumerate([*page.asked, *page.beside]):
            number = line or place + 1
            try:
                yield _row(item, page.users, edits, number)
            except Refused as refused:
                hidden = isinstance(item, dict) and "event_type" in item and not reading.include_direct
                yield rejection(number, str(refused), None if hidden else item)


def _pages(export: Export) -> Iterator[tuple[int, _Page] | Rejection]:
    """(line, answer); a line of 0 where the one answer's tweets are counted instead."""
    is_alone = wrapping_of(export) == "document"
    if not is_alone or export.path.stat().st_size <= WHOLE_LIMIT:
        for found in json_objects(export):
            yield found if isinstance(found, Rejection) else (0 if is_alone else found[0], _page(found[1]))
        return
    users = {id_at(user, "id") or "": _short(user) for _, user in json_items(export, "includes.users.item")}
    known: set[str] = set()
    line = 0
    for _, tweet in json_items(export, "data.item", "includes.tweets.item"):
        tweet_id = id_at(tweet, "id") if isinstance(tweet, dict) else None
        if tweet_id not in known:
            line += 1
            yield line, _Page([tweet], users=users)
        known.update([tweet_id] if tweet_id else [])


def _page(value: Any) -> _Page:
    if not isinstance(value, dict):
        return _Page([value])
    if "data" not in value and ("includes" in value or "meta" in value or "errors" in value):
        return _Page([])  # an answer that found nothing
    data = value.get("data", value)
    asked = data if isinstance(data, list) else [data]
    includes = object_at(value, "includes")
    users = {id_at(user, "id") or "": _short(user) for user in objects_at(includes, "users")}
    page = _Page([], users=users)
    known: set[str | None] = set()
    for tweet in asked:
        page.asked.append(tweet)
        known.add(id_at(tweet, "id") if isinstance(tweet, dict) else None)
    # twarc hangs the tweets beside a flattened one into its references.
    inlined = [r for t in asked if isinstance(t, dict) for r in objects_at(t, "referenced_tweets") if "text" in r]
    for tweet in [*objects_at(includes, "tweets"), *inlined]:
        if id_at(tweet, "id") not in known:
            known.add(id_at(tweet, "id"))
            page.beside.append(tweet)
    return page


def _short(user: Any) -> Object:
    return {"username": user.get("username"), "name": user.get("name")} if isinstance(user, dict) else {}


def _row(tweet: Any, users: dict[str, Object], edits: Edits, line: int) -> Row:
    if not isinstance(tweet, dict):
        raise Refused("It is no tweet: an object is expected.")
    own_id = id_at(tweet, "id")
    if own_id is None:
        raise Refused("It has no id.")
    if "event_type" in tweet:
        return _direct(tweet, own_id, users, line)
    references = {words_at(r, "type"): id_at(r, "id") for r in objects_at(tweet, "referenced_tweets")}
    if "retweeted" in references:
        raise Refused(REPOST)
    text = own_words(words_at(object_at(tweet, "note_tweet"), "text") or words_at(tweet, "text"))
    history = tweet.get("edit_history_tweet_ids")
    first_id = id_at({"id": history[0]}, "id") if isinstance(history, list) and history else None
    message_id = edits.get(own_id, first_id or own_id)
    said_at = tweet_time(tweet.get("created_at"), own_id)
    if said_at is None:
        raise Refused("It has no time that can be read.")
    parent_id = references.get("replied_to")
    is_reply = bool(parent_id or id_at(tweet, "in_reply_to_user_id"))
    counts = object_at(tweet, "public_metrics")
    shares = [count for count in (count_at(counts, "retweet_count"), count_at(counts, "quote_count")) if count]
    is_edit = message_id != own_id
    return Row(
        channel="x",
        message_id=message_id,
        parent_id=edits.get(parent_id, parent_id) if parent_id else None,
        source_conversation_id=id_at(tweet, "conversation_id"),
        kind="reply" if is_reply else "post",
        created_at=first_said(message_id, said_at) if is_edit else said_at,
        edited_at=said_at if is_edit else None,
        text=text,
        language=language_of(words_at(tweet, "lang")),
        likes=count_at(counts, "like_count"),
        shares=sum(shares) if "retweet_count" in counts else None,
        replies=count_at(counts, "reply_count"),
        views=count_at(counts, "impression_count"),
        url=tweet_link(own_id),
        line=line,
        **_author(tweet, "author_id", users),
    )


def _direct(event: Object, event_id: str, users: dict[str, Object], line: int) -> Row:
    if event.get("event_type") != "MessageCreate":
        raise Refused("It is a notice of X (somebody came or went), not a message.")
    said_at = tweet_time(event.get("created_at"), event_id)
    if said_at is None:
        raise Refused("It has no time that can be read.")
    return Row(
        channel="x",
        message_id=event_id,
        source_conversation_id=id_at(event, "dm_conversation_id"),
        kind="direct",
        created_at=said_at,
        text=own_words(words_at(event, "text")),
        line=line,
        **_author(event, "sender_id", users),
    )


def _author(owner: Object, key: str, users: dict[str, Object]) -> Row:
    author_id = id_at(owner, key)
    user = users.get(author_id or "") or object_at(owner, "author")
    handle = words_at(user, "username")
    return Row(author_key=author_id or handle, author_handle=handle, author_name=words_at(user, "name"))


def _edits(export: Export) -> Edits:
    """The later versions of tweets that the file knows of; found as text, which spares reading the JSON twice."""
    edits: Edits = {}
    with opened_text(export.path, export.name) as text:
        before = ""
        while piece := text.read(_PIECE):
            for found in _EDITED.finditer(before + piece):
                first, *later = (part.strip().strip('"') for part in found[1].split(","))
                edits.update(dict.fromkeys(later, first))
            before = piece[-_SEAM:]
    return edits


SOURCE = Source("x_api_v2", "X (API v2, JSON or JSON lines)", _recognises, _read)
