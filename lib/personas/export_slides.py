"""A card as a slide (PPTX): text stays text, so that it can be edited; the portrait is a picture."""

import io
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Inches, Pt

from lib.look import LIGHT
from lib.personas.portrait import picture
from lib.personas.sheet import Part, Sheet
from lib.words import _, percent

_COLOUR: Any = RGBColor  # without types there
_WIDE, _HIGH = Inches(13.333), Inches(7.5)


def pptx_of(sheets: list[Sheet]) -> bytes:
    """A deck with one slide a card."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _HIGH
    for sheet in sheets:
        _slide(deck.slides.add_slide(deck.slide_layouts[5]), sheet)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _slide(slide: Any, sheet: Sheet) -> None:
    portrait = io.BytesIO()
    picture(sheet.persona_id, 260).save(portrait, "PNG")
    portrait.seek(0)
    slide.shapes.add_picture(portrait, Inches(0.4), Inches(0.3), Inches(1.3))
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Inches(1.9), Inches(0.25), Inches(11), Inches(0.6)
    title.text_frame.text = _plain(sheet.name)
    _style(title.text_frame.paragraphs[0], 26, LIGHT.ink, bold=True)
    about = "\n".join([sheet.sentence, " · ".join(f"{name}: {said}" for name, said in sheet.figures)])
    _box(slide, 1.9, 0.85, 11, 0.9, [(line, 14, LIGHT.ink) for line in about.split("\n")])
    traits = [(f"{name}: {said}", 11, LIGHT.muted) for name, said in sheet.traits]
    _box(slide, 0.4, 1.75, 12.5, 1.2, traits)
    parts = [*sheet.parts, *sheet.unknown]
    for place, part in enumerate(parts[:8]):
        column, row = place % 4, place // 4
        _box(slide, 0.4 + column * 3.15, 3.1 + row * 2.15, 3.0, 2.1, _lines(part))


def _lines(part: Part) -> list[tuple[str, int, str]]:
    if part.question:
        asked = f"{_('unknown')} · {_('Ask the community:')} {part.question}"
        return [(part.name, 13, LIGHT.ink), (asked, 11, LIGHT.muted)]
    lines = [(part.name, 13, LIGHT.ink)]
    for line in part.lines[:3]:
        span = f"{percent(line.low)}–{percent(line.high)}"
        lines.append((f"{line.label}: {percent(line.share)} ({span})", 11, LIGHT.ink))
    lines += [(f"«{said.text[:110]}»", 10, LIGHT.accent) for said in part.quotes[:1]]
    return lines


def _box(slide: Any, left: float, top: float, width: float, height: float, lines: list[tuple[str, int, str]]) -> None:
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height)).text_frame
    frame.word_wrap = True
    for number, (said, size, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = _plain(said)
        _style(paragraph, size, colour, bold=number == 0 and size == 13)


def _style(paragraph: Any, size: int, colour: str, bold: bool = False) -> None:
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = _COLOUR(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))


def _plain(text: str) -> str:
    """Text that XML can hold."""
    return "".join(letter for letter in text if letter in "\n\t" or letter >= " ").replace("\n", " ")
