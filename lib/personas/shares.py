"""Shares of people with their interval, and how distinctive they are."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.intervals import wilson

FEWEST = 5
"""Distinct authors under which nothing is said of a persona's field: it reads unknown."""


@dataclass(frozen=True)
class Share:
    """A share of distinct authors with its Wilson 95 % interval, all 0 to 1."""

    authors: int
    base: int
    value: float
    low: float
    high: float


def scored(facts: pd.DataFrame) -> pd.DataFrame:
    """Facts with `share`, `low`, `high` (Wilson, 95 %) and `lift`, the most telling first within part and stance.

    `lift` is the representativeness of a value: share inside over share outside, one author for and one against
    added on either side, so that what nobody else says is much, but not without end; 1 is usual.
    """
    if facts.empty:
        return facts.assign(share=0.0, low=0.0, high=1.0, lift=1.0)
    base = np.maximum(facts["base"].to_numpy(), 1)
    authors = np.minimum(facts["authors"].to_numpy(), base)
    low, high = wilson(authors, base)
    inside = (authors + 1) / (base + 2)
    beyond = (facts["outside"].to_numpy() + 1) / (facts["outside_base"].to_numpy() + 2)
    alone = facts["outside_base"].to_numpy() <= 0  # one persona is everybody: nothing sets it apart
    made = facts.assign(
        share=authors / base,
        low=low,
        high=high,
        lift=np.where(alone, 1.0, inside / beyond),
    )
    order = made.assign(_telling=-made["share"] * made["lift"], _many=-made["authors"])
    keys = ["part", "stance", "_telling", "_many", "code"]
    return order.sort_values(keys, kind="stable").drop(columns=["_telling", "_many"])
