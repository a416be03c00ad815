"""Mastodon: the archive of an account (`outbox.json`), and statuses as the interface of a server gives them.

A status is named by its address in the fediverse (`uri`), the one name that is the same in the archive and on every
server. A server's answers name a parent by its own number; where the file does not hold the parent, its address is put
together from what the status says of it, and where that is not enough the number stands, a root that is missing.
"""

from collections.abc import Iterator
from typing import Any

from lib.ingest.json_documents import first_object, json_objects
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import Object, Refused, count_at, id_at, moment_of, object_at, objects_at, words_at
from lib.ingest.sources.discourse_text import words_of_html
from lib.ingest.sources.mastodon_accounts import account_handle, actor_handle, parent_address
from lib.ingest.sources.mastodon_activities import activity_row, is_private_activity

_OUTBOX = ("orderedItems",)
_STATUSES = ("statuses", "ancestors", "descendants")
_KEYS = frozenset(("id", "created_at", "account", "visibility", "uri", "content"))


def _recognises_outbox(sample: Sample) -> float:
    first = first_object(sample, *_OUTBOX)
    if "actor" in first and first.get("type") in ("Create", "Announce", "Update"):
        return 0.95
    is_long = sample.first is None and sample.keys & {"orderedItems", "@context"}
    marks = ("activitystreams", '"orderedItems"', '"actor"')  # lists of likes and bookmarks name nobody
    return 0.9 if is_long and all(mark in sample.head for mark in marks) else 0.0


def _read_outbox(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_activities(export, reading))


def _activities(export: Export, reading: Reading) -> Iterator[Row | Rejection]:
    for found in json_objects(export, *_OUTBOX):
        if isinstance(found, Rejection):
            yield found
            continue
        line, activity = found
        try:
            yield activity_row(activity, line)
        except Refused as refused:
            hidden = is_private_activity(activity) and not reading.include_direct
            yield rejection(line, str(refused), None if hidden else activity)


def _recognises_statuses(sample: Sample) -> float:
    first = first_object(sample, *_STATUSES)
    if first.keys() >= _KEYS or object_at(first, "status").keys() >= _KEYS:
        return 0.95
    is_long = sample.first is None and all(f'"{key}"' in sample.head for key in (*_KEYS, "reblogs_count"))
    return 0.9 if is_long else 0.0


def _read_statuses(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_statuses(export, reading))


def _statuses(export: Export, reading: Reading) -> Iterator[Row | Rejection]:
    known: dict[str, str] = {}
    for found in json_objects(export, *_STATUSES):
        if not isinstance(found, Rejection):
            status = _status_in(found[1])
            number, uri = id_at(status, "id"), id_at(status, "uri")
            if number and uri:
                known[number] = uri
    for found in json_objects(export, *_STATUSES):
        if isinstance(found, Rejection):
            yield found
            continue
        line, item = found
        try:
            yield _row(item, known, line)
        except Refused as refused:
            hidden = _status_in(item).get("visibility") == "direct" and not reading.include_direct
            yield rejection(line, str(refused), None if hidden else item)


def _status_in(item: Any) -> Object:
    """The status itself, or the one that a notification is about."""
    if not isinstance(item, dict):
        return {}
    within = item.get("status")
    return within if isinstance(within, dict) else item


def _row(item: Any, known: dict[str, str], line: int) -> Row:
    if not isinstance(item, dict):
        raise Refused("It is no status: an object is expected.")
    status = _status_in(item)
    if isinstance(status.get("reblog"), dict):
        raise Refused("It is a boost of another's post, not a message.")
    message_id = id_at(status, "uri", "url", "id")
    if "content" not in status:
        raise Refused("It is no status (a notification of another kind, perhaps): it has no content.")
    if message_id is None:
        raise Refused("It has no id.")
    created_at = moment_of(status.get("created_at"))
    if created_at is None:
        raise Refused("It has no time that can be read.")
    account = object_at(status, "account")
    handle = account_handle(account) or actor_handle(message_id)
    edited_at = moment_of(status.get("edited_at"))
    parent = id_at(status, "in_reply_to_id")
    parent_id = (known.get(parent) or parent_address(status, parent) or parent) if parent else None
    is_direct = status.get("visibility") == "direct"
    text = (words_at(status, "spoiler_text"), words_of_html(words_at(status, "content") or ""))
    return Row(
        channel="mastodon",
        message_id=message_id,
        parent_id=parent_id,
        kind="direct" if is_direct else "reply" if parent_id else "post",
        author_key=handle or id_at(account, "id"),
        author_handle=handle,
        author_name=words_at(account, "display_name", "username"),
        created_at=created_at,
        edited_at=edited_at if edited_at and edited_at > created_at else None,
        text="\n".join(part for part in (*text, *_choices(status)) if part),
        language=words_at(status, "language"),
        likes=count_at(status, "favourites_count"),
        shares=count_at(status, "reblogs_count"),
        replies=count_at(status, "replies_count"),
        url=words_at(status, "url"),
        line=line,
    )


def _choices(status: Object) -> list[str]:
    """What a poll offers, one line each."""
    return [
        title for option in objects_at(object_at(status, "poll"), "options") if (title := words_at(option, "title"))
    ]


OUTBOX = Source("mastodon", "Mastodon (archive of an account, outbox.json)", _recognises_outbox, _read_outbox)
STATUSES = Source("mastodon_statuses", "Mastodon (statuses of a server, JSON)", _recognises_statuses, _read_statuses)
