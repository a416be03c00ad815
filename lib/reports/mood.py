"""How they feel: net sentiment with its interval over the period, against the period before, and by channel."""

import numpy as np
import pandas as pd

from lib.conversations import queries
from lib.conversations.shares import ENOUGH, Net, net_sentiment
from lib.conversations.today import Days, mood_of
from lib.look import LIGHT, channel_name
from lib.reports import period
from lib.reports.document import Chart, Column, Section, Series, Table
from lib.reports.period import Grain
from lib.reports.reading import Reading, over, summed
from lib.words import _, number, signed

_PARTS = ("positive", "negative", "neutral")


def section(reading: Reading) -> Section:
    """The chapter."""
    now = mood_of(reading.ask(queries.figures, **reading.params).iloc[0])
    then = mood_of(reading.ask(queries.figures, **over(reading.before)).iloc[0]) if reading.before else None
    by_channel = reading.ask(queries.volume_by_channel, **reading.params)
    by_day = reading.ask(queries.volume_by_day, **reading.params)
    by, steps, nets = _nets(by_day, reading.days)
    return Section(
        "mood",
        _("How they feel"),
        tuple(_sentences(now, then)),
        charts=(_over_time(nets, tuple(s.name for s in steps), now, then, by),) if now.is_enough else (),
        tables=(_by_channel(by_channel),),
        evidence=(_steps(nets, steps),),
        definitions=(
            (
                _("Mood"),
                _(
                    "Net sentiment: % positive − % negative, neutrals counted in the base, with its 95 % interval. "
                    "Under 30 messages it is too few to say."
                ),
            ),
        ),
    )


def _nets(by_day: pd.DataFrame, days: Days) -> tuple[Grain, tuple[period.Step, ...], list[Net]]:
    """The mood over time, in the finest steps of which most have messages enough to say anything."""
    made: list[tuple[Grain, tuple[period.Step, ...], list[Net]]] = []
    for by in period.GRAINS[period.GRAINS.index(period.grain(days)) :]:
        steps = period.steps(days, by)
        made.append((by, steps, [net_sentiment(*row) for row in _triples(by_day, steps)]))
        if 2 * sum(net.is_enough for net in made[-1][2]) >= len(steps):
            break
    return made[-1]


def _triples(by_day: pd.DataFrame, steps: tuple[period.Step, ...]) -> list[tuple[int, int, int]]:
    up, down, level = (np.array(summed(by_day, steps, name)) for name in _PARTS)
    return [(int(u), int(d), int(u + d + n)) for u, d, n in zip(up, down, level, strict=True)]


def _sentences(now: Net, then: Net | None) -> list[str]:
    if not now.is_enough:
        return [_("There are too few messages to speak of a mood.")]
    said = [
        _(
            "The mood is {net}, between {low} and {high}, over {count} messages.",
            net=signed(now.value),
            low=signed(now.low),
            high=signed(now.high),
            count=number(now.count),
        )
    ]
    if then is not None and then.is_enough:
        turn = {
            1: _("It is brighter than in the period before ({net}), beyond chance.", net=signed(then.value)),
            0: _("Against the period before ({net}) no change beyond chance.", net=signed(then.value)),
            -1: _("It is darker than in the period before ({net}), beyond chance.", net=signed(then.value)),
        }
        said.append(turn[now.differs_from(then)])
    return said


def _over_time(nets: list[Net], names: tuple[str, ...], now: Net, then: Net | None, by: Grain) -> Chart:
    turn = now.differs_from(then) if then is not None else 0
    title = {1: _("The mood is brighter"), 0: _("The mood holds"), -1: _("The mood is darker")}[turn]
    series = Series(
        _("Mood"),
        tuple(net.value if net.is_enough else None for net in nets),
        LIGHT.accent,
        tuple(net.low if net.is_enough else None for net in nets),
        tuple(net.high if net.is_enough else None for net in nets),
    )
    measure = _(
        "% positive − % negative, {step}, with its 95 % interval; gaps: under {few} messages",
        step=period.grain_said(by),
        few=number(ENOUGH),
    )
    return Chart("mood", "line", title, measure, names, (series,))


def _by_channel(by_channel: pd.DataFrame) -> Table:
    sums = by_channel.groupby("channel")[list(_PARTS)].sum()
    order = sums.sum(axis=1).sort_values(ascending=False, kind="stable").index
    rows = []
    for name in order:
        row = sums.loc[name]
        net = mood_of(row)
        points = (net.value, net.low, net.high) if net.is_enough else (None, None, None)
        rows.append((channel_name(str(name)), net.count, int(row.positive), int(row.negative), *points))
    columns = (
        Column(_("Channel"), width=1.6),
        Column(_("With a mood"), "count"),
        Column(_("Positive"), "count"),
        Column(_("Negative"), "count"),
        Column(_("Mood"), "signed"),
        Column(_("From"), "signed"),
        Column(_("Up to"), "signed"),
    )
    return Table("mood", _("Mood by channel"), columns, tuple(rows), note=_("–: under 30 messages, too few to say."))


def _steps(nets: list[Net], steps: tuple[period.Step, ...]) -> Table:
    rows = tuple(
        (step.days.since, step.days.until, net.count, *((net.value, net.low, net.high) if net.count else [None] * 3))
        for net, step in zip(nets, steps, strict=True)
    )
    columns = (
        Column(_("First day"), "day"),
        Column(_("Last day"), "day"),
        Column(_("With a mood"), "count"),
        Column(_("Mood"), "signed"),
        Column(_("From"), "signed"),
        Column(_("Up to"), "signed"),
    )
    return Table("mood_days", _("Mood over time"), columns, rows)
