"""Alerts: bursts told as stories, each with its cause: the messages, the words that are new, and the first of them.

Episodes of several series (volume, critiques, heat, an aspect) that share three messages in ten of the smaller one are
one story, and one alert. Few voices are no burst of volume: it must stand out without the two who wrote most.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd
import pyarrow as pa

from lib.conversations import queries
from lib.conversations.bursts import DAYS, Episode, episodes
from lib.conversations.warmth import MEASURE as WARMTH
from lib.conversations.warmth import warm_episodes
from lib.schema import NAMES, UTC
from lib.signals.tokens import tokens_of
from lib.storage.derived import derivation
from lib.storage.read_model import ReadModel

_TALKERS = 2
_SHARED = 0.3
_WORDS = 6
_KEPT = 200
_PRIOR = 0.05

ALERTS: pa.Schema = pa.schema(
    [
        ("alert_id", pa.string()),
        ("found_at", UTC),
        ("since", UTC),
        ("until", UTC),
        ("measures", NAMES),
        ("channels", NAMES),
        ("aspects", NAMES),
        ("count", pa.int64()),
        ("usual", pa.float64()),
        ("sigmas", pa.float64()),
        ("authors", pa.int64()),
        ("critiques", pa.int64()),
        ("words", NAMES),
        ("first_channel", pa.string()),
        ("first_message_id", pa.string()),
        ("first_conversation_id", pa.string()),
        ("first_text", pa.string()),
        ("message_channels", NAMES),
        ("message_ids", NAMES),
    ]
)
"""One row per alert, newest first. `measures`: inbound, critiques, heat, aspect, warmth; `count` against the `usual` of
the series that stands out most; `found_at` the hour in which it was seen; the messages are those of all its episodes.
"""


@dataclass
class _Told:
    """An episode and the messages it is made of."""

    episode: Episode
    messages: pd.DataFrame

    @property
    def keys(self) -> set[tuple[str, str]]:
        return set(zip(self.messages.channel, self.messages.message_id, strict=True))


@derivation("3")
def alerts(model: ReadModel) -> pa.Table:
    """The alerts of the whole archive (schema ALERTS), newest first."""
    hours = queries.alert_hours(model)
    zone = str(queries.archive(model).time_zone[0])
    channels = sorted(set(hours.channel))
    told = []
    for episode in [*episodes(hours), *warm_episodes(queries.alert_posts(model))]:
        one = _Told(episode, _messages_of(model, episode, channels))
        if len(one.messages) and not (episode.series.measure == "inbound" and _is_of_few(one)):
            told.append(one)
    rows = [_alert(model, story, zone) for story in _stories(told)]
    return pa.Table.from_pylist(rows, schema=ALERTS).sort_by([("found_at", "descending"), ("alert_id", "ascending")])


def _is_of_few(one: _Told) -> bool:
    """Whether nothing would stand out without the two who wrote most."""
    by_author = one.messages.author_id.value_counts()
    others = int(by_author.iloc[_TALKERS:].sum())
    return others < one.episode.series.threshold.least or others < 2 * one.episode.usual


def within(found: pd.DataFrame, since: date, until: date, channels: Sequence[str], zone: str) -> pd.DataFrame:
    """The alerts whose messages fall into these local days, on one of these channels (all where none are named)."""
    if found.empty:
        return found
    first, last = (found[name].dt.tz_convert(zone).dt.date for name in ("since", "until"))
    wanted = (first <= until) & (last >= since)
    if channels:
        wanted &= found.channels.map(lambda named: bool({*named} & {*channels}))
    return found[wanted]


def _messages_of(model: ReadModel, episode: Episode, channels: list[str]) -> pd.DataFrame:
    """The messages of an episode: those that its series counts, within its hours."""
    series = episode.series
    wanted = [series.channel] if series.channel else channels
    found = queries.alert_messages(
        model, since=episode.since.to_pydatetime(), until=episode.until.to_pydatetime(), channels=wanted
    )
    if series.measure == "critiques":
        found = found[found.is_critique]
    if series.measure == "heat":
        found = found[found.heat > 0.3]
    if series.measure == WARMTH:
        found = found[(found.sentiment == "positive") & (found.conversation_id == series.conversation_id)]
    if series.aspect:
        found = found[found.aspects.map(lambda said: series.aspect in (said if said is not None else ()))]
    return found


def _stories(told: list[_Told]) -> list[list[_Told]]:
    """Episodes joined where enough of the smaller one's messages are the other's too."""
    parent = list(range(len(told)))
    keys = [one.keys for one in told]

    def top(place: int) -> int:
        while parent[place] != place:
            place = parent[place]
        return place

    for a, b in combinations(range(len(told)), 2):
        if told[a].episode.since < told[b].episode.until and told[b].episode.since < told[a].episode.until:
            if len(keys[a] & keys[b]) >= _SHARED * min(len(keys[a]), len(keys[b])):
                parent[top(b)] = top(a)
    groups: dict[int, list[_Told]] = {}
    for place, one in enumerate(told):
        groups.setdefault(top(place), []).append(one)
    return list(groups.values())


def _alert(model: ReadModel, story: list[_Told], zone: str) -> dict[str, object]:
    told = max(story, key=lambda one: one.episode.sigmas)
    strongest = told.episode
    messages = pd.concat([one.messages for one in story]).drop_duplicates(["channel", "message_id"])
    messages = messages.sort_values("created_at")
    first, kept = told.messages.iloc[0], messages.tail(_KEPT)
    found_at = min(one.episode.found_at for one in story) + pd.Timedelta(hours=1)

    def moment(local: pd.Timestamp) -> pd.Timestamp:
        return local.tz_localize(zone, ambiguous=False, nonexistent="shift_forward").tz_convert("UTC")

    return {
        "alert_id": f"{strongest.series.channel or strongest.series.aspect}-{found_at:%Y%m%d%H}",
        "found_at": moment(found_at),
        "since": messages.created_at.min(),
        "until": messages.created_at.max(),
        "measures": sorted({"aspect" if o.episode.series.aspect else o.episode.series.measure for o in story}),
        "channels": [name for name, _count in Counter(messages.channel).most_common()],
        "aspects": sorted({o.episode.series.aspect for o in story if o.episode.series.aspect}),
        "count": round(strongest.count),
        "usual": strongest.usual,
        "sigmas": strongest.sigmas,
        "authors": int(messages.author_id.nunique()),
        "critiques": int(messages.is_critique.sum()),
        "words": distinctive_words(messages.text.tolist(), _usual_texts(model, messages)),
        "first_channel": first.channel,
        "first_message_id": first.message_id,
        "first_conversation_id": first.conversation_id,
        "first_text": str(first.text)[:600],
        "message_channels": kept.channel.tolist(),
        "message_ids": kept.message_id.tolist(),
    }


def _usual_texts(model: ReadModel, messages: pd.DataFrame) -> list[str]:
    """What was said on the same channels in the four weeks before."""
    start = messages.created_at.min().tz_convert(None)
    since = start - pd.Timedelta(days=DAYS)
    found = queries.alert_messages(
        model, since=since.to_pydatetime(), until=start.to_pydatetime(), channels=sorted(set(messages.channel))
    )
    return [str(text) for text in found.text.tail(5000)]


def distinctive_words(said: list[str], usual: list[str], count: int = _WORDS) -> list[str]:
    """The words said now and not usually, by the log-odds ratio with an informative Dirichlet prior, in deviations
    (Monroe, Colaresi and Quinn 2008, Political Analysis 16:372, formula 22); a message counts a word once."""
    now, then = _counts(said), _counts(usual)
    both = now + then
    size, size_then = sum(now.values()), sum(then.values())
    prior = {word: _PRIOR * total for word, total in both.items()}
    whole = sum(prior.values())
    scores = {}
    for word in now:
        if now[word] < 2 or len(word) < 3:
            continue
        a, b, p = now[word] + prior[word], then[word] + prior[word], prior[word]
        odds = np.log(a / (size + whole - a)) - np.log(b / max(size_then + whole - b, p))
        scores[word] = float(odds / np.sqrt(1 / a + 1 / b))
    best = sorted(scores, key=lambda word: (-scores[word], word))
    return [word for word in best if scores[word] > 1.0][:count]


def _counts(texts: list[str]) -> "Counter[str]":
    return Counter(word for text in texts for word in {*tokens_of(text).words})
