"""What can be asked about conversations: one function a query, its SQL in `queries/<name>.sql`.

They stand by what they are about in the modules beside this one; whoever asks finds them all here. All take the shared
filter: `since` and `until` are local days, both inclusive; `channels` and `languages` are lists; None leaves a side
open. Counts are of messages unless the name says otherwise; times are aware.
"""

from lib.conversations.alert_queries import (
    alert_hours,
    alert_messages,
    alert_posts,
    burst_now,
    bursts,
)
from lib.conversations.archive_queries import (
    archive,
    channels_in_archive,
    conversations,
    figures,
    languages_in_archive,
    liveliest,
    lively_messages,
    messages,
    messages_by_key,
    volume_by_channel,
    volume_by_day,
)
from lib.conversations.queue_queries import (
    NOTHING_DECIDED,
    queue,
    queue_aspects,
    queue_facts,
    queue_places,
    waiting_total,
)
from lib.conversations.response_queries import (
    STEPS,
    listening,
    reply_heat,
    response_by_channel,
    response_by_person,
    response_by_week,
    response_conversations,
    response_distribution,
    response_total,
    unread_critiques,
    visible_errors,
    voice,
)
from lib.conversations.thread_queries import (
    conversation,
    member_answers,
    moment_record,
    our_lengths,
    person,
    recent_words,
    thread_messages,
    thread_shape,
)

__all__ = [
    "NOTHING_DECIDED",
    "STEPS",
    "alert_hours",
    "alert_messages",
    "alert_posts",
    "archive",
    "burst_now",
    "bursts",
    "channels_in_archive",
    "conversation",
    "conversations",
    "figures",
    "languages_in_archive",
    "listening",
    "liveliest",
    "lively_messages",
    "member_answers",
    "messages",
    "messages_by_key",
    "moment_record",
    "our_lengths",
    "person",
    "queue",
    "queue_aspects",
    "queue_facts",
    "queue_places",
    "recent_words",
    "reply_heat",
    "response_by_channel",
    "response_by_person",
    "response_by_week",
    "response_conversations",
    "response_distribution",
    "response_total",
    "thread_messages",
    "thread_shape",
    "unread_critiques",
    "visible_errors",
    "voice",
    "volume_by_channel",
    "volume_by_day",
    "waiting_total",
]
