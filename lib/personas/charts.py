"""Charts of personas: frame in, figure out."""

from collections.abc import Sequence

import plotly.graph_objects as go

from lib.look import Look, figure
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
    made.update_yaxes(rangemode="tozero")
    return made
