"""Where planted stories that are no bursts are found: those who wait in the queue, passion in what is worth kindling.

A finder gives the moments at which the list would have shown a story: each list is worked out anew from every import,
so that a moment is that of the message that completes what the list looks for.
"""

from collections.abc import Callable
from datetime import datetime

import pandas as pd

from lib.conversations import queries
from lib.conversations.lively import to_read
from lib.conversations.passion import liveliness_by_conversation, worth_kindling
from lib.storage.read_model import ReadModel

Key = tuple[str, str]
"""Channel and message_id."""
Finder = Callable[[ReadModel, set[Key], datetime], list[datetime]]


def waiting(model: ReadModel, keys: set[Key], broke_out: datetime) -> list[datetime]:
    """When the queue held all of them: the time of the last one's message, where each waits and its thread is queued;
    one message waits from the moment it is said, so that the first is there as the story begins."""
    queued = queries.queue(model, count=100_000, state="all")
    held = set(zip(queued.channel, queued.conversation_id, strict=True))
    waits = queries.messages(model, which="waiting", count=100_000)
    rows = waits[[key in keys for key in zip(waits.channel, waits.message_id, strict=True)]]
    places = set(zip(rows.channel, rows.conversation_id, strict=True))
    return [rows.created_at.max().to_pydatetime()] if len(rows) == len(keys) and places <= held else []


def passion(model: ReadModel, keys: set[Key], broke_out: datetime) -> list[datetime]:
    """When conversations with these messages were worth kindling among the liveliest of that day and the next."""
    zone = str(queries.archive(model).time_zone[0])
    first = pd.Timestamp(broke_out).tz_convert(zone).date()
    until = (pd.Timestamp(first) + pd.Timedelta(days=1)).date()
    rows = queries.lively_messages(model, **to_read(queries.liveliest(model, since=first, until=until, count=30)))
    named = (
        queries.messages_by_key(model, channels=rows.channel.tolist(), ids=rows.message_id.tolist())
        if len(rows)
        else rows
    )
    found = []
    for channel, conversation_id in worth_kindling(liveliness_by_conversation(rows)):
        said = named[(named.channel == channel) & (named.conversation_id == conversation_id)]
        if keys & set(zip(said.channel, said.message_id, strict=True)):
            found.append(said.created_at.max().to_pydatetime())
    return found


FINDERS: dict[str, Finder] = {"waiting": waiting, "healthy passion": passion}
"""By the kind of a story in truth.json."""
