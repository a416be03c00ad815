"""Visible errors: whether heat rises after our replies more than it would without them, and the replies to look at.

Moments are compared within strata of channel and heat before, because hot conversations cool and cool ones warm by
themselves; strata are weighted by our replies in them, and the 95 % interval is normal with each stratum's own
variances (Welch). It is a comparison, not an experiment: we choose where to reply.
"""

from dataclasses import dataclass
from math import sqrt

import pandas as pd

from lib.conversations.shares import ENOUGH
from lib.words import _, ngettext, number, signed

_LEAST = 2


@dataclass(frozen=True)
class Aftermath:
    """Mean change of heat after our replies less that in comparable moments, with its 95 % interval."""

    replies: int
    others: int
    ours: float
    theirs: float
    low: float
    high: float

    @property
    def difference(self) -> float:
        """Below 0: members cool more where we reply."""
        return self.ours - self.theirs

    @property
    def is_enough(self) -> bool:
        """Whether there are moments enough on both sides."""
        return min(self.replies, self.others) >= ENOUGH


def aftermath_of(strata: pd.DataFrame) -> Aftermath:
    """From the rows of `reply_heat`; strata that lack two moments on either side compare nothing and are left out."""
    keys = ["channel", "band"]
    both = strata[strata.is_ours.astype(bool)].merge(
        strata[~strata.is_ours.astype(bool)], on=keys, suffixes=("", "_other")
    )
    both = both[(both.moments >= _LEAST) & (both.moments_other >= _LEAST)]
    replies, others = int(both.moments.sum()), int(both.moments_other.sum())
    if not replies:
        return Aftermath(0, others, 0.0, 0.0, 0.0, 0.0)
    weights = both.moments / replies
    ours, theirs = float((weights * both.change).sum()), float((weights * both.change_other).sum())
    variance = weights**2 * (both.variance / both.moments + both.variance_other / both.moments_other)
    reach = 1.96 * sqrt(float(variance.sum()))
    return Aftermath(replies, others, ours, theirs, ours - theirs - reach, ours - theirs + reach)


def aftermath_said(found: Aftermath) -> str:
    """The finding in one sentence."""
    if not found.is_enough:
        return _("What our replies do to the heat: too few to say ({count} replies).", count=number(found.replies))
    numbers = {
        "difference": signed(found.difference, 2),
        "low": signed(found.low, 2),
        "high": signed(found.high, 2),
        "count": number(found.replies),
        "others": number(found.others),
    }
    if found.low > 0:
        return _(
            "After our replies heat rises more than without them: {difference}, between {low} and {high} "
            "({count} replies, {others} comparable moments).",
            **numbers,
        )
    if found.high < 0:
        return _(
            "After our replies people cool down more than without them: {difference}, between {low} and {high} "
            "({count} replies, {others} comparable moments).",
            **numbers,
        )
    return _(
        "After our replies heat goes as it does without them: {difference}, between {low} and {high} "
        "({count} replies, {others} comparable moments).",
        **numbers,
    )


def error_said(*, is_edited: bool, critiques: int, is_heated: bool, change: float) -> str:
    """Why a reply stands among the visible errors."""
    said = []
    if is_edited:
        said.append(_("edited later"))
    if critiques:
        said.append(ngettext("answered with {count} critique", "answered with {count} critiques", critiques))
    if is_heated:
        said.append(_("heat {change} after it", change=signed(change, 2)))
    return " · ".join(said)
