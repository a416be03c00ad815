"""The feed as an export would hand it over: ids in each platform's shape, accounts, links, batches of schema RAW."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

from lib.demo.feed import Message
from lib.demo.people import Person
from lib.ingest.rows import Row

BRAND_HANDLES = {
    "instagram": "edizionitarabuso",
    "facebook": "Edizioni Tarabuso",
    "x": "tarabusolibri",
    "youtube": "TarabusoTV",
    "discord": "tarabuso",
    "google_play": "Tarabuso Lettore",
}
"""The brand's account on each channel."""
_BRAND_NAME = "Edizioni Tarabuso"
_X_EPOCH, _DISCORD_EPOCH = 1_288_834_974_657, 1_420_070_400_000
_HAS_LANGUAGE = ("x", "google_play")


def author_key(channel: str, person: Person) -> str:
    """The account's stable id on that channel."""
    return f"{channel[0]}{int(hashlib.sha256(f'{channel}/{person.key}'.encode()).hexdigest()[:12], 16):015d}"


def message_ids(messages: list[Message]) -> dict[Message, str]:
    """An id for each message, in the shape its platform gives."""
    return {message: _id(message) for message in messages}


def rows(messages: list[Message], ids: dict[Message, str]) -> Iterator[Row]:
    """The messages as rows, in their order."""
    for line, message in enumerate(messages, 1):
        channel, person = message.channel, message.person
        row: Row = {
            "message_id": ids[message],
            "parent_id": ids[message.parent] if message.parent else None,
            "source_conversation_id": ids[message.root],
            "channel": channel,
            "kind": message.kind,
            "author_key": author_key(channel, person) if person else BRAND_HANDLES[channel],
            "author_handle": person.handle if person else BRAND_HANDLES[channel],
            "author_name": person.name if person else _BRAND_NAME,
            "created_at": message.at.replace(microsecond=0),
            "text": message.text,
            "language": _language(message) if channel in _HAS_LANGUAGE else None,
            "likes": message.likes,
            "replies": len(message.children),
            "views": message.views,
            "rating": message.rating,
            "url": f"https://example.org/{channel}/{ids[message]}",
            "line": line,
        }
        yield row


def _language(message: Message) -> str:
    return message.person.language if message.person else "it"


def _id(message: Message) -> str:
    digest = hashlib.sha256(f"{message.channel}:{message.number}".encode()).hexdigest()
    number = int(digest[:12], 16)
    if message.channel in ("x", "discord"):
        epoch = _X_EPOCH if message.channel == "x" else _DISCORD_EPOCH
        return str(((_milliseconds(message.at) - epoch) << 22) + number % 4_000_000)
    if message.channel == "instagram":
        return f"179{number % 10**14:014d}"
    if message.channel == "facebook":
        return f"104729118{number % 10**6:06d}_{int(digest[12:24], 16) % 10**15:015d}"
    if message.channel == "youtube":
        return f"Ug{digest[:24]}"
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-9{digest[17:20]}-{digest[20:32]}"


def _milliseconds(at: datetime) -> int:
    return int((at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)
