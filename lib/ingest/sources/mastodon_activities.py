"""One activity of a Mastodon archive as a row: who wrote what, to whom, and in answer to what."""

from typing import Any

from lib.ingest.rows import Row
from lib.ingest.sources.chat import Object, Refused, count_at, id_at, moment_of, object_at, objects_at, words_at
from lib.ingest.sources.discourse_text import words_of_html
from lib.ingest.sources.mastodon_accounts import actor_handle

_PUBLIC = frozenset(("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"))
_SPOKEN = frozenset(("Note", "Question", "Article", "Page"))


def is_private_activity(activity: Any) -> bool:
    """Whether it is addressed to people alone: neither to everybody nor to those who follow."""
    if not isinstance(activity, dict):
        return False
    note = activity.get("object")
    addressed = [
        address
        for owner in (activity, note if isinstance(note, dict) else {})
        for key in ("to", "cc")
        for address in (owner[key] if isinstance(owner.get(key), list) else [owner.get(key)])
        if isinstance(address, str)
    ]
    return bool(addressed) and not any(a in _PUBLIC or a.endswith("/followers") for a in addressed)


def activity_row(activity: Any, line: int) -> Row:
    """The row of an activity; Refused where it is no message."""
    if not isinstance(activity, dict):
        raise Refused("It is no activity: an object is expected.")
    if activity.get("type") == "Announce":
        raise Refused("It is a boost of another's post, not a message.")
    note = activity.get("object")
    if activity.get("type") not in ("Create", "Update") or not isinstance(note, dict):
        raise Refused("It is no post (a like, a follow, a deletion).")
    if note.get("type") not in _SPOKEN:
        raise Refused("It is no post (a vote, a profile, a file).")
    message_id = id_at(note, "id", "atomUri")
    if message_id is None:
        raise Refused("It has no id.")
    created_at = moment_of(note.get("published")) or moment_of(activity.get("published"))
    if created_at is None:
        raise Refused("It has no time that can be read.")
    actor = id_at(note, "attributedTo") or id_at(activity, "actor")
    handle = actor_handle(actor)
    parent_id = id_at(note, "inReplyTo")
    edited_at = moment_of(note.get("updated"))
    content, language = _content(note)
    text = (words_at(note, "summary"), words_of_html(content))
    return Row(
        channel="mastodon",
        message_id=message_id,
        source_conversation_id=id_at(note, "conversation"),
        parent_id=parent_id,
        kind="direct" if is_private_activity(activity) else "reply" if parent_id else "post",
        author_key=handle or actor,
        author_handle=handle,
        created_at=created_at,
        edited_at=edited_at if edited_at and edited_at > created_at else None,
        text="\n".join(part for part in (*text, *_choices(note)) if part),
        language=language,
        likes=count_at(object_at(note, "likes"), "totalItems"),
        shares=count_at(object_at(note, "shares"), "totalItems"),
        url=words_at(note, "url"),
        line=line,
    )


def _content(note: Object) -> tuple[str, str | None]:
    """(HTML, language) of a note; the language is known where it comes in one only."""
    by_language = object_at(note, "contentMap")
    language = next(iter(by_language)) if len(by_language) == 1 else None
    return words_at(note, "content") or words_at(by_language, *by_language) or "", language


def _choices(note: Object) -> list[str]:
    return [
        name for key in ("oneOf", "anyOf") for choice in objects_at(note, key) if (name := words_at(choice, "name"))
    ]
