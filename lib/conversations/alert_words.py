"""Alerts in words: what stands out, how far from the usual, and what is said in it."""

from collections.abc import Callable, Mapping
from typing import Any

from lib.look import channel_name
from lib.words import N_, _, ngettext, number

_WHAT = {
    "inbound": N_("Far more is said on {where}"),
    "critiques": N_("Critiques pile up on {where}"),
    "heat": N_("It is heated on {where}"),
    "warmth": N_("One conversation warms far more people than usual on {where}"),
    "aspect": N_("Critiques of one thing pile up: {about}"),
}
_ORDER = ("aspect", "critiques", "heat", "warmth", "inbound")


def alert_title(row: Mapping[str, Any], called: Callable[[str], str]) -> str:
    """The story of an alert (a row of `alerts`) in a few words; `called` gives an aspect its name."""
    measures = set(row["measures"])
    kind = next(name for name in _ORDER if name in measures)
    if kind == "aspect" and measures & {"critiques", "heat"}:
        kind = "heat" if "heat" in measures and "critiques" not in measures else "critiques"
    names = [channel_name(str(name)) for name in row["channels"]]
    where = names[0] if len(names) == 1 else _("{first} and {others}", first=names[0], others=", ".join(names[1:3]))
    return _(_WHAT[kind], where=where, about=", ".join(called(str(name)) for name in row["aspects"]))


def alert_note(row: Mapping[str, Any]) -> str:
    """How far it is from the usual, and by how many people."""
    return _(
        "{count} in their hours, usually {usual} ({sigmas} standard deviations); {people}, {critiques}",
        count=number(int(row["count"])),
        usual=number(float(row["usual"]), 1),
        sigmas=number(float(row["sigmas"]), 1),
        people=ngettext("{count} person", "{count} people", int(row["authors"])),
        critiques=ngettext("{count} critique", "{count} critiques", int(row["critiques"])),
    )


def alerts_title(count: int) -> str:
    """What the view finds."""
    if not count:
        return _("Nothing stood out in this period")
    return ngettext("{count} story stood out", "{count} stories stood out", count)
