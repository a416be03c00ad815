"""The calendar of what was published: days with what was said on them, our posts, and ideas that are planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from lib.editorial.idea import Idea
from lib.editorial.overview import Post

_AHEAD = timedelta(days=70)


@dataclass(frozen=True)
class Day:
    """One day: messages of others, their mood (None where nobody spoke), critiques, our posts, planned ideas."""

    day: date
    inbound: int
    net: float | None
    critiques: int
    posts: tuple[Post, ...]
    planned: tuple[Idea, ...]

    @property
    def verdict(self) -> str:
        """What to mark it with: a failure, else a success, else "post", "planned", or nothing."""
        verdicts = {post.verdict for post in self.posts}
        if verdicts & {"failure", "success"}:
            return "failure" if "failure" in verdicts else "success"
        return "post" if self.posts else "planned" if self.planned else ""


def diary(
    since: date, until: date, days: pd.DataFrame, posts: Sequence[Post], ideas: Sequence[Idea], zone: str
) -> list[Day]:
    """Every day from the Monday before `since` to `until`, or to the last planned idea within ten weeks of it.

    `days` are rows of the query `calendar_days`; days of planned ideas are those of the time zone.
    """
    said = {pd.Timestamp(row["day"]).date(): row for row in days.to_dict("records")}
    published: dict[date, list[Post]] = {}
    for post in posts:
        published.setdefault(pd.Timestamp(post.row["day"]).date(), []).append(post)
    planned: dict[date, list[Idea]] = {}
    for idea in ideas:
        if idea.status == "planned" and idea.planned_at is not None:
            planned.setdefault(idea.planned_at.astimezone(ZoneInfo(zone)).date(), []).append(idea)
    end = max([until, *(day for day in planned if until < day <= until + _AHEAD)])
    start = since - timedelta(days=since.weekday())
    found = []
    for day in (start + timedelta(days=number) for number in range((end - start).days + 1)):
        row = said.get(day, {})
        moods = sum(int(row.get(name, 0)) for name in ("positive", "neutral", "negative"))
        net = (int(row["positive"]) - int(row["negative"])) / moods if moods else None
        found.append(
            Day(
                day,
                int(row.get("inbound", 0)),
                net,
                int(row.get("critiques", 0)),
                tuple(published.get(day, ())),
                tuple(planned.get(day, ())),
            )
        )
    return found
