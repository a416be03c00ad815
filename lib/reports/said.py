"""What was said: volume by channel over the period and against the period before, and the four figures of Today."""

import pandas as pd

from lib.conversations import queries
from lib.conversations.today import Figures, figures_of, opening_sentence
from lib.look import CHANNEL_COLOURS, LIGHT, channel_colours, channel_name
from lib.reports import period
from lib.reports.document import Chart, Column, Figure, Section, Series, Table
from lib.reports.period import Step
from lib.reports.reading import Reading, over, summed
from lib.words import _, number, percent, signed, span

_MOST_CHANNELS = 7


def figures(reading: Reading) -> Figures:
    """The figures that Today shows of the same days."""
    now = reading.ask(queries.figures, **reading.params)
    usual = reading.ask(queries.figures, **over(reading.usual)) if reading.usual else None
    waits = reading.ask(queries.waiting_total, **reading.params, decided=reading.decided)
    return figures_of(now, usual, waits, reading.days, reading.usual)


def section(reading: Reading, found: Figures) -> Section:
    """The chapter."""
    by_channel = reading.ask(queries.volume_by_channel, **reading.params)
    earlier = reading.ask(queries.volume_by_channel, **over(reading.before)) if reading.before else None
    names = list(by_channel.groupby("channel").messages.sum().sort_values(ascending=False, kind="stable").index)
    steps = period.steps(reading.days, period.grain(reading.days))
    bursts = _bursts(reading)
    return Section(
        "said",
        _("What was said"),
        (opening_sentence(found, bursts), *_against_before(found, reading, earlier)),
        _figures(found, reading),
        (_over_time(by_channel, names, steps, reading, found), *_beside(by_channel, earlier, names)),
        (_by_channel(by_channel, earlier, names),),
        evidence=(_daily(by_channel),),
        definitions=(
            (_("Messages"), _("All messages of the period, ours among them, against as many days right before it.")),
            (
                _("Usual"),
                _("The daily mean of the 28 days before the period, or of as many days as it has where it is longer."),
            ),
        ),
    )


def _bursts(reading: Reading) -> pd.DataFrame:
    """What stands out in the last 24 hours, where the period ends with them."""
    if reading.days.until < reading.last_day:
        return pd.DataFrame()
    return reading.ask(queries.burst_now)


def _against_before(found: Figures, reading: Reading, earlier: pd.DataFrame | None) -> list[str]:
    if earlier is None or reading.before is None:
        return [_("The archive does not reach back far enough to compare with the period before.")]
    count = int(earlier.messages.sum())
    said = _(
        "{now} messages, after {before} in the {days} days before ({span}).",
        now=number(found.messages),
        before=number(count),
        days=number(reading.before.count),
        span=period.said(reading.before),
    )
    return [said]


def _figures(found: Figures, reading: Reading) -> tuple[Figure, ...]:
    mood, share = found.mood, found.critiques / found.inbound if found.inbound else 0.0
    change = _("no usual to compare with yet")
    if found.change is not None:
        change = _("{change} % against the usual", change=signed(round(100 * found.change)))
    longest = found.longest_seconds
    return (
        Figure(_("Messages"), number(found.messages), change),
        Figure(
            _("Waiting for us"),
            number(found.waiting),
            _("oldest {span}", span=span(longest)) if longest else _("nobody"),
        ),
        Figure(
            _("Mood"),
            signed(mood.value) if mood.is_enough else "–",
            _("between {low} and {high}", low=signed(mood.low), high=signed(mood.high))
            if mood.is_enough
            else _("too few to say"),
            {1: "positive", -1: "negative"}.get(found.mood_turn, ""),
        ),
        Figure(_("Critiques"), number(found.critiques), _("{share} of what people wrote", share=percent(share))),
    )


def _over_time(
    by_channel: pd.DataFrame, names: list[str], steps: tuple[Step, ...], reading: Reading, found: Figures
) -> Chart:
    colours = channel_colours(names)
    shown, others = names[:_MOST_CHANNELS], names[_MOST_CHANNELS:]
    series = [
        Series(channel_name(name), _sums(by_channel[by_channel.channel == name], steps), colours[name])
        for name in shown
    ]
    if others:
        rest = by_channel[by_channel.channel.isin(others)]
        series.append(Series(_("Other channels"), _sums(rest, steps), CHANNEL_COLOURS[-1]))
    title = _("How much was said")
    if found.change is not None and abs(found.change) >= 0.15:
        title = _("More talk than usual") if found.change > 0 else _("Less talk than usual")
    elif found.change is not None:
        title = _("Talk is as usual")
    measure = _("Messages by channel, {step}", step=period.grain_said(period.grain(reading.days)))
    return Chart("volume", "stacked", title, measure, tuple(s.name for s in steps), tuple(series))


def _sums(frame: pd.DataFrame, steps: tuple[Step, ...]) -> tuple[float, ...]:
    return tuple(float(count) for count in summed(frame, steps, "messages"))


def _beside(by_channel: pd.DataFrame, earlier: pd.DataFrame | None, names: list[str]) -> list[Chart]:
    if earlier is None:
        return []
    now, then = by_channel.groupby("channel").messages.sum(), earlier.groupby("channel").messages.sum()
    shown = names[: _MOST_CHANNELS + 1]
    title = _("Where it was said, against the period before")
    series = (
        Series(_("This period"), tuple(float(now.get(name, 0)) for name in shown), LIGHT.accent),
        Series(_("Period before"), tuple(float(then.get(name, 0)) for name in shown), LIGHT.neutral),
    )
    categories = tuple(channel_name(name) for name in shown)
    return [Chart("channels", "bars", title, _("Messages by channel"), categories, series)]


def _by_channel(by_channel: pd.DataFrame, earlier: pd.DataFrame | None, names: list[str]) -> Table:
    now = by_channel.groupby("channel")[["messages", "inbound"]].sum()
    then = earlier.groupby("channel").messages.sum() if earlier is not None else None
    rows = []
    for name in names:
        count, before = int(now.messages[name]), None if then is None else int(then.get(name, 0))
        change = 100.0 * (count / before - 1) if before else None
        rows.append((channel_name(name), count, before, change, int(now.inbound[name])))
    columns = (
        Column(_("Channel"), width=1.6),
        Column(_("Messages"), "count"),
        Column(_("Period before"), "count"),
        Column(_("Change in %"), "signed"),
        Column(_("From the community"), "count"),
    )
    return Table("channels", _("Messages by channel"), columns, tuple(rows))


def _daily(by_channel: pd.DataFrame) -> Table:
    names = ("messages", "inbound", "negative", "neutral", "positive")
    rows = tuple(
        (pd.Timestamp(row["day"]).date(), channel_name(str(row["channel"])), *(int(row[name]) for name in names))
        for row in by_channel.to_dict("records")
    )
    columns = (
        Column(_("Day"), "day"),
        Column(_("Channel")),
        Column(_("Messages"), "count"),
        Column(_("From the community"), "count"),
        Column(_("Negative"), "count"),
        Column(_("Neutral"), "count"),
        Column(_("Positive"), "count"),
    )
    return Table("days", _("Days and channels"), columns, rows)
