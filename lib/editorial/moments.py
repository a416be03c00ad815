"""When to publish: the hours of the week in which the community speaks, and our posts by part of the day.

An hour's figure is the mean of its messages over whole weeks, with the 95 % interval of Student's t over the weeks
(floored at none), so that weeks that differ widen it. Under four weeks or 30 messages it is too few to say. Hours are
those where the community lives: the hour that summer time skips has no messages, the one that comes twice has both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import t

from lib.editorial.overview import Post

LEAST_WEEKS = 4
LEAST_MESSAGES = 30
LEAST_POSTS = 8


@dataclass(frozen=True)
class Slot:
    """An hour of the week: messages in it per week, with the 95 % interval."""

    weekday: int
    hour: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Part:
    """Our posts in a part of the day (0 night … 3 evening): how many times the usual of their channel each drew in the
    first day, as a mean with its 95 % interval; None under eight posts."""

    part: int
    posts: int
    factor: tuple[float, float, float] | None


def slots_of(rows: pd.DataFrame) -> list[Slot]:
    """All 168 hours, the busiest first; none where there is too little. `rows` of the query `hours_of_week`."""
    weeks = int(rows.week.nunique())
    if weeks < LEAST_WEEKS or int(rows.inbound.sum()) < LEAST_MESSAGES:
        return []
    table = rows.pivot_table(index="week", columns=["weekday", "hour"], values="inbound", fill_value=0)
    every = pd.MultiIndex.from_product([range(1, 8), range(24)], names=["weekday", "hour"])
    table = table.reindex(columns=every, fill_value=0)
    mean = table.mean()
    half = t.ppf(0.975, weeks - 1) * table.std(ddof=1) / np.sqrt(weeks)
    found = [
        Slot(
            int(day),
            int(hour),
            float(mean[day, hour]),
            max(float(mean[day, hour] - half[day, hour]), 0.0),
            float(mean[day, hour] + half[day, hour]),
        )
        for day, hour in every
    ]
    return sorted(found, key=lambda slot: (-slot.mean, slot.weekday, slot.hour))


def parts_of(posts: Sequence[Post]) -> list[Part]:
    """The parts of the day in which we published; the usual of each post is that of its channel alone."""
    rows = [post.spans["day"] for post in posts if post.spans["day"]["is_whole"]]
    frame = pd.DataFrame(
        [{"channel": row["channel"], "part": int(row["part"]), "comments": float(row["comments"])} for row in rows],
        columns=["channel", "part", "comments"],
    )
    mean = frame.groupby("channel").comments.transform("mean")
    frame = frame[mean > 0].assign(factor=frame.comments / mean)
    found = []
    for part, own in frame.groupby("part").factor:
        count = len(own)
        factor = None
        if count >= LEAST_POSTS:
            half = float(t.ppf(0.975, count - 1) * own.std(ddof=1) / np.sqrt(count))
            factor = (float(own.mean()), max(float(own.mean()) - half, 0.0), float(own.mean()) + half)
        found.append(Part(int(str(part)), count, factor))
    return found
