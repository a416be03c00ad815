"""The posts in a thread or a feed of Bluesky, from the topmost ancestor down, and what stands in for a post."""

from collections.abc import Iterator
from typing import Any

from lib.ingest.sources.chat import Object, object_at, objects_at

_REPOST = "It is a repost of another's post, not a message."
_GONE = "It was deleted."
_BLOCKED = "It cannot be seen: one of the two blocked the other."


def posts_in(item: Any) -> Iterator[tuple[Any, str]]:
    """(post or record, why it is no message; "" where it is one) for each that the item holds."""
    if not isinstance(item, dict):
        yield item, ""
    elif isinstance(item.get("thread"), dict):
        yield from _thread(item["thread"])
    elif isinstance(item.get("post"), dict):
        if "replies" in item or "parent" in item or "threadViewPost" in str(item.get("$type")):
            yield from _thread(item)
        else:
            yield from _of_feed(item)
    else:
        yield item, _absence(item)


def _thread(thread: Object) -> Iterator[tuple[Any, str]]:
    above, parent = [], thread.get("parent")
    while isinstance(parent, dict):
        above.append(parent)
        parent = parent.get("parent")
    for ancestor in reversed(above):
        yield _post(ancestor)
    waiting = [thread]
    while waiting:
        here = waiting.pop()
        yield _post(here)
        waiting.extend(reversed(objects_at(here, "replies")))


def _of_feed(item: Object) -> Iterator[tuple[Any, str]]:
    """An item of a feed: the post after what it answers, which the feed shows above it."""
    answered = object_at(item, "reply")
    root, parent = object_at(answered, "root"), object_at(answered, "parent")
    for above in (root, parent) if parent.get("uri") != root.get("uri") else (parent,):
        if "record" in above:
            yield above, ""
    is_repost = "reasonRepost" in str(object_at(item, "reason").get("$type"))
    yield item["post"], _REPOST if is_repost else ""


def _post(node: Object) -> tuple[Any, str]:
    post = node.get("post")
    return (post, "") if isinstance(post, dict) else (node, _absence(node))


def _absence(node: Object) -> str:
    if node.get("notFound") is True:
        return _GONE
    return _BLOCKED if node.get("blocked") is True else ""
