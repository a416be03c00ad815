"""Charts of personas: frame in, figure out."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go
from babel import dates

from lib import words
from lib.look import Look, figure, name_days
from lib.words import _


def people_by_month(months: Sequence[tuple[str, int]], look: Look, height: int = 200) -> go.Figure:
    """How many people of a persona wrote something in each month; dots where they are few, else a line."""
    made = figure(look, height)
    few = max((count for _month, count in months), default=0) < 30
    made.add_scatter(
        x=[month for month, _count in months],
        y=[count for _month, count in months],
        mode="markers" if few else "lines+markers",
        line={"color": look.accent, "width": 2},
        marker={"color": look.accent, "size": 7 if few else 5},
        hovertemplate=_("%{y} people wrote") + "<extra></extra>",
    )
    name_days(made, [month for month, _count in months], _month_name)
    made.update_yaxes(rangemode="tozero")
    return made


def _month_name(month: str) -> str:
    """2026-05 → May 2026, mag 2026."""
    return str(dates.format_date(date.fromisoformat(f"{month[:7]}-01"), format="MMM y", locale=words.language()))
