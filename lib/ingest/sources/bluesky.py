"""Bluesky: threads, feeds and searches as its interface gives them, and plain records of posts.

A post is named by its address (`at://…`), which says who wrote it. Times are the author's word: where Bluesky says that
it saw the post earlier, that counts, as it does in the app.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lib.errors import NeedsChoice
from lib.ingest.json_documents import first_object, json_objects
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.bluesky_threads import posts_in
from lib.ingest.sources.chat import Object, Refused, count_at, id_at, is_naive, moment_of, object_at, words_at

_LISTS = ("feed", "posts", "records")
_ADDRESS = re.compile(r"at://([^/\s]{1,300})/app\.bsky\.feed\.post/([\w.~:-]{1,512})")
_MOST = (1 << 63) - 1
_POST = "app.bsky.feed.post"


def _recognises(sample: Sample) -> float:
    first = first_object(sample, *_LISTS)
    thread = first.get("thread", first)
    post = thread.get("post", thread) if isinstance(thread, dict) else {}
    if isinstance(post, dict) and str(post.get("uri", "")).startswith("at://"):
        return 0.95 if "record" in post or "value" in post or "notFound" in post or "blocked" in post else 0.0
    is_long = sample.first is None and (sample.keys & {"thread", *_LISTS} or sample.head.lstrip()[:1] == "[")
    return 0.9 if is_long and '"at://' in sample.head and "app.bsky." in sample.head else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export, reading))


def _found(export: Export, reading: Reading) -> Iterator[Row | Rejection]:
    line = 0
    for found in json_objects(export, *_LISTS):
        if isinstance(found, Rejection):
            yield found
            continue
        for item, reason in posts_in(found[1]):
            line += 1
            try:
                if reason:
                    raise Refused(reason)
                yield _row(item, export, reading, line)
            except Refused as refused:
                yield rejection(line, str(refused), item)


def _row(item: Any, export: Export, reading: Reading, line: int) -> Row:
    if not isinstance(item, dict):
        raise Refused("It is no post: an object is expected.")
    record = object_at(item, "record") or object_at(item, "value")
    kind = words_at(record, "$type")
    if kind not in (None, _POST):
        raise Refused(f"It is no post, but {kind[:60]}.")
    message_id = id_at(item, "uri")
    address = _ADDRESS.fullmatch(message_id or "")
    if message_id is None or address is None:
        raise Refused("It has no address of a post (at://…).")
    created_at = _moment(item, record, export, reading)
    if created_at is None:
        raise Refused("It has no time that can be read.")
    author, answered = object_at(item, "author"), object_at(record, "reply")
    parent_id = id_at(object_at(answered, "parent"), "uri")
    handle = words_at(author, "handle")
    handle = None if handle == "handle.invalid" else handle
    return Row(
        channel="bluesky",
        message_id=message_id,
        source_conversation_id=id_at(object_at(answered, "root"), "uri") if parent_id else None,
        parent_id=parent_id,
        kind="reply" if parent_id else "post",
        author_key=id_at(author, "did") or address[1],
        author_handle=handle,
        author_name=words_at(author, "displayName") or handle,
        created_at=created_at,
        text=words_at(record, "text"),
        language=_language(record),
        likes=count_at(item, "likeCount"),
        shares=_shares(item),
        replies=count_at(item, "replyCount"),
        url=f"https://bsky.app/profile/{address[1]}/post/{address[2]}",
        line=line,
    )


def _moment(item: Object, record: Object, export: Export, reading: Reading) -> datetime | None:
    """The earlier of the author's time and Bluesky's; old programs wrote the author's without a time zone."""
    said, seen_at = record.get("createdAt"), moment_of(item.get("indexedAt"))
    if seen_at is None and reading.time_zone is None and is_naive(said):
        raise NeedsChoice(
            f"{export.name} holds times without a time zone ({str(said)[:40]}): say which one the writing program was"
            " in (--time-zone Europe/Rome, for instance).",
            "time_zone",
        )
    moments = [moment for moment in (moment_of(said, reading.time_zone), seen_at) if moment]
    return min(moments, default=None)


def _language(record: Object) -> str | None:
    """The language its author marked, where it is one."""
    languages = record.get("langs")
    only = languages[0] if isinstance(languages, list) and len(languages) == 1 else None
    return only if isinstance(only, str) else None


def _shares(item: Object) -> int | None:
    counts = [count for key in ("repostCount", "quoteCount") if (count := count_at(item, key)) is not None]
    return min(sum(counts), _MOST) if counts else None


SOURCE = Source("bluesky", "Bluesky (threads, feeds, searches, post records; JSON)", _recognises, _read)
