"""Posts and comments as Meta's "Download your information" gives them, of Facebook and of Instagram (JSON).

All of it was written by the account that downloaded it, which is the brand's. Nothing in it has an id or names what it
answers; ids are made of time and words. Names of fields on Instagram are in the language of whoever downloads.
"""

from collections.abc import Iterator
from typing import Any

from lib.ingest.json_stream import json_items
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.beginnings import beginnings
from lib.ingest.sources.chat import Object, Refused, object_at, objects_at, words_at
from lib.ingest.sources.meta_words import MadeIds, moment_at, repaired

_LISTS = (
    "comments_v2",
    "comments",
    "group_comments_v2",
    "group_posts_v2",
    "status_updates",
    "comments_reels_comments",
    "comments_post_comments",
    "ig_reels_media",
    "ig_stories",
    "ig_other_media",
)
_PREFIXES = ("item", *(f"{name}.item" for name in _LISTS))
_COMMENT = ("Comment", "Commento", "Kommentar", "Commentaire", "Comentario", "Comentário")


def _recognises(sample: Sample) -> float:
    for found in beginnings(sample):
        inside = [item for name in _LISTS for item in objects_at(found, name)[:20]]
        if any(_is_one(item) for item in inside or [found]):
            return 0.9
    is_open = sample.first is None and (sample.keys & {*_LISTS} or sample.head.lstrip("\ufeff \t\r\n").startswith("["))
    plain = '"timestamp"' in sample.head and ('"comment"' in sample.head or '"post"' in sample.head)
    others = '"string_map_data"' in sample.head or ('"creation_timestamp"' in sample.head and '"uri"' in sample.head)
    return 0.85 if is_open and ((plain and '"data"' in sample.head) or others) else 0.0


def _is_one(item: Object) -> bool:
    said = objects_at(item, "data")
    is_facebooks = moment_at(item.get("timestamp")) is not None and (
        any(isinstance(part.get("comment"), dict) or "post" in part for part in said)
        or ("attachments" in item and "title" in item)
    )
    return is_facebooks or bool(object_at(item, "string_map_data")) or any("uri" in part for part in _media(item))


def _media(item: Object) -> list[Object]:
    """The pictures and films of an Instagram post; the item itself where it is one."""
    media = objects_at(item, "media")
    return media or ([item] if "creation_timestamp" in item and "uri" in item else [])


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export))


def _found(export: Export) -> Iterator[Row | Rejection]:
    ids = MadeIds()
    for line, (_, item) in enumerate(json_items(export, *_PREFIXES), start=1):
        try:
            yield _row(item, ids, line)
        except Refused as refused:
            yield rejection(line, str(refused), item)


def _row(item: Any, ids: MadeIds, line: int) -> Row:
    if not isinstance(item, dict):
        raise Refused("It is no post and no comment: an object is expected.")
    if "string_map_data" in item:
        row = _instagram_comment(object_at(item, "string_map_data"))
    elif _media(item):
        row = _instagram_post(item)
    else:
        row = _facebooks(item)
    created_at, text = row["created_at"], row["text"]
    if created_at is None:
        raise Refused("It has no time that can be read.")
    if not text:
        raise Refused("It has no text (a picture, a film or a link alone).")
    row.update(
        Row(
            message_id=ids.made(row["channel"], row["kind"], created_at.isoformat(), text),
            text=repaired(text),
            is_brand=True,
            line=line,
        )
    )
    return row


def _facebooks(item: Object) -> Row:
    parts = objects_at(item, "data")
    comment = next((part["comment"] for part in parts if isinstance(part.get("comment"), dict)), None)
    if comment is not None:
        author = words_at(comment, "author")
        name = repaired(author) if author else None
        return Row(
            channel="facebook",
            kind="comment",
            author_key=name,
            author_name=name,
            created_at=moment_at(comment.get("timestamp")) or moment_at(item.get("timestamp")),
            text=words_at(comment, "comment"),
        )
    said_at = moment_at(item.get("timestamp"))
    edits = [moment_at(part.get("update_timestamp")) for part in parts]
    edited_at = max((edit for edit in edits if edit and said_at and edit > said_at), default=None)
    words = next((text for part in parts if (text := words_at(part, "post"))), None)
    return Row(channel="facebook", kind="post", created_at=said_at, edited_at=edited_at, text=words or _caption(item))


def _caption(item: Object) -> str | None:
    """What is written below the first picture or film of a post that has no words of its own."""
    media = (object_at(part, "media") for attached in objects_at(item, "attachments") for part in _parts(attached))
    return next((text for medium in media if (text := words_at(medium, "description"))), None)


def _parts(attached: Object) -> list[Object]:
    return objects_at(attached, "data")


def _instagram_comment(fields: Object) -> Row:
    said = next((words_at(object_at(fields, name), "value") for name in _COMMENT if name in fields), None)
    times = (moment_at(object_at(fields, name).get("timestamp")) for name in fields)
    return Row(channel="instagram", kind="comment", created_at=next((time for time in times if time), None), text=said)


def _instagram_post(item: Object) -> Row:
    media = _media(item)
    said_at = moment_at(item.get("creation_timestamp")) or moment_at(media[0].get("creation_timestamp"))
    return Row(
        channel="instagram",
        kind="post",
        created_at=said_at,
        text=words_at(item, "title") or words_at(media[0], "title"),
    )


SOURCE = Source(
    "meta_download", "Facebook and Instagram posts and comments (Meta's download, JSON)", _recognises, _read
)
