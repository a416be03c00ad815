"""What Today asks, in the order in which it shows it."""

import pandas as pd

from lib.conversations import queries
from lib.conversations.today import Figures, figures_of
from lib.ui import queue_decided
from lib.ui.ask import ask
from lib.ui.filters import Filter
from lib.ui.lively import lively
from lib.ui.queue_decided import Decided

_ROWS = 3


def figures(chosen: Filter, decided: Decided) -> Figures:
    """The four figures of the period, and what they are compared with."""
    now = ask(queries.figures, **chosen.params)
    before = ask(queries.figures, **chosen.over(chosen.usual)) if chosen.usual else None
    waiting = ask(queries.waiting_total, **chosen.params, decided=decided.text)
    return figures_of(now, before, waiting, chosen.days, chosen.usual)


def burst(chosen: Filter) -> pd.DataFrame:
    """The last 24 hours of each channel against their usual."""
    return ask(queries.burst_now, **chosen.where)


def waiting(chosen: Filter, decided: Decided) -> pd.DataFrame:
    """Who waits, the first to answer at the top: as many as Today has room for."""
    return ask(queries.queue, **chosen.params, **decided.timing(chosen), decided=decided.text, count=_ROWS)


def volume(chosen: Filter) -> pd.DataFrame:
    """Messages and moods of each day that the chart shows."""
    return ask(queries.volume_by_day, **chosen.over(chosen.context))


def bursts(chosen: Filter) -> pd.DataFrame:
    """The days of the chart that stood out."""
    return ask(queries.bursts, **chosen.over(chosen.context))


def ask_all(chosen: Filter) -> None:
    """Ask it all, so that it is known when Today asks; but for the days of the chart, which who draws it asks for."""
    decided = queue_decided.decided(chosen)
    if figures(chosen, decided).messages:
        burst(chosen)
        waiting(chosen, decided)
        lively(chosen)
