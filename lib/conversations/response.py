"""How fast we reply, in figures: times, response rate and service level, each with how sure it is."""

from dataclasses import dataclass

import pandas as pd

from lib import words
from lib.conversations.shares import ENOUGH
from lib.intervals import wilson
from lib.look import channel_name
from lib.words import _, ngettext, number, percent, span


@dataclass(frozen=True)
class Share:
    """A part of a whole with its Wilson 95 % interval."""

    part: int
    whole: int

    @property
    def is_enough(self) -> bool:
        """Whether there are messages enough to say anything."""
        return self.whole >= ENOUGH

    @property
    def said(self) -> str:
        """The share, or a dash under 30."""
        return percent(self.part / self.whole) if self.is_enough else "–"

    @property
    def note(self) -> str:
        """The interval and what it is of, or that it is too few to say."""
        if not self.is_enough:
            return _("too few to say ({part} of {whole})", part=number(self.part), whole=number(self.whole))
        low, high = wilson(self.part, self.whole)
        return _(
            "{part} of {whole}, between {low} and {high}",
            part=number(self.part),
            whole=number(self.whole),
            low=percent(float(low)),
            high=percent(float(high)),
        )


@dataclass(frozen=True)
class Response:
    """The figures of a period; times in counted seconds, None where nobody was answered."""

    first_median: float | None
    first_p90: float | None
    first_count: int
    reply_median: float | None
    reply_p90: float | None
    rate: Share
    level: Share


def response_of(total: pd.DataFrame) -> Response | None:
    """The figures from the query `response_total`; None where nobody wrote."""
    if total.empty:
        return None
    row = total.iloc[0]
    times = {
        name: None if pd.isna(row[name]) else float(row[name])
        for name in ("first_median", "first_p90", "reply_median", "reply_p90")
    }
    return Response(
        first_count=int(row.first_count),
        rate=Share(int(row.answered), int(row.needing)),
        level=Share(int(row.met), int(row.met + row.breached)),
        **times,
    )


def response_sentence(found: Response | None) -> str:
    """What the view shows, in words."""
    if found is None or found.first_median is None:
        return _("No reply of ours in this period.")
    half = span(found.first_median)
    if not found.rate.is_enough:
        return _("Half of those who wrote heard from us within {half}.", half=half)
    return _(
        "Half of those who wrote heard from us within {half}; {share} of what needed an answer got one.",
        half=half,
        share=percent(found.rate.part / found.rate.whole),
    )


def time_said(seconds: float | None) -> str:
    """A time, or a dash."""
    return "–" if seconds is None else span(seconds)


def step_label(upto: float | None, before: float | None) -> str:
    """A step of the distribution: up to 4 h, over a week."""
    if upto is None or pd.isna(upto):
        return _("over {span}", span=span(before or 0))
    return _("up to {span}", span=span(upto))


def week_label(week: pd.Timestamp) -> str:
    """A week by its Monday."""
    return words.short_day(week.date())


def person_label(row: "pd.Series[str]") -> str:
    """An account of ours and its channel."""
    name = row.shown_name if isinstance(row.shown_name, str) and row.shown_name else _("our account")
    return f"{name} ({channel_name(row.channel)})" if isinstance(row.channel, str) else name


def behind_title(count: int) -> str:
    """How many conversations are behind a bar."""
    return ngettext(
        "{count} conversation behind this, the slowest first",
        "{count} conversations behind this, the slowest first",
        count,
    )
