"""Warmth: a conversation that draws far more warm voices in half a day than any on its channel for four weeks.

A channel's volume does not show it where posts are many: it is told post against post. For each conversation the people
who speak warmly within 12 hours of the first of them are compared with those of the conversations that began in the 28
days before (mean and standard deviation, and the most of them). People are counted, not messages.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from lib.conversations.bursts import DAYS, LEAST_DAYS, THRESHOLDS, Episode, Series

MEASURE = "warmth"
_LEAST_POSTS = 10


def warm_episodes(posts: pd.DataFrame) -> list[Episode]:
    """One episode per conversation that stands out; `posts` from the query `alert_posts`."""
    found: list[Episode] = []
    for channel, rows in posts.groupby("channel"):
        found += _of_channel(str(channel), rows)
    return found


def _of_channel(channel: str, rows: pd.DataFrame) -> Iterable[Episode]:
    asked = THRESHOLDS[MEASURE]
    people = pd.Series(rows.people.to_numpy(dtype=float), index=pd.DatetimeIndex(rows.begun_at))
    before = people.rolling(f"{DAYS}D", closed="left")
    usual, spread = before.mean().to_numpy(), before.std().to_numpy()
    most, posts = before.max().to_numpy(), before.count().to_numpy()
    needed = np.maximum.reduce(
        [
            np.full(len(rows), asked.least),
            asked.record * most,
            usual + asked.sigmas * np.maximum(spread, np.sqrt(usual)),
        ]
    )
    is_known = (people.index - people.index[0] >= pd.Timedelta(days=LEAST_DAYS)) & (posts >= _LEAST_POSTS)
    for place in np.flatnonzero(is_known & (people.to_numpy() >= needed)):
        row = rows.iloc[place]
        hours = [pd.Timestamp(hour) for hour in row.hours]
        count = float(row.people)
        yield Episode(
            Series(MEASURE, channel, "", str(row.conversation_id)),
            since=hours[0],
            found_at=hours[int(np.ceil(needed[place])) - 1],
            until=hours[-1] + pd.Timedelta(hours=1),
            count=count,
            usual=float(usual[place]),
            sigmas=(count - float(usual[place])) / max(float(spread[place]), float(np.sqrt(usual[place]))),
        )
