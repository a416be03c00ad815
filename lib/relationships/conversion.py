"""What became of first contributions: shares of people who came back, with their uncertainty."""

from dataclasses import dataclass

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from lib.words import N_

ENOUGH = 30
"""Under so many people a share is too few to say."""
MET = {"us": N_("us"), "members": N_("members only"), "nobody": N_("nobody")}


@dataclass(frozen=True)
class Conversion:
    """`returned` of `people` came back; `low` and `high`: the Wilson 95 % interval of the share."""

    met_by: str
    people: int
    returned: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that came back, 0 to 1."""
        return self.returned / self.people if self.people else 0.0

    @property
    def is_enough(self) -> bool:
        """Whether there are people enough to say anything."""
        return self.people >= ENOUGH


def conversions(rows: pd.DataFrame) -> list[Conversion]:
    """One for each way of being met, in the order of MET; rows of `second_contributions`."""
    counts = {str(row.met_by): (int(row.people), int(row.returned)) for row in rows.itertuples()}
    return [_conversion(name, *counts.get(name, (0, 0))) for name in MET]


def of_approached(seen: pd.DataFrame) -> Conversion:
    """Of the people we spoke to, those who said more since; rows of `seen_since`."""
    return _conversion("us", len(seen), int(seen.is_back.sum()))


def _conversion(met_by: str, people: int, returned: int) -> Conversion:
    low, high = proportion_confint(returned, people, method="wilson") if people else (0.0, 1.0)
    return Conversion(met_by, people, returned, float(low), float(high))
