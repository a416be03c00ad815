"""Portraits: a drawn head and shoulders from a seed, nobody's in particular, as SVG and as a picture.

Faces have no features on purpose: a persona is many people.
"""

import hashlib
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

SIDE = 120
_GROUNDS = ("#E7DDF3", "#DCE9EC", "#F3E3D3", "#E2EBDD", "#F1DEE2", "#E3E4F2")
_SKINS = ("#F1C9A5", "#D9A679", "#B97C52", "#8D5A3B", "#F5D7BE", "#6B4429")
_HAIRS = ("#2B2220", "#5A3B26", "#8C5A2B", "#B88A4A", "#6E6A68", "#A23E2A", "#3A3A55")
_CLOTHES = ("#6B3FA0", "#1F6A8C", "#A8391F", "#009E73", "#7A6A53", "#D0862B", "#3F4A63")
_STYLES = ("bob", "long", "short", "bun", "curls", "crop")


@dataclass(frozen=True)
class Oval:
    """An ellipse, in units of a square of SIDE."""

    x: float
    y: float
    rx: float
    ry: float
    fill: str


def shapes(seed: str) -> list[Oval]:
    """What the portrait is drawn of, from back to front; the same for the same seed."""
    chance = random.Random(hashlib.sha256(seed.encode()).digest())
    skin, hair, cloth = chance.choice(_SKINS), chance.choice(_HAIRS), chance.choice(_CLOTHES)
    style, has_glasses = chance.choice(_STYLES), chance.random() < 0.3
    drawn = [Oval(60, 60, 60, 60, chance.choice(_GROUNDS))]
    drawn += _behind(style, hair)
    drawn += [Oval(60, 122, 41, 36, cloth), Oval(60, 84, 10, 15, _darker(skin)), Oval(60, 55, 22, 26, skin)]
    drawn += _before(style, hair)
    if has_glasses:
        for x in (51, 69):
            drawn += [Oval(x, 57, 7, 7, _darker(hair)), Oval(x, 57, 5.4, 5.4, skin)]
    return drawn


def svg(seed: str) -> str:
    """The portrait as an SVG document."""
    ovals = "".join(
        f'<ellipse cx="{o.x:g}" cy="{o.y:g}" rx="{o.rx:g}" ry="{o.ry:g}" fill="{o.fill}"/>' for o in shapes(seed)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}">'
        f'<defs><clipPath id="c"><circle cx="60" cy="60" r="60"/></clipPath></defs>'
        f'<g clip-path="url(#c)">{ovals}</g></svg>'
    )


def picture(seed: str, side: int) -> "Image.Image":
    """The portrait as a picture of `side` pixels with a transparent ground."""
    from PIL import Image, ImageDraw  # only who takes one away needs it, and Today shows drawings

    scale = side * 4 / SIDE
    made = Image.new("RGBA", (side * 4, side * 4))
    draw = ImageDraw.Draw(made)
    for o in shapes(seed):
        draw.ellipse([scale * (o.x - o.rx), scale * (o.y - o.ry), scale * (o.x + o.rx), scale * (o.y + o.ry)], o.fill)
    mask = Image.new("L", made.size)
    ImageDraw.Draw(mask).ellipse([0, 0, *made.size], 255)
    made.putalpha(mask)
    return made.resize((side, side), Image.Resampling.LANCZOS)


def _behind(style: str, hair: str) -> list[Oval]:
    return {
        "long": [Oval(60, 66, 32, 42, hair)],
        "bob": [Oval(60, 58, 31, 31, hair)],
        "bun": [Oval(60, 20, 12, 12, hair), Oval(60, 48, 26, 26, hair)],
        "curls": [
            Oval(x, y, 14, 14, hair) for x, y in ((36, 46), (40, 30), (60, 24), (80, 30), (84, 46), (34, 62), (86, 62))
        ],
        "short": [Oval(60, 46, 25, 25, hair)],
        "crop": [Oval(60, 48, 24, 24, hair)],
    }[style]


def _before(style: str, hair: str) -> list[Oval]:
    return {
        "long": [Oval(46, 36, 18, 12, hair), Oval(72, 35, 16, 10, hair)],
        "bob": [Oval(60, 35, 24, 11, hair)],
        "bun": [Oval(60, 34, 22, 9, hair)],
        "curls": [Oval(48, 34, 11, 9, hair), Oval(70, 33, 12, 9, hair)],
        "short": [Oval(54, 33, 20, 10, hair)],
        "crop": [Oval(60, 32, 19, 7, hair)],
    }[style]


def _darker(colour: str) -> str:
    return "#" + "".join(f"{round(int(colour[place : place + 2], 16) * 0.86):02X}" for place in (1, 3, 5))
