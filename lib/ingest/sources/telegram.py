"""Telegram: `result.json` of Telegram Desktop, one chat or the whole account.

Both are one object, read as a stream. Message ids count within a chat, so that the chat's id stands before them.
Channels are posts, groups are comments and replies, chats of two (and with bots, and with oneself) are direct.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lib.errors import NeedsChoice
from lib.ingest.json_stream import json_items
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import (
    Object,
    Refused,
    day_conversation,
    epoch_moment,
    id_at,
    is_naive,
    moment_of,
    object_at,
    reactions_in,
    words_at,
)

_CHATS = ("", "chats.list.item.", "left_chats.list.item.")
_HEADS = ("name", "type", "id")
_PREFIXES = tuple(f"{chat}{part}" for chat in _CHATS for part in (*_HEADS, "messages.item"))
_PRIVATE = frozenset(("personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes"))
_CHANNELS = frozenset(("private_channel", "public_channel"))
_MARKS = ('"date_unixtime"', '"from_id"', '"actor_id"', '"text_entities"')


def _recognises(sample: Sample) -> float:
    if isinstance(sample.first, dict):
        return _recognised(sample.first)
    is_chat = {"name", "type", "messages"} <= sample.keys or {"type", "id", "messages"} <= sample.keys
    if is_chat or sample.keys & {"chats", "left_chats", "personal_information"}:
        return 0.95 if any(mark in sample.head for mark in _MARKS) else 0.0
    return 0.0


def _recognised(first: Object) -> float:
    messages: list[Any] = []
    for chat in (first, *_listed(first, "chats"), *_listed(first, "left_chats")):
        found = chat.get("messages")
        messages += found[:50] if isinstance(found, list) else []
    if any(_is_telegrams(message) for message in messages):
        return 0.95
    is_chat = {"name", "type", "id", "messages"} <= first.keys()
    return 0.6 if is_chat and id_at(first, "type") in {*_PRIVATE, *_CHANNELS} else 0.0


def _listed(first: Object, key: str) -> list[Object]:
    found = object_at(first, key).get("list")
    return [chat for chat in found if isinstance(chat, dict)] if isinstance(found, list) else []


def _is_telegrams(message: object) -> bool:
    return (
        isinstance(message, dict)
        and message.get("type") in ("message", "service")
        and ("date" in message or "date_unixtime" in message)
        and ("from" in message or "actor" in message or "text_entities" in message or "from_id" in message)
    )


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export, reading))


@dataclass
class _Chat:
    head: Object = field(default_factory=dict)
    has_messages: bool = False

    @property
    def chat_id(self) -> str:
        """The chat's id; its name where it has none."""
        return id_at(self.head, "id", "name") or "telegram"

    @property
    def is_private(self) -> bool:
        """Whether it is a chat of two."""
        return id_at(self.head, "type") in _PRIVATE

    def kind(self, parent_id: str | None) -> str:
        """The kind of its messages."""
        if self.is_private:
            return "direct"
        if parent_id:
            return "reply"
        return "post" if id_at(self.head, "type") in _CHANNELS else "comment"


def _found(export: Export, reading: Reading) -> Iterator[Row | Rejection]:
    chat, line = _Chat(), 0
    for prefix, value in json_items(export, *_PREFIXES):
        part = prefix.rpartition(".")[2]
        if part in _HEADS:
            if chat.has_messages:
                chat = _Chat()  # the head of the next one
            chat.head[part] = value
            continue
        chat.has_messages = True
        line += 1
        try:
            yield _row(value, chat, export, reading, line)
        except Refused as refused:
            hidden = chat.is_private and not reading.include_direct
            yield rejection(line, str(refused), None if hidden else value)


def _row(message: Any, chat: _Chat, export: Export, reading: Reading, line: int) -> Row:
    if not isinstance(message, dict):
        raise Refused("It is no message: an object is expected.")
    if message.get("type", "message") != "message":
        action = words_at(message, "action") or words_at(message, "type") or "unknown"
        raise Refused(f"It is a notice of Telegram ({action[:60]}), not a message.")
    number = id_at(message, "id")
    if number is None:
        raise Refused("It has no id.")
    created_at = _moment(message, "date", export, reading)
    if created_at is None:
        raise Refused("It has no time that can be read.")
    text = _words(message.get("text")) or _words(message.get("text_entities")) or _question(message)
    if not text.strip():
        raise Refused("It has no text (a picture, a sound or another file).")
    edited_at = _moment(message, "edited", export, reading)
    parent_id = _parent(message, chat)
    kind = chat.kind(parent_id)
    name = words_at(message, "from")
    return Row(
        channel="telegram",
        message_id=f"{chat.chat_id}/{number}",
        parent_id=parent_id,
        source_conversation_id=None if parent_id or kind == "post" else day_conversation(chat.chat_id, created_at),
        kind=kind,
        author_key=id_at(message, "from_id") or name if name else None,  # no name: the account was deleted
        author_name=name,
        created_at=created_at,
        edited_at=edited_at if edited_at and edited_at > created_at else None,  # old exports say 1970 for never
        text=text,
        likes=reactions_in(message),
        line=line,
    )


def _moment(message: Object, key: str, export: Export, reading: Reading) -> datetime | None:
    """Exports since 2022 give seconds since 1970 beside the clock of the computer, older ones that clock alone."""
    exact = epoch_moment(message.get(f"{key}_unixtime"))
    if exact is not None:
        return exact
    if reading.time_zone is None and is_naive(message.get(key)):
        raise NeedsChoice(
            f"{export.name} holds times without a time zone ({str(message.get(key))[:40]}): say which one the"
            " computer was in that exported it (--time-zone Europe/Rome, for instance).",
            "time_zone",
        )
    return moment_of(message.get(key), reading.time_zone)


def _parent(message: Object, chat: _Chat) -> str | None:
    """The message answered; it may stand in another chat, as the post does under which a group comments."""
    number = id_at(message, "reply_to_message_id")
    if number is None:
        return None
    other = id_at(message, "reply_to_peer_id")
    return f"{other.lstrip('abcdefghijklmnopqrstuvwxyz_') or other if other else chat.chat_id}/{number}"


def _words(text: object) -> str:
    """A text as it stands, or the words of its parts (links, bold, mentions) one after the other."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    parts = [part if isinstance(part, str) else part.get("text") for part in text if isinstance(part, (str, dict))]
    return "".join(part for part in parts if isinstance(part, str))


def _question(message: Object) -> str:
    question = object_at(message, "poll").get("question")
    return _words(question.get("text")) if isinstance(question, dict) else _words(question)


SOURCE = Source("telegram", "Telegram (result.json)", _recognises, _read)
