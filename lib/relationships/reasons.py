"""Why somebody is in a state, why somebody could become one of us, and what the states mean: in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import words
from lib.relationships.thresholds import Thresholds
from lib.words import N_, _, ngettext, number, percent

Row = Mapping[str, Any]
STATES = {
    "newcomer": N_("Newcomers"),
    "advocate": N_("Advocates"),
    "regular": N_("Regulars"),
    "returned": N_("Returned"),
    "drifting": N_("Drifting"),
    "gone_quiet": N_("Gone quiet"),
    "occasional": N_("Now and then"),
}
"""The states in the order of the page, and what their people are called."""
STATE_OF_ONE = {
    "newcomer": N_("newcomer"),
    "advocate": N_("advocate"),
    "regular": N_("regular"),
    "returned": N_("came back"),
    "drifting": N_("drifting"),
    "gone_quiet": N_("gone quiet"),
    "occasional": N_("now and then"),
}


def definition(state: str, thresholds: Thresholds) -> str:
    """What a state means under these thresholds."""
    least, warm, helps = number(thresholds.least), percent(thresholds.warm), number(thresholds.helps)
    said = {
        "newcomer": _("first heard in the last 30 days"),
        "advocate": _("{warm} of their words warm, {helps} answers to others", warm=warm, helps=helps),
        "regular": _("{least} messages in 90 days", least=least),
        "returned": _("was regular, silent for 30 days, heard again"),
        "drifting": _("regular, but half as active as before"),
        "gone_quiet": _("was regular, not heard for 30 days"),
        "occasional": _("under {least} messages in 90 days", least=least),
    }
    return said[state]


def why(row: Row) -> str:
    """Why this member is in their state, in a sentence without an end."""
    state, last90 = str(row["state"]), int(row["last90"])
    if state == "newcomer":
        return _("first heard on {day}", day=words.short_day(row["first_day"])) + _after(_spoken(last90))
    if state == "returned":
        return ngettext(
            "heard again after {count} day of silence",
            "heard again after {count} days of silence",
            int(row["gap_days"]),
        )
    if state == "gone_quiet":
        silent = ngettext("silent for {count} day", "silent for {count} days", int(row["silent_days"]))
        before = ngettext(
            "{count} message in the 90 days before", "{count} messages in the 90 days before", int(row["until_last90"])
        )
        return silent + _after(before) + (_after(_("was an advocate")) if row["is_advocate"] else "")
    if state == "drifting":
        return _(
            "{now} messages in the last 30 days, {before} in the 90 before",
            now=number(int(row["last30"])),
            before=number(int(row["before30"])),
        )
    said = ngettext("{count} message in 90 days", "{count} messages in 90 days", last90)
    return said + (_after(advocacy(row)) if state == "advocate" else "")


def advocacy(row: Row) -> str:
    """How warm somebody speaks and how often they helped others."""
    warm = percent(int(row["positive"]) / int(row["analysed"])) if row["analysed"] else percent(0)
    helped = ngettext("answered others {count} time", "answered others {count} times", int(row["helped"]))
    return _("{share} warm", share=warm) + _after(helped)


def prospect_reason(row: Row, topic: str) -> str:
    """Why somebody could become one of us; `topic` in words, empty where unknown."""
    said = [_("speaks of us outside our posts") if row["is_outside"] else _("wrote to us once or twice")]
    if topic:
        said.append(_("about {topic}, as our regulars do", topic=topic))
    if row["tie_answers"]:
        said.append(
            ngettext("{count} exchange with members", "{count} exchanges with members", int(row["tie_answers"]))
        )
    days = int(row["silent_days"])
    said.append(ngettext("{count} day ago", "{count} days ago", days) if days else _("today"))
    return " · ".join(said)


def prospect_opening(row: Row, topic: str) -> str:
    """How one could begin: on what they said, and by way of whom."""
    if row["is_asking"]:
        begun = _("Asked about {topic}", topic=topic) if topic else _("Asked something")
    elif row["sentiment"] == "positive":
        begun = _("Praised {topic}", topic=topic) if topic else _("Spoke warmly of us")
    elif row["sentiment"] == "negative":
        begun = _("Was disappointed by {topic}", topic=topic) if topic else _("Was disappointed")
    else:
        begun = _("Spoke of {topic}", topic=topic) if topic else _("Spoke of us")
    if row["tie_name"]:
        how = (
            _("answered by {name}: thank both, and invite them", name=row["tie_name"])
            if row["is_tie_by_member"]
            else _("answered {name}: join in there", name=row["tie_name"])
        )
    elif row["is_asking"]:
        how = _("answered by nobody: answer, then ask back")
    else:
        how = _("answered by nobody: thank them, and ask back")
    return f"{begun}, {how}."


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: its first letter small, unless it is an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def relation_age(first_day: pd.Timestamp, months: pd.DataFrame) -> str:
    """How old a relation is, and in how many of its months either side took care of it."""
    spoke, cared = int((months.messages > 0).sum()), int((months.from_us > 0).sum())
    return _(
        "Since {day}: heard in {spoke} of {all} months, answered by us in {cared}.",
        day=words.day(first_day),
        spoke=number(spoke),
        all=number(len(months)),
        cared=number(cared),
    )


def _spoken(count: int) -> str:
    return ngettext("{count} message", "{count} messages", count)


def _after(part: str) -> str:
    return ", " + part
