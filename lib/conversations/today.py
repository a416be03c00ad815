"""What Today says: the figures of a period beside the usual, and the sentence that sums them up."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from lib.conversations.shares import ENOUGH, Net, net_sentiment
from lib.look import channel_name
from lib.words import _, ngettext, number, percent, signed, span

_USUAL_DAYS = 28
_LEAST_DAYS = 7
_NOTABLE = 0.15


@dataclass(frozen=True)
class Days:
    """A run of days, both ends included."""

    since: date
    until: date

    @property
    def count(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    def usual(self, first_day: date) -> "Days | None":
        """The days it is compared with: the 28 before it (or as many as it has itself), None under a week of them."""
        length = max(_USUAL_DAYS, self.count)
        since = max(self.since - timedelta(days=length), first_day)
        before = Days(since, self.since - timedelta(days=1))
        return before if before.count >= _LEAST_DAYS else None

    def with_context(self, first_day: date) -> "Days":
        """The days a chart shows: at least four weeks up to the same end."""
        return Days(max(min(self.since, self.until - timedelta(days=27)), first_day), self.until)


@dataclass(frozen=True)
class Figures:
    """The figures of a period. `change`: messages against the usual, 0.12 = 12 % more; None where not known."""

    messages: int
    inbound: int
    critiques: int
    mood: Net
    usual_mood: Net | None
    change: float | None
    waiting: int
    longest_seconds: float | None

    @property
    def mood_turn(self) -> int:
        """1 brighter than usual, −1 darker, 0 as usual or too few to say."""
        return self.mood.differs_from(self.usual_mood) if self.usual_mood else 0


def figures_of(
    now: pd.DataFrame, before: pd.DataFrame | None, waits: pd.DataFrame, days: Days, usual: Days | None
) -> Figures:
    """The figures from the one-row frames of the queries `figures` (now and before) and `waiting_total`."""
    row, waiting = now.iloc[0], waits.iloc[0]
    change, usual_mood = None, None
    if before is not None and usual is not None:
        daily = float(before.iloc[0].messages) / usual.count
        change = float(row.messages) / days.count / daily - 1 if daily * days.count >= ENOUGH else None
        usual_mood = mood_of(before.iloc[0])
    longest = None if pd.isna(waiting.longest_seconds) else float(waiting.longest_seconds)
    return Figures(
        messages=int(row.messages),
        inbound=int(row.inbound),
        critiques=int(row.critiques),
        mood=mood_of(row),
        usual_mood=usual_mood,
        change=change,
        waiting=int(waiting.conversations),
        longest_seconds=longest,
    )


def mood_of(row: "pd.Series[int]") -> Net:
    """Net sentiment of a row with negative, neutral and positive counts."""
    return net_sentiment(int(row.positive), int(row.negative), int(row.positive + row.negative + row.neutral))


def opening_sentence(figures: Figures, bursts: pd.DataFrame) -> str:
    """What the page shows now, in words: who waits, the mood, and what stands out in the last 24 hours."""
    said = [_waiting_said(figures), _mood_said(figures)]
    loud = bursts[(bursts.critique_sigmas >= 3) & (bursts.critiques >= 5)] if len(bursts) else bursts
    if len(loud):
        worst = loud.sort_values("critique_sigmas").iloc[-1]
        times = float(worst.critiques) / max(float(worst.usual_critiques), 0.5)
        said.append(
            _(
                "Critiques on {channel} are {times} times the usual in the last 24 hours.",
                channel=channel_name(str(worst.channel)),
                times=number(times, 1 if times < 10 else 0),
            )
        )
    elif figures.change is not None and abs(figures.change) >= _NOTABLE:
        said.append(_change_said(figures.change))
    return " ".join(said)


def _change_said(change: float) -> str:
    if change >= 1:
        return _("There is {times} times the usual talk.", times=number(1 + change, 1))
    share = percent(abs(change))
    if change > 0:
        return _("There is {share} more talk than usual.", share=share)
    return _("There is {share} less talk than usual.", share=share)


def _waiting_said(figures: Figures) -> str:
    if not figures.waiting or figures.longest_seconds is None:
        return _("Nobody is waiting for an answer.")
    wait = span(figures.longest_seconds)
    return ngettext(
        "One conversation is waiting, for {wait}.",
        "{count} conversations are waiting, the longest for {wait}.",
        figures.waiting,
        wait=wait,
    )


def _mood_said(figures: Figures) -> str:
    if not figures.mood.is_enough:
        return _("There are too few messages to speak of a mood.")
    if figures.usual_mood is None or not figures.usual_mood.is_enough:
        return _("The mood stands at {net}.", net=signed(figures.mood.value))
    return {
        1: _("The mood is brighter than usual."),
        0: _("The mood is as usual."),
        -1: _("The mood is darker than usual."),
    }[figures.mood_turn]


def changes_since_yesterday(by_day: pd.DataFrame) -> list[str]:
    """Sentences on the last day against the day before and its usual, from `volume_by_day` (one row a day)."""
    if len(by_day) < 2:
        return []
    last, before = by_day.iloc[-1], by_day.iloc[-2]
    usual = by_day.iloc[:-1].tail(_USUAL_DAYS)
    said = [
        _(
            "{now} messages, after {before} the day before; the usual is {usual}.",
            now=number(int(last.messages)),
            before=number(int(before.messages)),
            usual=number(round(float(usual.messages.mean()))),
        ),
        _(
            "{now} critiques, after {before}; the usual is {usual}.",
            now=number(int(last.critiques)),
            before=number(int(before.critiques)),
            usual=number(float(usual.critiques.mean()), 1),
        ),
    ]
    now, then = mood_of(last), mood_of(usual[["positive", "negative", "neutral"]].sum())
    if not now.is_enough:
        count = now.count
        said.append(
            ngettext(
                "{count} message with a mood: too few to say.", "{count} messages with a mood: too few to say.", count
            )
        )
    else:
        said.append(_("Mood {now}, usual {usual}.", now=signed(now.value), usual=signed(then.value)))
    return said
