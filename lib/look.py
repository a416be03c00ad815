"""The look: the palette in light and dark, the colour of each channel, and the one template of all charts.

Colours stand here once (and in `.streamlit/config.toml`, which cannot read Python; a test holds the two together).
Charts take a `Look`, so that a domain's `charts.py` stays pure: frame in, figure out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import plotly.graph_objects as go

CHANNEL_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#7A6A53", "#999999")
_CHANNELS = {
    "instagram": "Instagram",
    "facebook": "Facebook",
    "x": "X",
    "youtube": "YouTube",
    "discord": "Discord",
    "google_play": "Google Play",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "reddit": "Reddit",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "discourse": "Discourse",
    "slack": "Slack",
    "google": "Google",
    "google_business": "Google Business",
    "app_store": "App Store",
    "review": "Reviews",
    "reviews": "Reviews",
}


@dataclass(frozen=True)
class Look:
    """One theme's colours, each as #RRGGBB."""

    name: str
    ground: str
    panel: str
    ink: str
    muted: str
    line: str
    accent: str
    negative: str
    neutral: str
    positive: str
    burning: str


LIGHT = Look(
    name="light",
    ground="#FBF8F3",
    panel="#F1ECE3",
    ink="#22262F",
    muted="#5F6470",
    line="#E2DACC",
    accent="#6B3FA0",
    negative="#A8391F",
    neutral="#8A857A",
    positive="#1F6A8C",
    burning="#C4161C",
)
DARK = Look(
    name="dark",
    ground="#16181D",
    panel="#1F2229",
    ink="#E9E6DF",
    muted="#A7ABB5",
    line="#32363F",
    accent="#B794F4",
    negative="#F08A6B",
    neutral="#9C978C",
    positive="#6FB7DA",
    burning="#FF6B6B",
)


def look_named(name: str | None) -> Look:
    """The look of a theme ("light", "dark"); light where the theme is not known yet."""
    return DARK if name == "dark" else LIGHT


def channel_name(channel: str) -> str:
    """A channel as people write it: youtube → YouTube."""
    return _CHANNELS.get(channel, channel.replace("_", " ").capitalize())


def channel_colours(channels: Sequence[str]) -> dict[str, str]:
    """A colour for each: the channels we know have their own everywhere, others take what is left, by name."""
    known = {name: CHANNEL_COLOURS[place] for place, name in enumerate(list(_CHANNELS)[:6])}
    others = sorted(name for name in channels if name not in known)
    spare = [c for c in CHANNEL_COLOURS if c not in {known[n] for n in channels if n in known}] or CHANNEL_COLOURS
    taken = {name: spare[place % len(spare)] for place, name in enumerate(others)}
    return {name: known.get(name) or taken[name] for name in channels}


def translucent(colour: str, share: float) -> str:
    """The colour as rgba(…) at this opacity, 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share:g})"


@cache
def chart_template(look: Look) -> go.layout.Template:
    """The template of every chart under this look: horizontal grid only, no legend, one hover over all series."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": look.line,
        "tickcolor": look.line,
        "tickfont": {"color": look.muted, "size": 12},
        "fixedrange": True,
        "automargin": True,
    }
    return go.layout.Template(
        layout=go.Layout(
            font={"family": '"Source Sans", sans-serif', "color": look.ink, "size": 13},
            paper_bgcolor="rgba(0,0,0,0)",
            plot_bgcolor="rgba(0,0,0,0)",
            colorway=list(CHANNEL_COLOURS),
            margin={"l": 0, "r": 18, "t": 4, "b": 0},
            showlegend=False,
            hovermode="x unified",
            hoverlabel={
                "bgcolor": look.panel,
                "bordercolor": look.line,
                "font": {"color": look.ink, "size": 13},
                "align": "left",
            },
            bargap=0.25,
            dragmode=False,
            xaxis=axis | {"ticks": "outside", "ticklen": 4},
            yaxis=axis | {"showgrid": True, "gridcolor": look.line, "gridwidth": 1, "nticks": 4},
        )
    )


def figure(look: Look, height: int) -> go.Figure:
    """An empty figure of this height (pixels) under the template."""
    made = go.Figure()
    made.update_layout(template=chart_template(look), height=height)
    return made


def name_days(made: go.Figure, days: Sequence[Any], said: Callable[[Any], str], most: int = 6) -> None:
    """Name at most so many of the days of a time axis in words of ours: the chart itself only speaks English."""
    step = -(-len(days) // most) or 1
    ticks = list(days)[::step]
    made.update_xaxes(tickvals=ticks, ticktext=[said(day) for day in ticks])
