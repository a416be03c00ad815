"""The repetition radar: claims and posts of ours that say the same thing again, and how the response to them went.

Texts are alike where the cosine of their words is .6 or more; each group begins with the oldest of its texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from lib.critiques.insights import Insight
from lib.critiques.likeness import likeness_of_pairs

_POSTS_ALIKE = 0.6
_CLAIMS_ALIKE = 0.5
_LEAST_WORDS = 20
"""Letters under which a post is too short to repeat anything (a greeting)."""


@dataclass(frozen=True)
class Repeated:
    """Posts that say the same: their places in the frame, oldest first; the response of the first and the last, and
    its trend (Spearman's ρ of response with order; None under three)."""

    places: tuple[int, ...]
    first_response: float
    last_response: float
    trend: float | None

    @property
    def is_falling(self) -> bool:
        """Whether people answer less each time."""
        if self.trend is None:
            return self.last_response < 0.7 * self.first_response
        return self.trend < -0.3 and self.last_response < self.first_response


def repeated_posts(posts: pd.DataFrame) -> list[Repeated]:
    """Groups of posts of the query `own_posts` that repeat each other, the most repeated first."""
    ordered = posts.assign(place=np.arange(len(posts))).sort_values("created_at", kind="stable")
    ordered = ordered[ordered.text.str.len() >= _LEAST_WORDS]
    groups = _groups(likeness_of_pairs(list(ordered.text), list(ordered.language)), _POSTS_ALIKE)
    found = []
    for group in groups:
        rows = ordered.iloc[group]
        response = rows.response.astype(float).reset_index(drop=True)
        trend = None
        if len(group) >= 3 and response.nunique() > 1:
            trend = float(np.corrcoef(np.arange(len(group)), response.rank())[0, 1])
        places = tuple(int(place) for place in rows.place)
        found.append(Repeated(places, float(response.iloc[0]), float(response.iloc[-1]), trend))
    return sorted(found, key=lambda one: (-len(one.places), one.places))


def repeated_claims(insights: Sequence[Insight]) -> list[list[Insight]]:
    """Insights that claim the same again, the oldest of each group first."""
    ordered = sorted(insights, key=lambda insight: insight.heard_at or datetime.max)
    groups = _groups(likeness_of_pairs([insight.claim for insight in ordered]), _CLAIMS_ALIKE)
    return [[ordered[at] for at in group] for group in groups]


def _groups(alike: "np.ndarray", least: float) -> list[list[int]]:
    """Each text with the later ones that are like it; a text is in one group only."""
    taken: set[int] = set()
    found = []
    for one in range(len(alike)):
        if one in taken:
            continue
        group = [
            one,
            *(other for other in range(one + 1, len(alike)) if other not in taken and alike[one, other] >= least),
        ]
        if len(group) > 1:
            taken.update(group)
            found.append(group)
    return found
