"""X: the archive an account downloads of itself (`tweets.js`, `direct-messages.js`, …).

Each file is a script that assigns one list. All tweets in it are the account's own, which is the brand's; name and
handle stand in `account.js`, the full words of long posts in `note-tweet.js`, and are read where those lie beside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lib.errors import BadExport, EarshotError
from lib.ingest.json_stream import json_items
from lib.ingest.rows import Row, batches, rejection
from lib.ingest.source import Batch, Export, Note, Reading, Rejection, Sample, Source
from lib.ingest.sources.chat import Object, Refused, id_at, object_at, words_at
from lib.ingest.sources.x_v1 import tweet_row
from lib.ingest.sources.x_words import as_typed, own_words, tweet_time

_PART = re.compile(r"^\s*window\.YTD\.(\w+)\.part\d+\s*=")
_TWEETS = frozenset(("tweet", "tweets", "community_tweet", "community_tweets"))
_DIRECT = frozenset(("direct_message", "direct_messages", "direct_message_group", "direct_messages_group"))
_NOTES = "note_tweet"
_HEAD = 30
"""Letters that the short and the whole form of a long post have in common at least."""


def _recognises(sample: Sample) -> float:
    return 1.0 if _PART.match(sample.head.lstrip("\ufeff")) else 0.0


def _read(export: Export, reading: Reading) -> Iterator[Batch]:
    part = _part(export)
    if part in _TWEETS:
        yield from batches(_tweets(export))
    elif part in _DIRECT:
        yield from batches(_messages(export, reading))
    elif export.is_member:  # of a whole archive, whose tweets.js lies beside it
        said = "completes the long posts of tweets.js" if part == _NOTES else "holds no messages and was passed over"
        yield from batches([Note(f"{export.name} {said}.")])
    else:
        raise BadExport(f"{export.name} is a part of an X archive without messages ({part}): give data/tweets.js.")


def _part(export: Export) -> str:
    with export.path.open("rb") as stream:
        head = stream.read(512).decode("utf-8-sig", "replace")
    found = _PART.match(head)
    if not found:
        raise BadExport(f"{export.name} is no part of an X archive: give data/tweets.js as X made it.")
    return found[1]


@dataclass
class _Beside:
    """What other files of the archive say: the account, and the long posts by the second they were written in."""

    account: Row = field(default_factory=Row)
    long: dict[str, list[str]] = field(default_factory=dict)

    def whole(self, row: Row) -> str:
        """The words of a tweet; of a long post, which `tweets.js` cuts short, all of them."""
        text, said_at = row["text"] or "", row["created_at"]
        begun = text.rstrip("…").rpartition(" https://t.co/")[0] or text.rstrip("…")
        for whole in self.long.get(said_at.isoformat(timespec="seconds") if said_at else "", ()):
            if whole[:_HEAD] == begun[:_HEAD] and len(whole) > len(begun):
                return whole
        return text


def _tweets(export: Export) -> Iterator[Row | Rejection]:
    beside = _beside(export)
    for line, (_, item) in enumerate(json_items(export, "item"), start=1):
        tweet = item.get("tweet", item) if isinstance(item, dict) else item
        try:
            row = tweet_row(tweet, line)
        except Refused as refused:
            yield rejection(line, str(refused), item)
            continue
        row["text"] = beside.whole(row)
        row["is_brand"] = True
        if beside.account:
            row.update(beside.account)
        yield row


def _messages(export: Export, reading: Reading) -> Iterator[Row | Rejection]:
    line = 0
    for _, item in json_items(export, "item"):
        talk = object_at(item, "dmConversation") if isinstance(item, dict) else {}
        messages = talk.get("messages")
        for message in messages if isinstance(messages, list) else [item]:
            line += 1
            try:
                yield _direct(message, id_at(talk, "conversationId"), line)
            except Refused as refused:
                yield rejection(line, str(refused), message if reading.include_direct else None)


def _direct(message: Any, conversation: str | None, line: int) -> Row:
    said = message.get("messageCreate") if isinstance(message, dict) else None
    if not isinstance(said, dict):
        raise Refused("It is a notice of X (somebody came, went or was named), not a message.")
    message_id = id_at(said, "id")
    if message_id is None:
        raise Refused("It has no id.")
    said_at = tweet_time(said.get("createdAt"), message_id)
    if said_at is None:
        raise Refused("It has no time that can be read.")
    return Row(
        channel="x",
        message_id=message_id,
        source_conversation_id=conversation,
        kind="direct",
        author_key=id_at(said, "senderId"),
        created_at=said_at,
        text=own_words(words_at(said, "text")),
        line=line,
    )


def _beside(export: Export) -> _Beside:
    found = _Beside()
    for account in _items(export, "account.js", "account"):
        handle = words_at(account, "username")
        key = id_at(account, "accountId") or handle
        found.account = Row(author_key=key, author_handle=handle, author_name=words_at(account, "accountDisplayName"))
    for note in _items(export, "note-tweet.js", "noteTweet"):
        text, said_at = words_at(object_at(note, "core"), "text"), tweet_time(note.get("createdAt"), None)
        if text and said_at:
            found.long.setdefault(said_at.isoformat(timespec="seconds"), []).append(as_typed(text))
    return found


def _items(export: Export, name: str, key: str) -> Iterator[Object]:
    """The objects in another file of the same archive; none where it is not there or broken."""
    place = export.path.with_name(name)
    if not place.is_file() or place == export.path:
        return
    try:
        for _, item in json_items(Export(place, name), "item"):
            if isinstance(item, dict):
                yield object_at(item, key)
    except EarshotError:
        return


SOURCE = Source("x_archive", "X (archive of the account, tweets.js)", _recognises, _read)
