"""Discourse: a forum's JSON: topics (/t/ID.json), lists of posts (/posts.json), a member's actions, one post.

A topic is a conversation; its first post is a post, the others reply to the post they name, or else to the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lib.errors import BadExport
from lib.ingest.json_stream import json_items, json_value
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import Object, Refused, count_at, id_at, moment_of, objects_at, words_at
from lib.ingest.sources.discourse_text import words_of_html, words_of_markdown

_PRIVATE = "private_message"
_LISTS = ("latest_posts", "posts", "post_replies")
_STREAM, _FIRST = "post_stream.posts.item", "post_stream.stream.item"
_PLACES = (_STREAM, *(f"{name}.item" for name in (*_LISTS, "user_actions")), "item")
"""Where posts may stand; of a file that has several lists, the first of these counts."""
_ABOUT = ("id", "title", "archetype", _FIRST)
_ACTIONS = (4, 5, 6, 7, 9, 12, 13)
"""Actions of a member that are posts: topics, replies, mentions, quotations, messages sent and received."""
_PRIVATE_ACTIONS = (12, 13)
_TYPES = {2: "a moderator's action", 3: "a notice of Discourse", 4: "a whisper among staff"}
_LIKE = 2


def _recognises(sample: Sample) -> float:
    first = sample.first
    if isinstance(first, list):
        return 0.9 if first and isinstance(first[0], dict) and _is_post(first[0]) else 0.0
    if isinstance(first, dict):
        if "post_stream" in first or "topic_list" in first:
            return 0.95
        lists = [objects_at(first, key) for key in (*_LISTS, "user_actions")]
        found = next((posts[0] for posts in lists if posts), first)
        is_action = "action_type" in found and "post_number" in found and "topic_id" in found
        return 0.95 if is_action or _is_post(found) else 0.0
    if "post_stream" in sample.keys or "topic_list" in sample.keys:
        return 0.95
    is_list = sample.keys & {*_LISTS, "user_actions"} or sample.head.lstrip("\ufeff \t\r\n").startswith("[")
    return 0.9 if is_list and '"post_number"' in sample.head and '"topic_id"' in sample.head else 0.0


def _is_post(item: Object) -> bool:
    return {"post_number", "topic_id"} <= item.keys() and bool(item.keys() & {"cooked", "raw"})


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export, reading))


@dataclass
class _Topics:
    """What the file knows of its topics: ids of posts by topic and number, first posts, titles, which are private.

    `place`: where its posts stand, as an ijson prefix; "" where it is one post. `own`: the topic that it is of.
    """

    place: str = ""
    own: str | None = None
    posts: dict[tuple[str, int], str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)


def _found(export: Export, reading: Reading) -> Iterator[Row | Rejection]:
    topics = _topics_of(export)
    for line, item in enumerate(_posts(export, topics), start=1):
        try:
            yield _row(item, topics, line)
        except Refused as refused:
            private = isinstance(item, dict) and _is_private(item, topics)
            yield rejection(line, str(refused), None if private and not reading.include_direct else item)


def _posts(export: Export, topics: _Topics) -> Iterator[Any]:
    """The posts or actions in a document of any of the shapes, one after the other; each says its topic."""
    if not topics.place:
        yield from _only_post(export)
        return
    for _, post in json_items(export, topics.place):
        if isinstance(post, dict) and topics.own and "topic_id" not in post:
            post["topic_id"] = topics.own
        yield post


def _only_post(export: Export) -> list[Any]:
    """The document itself, where it has no list with a post in it; empty where its list is empty."""
    document = json_value(export)
    if isinstance(document, dict) and "post_stream" not in document and "topic_list" in document:
        raise BadExport(
            f"{export.name} lists topics without their posts: fetch each topic (its address followed by .json), and"
            " import those."
        )
    is_empty = isinstance(document, dict) and any(key in document for key in ("post_stream", *_LISTS, "user_actions"))
    return [] if is_empty or isinstance(document, list) else [document]


def _topics_of(export: Export) -> _Topics:
    """A first walk through the file: where its posts stand, and what stands beside them about their topics."""
    topics = _Topics()
    about: dict[str, Any] = {}
    unnamed: list[Object] = []
    for place, value in json_items(export, *_ABOUT, *_PLACES):
        if place not in _PLACES:
            about.setdefault(place, value)
            continue
        if not topics.place or _PLACES.index(place) < _PLACES.index(topics.place):
            topics.place, unnamed = place, []
        if isinstance(value, dict):
            if "topic_id" not in value and place == _STREAM:
                unnamed.append({key: value.get(key) for key in ("id", "post_number")})
            elif place == _STREAM:
                topics.own = topics.own or id_at(value, "topic_id")
            _note_post(value, topics)
    if topics.place == _STREAM:
        topics.own = id_at(about, "id") or topics.own
    else:
        topics.own = None
    if topics.own:
        _note_topic(topics.own, about, topics)
        for post in unnamed:
            _note_post({**post, "topic_id": topics.own}, topics)
    return topics


def _note_topic(topic_id: str, about: Object, topics: _Topics) -> None:
    first = id_at({"id": about.get(_FIRST)}, "id")
    if first:
        topics.posts.setdefault((topic_id, 1), first)
    title = words_at(about, "title")
    if title:
        topics.titles[topic_id] = title
    if about.get("archetype") == _PRIVATE:
        topics.private.add(topic_id)


def _note_post(item: Object, topics: _Topics) -> None:
    topic_id, number, post_id = id_at(item, "topic_id"), count_at(item, "post_number"), _post_id(item)
    if topic_id and number and post_id:
        topics.posts[topic_id, number] = post_id
    if topic_id and item.get("topic_archetype", item.get("archetype")) == _PRIVATE:
        topics.private.add(topic_id)


def _post_id(item: Object) -> str | None:
    return id_at(item, "post_id") if "action_type" in item else id_at(item, "id")


def _is_private(item: Object, topics: _Topics) -> bool:
    return id_at(item, "topic_id") in topics.private or item.get("action_type") in _PRIVATE_ACTIONS


def _row(item: Any, topics: _Topics, line: int) -> Row:
    if not isinstance(item, dict):
        raise Refused("It is no post: an object is expected.")
    is_action = "action_type" in item
    if is_action and item["action_type"] not in _ACTIONS:
        raise Refused("It is a like, a bookmark or an edit, not a post.")
    post_id, topic_id = _post_id(item), id_at(item, "topic_id")
    if post_id is None:
        raise Refused("It has no id.")
    post_type = item.get("post_type")
    if post_type not in (None, 1):
        what = _TYPES.get(post_type, "no post of a member") if isinstance(post_type, int) else "no post of a member"
        raise Refused(f"It is {what}, not a message.")
    if item.get("deleted_at") or item.get("user_deleted") is True or item.get("deleted") is True:
        raise Refused("It was deleted.")
    if item.get("hidden") is True:
        raise Refused("It was hidden after members flagged it.")
    created_at = moment_of(item.get("created_at"))
    if created_at is None:
        raise Refused("It has no time that can be read.")
    number = count_at(item, "post_number")
    text = _text(item, topics, opens=number == 1)
    if not text:
        raise Refused("It has no words of its own (a picture or a quotation).")
    parent_id = _parent(item, topics, topic_id, number, post_id)
    edited_at = moment_of(item.get("updated_at"))
    kind = "direct" if _is_private(item, topics) else "post" if number == 1 else "reply"
    return Row(
        channel="discourse",
        message_id=post_id,
        source_conversation_id=topic_id,
        parent_id=parent_id,
        kind=kind,
        author_key=id_at(item, *(("acting_user_id", "acting_username") if is_action else ("user_id", "username"))),
        author_handle=words_at(item, "acting_username" if is_action else "username"),
        author_name=words_at(item, *(("acting_name",) if is_action else ("display_username", "name"))),
        created_at=created_at,
        edited_at=edited_at if edited_at and edited_at > created_at and (count_at(item, "version") or 1) > 1 else None,
        text=text,
        likes=next((count_at(a, "count") for a in objects_at(item, "actions_summary") if a.get("id") == _LIKE), None),
        replies=count_at(item, "reply_count"),
        views=count_at(item, "reads"),
        url=_url(item),
        line=line,
    )


def _text(item: Object, topics: _Topics, *, opens: bool) -> str:
    raw, cooked = words_at(item, "raw"), words_at(item, "cooked", "excerpt", "blurb")
    text = words_of_markdown(raw) if raw else words_of_html(cooked) if cooked else ""
    topic_id = id_at(item, "topic_id")
    title = words_at(item, "topic_title", "title") or topics.titles.get(topic_id or "") if opens else None
    return "\n".join(part for part in (title.strip() if title else "", text) if part)


def _parent(item: Object, topics: _Topics, topic_id: str | None, number: int | None, post_id: str) -> str | None:
    """The id of the post answered where the file tells it, else of the topic's first post where it tells that."""
    if number == 1 or topic_id is None:
        return None
    answered = count_at(item, "reply_to_post_number") or 1
    found = topics.posts.get((topic_id, answered)) or topics.posts.get((topic_id, 1))
    return found if found != post_id else None


def _url(item: Object) -> str | None:
    """The address, where the file gives a whole one; the forum's own is not in it otherwise."""
    address = words_at(item, "url", "post_url")
    return address if address and address.startswith(("https://", "http://")) else None


SOURCE = Source("discourse", "Discourse (topics and posts, JSON)", _recognises, _read)
