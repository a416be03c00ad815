"""Two personas side by side: what sets the one apart from the other, the most distinctive first."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.personas.cards import Card
from lib.personas.settings import Listening

_LEAST_AUTHORS = 3
_MOST = 24
_MOST_A_PART = 4


@dataclass(frozen=True)
class Difference:
    """One thing: how common it is in each (0 to 1), and its representativeness of the first against the second."""

    part: str
    label: str
    one: float
    other: float
    lift: float


def differences(facts: pd.DataFrame, one: Card, other: Card, listened: Listening, language: str) -> list[Difference]:
    """What differs most, on the logarithm of the smoothed ratio; both directions."""
    left, right = (_shares(facts, card.segments) for card in (one, other))
    both = left.join(right, how="outer", suffixes=("_one", "_other")).fillna(0)
    if both.empty:
        return []
    both = both[both[["authors_one", "authors_other"]].max(axis=1) >= _LEAST_AUTHORS]
    for side in ("one", "other"):
        base = both.groupby(["part", "stance"])[f"base_{side}"].transform("max")
        both[f"share_{side}"] = np.divide(both[f"authors_{side}"], base, out=np.zeros(len(both)), where=base > 0)
        both[f"smooth_{side}"] = (both[f"authors_{side}"] + 1) / (base + 2)
    both["lift"] = both["smooth_one"] / both["smooth_other"]
    both["telling"] = both["lift"].map(np.log).abs() * both[["share_one", "share_other"]].max(axis=1)
    ranked = both.sort_values(["telling"], ascending=False, kind="stable").reset_index()
    ranked = ranked.groupby("part", sort=False).head(_MOST_A_PART).head(_MOST)
    return [
        Difference(
            part=str(row["part"]),
            label=_label(str(row["part"]), str(row["code"]), facts, listened, language),
            one=float(row["share_one"]),
            other=float(row["share_other"]),
            lift=float(row["lift"]),
        )
        for row in ranked.to_dict("records")
    ]


def _shares(facts: pd.DataFrame, segments: tuple[int, ...]) -> pd.DataFrame:
    mine = facts[
        facts["segment"].isin(segments) & ~facts["part"].isin(["size", "kind"]) & (facts["stance"] != "against")
    ]
    return mine.groupby(["part", "code", "stance"])[["authors", "base"]].sum()


def _label(part: str, code: str, facts: pd.DataFrame, listened: Listening, language: str) -> str:
    field = part.removeprefix("field:")
    if field == "interest":
        return listened.interest(code, language)
    if field == part:
        return code
    found = facts.loc[(facts["part"] == part) & (facts["code"] == code), "label"]
    return listened.value(field, str(found.iloc[0]) if len(found) else code, language)
