"""Posts with their receptions, for whoever shows them: which verdict holds, which come first, what they sum up to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.editorial.idea import Key
from lib.editorial.receptions import SPANS

VERDICTS = ("success", "failure", "neutral", "few", "early")


@dataclass(frozen=True)
class Post:
    """A post of ours: its words, and a row of `judged_receptions` for each span."""

    text: str
    url: str | None
    spans: Mapping[str, Mapping[str, Any]]

    @property
    def row(self) -> Mapping[str, Any]:
        """What holds in every span: channel, times, format."""
        return self.spans["all"]

    @property
    def key(self) -> Key:
        """Its channel and message_id."""
        return str(self.row["channel"]), str(self.row["message_id"])

    @property
    def span(self) -> str:
        """The longest span that is over and says something, else the one under way, else the longest."""
        over = [span for span in SPANS if self.spans[span]["is_whole"]]
        telling = [span for span in over if self.spans[span]["verdict"] != "few"]
        under_way = [span for span in SPANS if span not in over]
        return (telling[-1:] or under_way[:1] or over[-1:])[0]

    @property
    def judged(self) -> Mapping[str, Any]:
        """The row whose verdict holds."""
        return self.spans[self.span]

    @property
    def verdict(self) -> str:
        """success, failure, neutral, few or early."""
        return str(self.judged["verdict"])


def posts_of(judged: pd.DataFrame, texts: pd.DataFrame, languages: Sequence[str] = ()) -> list[Post]:
    """The posts of a period, the newest first; `judged` from `judged_receptions`, `texts` from the query `posts`."""
    if languages:
        judged = judged[judged.language.isin(list(languages))]
    said = {(row["channel"], row["message_id"]): row for row in texts.to_dict("records")}
    rows: dict[Key, dict[str, Mapping[str, Any]]] = {}
    for row in judged.to_dict("records"):
        rows.setdefault((row["channel"], row["message_id"]), {})[row["span"]] = row
    found = []
    for key, spans in rows.items():
        its = said.get(key, {})
        url = its.get("url")
        found.append(Post(str(its.get("text", "")), url if isinstance(url, str) else None, spans))
    return sorted(found, key=lambda post: (post.row["created_at"], post.key), reverse=True)


def counted(posts: Sequence[Post]) -> Counter[str]:
    """How many posts have each verdict."""
    return Counter(post.verdict for post in posts)


def post_named(posts: Sequence[Post], channel: str, message_id: str) -> Post | None:
    """The post of that key among these."""
    return next((post for post in posts if post.key == (channel, message_id)), None)
