"""YouTube: comments by the Data API (commentThreads, comments), by yt-dlp and by youtube-comment-downloader.

All three name a comment alike ("Ugx…", an answer "Ugx….9abc"), so that exports of different tools overlap in peace. A
comment answers its video; an answer answers its comment, for YouTube has two levels. What the uploader of a video
says is the brand's, unless accounts of the brand on YouTube were named.
"""

from collections.abc import Iterator
from typing import Any

from lib.ingest.json_documents import first_object, json_objects
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Note, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import Object, Refused, count_at, id_at, moment_of, object_at, objects_at, words_at
from lib.ingest.sources.markup import plain_words
from lib.ingest.sources.youtube_words import address, author_names, honours_uploader

_LISTS = ("items",)
_THREAD, _COMMENT, _VIDEO = "youtube#commentThread", "youtube#comment", "youtube#video"
_KINDS = (_THREAD, _COMMENT, _VIDEO)  # compared, never hashed: what a file names so may be a list
_REFUSED = {"rejected": "It was rejected by a moderator.", "likelySpam": "YouTube took it for spam."}


def _recognises(sample: Sample) -> float:
    if first_object(sample, *_LISTS).get("kind") in _KINDS:
        return 1.0
    beginning = sample.head[:4000]
    told = ("youtube#commentThreadListResponse", "youtube#commentListResponse", "youtube#videoListResponse", *_KINDS)
    return 0.95 if sample.first is None and any(f'"{kind}"' in beginning for kind in told) else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export, reading))


def _found(export: Export, reading: Reading) -> Iterator[Row | Rejection | Note]:
    marks = honours_uploader(reading)
    line = missing = 0
    for found in json_objects(export, *_LISTS):
        if isinstance(found, Rejection):
            yield found
            continue
        _, item = found
        if isinstance(item, dict) and item.get("kind") == _THREAD:
            answers = objects_at(object_at(item, "replies"), "comments")
            missing += max(0, (count_at(object_at(item, "snippet"), "totalReplyCount") or 0) - len(answers))
        for comment, video_id, owner_id, answer_count in _comments(item):
            line += 1
            try:
                yield _row(comment, video_id, owner_id, answer_count, line, marks=marks)
            except Refused as refused:
                yield rejection(line, str(refused), comment)
    if missing:
        yield Note(
            f"{export.name}: {missing:,} answers are counted by YouTube and not in this file: fetch them with"
            " comments.list for each comment (parentId)."
        )


def _comments(item: Any) -> Iterator[tuple[Any, str | None, str | None, int | None]]:
    """(comment or video, its video, the channel of that video, how many answers it has) for an item of a page."""
    if not isinstance(item, dict) or item.get("kind") != _THREAD:
        yield item, None, None, None
        return
    snippet = object_at(item, "snippet")
    video_id, owner_id = id_at(snippet, "videoId"), id_at(snippet, "channelId")
    yield snippet.get("topLevelComment"), video_id, owner_id, count_at(snippet, "totalReplyCount")
    for answer in objects_at(object_at(item, "replies"), "comments"):
        yield answer, video_id, owner_id, None


def _row(
    item: Any, video_id: str | None, owner_id: str | None, answer_count: int | None, line: int, *, marks: bool
) -> Row:
    if not isinstance(item, dict):
        raise Refused("It is no comment: an object is expected.")
    if item.get("kind") == _VIDEO:
        return _video(item, line)
    item_id, snippet = id_at(item, "id"), object_at(item, "snippet")
    if item_id is None:
        raise Refused("It has no id.")
    if refused := _REFUSED.get(words_at(snippet, "moderationStatus") or ""):
        raise Refused(refused)
    created_at = moment_of(snippet.get("publishedAt"))
    if created_at is None:
        raise Refused("It has no time that can be read.")
    edited_at = moment_of(snippet.get("updatedAt"))
    video_id = id_at(snippet, "videoId") or video_id
    owner_id = id_at(snippet, "channelId") or owner_id
    parent_id = id_at(snippet, "parentId") or (item_id.partition(".")[0] if "." in item_id else None)
    author_id = id_at(object_at(snippet, "authorChannelId"), "value")
    handle, name = author_names(words_at(snippet, "authorDisplayName"))
    original = words_at(snippet, "textOriginal")
    return Row(
        channel="youtube",
        message_id=item_id,
        parent_id=parent_id or video_id,
        kind="reply" if parent_id else "comment",
        author_key=author_id or handle or name,
        author_handle=handle,
        author_name=name,
        is_brand=True if marks and author_id and author_id == owner_id else None,
        created_at=created_at,
        edited_at=edited_at if edited_at and edited_at > created_at else None,
        text=original or plain_words(words_at(snippet, "textDisplay") or ""),
        likes=count_at(snippet, "likeCount"),
        replies=answer_count,
        url=address(video_id, item_id),
        line=line,
    )


def _video(item: Object, line: int) -> Row:
    """A video of videos.list: what its comments answer."""
    snippet, counted = object_at(item, "snippet"), object_at(item, "statistics")
    video_id, created_at = id_at(item, "id"), moment_of(snippet.get("publishedAt"))
    if video_id is None or created_at is None:
        raise Refused("It is a video without its id or time.")

    def count(key: str) -> int | None:
        number = id_at(counted, key)  # the API gives them as text
        return int(number) if number and number.isascii() and number.isdigit() and len(number) < 19 else None

    return Row(
        channel="youtube",
        message_id=video_id,
        kind="post",
        author_key=id_at(snippet, "channelId"),
        author_name=words_at(snippet, "channelTitle"),
        created_at=created_at,
        text="\n".join(part for key in ("title", "description") if (part := words_at(snippet, key))),
        language=words_at(snippet, "defaultAudioLanguage", "defaultLanguage"),
        likes=count("likeCount"),
        replies=count("commentCount"),
        views=count("viewCount"),
        url=address(video_id),
        line=line,
    )


SOURCE = Source("youtube", "YouTube (Data API: comment threads, comments, videos)", _recognises, _read)
