"""Discord: one channel as DiscordChatExporter writes it (JSON).

The file is one object that may hold years of messages, so it is read as a stream; server and channel stand before
the messages in it.
"""

from collections.abc import Iterator
from typing import Any

from lib.ingest.json_stream import json_items
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import (
    Object,
    Refused,
    day_conversation,
    id_at,
    moment_of,
    object_at,
    reactions_in,
    words_at,
)

_SPOKEN = frozenset(("Default", "0", "Reply", "19", "ChatInputCommand", "ApplicationCommand", "20", "23"))
_REPLIES = frozenset(("Reply", "19"))
_PRIVATE = frozenset(("DirectTextChat", "DirectGroupTextChat", "1", "3"))
_NEWS = frozenset(("GuildNews", "GuildNewsChat", "GuildAnnouncement", "5"))
_THREADS = ("Thread", "Forum")
_THREAD_NUMBERS = frozenset(("10", "11", "12", "15"))


def _recognises(sample: Sample) -> float:
    if {"guild", "channel", "messages"} <= sample.keys:
        return 1.0
    # An icon that is written into the file may fill the head before the messages begin.
    return 0.8 if {"guild", "channel"} <= sample.keys and '"categoryId"' in sample.head else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    yield from batches(_found(export, reading))


def _found(export: Export, reading: Reading) -> Iterator[Row | Rejection]:
    guild: Object = {}
    channel: Object = {}
    line = 0
    for prefix, value in json_items(export, "guild", "channel", "messages.item"):
        if prefix == "guild":
            guild = value if isinstance(value, dict) else {}
        elif prefix == "channel":
            channel = value if isinstance(value, dict) else {}
        else:
            line += 1
            kind = id_at(channel, "type") or ""
            try:
                yield _row(value, guild, channel, kind, line)
            except Refused as refused:
                hidden = kind in _PRIVATE and not reading.include_direct
                yield rejection(line, str(refused), None if hidden else value)


def _row(message: Any, guild: Object, channel: Object, channel_kind: str, line: int) -> Row:
    if not isinstance(message, dict):
        raise Refused("It is no message: an object is expected.")
    message_id = id_at(message, "id")
    if message_id is None:
        raise Refused("It has no id.")
    said_kind = id_at(message, "type")
    if said_kind is not None and said_kind not in _SPOKEN:
        raise Refused(f"It is a notice of Discord ({said_kind}), not a message.")
    created_at = moment_of(message.get("timestamp"))
    if created_at is None:
        raise Refused("It has no time that can be read.")
    text = words_at(message, "content")
    if text is None:
        raise Refused("It has no text (a picture, a sticker or another file).")
    chat_id = id_at(channel, "id")
    parent_id = id_at(object_at(message, "reference"), "messageId") if said_kind in (*_REPLIES, None) else None
    author = object_at(message, "author")
    gone = author.get("name") == "Deleted User" and id_at(author, "discriminator") in ("0000", "0", None)
    is_thread = any(word in channel_kind for word in _THREADS) or channel_kind in _THREAD_NUMBERS
    return Row(
        channel="discord",
        message_id=message_id,
        parent_id=parent_id,
        source_conversation_id=_conversation(chat_id, is_thread, parent_id, created_at),
        kind=_kind(channel_kind, parent_id, is_thread and message_id == chat_id),
        author_key=None if gone else id_at(author, "id"),
        author_handle=None if gone else words_at(author, "name"),
        author_name=None if gone else words_at(author, "nickname", "name"),
        created_at=created_at,
        edited_at=moment_of(message.get("timestampEdited")),
        text=text,
        likes=reactions_in(message),
        url=_url(guild, chat_id, message_id),
        line=line,
    )


def _conversation(chat_id: str | None, is_thread: bool, parent_id: str | None, created_at: Any) -> str | None:
    if chat_id and is_thread:
        return chat_id
    return None if parent_id else day_conversation(chat_id or "discord", created_at)


def _kind(channel_kind: str, parent_id: str | None, opens_thread: bool) -> str:
    if channel_kind in _PRIVATE:
        return "direct"
    if parent_id:
        return "reply"
    return "post" if channel_kind in _NEWS or opens_thread else "comment"


def _url(guild: Object, chat_id: str | None, message_id: str) -> str | None:
    guild_id = id_at(guild, "id")
    numbers = (guild_id, chat_id, message_id)
    if not all(number and number.isascii() and number.isdigit() for number in numbers):
        return None
    return f"https://discord.com/channels/{'@me' if guild_id == '0' else guild_id}/{chat_id}/{message_id}"


SOURCE = Source("discord", "Discord (DiscordChatExporter, JSON)", _recognises, _read)
