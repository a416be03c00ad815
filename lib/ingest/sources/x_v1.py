"""X: tweets of API v1.1 and of the streams before it, as JSON (a search, a list, one tweet) or JSON lines.

Tweets quoted and reposted stand inside the others and are taken as messages of their own; a bare repost is none.
"""

from collections.abc import Iterator
from typing import Any

from lib.ingest.json_documents import json_objects
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.beginnings import beginnings
from lib.ingest.sources.chat import Object, Refused, id_at, object_at, objects_at, words_at
from lib.ingest.sources.x_words import (
    REPOST,
    first_said,
    language_of,
    number_at,
    own_words,
    tweet_link,
    tweet_time,
)

_NOTICES = ("delete", "scrub_geo", "limit", "withheld", "status_withheld", "user_withheld", "disconnect", "warning")
_MARKS = frozenset("id_str favorite_count retweet_count in_reply_to_status_id_str in_reply_to_status_id".split())
_INSIDE = ("quoted_status", "retweeted_status")
_DEEPEST = 3


def _recognises(sample: Sample) -> float:
    for found in beginnings(sample):
        if any(_is_tweet(item) for item in (*objects_at(found, "statuses"), found)):
            return 0.95
    is_open = sample.first is None and (
        sample.keys & {"statuses", "id_str"} or sample.head.lstrip("\ufeff \t\r\n").startswith("[")
    )
    named = all(f'"{key}"' in sample.head for key in ("id_str", "created_at", "screen_name"))
    return 0.9 if is_open and named and ('"full_text"' in sample.head or '"text"' in sample.head) else 0.0


def _is_tweet(item: Object) -> bool:
    has_words = bool(item.keys() & {"text", "full_text"})
    return has_words and "id_str" in item and "created_at" in item and "user" in item and len(item.keys() & _MARKS) > 1


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export))


def _found(export: Export) -> Iterator[Row | Rejection]:
    for found in json_objects(export, "statuses"):
        if isinstance(found, Rejection):
            yield found
            continue
        line, tweet = found
        inside: list[Any] = [tweet]
        for _ in range(_DEEPEST):  # a quote of a quote; the platform gives no more
            for item in inside:
                try:
                    yield tweet_row(item, line)
                except Refused as refused:
                    yield rejection(line, str(refused), item)
            inside = [
                item[key]
                for item in inside
                if isinstance(item, dict)
                for key in _INSIDE
                if isinstance(item.get(key), dict)
            ]


def tweet_row(tweet: Any, line: int) -> Row:
    """The row of a tweet in the shape of API v1.1; Refused where it is none."""
    if not isinstance(tweet, dict):
        raise Refused("It is no tweet: an object is expected.")
    notice = next((key for key in _NOTICES if key in tweet and "id_str" not in tweet), None)
    if notice:
        raise Refused(f"It is a notice of X ({notice}), not a message.")
    tweet_id = id_at(tweet, "id_str", "id")
    if tweet_id is None:
        raise Refused("It has no id.")
    if isinstance(tweet.get("retweeted_status"), dict):
        raise Refused(REPOST)
    long = words_at(object_at(tweet, "extended_tweet"), "full_text")
    text = own_words(long or words_at(tweet, "full_text") or words_at(tweet, "text"))
    said_at = tweet_time(tweet.get("created_at"), tweet_id)
    if said_at is None:
        raise Refused("It has no time that can be read.")
    parent_id = id_at(tweet, "in_reply_to_status_id_str", "in_reply_to_status_id")
    is_reply = bool(parent_id or id_at(tweet, "in_reply_to_user_id_str", "in_reply_to_screen_name"))
    user = object_at(tweet, "user")
    handle = words_at(user, "screen_name")
    first_id = first_version(tweet) or tweet_id
    return Row(
        channel="x",
        message_id=first_id,
        parent_id=parent_id,
        kind="reply" if is_reply else "post",
        author_key=id_at(user, "id_str", "id") or handle,
        author_handle=handle,
        author_name=words_at(user, "name"),
        created_at=said_at if first_id == tweet_id else first_said(first_id, said_at),
        edited_at=None if first_id == tweet_id else said_at,
        text=text,
        language=language_of(words_at(tweet, "lang")),
        likes=number_at(tweet, "favorite_count"),
        shares=shares_of(tweet),
        replies=number_at(tweet, "reply_count"),
        url=tweet_link(tweet_id),
        line=line,
    )


def shares_of(tweet: Object) -> int | None:
    """Reposts and quotes together; None where the tweet counts neither."""
    counts = [number_at(tweet, "retweet_count"), number_at(tweet, "quote_count")]
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def first_version(tweet: Object) -> str | None:
    """The id of the first version of an edited tweet, as the archive or the API says it; None where it says none."""
    info = object_at(tweet, "edit_info")
    edit = object_at(info, "edit")
    ids = object_at(info, "initial").get("editTweetIds") or object_at(edit, "editControlInitial").get("editTweetIds")
    listed = id_at({"id": ids[0]}, "id") if isinstance(ids, list) and ids else None
    return id_at(edit, "initialTweetId") or listed or id_at(object_at(tweet, "edit_history"), "initial_tweet_id")


SOURCE = Source("x_api_v1", "X (API v1.1, JSON or JSON lines)", _recognises, _read)
