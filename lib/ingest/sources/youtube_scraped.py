"""YouTube's comments as tools read them off the page: yt-dlp's `info.json` and youtube-comment-downloader's lines.

The page says "2 years ago" and the tools count back from the moment they ran: such times are late by up to the unit
shown, which the account says. A comment seen twice keeps the earlier time, which is the better one.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lib.ingest.json_documents import first_object, json_objects
from lib.ingest.json_stream import json_items
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Note, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import Object, Refused, count_at, epoch_moment, id_at, words_at
from lib.ingest.sources.youtube_words import abbreviated_count, address, author_names, honours_uploader

_VIDEO_KEYS = (
    "id title description channel channel_id uploader uploader_id timestamp upload_date view_count like_count"
    " comment_count webpage_url language extractor extractor_key"
).split()
_LISTS = ("comments",)
_TOLD_BY = ("googlevideo.com", "ytimg.com", "youtube.com", '"Youtube"', '"youtube"')


def _recognises_info(sample: Sample) -> float:
    first = sample.first
    if isinstance(first, dict):
        if str(first.get("extractor_key", first.get("extractor", "youtube"))).lower() != "youtube":
            return 0.0
        comment = first_object(sample, *_LISTS)
        has_comments = {"id", "parent", "text"} <= comment.keys() and "author_id" in comment
        is_video = {"id", "title"} <= first.keys() and bool(first.keys() & {"channel_id", "uploader_id", "formats"})
        return 0.95 if has_comments or (is_video and "youtube" in sample.head) else 0.0
    is_video = {"id", "title"} <= sample.keys and bool(sample.keys & {"formats", "comments", "channel_id"})
    return 0.9 if is_video and any(mark in sample.head for mark in _TOLD_BY) else 0.0


def _read_info(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found_in_info(export, reading))


def _found_in_info(export: Export, reading: Reading) -> Iterator[Row | Rejection | Note]:
    video: Object = dict(json_items(export, *_VIDEO_KEYS))  # the comments may stand before the video's own keys
    video_id, marks = id_at(video, "id"), honours_uploader(reading)
    line = 1
    try:
        yield _video(video, line, marks=marks)
    except Refused as refused:
        yield rejection(line, str(refused), {key: video.get(key) for key in ("id", "title")})
    for _, comment in json_items(export, "comments.item"):
        line += 1
        try:
            yield _scraped(comment, video_id, line, marks=marks)
        except Refused as refused:
            yield rejection(line, str(refused), comment)
    if line > 1:
        yield _are_late(export)


def _video(video: Object, line: int, *, marks: bool) -> Row:
    video_id, created_at = id_at(video, "id"), epoch_moment(video.get("timestamp")) or _day(video.get("upload_date"))
    if video_id is None or created_at is None:
        raise Refused("It is a video without its id or time.")
    handle, _ = author_names(words_at(video, "uploader_id"))
    return Row(
        channel="youtube",
        message_id=video_id,
        kind="post",
        author_key=id_at(video, "channel_id") or id_at(video, "uploader_id"),
        author_handle=handle,
        author_name=words_at(video, "channel", "uploader"),
        is_brand=True if marks else None,
        created_at=created_at,
        text="\n".join(part for key in ("title", "description") if (part := words_at(video, key))),
        language=words_at(video, "language"),
        likes=count_at(video, "like_count"),
        replies=count_at(video, "comment_count"),
        views=count_at(video, "view_count"),
        url=address(video_id),
        line=line,
    )


def _scraped(comment: Any, video_id: str | None, line: int, *, marks: bool) -> Row:
    if not isinstance(comment, dict):
        raise Refused("It is no comment: an object is expected.")
    comment_id = id_at(comment, "id")
    if comment_id is None:
        raise Refused("It has no id.")
    created_at = epoch_moment(comment.get("timestamp"))
    if created_at is None:
        raise Refused("It has no time that can be read.")
    said_parent = id_at(comment, "parent")
    parent_id = None if said_parent in (None, "root") else said_parent
    handle, name = author_names(words_at(comment, "author"))
    return Row(
        channel="youtube",
        message_id=comment_id,
        parent_id=parent_id or video_id,
        kind="reply" if parent_id else "comment",
        author_key=id_at(comment, "author_id") or handle or name,
        author_handle=handle,
        author_name=name,
        is_brand=True if marks and comment.get("author_is_uploader") is True else None,
        created_at=created_at,
        text=words_at(comment, "text"),
        likes=count_at(comment, "like_count"),
        url=address(video_id, comment_id),
        line=line,
    )


def _recognises_lines(sample: Sample) -> float:
    first = first_object(sample, *_LISTS)
    if {"cid", "text", "time", "author", "channel"} <= first.keys():
        return 0.95
    is_long = sample.first is None and sample.keys & {"comments"}
    return 0.9 if is_long and all(f'"{key}"' in sample.head for key in ("cid", "votes", "photo", "heart")) else 0.0


def _read_lines(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found_in_lines(export))


def _found_in_lines(export: Export) -> Iterator[Row | Rejection | Note]:
    is_late = False
    for found in json_objects(export, *_LISTS):
        if isinstance(found, Rejection):
            yield found
            continue
        line, comment = found
        try:
            yield _downloaded(comment, line)
            is_late = True
        except Refused as refused:
            yield rejection(line, str(refused), comment)
    if is_late:
        yield _are_late(export)


def _downloaded(comment: Any, line: int) -> Row:
    if not isinstance(comment, dict):
        raise Refused("It is no comment: an object is expected.")
    comment_id = id_at(comment, "cid")
    if comment_id is None:
        raise Refused("It has no id.")
    created_at = epoch_moment(comment.get("time_parsed"))
    if created_at is None:
        shown = words_at(comment, "time")
        raise Refused(
            f"Its time is only {shown[:40]!r}, counted from a moment that the file does not tell (time_parsed)."
            if shown
            else "It has no time that can be read."
        )
    opener, _, answer = comment_id.partition(".")
    handle, name = author_names(words_at(comment, "author"))
    return Row(
        channel="youtube",
        message_id=comment_id,
        parent_id=opener if answer else None,
        kind="reply" if answer else "comment",
        author_key=id_at(comment, "channel") or handle or name,
        author_handle=handle,
        author_name=name,
        created_at=created_at,
        text=words_at(comment, "text"),
        likes=abbreviated_count(comment.get("votes")),
        replies=abbreviated_count(comment.get("replies")),
        line=line,
    )


def _are_late(export: Export) -> Note:
    return Note(f"{export.name}: YouTube's page rounds times down (“2 years ago”), so those of its comments are late.")


def _day(value: object) -> datetime | None:
    """The midnight (UTC) of a day written 20260302."""
    try:
        return datetime.strptime(value, "%Y%m%d").replace(tzinfo=UTC) if isinstance(value, str) else None
    except ValueError:
        return None


YT_DLP = Source("yt_dlp", "YouTube (yt-dlp info.json with comments)", _recognises_info, _read_info)
DOWNLOADER = Source(
    "youtube_comment_downloader", "YouTube (youtube-comment-downloader, JSON lines)", _recognises_lines, _read_lines
)
