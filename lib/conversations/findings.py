"""Findings in words: what the bursts of a period say."""

from dataclasses import dataclass

import pandas as pd

from lib import words
from lib.look import channel_name
from lib.words import _, ngettext, number

_SHOWN = 5


@dataclass(frozen=True)
class Burst:
    """A burst: the sentence, a note, and the day (2026-05-12) and channel of its messages."""

    sentence: str
    note: str
    day: str
    channel: str


def monitor_title(bursts: pd.DataFrame) -> str:
    """How many days of the query `bursts` stood out."""
    count = int(bursts.day.nunique())
    return ngettext("{count} day stood out", "{count} days stood out", count) if count else _("No day stood out")


def burst_sentences(bursts: pd.DataFrame) -> list[Burst]:
    """The strongest bursts of the query `bursts`, the newest first."""
    strongest = bursts.sort_values("sigmas", ascending=False).head(_SHOWN).sort_values("day", ascending=False)
    return [_burst(row) for row in strongest.to_dict("records")]


def _burst(row: "dict[str, object]") -> Burst:
    found = pd.Timestamp(str(row["day"])).date()
    inbound, usual, critiques = (float(str(row[name])) for name in ("inbound", "usual", "critiques"))
    return Burst(
        sentence=_(
            "{day}: {count} messages on {channel}, usually {usual}",
            day=words.day(found),
            count=number(inbound),
            channel=channel_name(str(row["channel"])),
            usual=number(usual, 1),
        ),
        note=_(
            "{sigmas} standard deviations over the usual; {share} of them critiques",
            sigmas=number(float(str(row["sigmas"])), 1),
            share=words.percent(critiques / inbound if inbound else 0),
        ),
        day=f"{found:%Y-%m-%d}",
        channel=str(row["channel"]),
    )
