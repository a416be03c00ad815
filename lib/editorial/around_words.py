"""What happened around a post, in words."""

import math

from lib.editorial.around import LEAST_MOODS, Around, Ratio
from lib.words import _, ngettext, number, signed


def curiosity_said(found: Around) -> tuple[str, str]:
    """Questions and first-time authors, each in one sentence."""
    questions = ngettext("{count} question after it", "{count} questions after it", found.questions.after)
    newcomers = ngettext("{count} first-time author", "{count} first-time authors", found.newcomers.after)
    return _ratio_said(questions, found.questions), _ratio_said(newcomers, found.newcomers)


def mood_change_said(found: Around) -> str:
    """The community's mood before and after."""
    mood = found.mood
    if mood.before is None or mood.after is None or mood.low is None or mood.high is None:
        return _("The mood: under {least} messages on a side, too few to say.", least=number(LEAST_MOODS))
    given = {
        "before": signed(100 * mood.before),
        "after": signed(100 * mood.after),
        "low": signed(100 * mood.low),
        "high": signed(100 * mood.high),
    }
    if mood.low > 0:
        return _("The mood rose: {before} before, {after} after (difference {low} to {high}).", **given)
    if mood.high < 0:
        return _("The mood fell: {before} before, {after} after (difference {low} to {high}).", **given)
    return _("The mood stayed: {before} before, {after} after (difference {low} to {high}).", **given)


def _ratio_said(what: str, ratio: Ratio) -> str:
    before = number(ratio.before)
    if ratio.value is None or ratio.low is None or ratio.high is None:
        return _("{what}, {before} before: too few to say.", what=what, before=before)
    high = number(ratio.high, 1) if math.isfinite(ratio.high) else "∞"
    given = {"what": what, "before": before, "low": number(ratio.low, 1), "high": high}
    if not math.isfinite(ratio.value):
        return _("{what}, none before (at least {low} times as many).", **given)
    given["ratio"] = number(ratio.value, 1)
    if ratio.is_clear:
        return _("{what}, {before} before: {ratio} times as many ({low} to {high}).", **given)
    return _("{what}, {before} before: no change beyond chance ({ratio} times, {low} to {high}).", **given)
