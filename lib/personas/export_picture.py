"""A card as a PNG, drawn with Pillow in the app's own fonts: no browser is needed."""

import io
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from lib.look import LIGHT
from lib.personas.portrait import picture
from lib.personas.sheet import Part, Sheet
from lib.words import _

WIDTH = 1400
_EDGE, _GAP = 48, 24
_FILES = {"sans": "SourceSansVF-Upright*.woff2", "serif": "SourceSerifVariable-Roman*.woff2"}
_NOT_DRAWN = re.compile("[\u2600-\u27bf\ufe00-\ufe0f\U0001f000-\U0001faff\U0001f1e6-\U0001f1ff]+")
"""Emoji, which the app's fonts have no drawing of."""
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def png_of(sheet: Sheet) -> bytes:
    """The picture; as high as the card is long."""
    draft = _Sketch(ImageDraw.Draw(Image.new("RGB", (8, 8))))
    height = _drawn(draft, sheet) + _EDGE
    made = Image.new("RGB", (WIDTH, height), LIGHT.ground)
    _drawn(_Sketch(ImageDraw.Draw(made)), sheet)
    portrait = picture(sheet.persona_id, 132)
    made.paste(portrait, (_EDGE, _EDGE), portrait)
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True)
    return out.getvalue()


class _Sketch:
    """Draws text in columns; off the paper it only measures."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self.draw = draw

    def text(
        self, x: int, y: int, said: str, size: int, width: int, colour: str = LIGHT.ink, face: str = "sans"
    ) -> int:
        """Write within a width; returns where the next line begins."""
        font = _font(face, size)
        said = _NOT_DRAWN.sub("", said)
        for line in _wrapped(said, font, width):
            self.draw.text((x, y), line, colour, font)
            y += round(size * 1.35)
        return y


def _drawn(sketch: _Sketch, sheet: Sheet) -> int:
    left = _EDGE + 132 + _GAP
    y = sketch.text(left, _EDGE, sheet.name, 38, WIDTH - left - _EDGE)
    y = sketch.text(left, y + 4, sheet.sentence, 21, WIDTH - left - _EDGE)
    y = max(y, _EDGE + 132) + 12
    for name, said in (*sheet.figures, *sheet.traits):
        sketch.text(_EDGE, y, name, 18, 220, LIGHT.muted)
        y = sketch.text(_EDGE + 230, y, said, 18, WIDTH - 2 * _EDGE - 230)
    column = (WIDTH - 2 * _EDGE - _GAP) // 2
    heights = [y + 16, y + 16]
    for part in (*sheet.parts, *sheet.unknown):
        side = 0 if heights[0] <= heights[1] else 1
        x = _EDGE + side * (column + _GAP)
        heights[side] = _part(sketch, part, x, heights[side], column) + 16
    return max(heights)


def _part(sketch: _Sketch, part: Part, x: int, y: int, width: int) -> int:
    top, inner = y, width - 32
    y = sketch.text(x + 16, y + 12, part.name, 20, inner)
    if part.question:
        y = sketch.text(
            x + 16, y, f"{_('unknown')} · {_('Ask the community:')} {part.question}", 17, inner, LIGHT.muted
        )
        _dashed(sketch.draw, (x, top, x + width, y + 10))
        return y + 10
    for line in part.lines:
        start, length = x + 16 + inner - 200, 200
        middle = y + 12
        sketch.draw.rectangle([start, middle - 4, start + length, middle + 4], LIGHT.panel)
        sketch.draw.rectangle(
            [start + length * line.low, middle - 2, start + length * line.high, middle + 2], _soft(LIGHT.accent)
        )
        mark = start + length * line.share
        sketch.draw.rectangle([mark - 2, middle - 6, mark + 2, middle + 6], LIGHT.accent)
        y = sketch.text(x + 16, y, line.label, 17, inner - 220)
    for said in part.quotes:
        text = f"{_('Against:')} «{said.text}»" if said.is_against else f"«{said.text}»"
        y = sketch.text(x + 16, y + 4, text, 17, inner, face="serif")
        y = sketch.text(x + 16, y, said.source, 14, inner, LIGHT.muted)
    sketch.draw.rounded_rectangle([x, top, x + width, y + 10], 10, outline=LIGHT.line)
    return y + 10


def _dashed(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    for x in range(left, right, 14):
        draw.line([x, top, min(x + 8, right), top], LIGHT.muted)
        draw.line([x, bottom, min(x + 8, right), bottom], LIGHT.muted)
    for y in range(top, bottom, 14):
        draw.line([left, y, left, min(y + 8, bottom)], LIGHT.muted)
        draw.line([right, y, right, min(y + 8, bottom)], LIGHT.muted)


def _wrapped(said: str, font: _Font, width: int) -> list[str]:
    lines = [""]
    for word in said.split():
        while font.getlength(word) > width:  # a word longer than a line is cut
            room = next(n for n in range(len(word), 0, -1) if n == 1 or font.getlength(word[:n]) <= width)
            lines.append(word[:room])
            word = word[room:]
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def _soft(colour: str) -> str:
    parts = [round(255 - (255 - int(colour[place : place + 2], 16)) * 0.4) for place in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)


@cache
def _font(face: str, size: int) -> _Font:
    """The app's font at a size in pixels; Pillow's own where the app's cannot be read."""
    found = find_spec("streamlit")
    folder = Path(found.origin).parent / "static" / "static" / "media" if found and found.origin else Path()
    for path in sorted(folder.glob(_FILES[face])):
        try:
            made = ImageFont.truetype(str(path), size)
            made.set_variation_by_name("Regular")
            return made
        except OSError:
            break
    return ImageFont.load_default(size)
