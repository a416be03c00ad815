"""Messenger and Instagram chats as Meta's "Download your information" gives them (`message_1.json`, …).

A chat is one object whose messages stand before its name, so it is gone through twice. Messages have no ids: they are
made of chat, sender, time and words. All of it is direct. Chats that were encrypted come in a shape of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lib.ingest.decoding import decoded_head
from lib.ingest.json_stream import json_items
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import Object, Refused, day_conversation, objects_at, words_at
from lib.ingest.sources.meta_words import MadeIds, moment_at, repaired, short_hash

_NOTICES = frozenset(("Subscribe", "Unsubscribe", "Call", "Plan", "placeholder", "unsent"))
_REACTION = re.compile(
    r"^(?:Reacted \S+ to (?:your|an?) message|Liked a message"
    r"|Ha aggiunto la reazione \S+ al tuo messaggio|Ha messo [\"“]?Mi piace[\"”]? a un messaggio)\s*$"
)
_PAIR = 2


def _recognises(sample: Sample) -> float:
    first = sample.first
    if isinstance(first, dict):
        messages = objects_at(first, "messages")
        if not {"participants", "messages"} <= first.keys():
            return 0.0
        if any(_is_message(message) for message in messages[:50]):
            return 0.95
        return 0.9 if first.keys() & {"thread_path", "threadName"} else 0.0
    is_chat = sample.first is None and "participants" in sample.keys
    plain, encrypted = ("sender_name", "timestamp_ms"), ("senderName", "timestamp")
    marked = any(all(f'"{key}"' in sample.head for key in keys) for keys in (plain, encrypted))
    return 0.95 if is_chat and marked else 0.0


def _is_message(message: Object) -> bool:
    return {"sender_name", "timestamp_ms"} <= message.keys() or {"senderName", "timestamp"} <= message.keys()


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export, reading))


@dataclass(frozen=True)
class _Chat:
    """`owner`: the name of whoever downloaded it, where that shows: the one of two whom the chat is not called by."""

    chat_id: str
    channel: str
    owner: str | None
    is_encrypted: bool

    def words(self, owner: Object, *keys: str) -> str | None:
        """The first text under one of the keys, its letters put together; encrypted chats are whole."""
        text = words_at(owner, *keys)
        return text if text is None or self.is_encrypted else repaired(text)


def _found(export: Export, reading: Reading) -> Iterator[Row | Rejection]:
    chat, ids = _chat(export), MadeIds()
    for line, (_, message) in enumerate(json_items(export, "messages.item"), start=1):
        try:
            yield _row(message, chat, ids, line)
        except Refused as refused:
            yield rejection(line, str(refused), message if reading.include_direct else None)


def _chat(export: Export) -> _Chat:
    said: dict[str, str] = {}
    people: list[str] = []
    for prefix, value in json_items(export, "thread_path", "title", "threadName", "participants.item"):
        name = words_at(value, "name") if isinstance(value, dict) else value
        if isinstance(name, str) and prefix == "participants.item":
            people.append(name)
        elif isinstance(name, str) and name.strip():
            said[prefix] = name
    is_encrypted = "threadName" in said
    names = people if is_encrypted else [repaired(name) for name in people]
    title = said.get("threadName", "").rpartition("_")[0] if is_encrypted else repaired(said.get("title", ""))
    others = [name for name in names if name != title]
    place = said.get("thread_path") or said.get("threadName") or "\x1f".join(sorted(names))
    is_instagram = "instagram" in export.name.lower() or "your_instagram_activity" in decoded_head(export.path)
    return _Chat(
        chat_id=short_hash(place.rstrip("/").rpartition("/")[2]),
        channel="instagram" if is_instagram else "messenger",
        owner=others[0] if len(names) == _PAIR and len(others) == 1 else None,
        is_encrypted=is_encrypted,
    )


def _row(message: Any, chat: _Chat, ids: MadeIds, line: int) -> Row:
    if not isinstance(message, dict):
        raise Refused("It is no message: an object is expected.")
    if message.get("is_unsent") is True or message.get("isUnsent") is True:
        raise Refused("It was taken back by whoever sent it.")
    kind = words_at(message, "type")
    if kind in _NOTICES or "call_duration" in message:
        raise Refused(f"It is a notice of Meta ({kind or 'Call'}), not a message.")
    created_at = moment_at(message.get("timestamp_ms", message.get("timestamp")))
    if created_at is None:
        raise Refused("It has no time that can be read.")
    text = chat.words(message, "content", "text")
    if text is None:
        raise Refused("It has no text (a picture, a sound, a sticker or another file).")
    if _REACTION.match(text):
        raise Refused("It is a reaction, not a message.")
    author = chat.words(message, "sender_name", "senderName")
    return Row(
        channel=chat.channel,
        message_id=ids.made(chat.chat_id, author or "", created_at.isoformat(), text),
        source_conversation_id=day_conversation(chat.chat_id, created_at),
        kind="direct",
        author_key=author,
        author_name=author,
        is_brand=author == chat.owner if chat.owner and author else None,
        created_at=created_at,
        text=text,
        likes=len(objects_at(message, "reactions")) if isinstance(message.get("reactions"), list) else None,
        line=line,
    )


SOURCE = Source("messenger_dyi", "Messenger and Instagram chats (Meta's download, JSON)", _recognises, _read)
