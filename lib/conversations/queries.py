"""What can be asked about conversations: one function a query, its SQL in `queries/<name>.sql`.

All take the shared filter: `since` and `until` are local days, both inclusive; `channels` and `languages` are lists;
None leaves a side open. Counts are of messages unless the name says otherwise; times are aware.
"""

from datetime import datetime

from lib.conversations.hours import CLOCK, Hours
from lib.conversations.weights import Weights
from lib.storage.query import Day, Names, named_query

NOTHING_DECIDED = "[]"
STEPS = [900.0, 3600.0, 14400.0, 28800.0, 86400.0, 172800.0, 604800.0]
"""A quarter of an hour, an hour, 4, 8, 24 hours, two days, a week."""


@named_query
def archive() -> None:
    """The archive: one row with version, time zone, message count and the first and last time and day."""


@named_query
def channels_in_archive() -> None:
    """One row per channel, busiest first: channel, messages."""


@named_query
def languages_in_archive() -> None:
    """One row per language, busiest first: language, messages."""


@named_query
def figures(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row for a period: messages, inbound, negative, neutral, positive, critiques, questions."""


@named_query
def volume_by_day(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row per day, silent days too: day, messages, inbound, negative, neutral, positive, critiques."""


@named_query
def volume_by_channel(*, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None) -> None:
    """One row per day and channel, silent days too: day, channel, messages, inbound, negative, neutral, positive."""


@named_query
def bursts(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    sigmas: float = 3.0,
    minimum: int = 10,
) -> None:
    """One row per day and channel that stood out: day, channel, inbound, usual, sigmas, critiques, usual_critiques."""


@named_query
def burst_now(*, channels: Names = None, languages: Names = None) -> None:
    """One row per channel: inbound and critiques of the last 24 h, their usual in the same hours, and sigmas."""


@named_query
def waiting_total(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    decided: str = NOTHING_DECIDED,
) -> None:
    """One row: conversations that wait for us, messages in them that do, and the longest wait in seconds."""


@named_query
def queue(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    aspect: str | None = None,
    state: str = "todo",
    owner: str | None = None,
    among: list[int] | None = None,
    decided: str = NOTHING_DECIDED,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
    wait_weight: int = Weights.wait,
    complaint_weight: int = Weights.complaint,
    tension_weight: int = Weights.tension,
    newcomer_weight: int = Weights.newcomer,
    reach_weight: int = Weights.reach,
    sort: str = "priority",
    first: int = 0,
    count: int = 20,
) -> None:
    """One row per conversation that waits for us, the first to answer at the top: priority 0 to 100, and its parts.

    `among`: only these places. `state`: todo (open or assigned), open, assigned, snoozed, handled, nothing, all; by
    `decided`, which like `calendar` and `goals` is JSON (`lib.conversations.queue`, `lib.conversations.hours`).
    `sort`: priority, wait, tension, reach.
    """


@named_query
def queue_facts(*, decided: str) -> None:
    """One row per conversation of `decided` (JSON) that still waits: its place, and what its state follows from."""


@named_query
def queue_places(*, channels: list[str], ids: list[str]) -> None:
    """One row per conversation of the queue in which one of these messages waits (two lists of one length): place."""


@named_query
def queue_aspects() -> None:
    """One row per aspect of waiting conversations, the most frequent first: aspect, conversations."""


@named_query
def response_total(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
) -> None:
    """One row or none: needing, answered, met, breached; median and p90 of first responses and replies."""


@named_query
def response_by_channel(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
) -> None:
    """One row per channel: needing, answered, met, breached; median and p90 of first responses and replies."""


@named_query
def response_by_week(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
) -> None:
    """One row per week (its Monday): needing, answered, met, breached; median and p90 of both kinds."""


@named_query
def response_by_person(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
) -> None:
    """One row per account of ours, busiest first: answered, met, reply_median, reply_p90, shown_name."""


@named_query
def response_distribution(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
    steps: list[float] = STEPS,
) -> None:
    """One row per step of time (`steps`, rising seconds): step, upto, first_responses, replies."""


@named_query
def response_conversations(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    calendar: str = CLOCK.text,
    goals: str = Hours().goals_text,
    person: str | None = None,
    over: float | None = None,
    upto: float | None = None,
    count: int = 8,
) -> None:
    """One row per conversation with a reply that took over `over` and up to `upto` seconds, the slowest first."""


@named_query
def voice(*, since: Day = None, until: Day = None, channels: Names = None) -> None:
    """One row: messages of ours in the period (published, posts), and those answering or taking up something heard."""


@named_query
def listening(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    noticed: str = NOTHING_DECIDED,
) -> None:
    """One row: critiques, those read (`noticed` is JSON, see `lib.conversations.voice`), and the listening debt."""


@named_query
def unread_critiques(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    noticed: str = NOTHING_DECIDED,
    count: int = 3,
) -> None:
    """One row per critique nobody has read, the widest reach first."""


@named_query
def alert_hours() -> None:
    """One row per hour, channel and aspect (null: all) in which anything was heard: inbound, critiques, heat."""


@named_query
def alert_posts() -> None:
    """One row per conversation with warm voices: begun_at, the people of its first 12 h and the hours they came in."""


@named_query
def alert_messages(*, since: datetime, until: datetime, channels: list[str]) -> None:
    """One row per inbound message of these channels from `since` until before `until` (local times), oldest first."""


@named_query
def liveliest(
    *, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None, count: int = 3
) -> None:
    """One row per conversation, most authors first: messages and authors in the period, mood, heat, opening words."""


@named_query
def conversations(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    which: str = "all",
    sort: str = "newest",
    first: int = 0,
    count: int = 20,
) -> None:
    """One row per conversation active in the period; `total` says how many there are in all."""


@named_query
def messages(
    *,
    since: Day = None,
    until: Day = None,
    channels: Names = None,
    languages: Names = None,
    which: str = "all",
    first: int = 0,
    count: int = 20,
) -> None:
    """One row per message, newest first; `which`: all, critiques, negative, neutral, positive, questions, waiting."""


@named_query
def messages_by_key(*, channels: list[str], ids: list[str]) -> None:
    """One row per message of these keys (two lists of one length), newest first."""


@named_query
def conversation(*, channel: str, conversation_id: str) -> None:
    """One row: the conversation's summary."""


@named_query
def thread_shape(*, channel: str, conversation_id: str) -> None:
    """One row per message of the conversation, oldest first: message_id, parent_id, created_at."""


@named_query
def thread_messages(*, channel: str, conversation_id: str, ids: Names = None) -> None:
    """One row per message of the conversation among these ids, with author, signals, and whether it waits."""


@named_query
def member_answers(*, days: int = 365) -> None:
    """One row per message that needed an answer: channel, part (of the week), seconds, is_answered (else censored)."""


@named_query
def moment_record(*, days: int = 365, least: int = 30, likely: float = 0.4, hot: float = 0.5) -> None:
    """One row per advice the past would have got: messages, expected, what came in the hour, heat after less before."""


@named_query
def recent_words(*, language: str, count: int = 3000) -> None:
    """One row per recent message of members in a language: channel, message_id, text; what a tone is learned from."""


@named_query
def our_lengths(*, language: str | None = None) -> None:
    """One row: replies of ours in a language, and their length in characters (10 %, median, 90 %)."""


@named_query
def reply_heat(*, since: Day = None, until: Day = None, channels: Names = None) -> None:
    """One row per channel, band of heat before, and whether we replied: moments, mean change of heat, its variance."""


@named_query
def visible_errors(
    *, since: Day = None, until: Day = None, channels: Names = None, rising: float = 0.15, count: int = 5
) -> None:
    """One row per reply of ours later edited, answered with a critique, or followed by rising heat; worst first."""


@named_query
def lively_messages(
    *, since: Day = None, until: Day = None, channels: Names = None, languages: Names = None, count: int = 30
) -> None:
    """One row per message of the liveliest conversations, oldest first: who answers whom, and how hot."""


@named_query
def person(*, author_id: str) -> None:
    """One row: messages, conversations and critiques of a person, and their first and last time; none for the brand."""
